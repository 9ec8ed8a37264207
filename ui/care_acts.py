# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a helper does for themselves, and the leader for who must be relieved. No Flet here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from noodsteunpunt.domain.drafts import MessageDraft
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.domain.values_desk import Topic
from noodsteunpunt.domain.views_point import ShiftView
from ui.notice import Notice
from ui.selfcheck import Feel, SelfCheck
from ui.texts import _, n_

if TYPE_CHECKING:
    from ui.desk import Desk

LONG = 6 * 3600
"""Seconds on duty after which somebody else should take over; as matching counts a helper tired."""


class CareActs:
    """Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def mine(self) -> SelfCheck:
        """Of who sits here."""
        return self._desk.device.selfcheck

    def answer(self, name: str, feel: Feel) -> None:
        """One answer; pressed again it is taken back."""
        answers = self.mine.answers
        if answers.get(name) is feel:
            del answers[name]
        else:
            answers[name] = feel
        self._desk.redraw()

    def wipe(self) -> None:
        """All of it is gone."""
        self._desk.device.selfcheck = SelfCheck()
        self._desk.notice = Notice(_("Your answers are gone."), danger=False)
        self._desk.redraw()

    def ask(self) -> None:
        """The number goes up by one; who it was is not kept."""
        if not self.mine.asked:
            self.mine.asked = True
            self._desk.relief.asked += 1
        self._desk.notice = Notice(_("The leader sees a number, not who. Take a break now if you can."), danger=False)
        self._desk.redraw()

    async def tell(self, count: int) -> None:
        """The leader tells the coordination point how many; nothing else is in it."""
        desk = self._desk
        points = desk.snapshot.station.points
        to = next((one.number for one in points if one.kind is StationKind.COORDINATION_POINT), None)
        draft = MessageDraft(relief_text(count), to_point=to, topic=Topic.HELPERS)
        if to is not None and await desk.acts.do(lambda station, actor: station.write_message(draft, actor)):
            desk.notice = Notice(_("Sent: {text}", text=draft.text), danger=False)
            desk.redraw()

    def arranged(self) -> None:
        """Others are here."""
        self._desk.relief.asked = 0
        self._desk.redraw()


def relief_text(count: int) -> str:
    """What others may know."""
    return n_("{count} person must be relieved", "{count} people must be relieved", count)


def to_relieve(shift: ShiftView | None, asked: int, now: int) -> int:
    """How many: who is on duty too long, or more where more asked. Who asked is not known, so they may be the same."""
    tired = [one for one in shift.people if now - one.since >= LONG] if shift else []
    return max(asked, len(tired))
