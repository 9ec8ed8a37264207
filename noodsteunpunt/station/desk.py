# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Noodmeldingen, messages, head counts and questions. Every method that records returns after the commit; it raises
``RuleViolation``."""

from __future__ import annotations

from noodsteunpunt.domain import rules, rules_desk
from noodsteunpunt.domain.board import BoardDraft, board_fact
from noodsteunpunt.domain.drafts import (
    EmergencyDraft,
    EmergencyMore,
    HeadCountDraft,
    MessageDraft,
    QuestionDraft,
    TakenDownDraft,
)
from noodsteunpunt.domain.facts import BoardTakenDown, EmergencyStepTaken, MessageCarried, MessageClosed, MessageRead
from noodsteunpunt.domain.rules_desk import check_answer_text
from noodsteunpunt.domain.rules_request import check_minutes
from noodsteunpunt.domain.values import Actor, SubjectId
from noodsteunpunt.domain.values_desk import EmergencyOutcome, EmergencyStep, Road
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station.base import Registered, StationBase
from noodsteunpunt.store.desk import DraftKey


class DeskCases(StationBase):
    """Noodmeldingen, messages, counts, questions."""

    # -- noodmeldingen ----------------------------------------------------------------------------------

    def report_emergency(self, draft: EmergencyDraft, actor: Actor, *, typed_on: DraftKey | None = None) -> Registered:
        """It goes out at once; read back and approve follow. *Probeer ook 112, of loop naar de kazerne.*"""
        self._check_people(draft, actor)
        clean = rules_desk.check_emergency(draft, self.streets)
        facts = rules_desk.emergency_facts(
            clean, actor, letters=self.info.point.letters, desk=self.info.desk, number=self._next_number()
        )
        recorded = self.store.record_all([self._invented(fact) for fact in facts], subject=None, at=self._clock.now())
        if typed_on is not None:
            self.store.drop_draft(typed_on)
        self._touched()
        return Registered(recorded[0].subject, rules.ticket_of(facts[0]))

    def add_to_emergency(self, emergency: SubjectId, more: EmergencyMore, actor: Actor) -> None:
        """More is known: it is added, nothing is replaced."""
        rules_desk.check_emergency_exists(self.reader.emergency(emergency, self._clock.now()))
        self._record(rules_desk.more_fact(more, actor), emergency)

    def emergency_step(
        self,
        emergency: SubjectId,
        step: EmergencyStep,
        actor: Actor,
        *,
        road: Road = Road.MESH,
        receiver: str = "",
        outcome: EmergencyOutcome | None = None,
        minutes: int | None = None,
        text: str = "",
        words: str = "",
    ) -> None:
        """A person did this. ``APPROVED`` is the leader's. ``RECEIVED`` and ``HANDED_OVER``: at the coordination point
        by who sits there, elsewhere by another road with the name of who took it (``receiver``, which stays here).
        ``OUTCOME`` needs an outcome; ``minutes``: help comes in so many; ``text`` travels sealed to the point of the
        noodmelding. No step waits for an earlier one."""
        detail = self.reader.emergency(emergency, self._clock.now())
        name = self._words(receiver, "receiver")
        rules_desk.check_step(
            detail,
            step,
            actor,
            coordination=self.coordination,
            road=road,
            receiver=name,
            outcome=outcome is not None,
        )
        check_minutes(minutes, "minutes")
        clean = check_answer_text(self._words(text, "text"))
        fact = EmergencyStepTaken(
            step=step,
            road=road,
            outcome=outcome,
            minutes=None if minutes is None else self._minute() + minutes,
            to_point=detail.row.point if detail and self.coordination and detail.row.point != self._own else 0,
            role=actor.role,
            text=clean,
            receiver=name,
            words=self._words(words),
            name=actor.name,
        )
        self._record(fact, emergency)

    # -- messages ---------------------------------------------------------------------------------------

    def write_message(self, draft: MessageDraft, actor: Actor, *, typed_on: DraftKey | None = None) -> Registered:
        """To one point sealed for it, to all points open. An answer names the message it answers."""
        self._check_people(draft, actor)
        if draft.in_reply_to is not None:
            rules_desk.check_message(self.reader.message(draft.in_reply_to))
        fact = rules_desk.message_fact(
            draft,
            actor,
            self.info,
            number=self._next_number(),
            now=self._clock.now(),
            started_at=self._started_at,
        )
        recorded = self.store.record_typed(self._invented(fact), at=self._clock.now(), typed_on=typed_on)
        self._touched()
        return Registered(recorded.subject, rules.ticket_of(fact))

    def take_down_message(self, draft: TakenDownDraft, actor: Actor, *, typed_on: DraftKey | None = None) -> SubjectId:
        """What was said over another road, written down; it stays in this house. Returns its id."""
        self._check_people(draft, actor)
        now = self._clock.now()
        fact = rules_desk.taken_down_fact(draft, actor, now=now, started_at=self._started_at)
        recorded = self.store.record_typed(self._invented(fact), at=now, typed_on=typed_on)
        self._touched()
        return recorded.subject

    def read_message(self, message: SubjectId, actor: Actor) -> None:
        """A person here has read it; the sender sees so."""
        rules_desk.check_may_read(self.reader.message(message))
        self._record(MessageRead(role=actor.role, name=actor.name), message)

    def carry_message(
        self, message: SubjectId, road: Road, actor: Actor, *, receiver: str = "", words: str = ""
    ) -> None:
        """It also went by another road: *met koerier*, over the portofoon."""
        rules_desk.check_message(self.reader.message(message))
        fact = MessageCarried(
            road=road,
            role=actor.role,
            receiver=self._words(receiver, "receiver"),
            words=self._words(words),
            name=actor.name,
        )
        self._record(fact, message)

    def close_message(self, message: SubjectId, actor: Actor) -> None:
        """Nothing more is to be done with it."""
        rules_desk.check_message(self.reader.message(message))
        self._record(MessageClosed(role=actor.role, name=actor.name), message)

    # -- counts and questions ---------------------------------------------------------------------------

    def count_heads(self, draft: HeadCountDraft, actor: Actor) -> None:
        """How many are here, without names."""
        fact = rules_desk.head_count_fact(draft, actor)
        self._record(fact, self.store.own_head_count(self._own))

    def count_question(self, draft: QuestionDraft, actor: Actor) -> SubjectId:
        """*Vraag beantwoord*, or not found: what was asked in vain is what the next pack lacks. Returns its id."""
        self._check_people(draft, None)
        return self._record(rules_desk.question_fact(draft, actor), None)

    # -- the public board -------------------------------------------------------------------------------

    def post_board(self, draft: BoardDraft, actor: Actor) -> SubjectId:
        """It hangs on the board, or beside a card, from now on. Returns its id."""
        self._check_people(draft, None)
        fact = board_fact(draft, actor, now=self._clock.now(), started_at=self._started_at)
        return self._record(fact, None)

    def take_down(self, item: SubjectId, actor: Actor) -> None:
        """It does not hang there any more."""
        if item not in {row.id for row in self.reader.board_items()}:
            raise RuleViolation("unknown_line", "id")
        self._record(BoardTakenDown(role=actor.role, name=actor.name), item)

    @property
    def _own(self) -> int:
        return self.info.point.number

    def _minute(self) -> int:
        return max(0, (self._clock.now() - self._started_at) // 60)
