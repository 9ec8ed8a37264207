# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening, moving, night and closing: the lists of the pack, and the status of the point. Every method that records
returns after the commit; it raises ``RuleViolation``."""

from __future__ import annotations

from dataclasses import replace

from noodsteunpunt.domain import rules, rules_desk, rules_shift
from noodsteunpunt.domain.board import BoardDraft, board_fact
from noodsteunpunt.domain.drafts import MessageDraft, PointReportDraft
from noodsteunpunt.domain.facts import Fact
from noodsteunpunt.domain.facts_shift import (
    CustodyGiven,
    ListStarted,
    LogWritten,
    RecordsSealed,
    ShiftClosed,
    StepMarked,
)
from noodsteunpunt.domain.values import Actor, PointStatus, SubjectId
from noodsteunpunt.domain.values_desk import Precedence, Topic
from noodsteunpunt.domain.values_point import Custody, ListMoment, LogKind, ShiftEnd, StepMark
from noodsteunpunt.domain.views_point import ListView, StillOpen
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.library.library import Library
from noodsteunpunt.station.field import FieldCases
from noodsteunpunt.station.packs import list_of

KEPT_DAYS = 14
"""Personal data after closing, unless the municipality says otherwise (30 at most)."""
NIGHT_SECONDS = 12 * 3600
"""A list of the night that is older was another night's."""
_STATUSES = frozenset({PointStatus.OPEN, PointStatus.LIMITED, PointStatus.FULL})


class OpeningCases(FieldCases):
    """From the key in the door to the last signature."""

    library: Library | None

    # -- lists ------------------------------------------------------------------------------------------

    def start_list(self, moment: ListMoment, actor: Actor) -> SubjectId:
        """The pack's list for this moment, as it is today: at most 25 steps. One that is not finished goes on.
        Returns its id."""
        going = self.current_list(moment)
        if going is not None and going.open_steps and going.sealed_at is None:
            return going.id
        found = list_of(self.library, moment.value)
        if found is None:
            raise RuleViolation("no_list", "list")
        pack, title, steps = found
        fact = ListStarted(
            moment=moment,
            title=title,
            steps=rules_shift.check_steps(steps),
            pack=pack,
            role=actor.role,
            name=actor.name,
        )
        return self._record(fact, None)

    def mark_step(
        self, work_list: SubjectId, number: int, actor: Actor, *, mark: StepMark = StepMark.DONE, words: str = ""
    ) -> None:
        """A step is done, or not needed here, or open again; who and when stand beside it."""
        view = rules_shift.check_list(self.reader.work_list(work_list))
        if not 0 <= number < len(view.steps):
            raise RuleViolation("unknown_line", "number")
        fact = StepMarked(number=number, mark=mark, words=self._words(words), role=actor.role, name=actor.name)
        self._record(fact, work_list)

    def give_custody(
        self, work_list: SubjectId, thing: Custody, receiver: str, actor: Actor, *, words: str = ""
    ) -> None:
        """What leaves the point when it closes, and who took it."""
        rules_shift.check_list(self.reader.work_list(work_list))
        name = rules_shift.needed_text(self._words(receiver, "receiver"), "receiver", "no_receiver")
        fact = CustodyGiven(thing=thing, receiver=name, words=self._words(words), role=actor.role, name=actor.name)
        self._record(fact, work_list)

    def listed(self) -> frozenset[ListMoment]:
        """Moments for which the pack has a list."""
        return frozenset(moment for moment in ListMoment if list_of(self.library, moment.value) is not None)

    def current_list(self, moment: ListMoment) -> ListView | None:
        """The newest of this moment since the point was closed last; of the night since this evening."""
        since = self.reader.sealed_at() + 1
        if moment is ListMoment.NIGHT:
            since = max(since, self._clock.now() - NIGHT_SECONDS)
        return self.reader.newest_list(moment, since=since)

    # -- the status of the point ------------------------------------------------------------------------

    def report_point(self, draft: PointReportDraft, actor: Actor) -> None:
        """The point's own status, for the board, as its life-cycle allows. Where a shift works, *closed* is said by
        :meth:`close_point`, which leaves nothing open; a point that keeps its shifts on paper says it here."""
        if draft.status is PointStatus.CLOSED and self.reader.shift() is not None:
            raise RuleViolation("close_by_list", "status")
        self._say(draft, actor)

    def open_point(self, draft: PointReportDraft, actor: Actor) -> None:
        """*We zijn open*: two people at least, the list of opening gone through, and then it goes out."""
        if draft.status not in _STATUSES:
            raise RuleViolation("step", "status")
        listed = list_of(self.library, ListMoment.OPENING.value) is not None
        shift = self.reader.shift()
        rules_shift.check_can_open(shift, self.current_list(ListMoment.OPENING), listed=listed)
        self._say(draft, actor, LogKind.EVENT)

    def move_point(self, draft: PointReportDraft, text: str, actor: Actor) -> None:
        """The point leaves: ``text`` says where to, goes to all points, and hangs on the board. Everything that is open
        stays open."""
        if draft.status not in {PointStatus.RELOCATING, PointStatus.EVACUATED, PointStatus.UNSAFE}:
            raise RuleViolation("step", "status")
        self._say(draft, actor, LogKind.DECISION, text=rules_shift.needed_text(text, "text"))

    def go_into_night(self, draft: PointReportDraft, actor: Actor) -> None:
        """*Nachtsluiting*: no team is outside, no noodmelding without a word, no message unread, the list gone
        through."""
        rules_shift.check_nothing_open(self.left_for_the_night())
        self._say(replace(draft, status=PointStatus.NIGHT_CLOSED), actor, LogKind.DECISION)

    def left_for_the_night(self) -> StillOpen:
        """What must be settled before the doors close for the night."""
        return replace(self.reader.still_open(closing=False), steps=self._steps_left(ListMoment.NIGHT))

    def left_to_close(self) -> StillOpen:
        """What must be settled before the point can close; all zero when nothing is left."""
        closing = self.current_list(ListMoment.CLOSING)
        gone = {thing for thing, _, _ in closing.given} if closing else set()
        return replace(
            self.reader.still_open(closing=True),
            steps=self._steps_left(ListMoment.CLOSING),
            custody=int(Custody.RECORDS not in gone),
        )

    def close_point(self, draft: PointReportDraft, actor: Actor, *, kept_days: int = KEPT_DAYS) -> None:
        """*Gesloten*: nothing is left open, the records are sealed and went to somebody, the last shift ends."""
        rules_shift.check_point_step(self.reader.point_status(self.info.point.number), PointStatus.CLOSED)
        if not 0 <= kept_days <= 30:
            raise RuleViolation("count", "kept_days")
        closing = self.current_list(ListMoment.CLOSING)
        shift = rules_shift.check_open_shift(self.reader.shift())
        rules_shift.check_nothing_open(self.left_to_close())
        entries, chain = self.store.house_end()
        now = self._clock.now()
        keep = max(0, now - self._started_at) // 60 + kept_days * 24 * 60
        sealed = RecordsSealed(chain=chain.hex(), entries=entries, keep_until=keep, role=actor.role, name=actor.name)
        ended = ShiftClosed(how=ShiftEnd.POINT_CLOSED, role=actor.role, name=actor.name)
        report = rules.point_fact(rules.check_point_report(replace(draft, status=PointStatus.CLOSED, staff=0)), actor)
        told, own = self._told(actor, staff=0, minimum=shift.minimum), self._own_report()
        with self._together(now) as enter:
            if closing is not None:
                enter(sealed, closing.id)
            enter(ended, shift.id)
            enter(*told)
            enter(report, own)
        self._touched()

    def _steps_left(self, moment: ListMoment) -> int:
        """Of the pack's list, where there is one: it must have been started."""
        going = self.current_list(moment)
        if going is not None:
            return going.open_steps
        found = list_of(self.library, moment.value)
        return len(found[2]) if found else 0

    def _say(self, draft: PointReportDraft, actor: Actor, log: LogKind | None = None, *, text: str = "") -> None:
        """The report, its line in the logbook when it is a step, and what everybody must hear; all in one commit."""
        own, now = self.info.point.number, self._clock.now()
        before = self.reader.point_status(own)
        rules_shift.check_point_step(before, draft.status)
        report = rules.point_fact(rules.check_point_report(draft), actor)
        others: list[Fact] = []
        if before is not draft.status:
            kind = log or LogKind.EVENT
            others.append(LogWritten(what=kind, text=self._status_line(draft.status, text), significant=True,
                                     role=actor.role, name=actor.name))  # fmt: skip
        if text:
            message = MessageDraft(text, precedence=Precedence.FLASH, topic=Topic.POINT)
            others.append(
                rules_desk.message_fact(
                    message, actor, self.info, number=self._next_number(), now=now, started_at=self._started_at
                )
            )
            board = BoardDraft(text, source=self.info.point.name, urgent=True)
            others.append(board_fact(board, actor, now=now, started_at=self._started_at))
        subject = self._own_report()
        with self._together(now) as enter:
            enter(report, subject)
            for fact in others:
                enter(fact)
        self._touched()

    def _own_report(self) -> SubjectId | None:
        return self.store.own_point_subject(self.info.point.number)

    @staticmethod
    def _status_line(status: PointStatus, text: str) -> str:
        return f"status {status.value}" + (f": {text}" if text else "")
