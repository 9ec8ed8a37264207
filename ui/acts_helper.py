# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person does with a group of helpers. No Flet here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from noodsteunpunt.domain.values import Actor, SubjectId
from noodsteunpunt.station import Station
from ui.forms import whole_number
from ui.notice import Notice
from ui.texts import _

if TYPE_CHECKING:
    from ui.desk import Desk


class HelperActs:
    """Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def split(self, helper: SubjectId) -> None:
        """So many go their own way; the screen shows the group that stays together."""
        texts, made = self._desk.panel.texts, []

        def command(station: Station, actor: Actor) -> None:
            made.append(station.split_group(helper, whole_number(texts["people"], "people"), actor))

        await self._desk.acts.from_panel(command)
        if made:
            goes, stays = made[0]
            await self._desk.go(f"/helpers/{stays.id}")
            text = _("{goes} goes their own way, {stays} stays together. The old badges do not count any more.",
                     goes=goes.ticket, stays=stays.ticket)  # fmt: skip
            self._desk.notice = Notice(text, danger=False)
            self._desk.redraw()
