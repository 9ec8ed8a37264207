# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person does in the reader: types, chooses, counts, writes beside a card or on the board. No Flet here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

from noodsteunpunt.domain.board import BoardDraft
from noodsteunpunt.domain.values import Role, SubjectId
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.guests import guests_of
from noodsteunpunt.speech import Speech
from ui.desk import Desk
from ui.forms import whole_number
from ui.notice import Notice
from ui.presenter_info import CardPage
from ui.presenter_rules import violation_text
from ui.texts import _

SEARCH_PAUSE = 0.12
"""Seconds without a key after which a search begins: shorter than a person sees, longer than two letters."""
LEADERS = frozenset({Role.POINT_LEAD, Role.COORDINATOR})

speech = Speech()
"""Of this machine: there is one loudspeaker."""


@dataclass(slots=True)
class Typing:
    """Waits for a pause between two keys, per window."""

    timers: dict[int, asyncio.TimerHandle] = field(default_factory=dict)

    def pause(self, desk: Desk) -> None:
        """A key came: search when no other follows."""
        waiting = self.timers.pop(id(desk), None)
        if waiting is not None:
            waiting.cancel()
        self.timers[id(desk)] = asyncio.get_running_loop().call_later(SEARCH_PAUSE, self._search, desk)

    def _search(self, desk: Desk) -> None:
        self.timers.pop(id(desk), None)
        if desk.path == "/information":
            desk.spawn(lambda: desk.search(desk.typed_search))


_typing = Typing()


def typed(desk: Desk, text: str) -> None:
    """Search for it when the keys pause."""
    desk.typed_search = text
    _typing.pause(desk)


async def choose_scenario(desk: Desk, scenario: str) -> None:
    """Only cards of this scenario; the same one again shows all."""
    chosen = "" if desk.filter.scenario == scenario else scenario
    desk.filter = replace(desk.filter, scenario=chosen, first=0)
    await desk.refresh()


def choose_language(desk: Desk, language: str) -> None:
    """The language to read in, for this browser."""
    desk.device.info.language = language
    desk.redraw()


def choose_beside(desk: Desk, language: str) -> None:
    """A second language beside the first; the same one again takes it away."""
    chosen = desk.device.info
    chosen.beside = "" if chosen.beside == language else language
    desk.redraw()


def switch_large(desk: Desk) -> None:
    """Large print on and off."""
    desk.device.info.large = not desk.device.info.large
    desk.redraw()


async def read_aloud(page: CardPage) -> None:
    """On the loudspeaker of this machine."""
    await asyncio.to_thread(speech.say, page.spoken(), page.language)


async def be_silent() -> None:
    """Stops reading."""
    await asyncio.to_thread(speech.stop)


# -- the board, and the point's own words -----------------------------------------------------------------------------


async def post(desk: Desk, card: str = "") -> None:
    """What is typed hangs on the board, or beside the card. What is refused stays and says why."""
    form = desk.device.info
    form.error = ""
    try:
        minutes = 60 * whole_number(form.hours, "minutes") if form.hours.strip() and not card else None
        draft = BoardDraft(form.text, form.source, minutes, form.urgent and not card, card)
        done = await desk.acts.do(lambda station, actor: station.post_board(draft, actor))
    except RuleViolation as violation:
        form.error = violation_text(violation)
    else:
        if done:
            form.text, form.urgent = "", False
    desk.redraw()


async def take_down(desk: Desk, item: SubjectId) -> None:
    """It does not hang there any more."""
    await desk.acts.do(lambda station, actor: station.take_down(item, actor))


async def start_board(desk: Desk) -> None:
    """For a second screen of this computer."""
    await _open(desk, open_house=False)


async def let_visitors(desk: Desk, *, open_house: bool) -> None:
    """The leader's switch."""
    actor = desk.need_actor()
    if actor is None:
        return
    if actor.role not in LEADERS:
        desk.notice = Notice(_("Only the leader of the point lets visitors in."), danger=False)
        desk.redraw()
        return
    await _open(desk, open_house=open_house)


async def _open(desk: Desk, *, open_house: bool) -> None:
    guests = guests_of(desk.runner)
    if guests is not None:
        await asyncio.to_thread(guests.open, open_house=open_house)
    desk.redraw()


async def stop_board(desk: Desk) -> None:
    """The second screen goes dark, and visitors get no answer."""
    guests = guests_of(desk.runner)
    if guests is not None:
        await asyncio.to_thread(guests.stop)
    desk.redraw()
