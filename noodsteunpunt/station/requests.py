# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may be done with requests. Every method that records returns after the commit; it raises ``RuleViolation``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from noodsteunpunt.domain import rules, rules_request
from noodsteunpunt.domain.cards import Card, pin_of, qr_text, read_card, same_pin
from noodsteunpunt.domain.drafts import RequestChanges, RequestDraft
from noodsteunpunt.domain.facts import (
    CallbackDone,
    CallbackPromised,
    DuplicateMarked,
    FactUndone,
    IntakeAbandoned,
    RequestAnswered,
    RequestHandedOver,
    RequestRechecked,
    RequestRegistered,
    RequestSeen,
    RequestStatusChanged,
    RequestTakenOver,
)
from noodsteunpunt.domain.rules_desk import check_answer_text
from noodsteunpunt.domain.values import Actor, RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import Answer, CallbackResult, CallbackWay, Party, Reason
from noodsteunpunt.domain.views_desk import CardAnswer
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station.base import Registered, StationBase
from noodsteunpunt.store.desk import DraftKey
from sync.keys import derive


class RequestCases(StationBase):
    """Intake, steps, doubles, promises, answers, the card."""

    # -- intake -----------------------------------------------------------------------------------------

    def register_request(
        self,
        draft: RequestDraft,
        actor: Actor,
        *,
        intake_seconds: int | None = None,
        typed_on: DraftKey | None = None,
    ) -> Registered:
        """One request. ``typed_on``: the form that held it, gone in the same commit."""
        self._check_people(draft, actor)
        clean = rules_request.check_request(draft, self.streets)
        fact = self._request_fact(clean, actor, intake_seconds)
        recorded = self.store.record_typed(self._invented(fact), at=self._clock.now(), typed_on=typed_on)
        self._touched()
        return self._given(recorded.subject, fact)

    def register_group(
        self,
        drafts: Sequence[RequestDraft],
        actor: Actor,
        *,
        intake_seconds: int | None = None,
        typed_on: DraftKey | None = None,
    ) -> tuple[Registered, ...]:
        """Several at once, from one caller: each a request of its own that names the first; all durable, or none. A
        violation's field begins with the number of the draft: ``1.postcode``."""
        rules_request.check_group(drafts)
        clean: list[RequestDraft] = []
        for number, draft in enumerate(drafts):
            try:
                self._check_people(draft, actor)
                clean.append(rules_request.check_request(draft, self.streets))
                rules_request.check_travels(clean[-1])
            except RuleViolation as violation:
                raise RuleViolation(violation.code, f"{number}.{violation.field}") from None
        facts = [self._request_fact(one, actor, intake_seconds if not n else None) for n, one in enumerate(clean)]
        recorded = self.store.record_together(
            [self._invented(fact) for fact in facts], at=self._clock.now(), typed_on=typed_on
        )
        self._touched()
        return tuple(self._given(each.subject, fact) for each, fact in zip(recorded, facts, strict=True))

    def _request_fact(self, clean: RequestDraft, actor: Actor, intake_seconds: int | None) -> RequestRegistered:
        rules_request.check_travels(clean)  # before a number is spent on it
        return rules_request.request_fact(
            clean,
            actor,
            letters=self.info.point.letters,
            desk=self.info.desk,
            number=self._next_number(),
            now=self._clock.now(),
            started_at=self._started_at,
            intake_seconds=intake_seconds,
        )

    def _given(self, subject: SubjectId, fact: RequestRegistered) -> Registered:
        ticket = rules.ticket_of(fact)
        return Registered(subject, ticket, self.pin(ticket))

    def correct_request(self, request: SubjectId, changes: RequestChanges, actor: Actor) -> None:
        """Other answers. ``changed_meanwhile`` when somebody saved another answer to the same question since
        ``changes.saw``: the form keeps what was typed, and the person looks again."""
        self._check_people(changes, actor)
        detail = rules_request.check_exists(self.reader.request(request))
        fact = rules_request.correction(
            detail, changes, actor, now=self._clock.now(), started_at=self._started_at, streets=self.streets
        )
        state = self.store.request_state(request)
        rules_request.check_not_meanwhile(state.corrections if state else (), fact)
        self._record(fact, request)

    # -- half-typed forms -------------------------------------------------------------------------------

    def keep_draft(self, device: str, form: str, answers: Mapping[str, str], *, started_at: int | None = None) -> None:
        """What is half typed survives a crash, a reload and a lost tablet. It stays in this database, under a key of
        its own, until it is saved or dropped."""
        now = self._clock.now()
        self.store.keep_draft((device, form), answers, started_at=started_at or now, at=now)

    def drop_draft(self, device: str, form: str, *, abandoned: Actor | None = None, seconds: int = 0) -> None:
        """Thrown away, with its key. ``abandoned``: by a person, which counts in the evaluation."""
        self.store.drop_draft((device, form))
        if abandoned is not None:
            self._record(IntakeAbandoned(form=form, seconds=max(0, seconds), role=abandoned.role), None)

    # -- steps ------------------------------------------------------------------------------------------

    def change_request(
        self,
        request: SubjectId,
        status: RequestStatus,
        actor: Actor,
        *,
        reason: Reason | None = None,
        party: Party | None = None,
        met: int | None = None,
        words: str = "",
    ) -> None:
        """A step further in its life; the table is in :mod:`noodsteunpunt.domain.lifecycles`. ``NOT_POSSIBLE`` and
        ``WAITING`` need a reason, ``REFERRED`` a party, ``PARTLY_MET`` how many; ``words`` stay here."""
        rules_request.check_request_change(self.reader.request(request), status, reason=reason, party=party, met=met)
        fact = RequestStatusChanged(
            status=status, role=actor.role, name=actor.name, reason=reason, party=party, met=met,
            words=self._words(words),
        )  # fmt: skip
        self._record(fact, request)

    def recheck_request(self, request: SubjectId, actor: Actor) -> None:
        """Looked at again after 48 hours: still so."""
        rules_request.check_exists(self.reader.request(request))
        self._record(RequestRechecked(role=actor.role, name=actor.name), request)

    def undo(self, subject: SubjectId, entry: SubjectId, actor: Actor) -> None:
        """Take back one line of the history of ``subject`` (``HistoryLine.may_undo``): a new fact says that it does
        not count."""
        line = next((line for line in self.reader.history(subject) if line.entry == entry), None)
        if line is None:
            raise RuleViolation("unknown_line", "entry")
        if line.undone or not line.may_undo:
            raise RuleViolation("cannot_undo", "entry")
        self._check_undo(subject, line.kind)
        self._record(FactUndone(entry=entry, role=actor.role, name=actor.name), subject)

    def merge_requests(self, double: SubjectId, kept: SubjectId, actor: Actor, *, words: str = "") -> None:
        """A person says that ``double`` is the same as ``kept``, which goes on; both stay readable."""
        rules_request.check_duplicate(self.reader.request(double), self.reader.request(kept))
        fact = DuplicateMarked(of=kept, role=actor.role, name=actor.name, words=self._words(words))
        self._record(fact, double)

    def part_requests(self, double: SubjectId, actor: Actor) -> None:
        """They are not the same after all: it is open again as it was."""
        rules_request.check_apart(self.reader.request(double))
        self._record(DuplicateMarked(role=actor.role, name=actor.name), double)

    def promise_callback(
        self, request: SubjectId, minutes: int, actor: Actor, *, way: CallbackWay = CallbackWay.COMES_BACK,
        words: str = "",
    ) -> None:  # fmt: skip
        """*Kom terug om*: in ``minutes`` from now somebody hears how it goes on."""
        rules_request.check_exists(self.reader.request(request))
        rules_request.check_minutes(minutes, "minutes")
        due = rules_request.minute_of(self._clock.now(), self._started_at) + minutes
        fact = CallbackPromised(due=due, way=way, role=actor.role, name=actor.name, words=self._words(words))
        self._record(fact, request)

    def call_back(self, request: SubjectId, result: CallbackResult, actor: Actor, *, words: str = "") -> None:
        """What became of the promise. Told how it ended, a request is *teruggemeld*."""
        rules_request.check_exists(self.reader.request(request))
        fact = CallbackDone(result=result, role=actor.role, name=actor.name, words=self._words(words))
        self._record(fact, request)

    # -- at the coordination point ----------------------------------------------------------------------

    def see_request(self, request: SubjectId, actor: Actor) -> None:
        """A person at the coordination point pressed *Gezien*."""
        rules.check_coordination(self.coordination)
        rules_request.check_exists(self.reader.request(request))
        self._record(RequestSeen(role=actor.role, name=actor.name), request)

    def take_over(self, request: SubjectId, actor: Actor) -> None:
        """A person at the coordination point pressed *Overnemen*."""
        rules.check_coordination(self.coordination)
        rules_request.check_request_change(self.reader.request(request), RequestStatus.TAKEN_OVER)
        self._record(RequestTakenOver(role=actor.role, name=actor.name), request)

    def answer_request(
        self, request: SubjectId, answer: Answer, actor: Actor, *, text: str = "", until_minutes: int | None = None
    ) -> None:
        """An answer to the point of the request; ``text`` travels sealed for that point."""
        rules.check_coordination(self.coordination)
        row = rules_request.check_exists(self.reader.request(request)).row
        clean = check_answer_text(self._words(text, "text"))
        rules_request.check_minutes(until_minutes, "until_minutes")
        now = rules_request.minute_of(self._clock.now(), self._started_at)
        self._record(
            RequestAnswered(
                answer=answer,
                until=None if until_minutes is None else now + until_minutes,
                to_point=row.point.number,
                role=actor.role,
                text=clean,
                name=actor.name,
            ),
            request,
        )

    def hand_over(
        self, request: SubjectId, party: Party, actor: Actor, *, point: int | None = None, words: str = ""
    ) -> None:
        """Somebody else does it from here on: a service, an organisation, another point."""
        rules_request.check_hand_over(self.reader.request(request), party, point, self.info)
        fact = RequestHandedOver(
            party=party, at_point=point or 0, role=actor.role, name=actor.name, words=self._words(words)
        )
        self._record(fact, request)

    # -- the citizen's card -----------------------------------------------------------------------------

    def pin(self, ticket: str) -> str:
        """The four characters on the card of ``ticket``."""
        roster = self._enrolment.roster
        return pin_of(derive(self._enrolment.group_key, roster.incident, 0, b"card"), ticket)

    def card_qr(self, ticket: str) -> str:
        """What the QR code on the card holds."""
        return qr_text(ticket, self.pin(ticket), self.info.incident)

    def ask_card(self, text: str, pin: str = "") -> CardAnswer:
        """What may be told to who shows a ticket (typed, or a whole QR code) with its PIN: at any point, nothing sealed
        and nothing of a house. Raises ``ticket``, ``other_incident``, ``pin``, ``pin_paused``."""
        card = read_card(text, pin)
        self._check_card(card)
        return self.reader.card(card.ticket)

    def _check_card(self, card: Card) -> None:
        if card.incident and not self.info.incident.startswith(card.incident):
            raise RuleViolation("other_incident", "ticket")
        now = self._clock.now()
        if self.store.pin_pause(card.ticket, now):
            raise RuleViolation("pin_paused", "pin")
        right = same_pin(card.pin, self.pin(card.ticket))
        self.store.note_pin(card.ticket, right=right, now=now)
        if not right:
            raise RuleViolation("pin", "pin")
