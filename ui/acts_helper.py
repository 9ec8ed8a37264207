# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person does with a helper: look who it is, give clearance, split a group. No Flet here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from noodsteunpunt.domain.people import HelperCheck, HelperSeen
from noodsteunpunt.domain.values import Actor, SubjectId
from noodsteunpunt.domain.values_people import Clearance, Identity, Limit, Vog
from noodsteunpunt.station import Station
from ui.codes import codes_of, members
from ui.forms import whole_number
from ui.notice import Notice
from ui.presenter_clearance import proposed
from ui.texts import _

if TYPE_CHECKING:
    from ui.desk import Desk


class HelperActs:
    """Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, seen: HelperSeen, *, adult: bool) -> None:
        """Open the panel, with what is known; of who is new, with what follows from it."""
        form, check = self._desk.open_panel("helper-check"), seen.check or HelperCheck()
        texts = form.texts
        texts["identity"], texts["vog"] = check.identity.value, check.vog.value
        texts["clearance"] = codes_of(check.clearance or proposed(check.identity, check.vog, adult=adult))
        texts["limits"], texts["languages"] = codes_of(check.limits), " ".join(check.languages)
        self._desk.redraw()

    def saw(self, name: str, code: str, *, adult: bool) -> None:
        """Identity or VOG; what follows from both is chosen with it."""
        form = self._desk.panel
        form.texts[name] = code
        found = proposed(Identity(form.texts["identity"]), Vog(form.texts["vog"]), adult=adult)
        form.texts["clearance"] = codes_of(found)
        form.answered("identity", "vog", "clearance")
        self._desk.redraw()

    def toggle(self, name: str, code: str) -> None:
        """Clearance and limits: several at once."""
        form = self._desk.panel
        form.texts[name] = " ".join(sorted(set(form.texts[name].split()) ^ {code}))
        form.answered(name, "identity", "vog")
        self._desk.redraw()

    async def check(self, helper: SubjectId) -> None:
        """The leader or the coordinator of helpers says so."""
        texts = self._desk.panel.texts

        def command(station: Station, actor: Actor) -> None:
            draft = HelperCheck(
                Identity(texts["identity"]),
                Vog(texts["vog"]),
                frozenset(members(Clearance, texts["clearance"])),
                frozenset(members(Limit, texts["limits"])),
                tuple(texts["languages"].lower().replace(",", " ").split()),
            )
            station.check_helper(helper, draft, actor)

        await self._desk.acts.from_panel(command)

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
