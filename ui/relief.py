# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who must be relieved: a number and no names. No Flet here.

The number of people who asked lives in the memory of this program. Only a number goes to the coordination point, and
the leader sends it: so no line of any log says who asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from noodsteunpunt.domain.drafts import MessageDraft
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.domain.values_desk import Precedence, Topic
from ui.notice import Notice
from ui.texts import _, n_

if TYPE_CHECKING:
    from ui.desk import Desk


def relief_text(count: int) -> str:
    """As the coordination point reads it."""
    return n_("{count} person must be relieved.", "{count} people must be relieved.", count)


class Relief:
    """Belongs to one desk; the number is that of the program."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def count(self, tired: int) -> int:
        """Who asked, and who works too long without a break."""
        return self._desk.asked_relief() + tired

    async def ask(self) -> None:
        """One more, and the answers are gone from this screen."""
        self._desk.ask_relief(1)
        self.forget()
        self._desk.notice = Notice(_("Counted, without your name. The leader sees a number."), danger=False)
        self._desk.redraw()

    def forget(self) -> None:
        """Nothing is left of what was chosen."""
        self._desk.device.signs.clear()
        self._desk.redraw()

    async def tell(self, count: int) -> None:
        """The number to the coordination point."""
        points = self._desk.snapshot.station.points
        post = next((one.number for one in points if one.kind is StationKind.COORDINATION_POINT), None)
        draft = MessageDraft(relief_text(count), post, Precedence.PRIORITY, Topic.HELPERS)
        if await self._desk.acts.do(lambda station, actor: station.write_message(draft, actor)):
            self._desk.ask_relief(-self._desk.asked_relief())
            self._desk.notice = Notice(_("Sent: the number, no names."), danger=False)
            self._desk.redraw()
