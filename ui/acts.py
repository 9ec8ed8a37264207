# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person does with a request or a helper that is recorded. No Flet here.

Each act is one command to the station; what it refuses becomes a sentence, beside the panel that asked where there is
one. Afterwards the screen is read anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from noodsteunpunt.domain.cards import read_card
from noodsteunpunt.domain.drafts import QuestionDraft
from noodsteunpunt.domain.partners import UnitDraft
from noodsteunpunt.domain.values import Actor, HelperStatus, RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import CallbackResult
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station import Station
from ui.forms import whole_number
from ui.forms_panel import PanelForm
from ui.notice import Notice
from ui.texts import _

if TYPE_CHECKING:
    from ui.desk import Desk

Command = Callable[[Station, Actor], object]


def _press_of(command: Command) -> object:
    """The same for the same button about the same thing, however often it was drawn in between."""
    cells = getattr(command, "__closure__", None) or ()
    return getattr(command, "__code__", command), tuple(repr(cell.cell_contents) for cell in cells)


class Acts:
    """Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turn = asyncio.Lock()
        self._under_way: set[object] = set()

    async def do(self, command: Command, panel: PanelForm | None = None) -> bool:
        """One after another; the same press twice counts once. False if nobody said who they are, or it is under way.
        ``panel`` closes when it is recorded, unless the person opened another one by then. Raises what the station
        raises."""
        desk, press = self._desk, _press_of(command)
        actor = desk.need_actor()
        if actor is None or press in self._under_way:
            return False
        self._under_way.add(press)
        try:
            async with self._turn:
                desk.notice = None
                await desk.saving.call(lambda station: command(station, actor))
                if panel is not None and desk.panel is panel:
                    desk.panel = PanelForm()
        finally:
            self._under_way.discard(press)
            await desk.refresh()
        return True

    async def from_panel(self, command: Command) -> None:
        """As :meth:`do`; the panel closes, or stays and says what it misses."""
        panel = self._desk.panel
        panel.forget_errors()
        try:
            await self.do(command, panel)
        except RuleViolation as violation:
            panel.refuse(violation)
        self._desk.redraw()

    # -- requests ---------------------------------------------------------------------------------------

    async def step(self, request: SubjectId, status: RequestStatus) -> None:
        """A step that needs nothing said."""
        await self.do(lambda station, actor: station.change_request(request, status, actor))

    async def step_from_panel(self, request: SubjectId) -> None:
        """A step with its reason, its party or its number."""
        panel = self._desk.panel
        texts = panel.texts

        def command(station: Station, actor: Actor) -> None:
            met = whole_number(texts["met"], "met") if texts["met"].strip() else None
            if panel.status is None:
                raise RuleViolation("step", "status")
            station.change_request(
                request, panel.status, actor, reason=panel.reason, party=panel.party, met=met, words=texts["words"]
            )

        await self.from_panel(command)

    async def see(self, request: SubjectId) -> None:
        """*Gezien*."""
        await self.do(lambda station, actor: station.see_request(request, actor))

    async def take_over(self, request: SubjectId) -> None:
        """*Overnemen*."""
        await self.do(lambda station, actor: station.take_over(request, actor))

    async def answer(self, request: SubjectId) -> None:
        """The coordination point answers the point."""
        panel, when = self._desk.panel, self._desk.when()

        def command(station: Station, actor: Actor) -> None:
            if panel.answer is None:
                raise RuleViolation("no_answer", "answer")
            until = when.minutes(panel.texts["until"], "until")
            station.answer_request(request, panel.answer, actor, text=panel.texts["text"], until_minutes=until)

        await self.from_panel(command)

    async def hand_over(self, request: SubjectId) -> None:
        """Somebody else does it from here on."""
        panel = self._desk.panel

        def command(station: Station, actor: Actor) -> None:
            if panel.party is None:
                raise RuleViolation("no_party", "party")
            station.hand_over(request, panel.party, actor, point=panel.point, words=panel.texts["words"])

        await self.from_panel(command)

    async def ask_unit(self, request: SubjectId) -> None:
        """A team of an organisation, by way of the coordination point."""
        panel, when = self._desk.panel, self._desk.when()
        texts = panel.texts

        def command(station: Station, actor: Actor) -> None:
            people, until = whole_number(texts["people"], "people"), when.minutes(texts["until"], "until")
            draft = UnitDraft(texts["organisation"], panel.unit_task, people, texts["unit_what"], until)
            station.ask_unit(request, draft, actor)

        await self.from_panel(command)

    async def promise(self, request: SubjectId) -> None:
        """*Kom terug om*."""
        panel, when = self._desk.panel, self._desk.when()

        def command(station: Station, actor: Actor) -> None:
            minutes = when.minutes(panel.texts["due"], "due")
            if minutes is None:
                raise RuleViolation("no_time", "due")
            station.promise_callback(request, minutes, actor, way=panel.way, words=panel.texts["words"])

        await self.from_panel(command)

    async def call_back(self, request: SubjectId, result: CallbackResult) -> None:
        """What became of the promise."""
        await self.do(lambda station, actor: station.call_back(request, result, actor))

    async def merge(self, double: SubjectId, kept: SubjectId) -> None:
        """The same request twice; both stay readable."""
        await self.from_panel(lambda station, actor: station.merge_requests(double, kept, actor))

    async def merge_typed(self, double: SubjectId) -> None:
        """As :meth:`merge`, with the ticket of the other one as it was typed."""
        typed = self._desk.panel.texts["of"]

        def command(station: Station, actor: Actor) -> None:
            parsed = read_card(typed).ticket
            found = [row for row in station.reader.requests(search=parsed, limit=5) if row.ticket == parsed]
            if not found:
                raise RuleViolation("unknown_request", "of")
            station.merge_requests(double, found[0].id, actor)

        await self.from_panel(command)

    async def part(self, double: SubjectId) -> None:
        """Not the same after all."""
        await self.do(lambda station, actor: station.part_requests(double, actor))

    async def recheck(self, request: SubjectId) -> None:
        """Looked at again: still so."""
        await self.do(lambda station, actor: station.recheck_request(request, actor))

    async def undo(self, subject: SubjectId, entry: SubjectId) -> None:
        """One line of the history does not count any more."""
        await self.do(lambda station, actor: station.undo(subject, entry, actor))

    # -- helpers ----------------------------------------------------------------------------------------

    async def claim_helper(self, helper: SubjectId, request: SubjectId) -> None:
        """Assign a helper to a request."""
        await self.do(lambda station, actor: station.claim_helper(helper, request, actor))

    async def release_claim(self, helper: SubjectId, claim: SubjectId) -> None:
        """End an assignment."""
        await self.do(lambda station, actor: station.release_claim(helper, claim, actor))

    async def settle_conflict(self, helper: SubjectId, winner: SubjectId | None) -> None:
        """Decide between the claims on a helper."""
        await self.do(lambda station, actor: station.settle_conflict(helper, winner, actor))

    async def change_helper(self, helper: SubjectId, status: HelperStatus) -> None:
        """A step of a helper."""
        await self.do(lambda station, actor: station.change_helper(helper, status, actor))

    # -- questions --------------------------------------------------------------------------------------

    async def count_question(self, *, found: bool, item: str = "", words: str = "") -> None:
        """*Vraag beantwoord*, or asked in vain."""
        draft = QuestionDraft(found, item, words)
        if await self.do(lambda station, actor: station.count_question(draft, actor)):
            text = _("Counted: one question answered.") if found else _("Counted: one question without an answer.")
            self._desk.notice = Notice(text, danger=False)
            self._desk.redraw()
