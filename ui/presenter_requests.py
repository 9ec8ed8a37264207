# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Requests as rows and as a page. What is sealed or stays in another house is named, never guessed."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.lifecycles import ENDED, REQUEST_STEPS, STALE_SECONDS
from noodsteunpunt.domain.values import DeliveryStep, Priority, RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import Requester
from noodsteunpunt.domain.views import RequestAnswer, RequestDetail, RequestRow
from ui.labels import explained, label
from ui.presenter_history import HistoryRow, history_row
from ui.presenter_intake import care
from ui.presenter_words import StepRow, Tone, clock_time, deadline, delivery, delivery_steps, duration, when
from ui.texts import _, mark, n_

_R = RequestStatus
STEP_BUTTONS = {
    _R.IN_PROGRESS: mark("Help is on the way"),
    _R.SOLVED: mark("Solved"),
    _R.PARTLY_MET: mark("Partly solved"),
    _R.WAITING: mark("Waits for"),
    _R.REFERRED: mark("Referred elsewhere"),
    _R.NOT_POSSIBLE: mark("Not possible"),
    _R.CANCELLED: mark("Withdrawn"),
    _R.CONFIRMED: mark("Told to the visitor"),
    _R.CLOSED: mark("Close"),
    _R.ASSESSED: mark("Assessed"),
    _R.RELAYED: mark("Passed on to the coordination point"),
    _R.MATCHED: mark("Helper found"),
    _R.ASSIGNED: mark("Helper assigned"),
}
"""In the order in which they are mostly needed."""
ASKS = frozenset({_R.PARTLY_MET, _R.WAITING, _R.REFERRED, _R.NOT_POSSIBLE})
"""These need something said: how many, why, to whom."""

_NEXT = (_R.IN_PROGRESS, _R.SOLVED)
_NEXT_ENDED = (_R.CONFIRMED, _R.CLOSED)
"""The obvious step, while somebody waits for it and afterwards."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list."""

    id: SubjectId
    ticket: str
    priority: str
    priority_word: str
    what: str
    place: str
    status: str
    delivery: str
    deadline: str
    helpers: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value; ``hidden`` when the value may not be read here."""

    name: str
    value: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class StepButton:
    """A step in the life of a request that may be taken now."""

    status: RequestStatus
    text: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What the coordination point said."""

    what: str
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request, ready to draw. ``next_step`` is the obvious one, ``other_steps`` the rest. ``callback``: what was
    promised; empty if nothing is due. ``notes``: what a person should know before they act."""

    line: RequestLine
    explained: str
    facts: tuple[Fact, ...]
    steps: tuple[StepRow, ...]
    history: tuple[HistoryRow, ...]
    answers: tuple[AnswerLine, ...]
    doubles: tuple[RequestLine, ...]
    together: tuple[RequestLine, ...]
    next_step: StepButton | None
    other_steps: tuple[StepButton, ...]
    callback: str
    notes: tuple[str, ...]
    ended: bool
    may_see: bool
    may_take_over: bool
    may_assign: bool
    may_correct: bool
    may_answer: bool
    may_ask_unit: bool
    stale: bool
    double_of: str


def _tone(row: RequestRow, now: int) -> Tone:
    if row.status in ENDED:
        return Tone.FADED
    if row.priority is Priority.P1:
        return Tone.DANGER
    late = row.deadline_at is not None and row.deadline_at - now < 3600
    return Tone.ATTENTION if row.conflict or late else Tone.PLAIN


def what(row: RequestRow) -> str:
    """The exact need where we may read it, else its group."""
    if row.callback_only and row.category is None:
        return _("Call back ({group})", group=label(row.group))
    return label(row.category or row.group)


def request_line(row: RequestRow, now: int, *, coordination: bool) -> RequestLine:
    """A row of the list."""
    status = label(row.status)
    if row.taken_over_by is not None and row.status is RequestStatus.TAKEN_OVER:
        status = _("taken over by {point}", point=row.taken_over_by.name)
    return RequestLine(
        id=row.id,
        ticket=row.ticket,
        priority=row.priority.value,
        priority_word=label(row.priority),
        what=what(row),
        place=row.place or row.pc4,
        status=status,
        delivery=delivery(row, now, coordination=coordination),
        deadline="" if row.status in ENDED else deadline(row.deadline_at, now),
        helpers=_("helper {tickets}", tickets=", ".join(row.helper_tickets)) if row.helper_tickets else "",
        tone=_tone(row, now),
    )


def waited(row: RequestRow, now: int) -> str:
    """The clock from the first word to *gezien*."""
    return _("{time} since the first word", time=duration(max(0, now - row.registered_at)))


def request_page(detail: RequestDetail, now: int, *, coordination: bool) -> RequestPage:
    """Everything of one request that may be shown here."""
    row = detail.row
    ended = row.status in ENDED
    buttons = [
        StepButton(status, _("Open again") if ended and status is _R.IN_PROGRESS else _(text))
        for status, text in STEP_BUTTONS.items()
        if status in REQUEST_STEPS[row.status]
    ]
    wanted = _NEXT_ENDED if ended else _NEXT
    obvious = next((button for status in wanted for button in buttons if button.status is status), None)
    return RequestPage(
        line=request_line(row, now, coordination=coordination),
        explained=explained(row.priority),
        facts=_facts(detail, now),
        steps=delivery_steps(row, detail.delivery, now),
        history=tuple(history_row(line, now) for line in detail.history),
        answers=tuple(_answer(answer, now) for answer in detail.answers),
        doubles=tuple(request_line(one, now, coordination=coordination) for one in detail.duplicates),
        together=tuple(request_line(one, now, coordination=coordination) for one in detail.together),
        next_step=obvious,
        other_steps=tuple(button for button in buttons if button is not obvious),
        callback=_callback(row, now),
        notes=_notes(row),
        ended=ended,
        may_see=coordination and row.delivery is not DeliveryStep.SEEN,
        may_take_over=coordination and RequestStatus.TAKEN_OVER in REQUEST_STEPS[row.status],
        may_assign=not ended,
        may_correct=row.own and not ended,
        may_answer=coordination and not ended,
        may_ask_unit=not coordination and not ended,
        stale=not ended and 0 < row.touched_at < now - STALE_SECONDS,
        double_of=row.duplicate_ticket if row.status is RequestStatus.DUPLICATE else "",
    )


def _answer(answer: RequestAnswer, now: int) -> AnswerLine:
    what = label(answer.answer)
    if answer.until is not None:
        what += ", " + _("before {time}", time=clock_time(answer.until, now))
    return AnswerLine(what, answer.text or "", when(answer.at, now))


def _callback(row: RequestRow, now: int) -> str:
    if row.callback_at is None:
        return ""
    way = "" if row.callback_way is None else label(row.callback_way)
    left = deadline(row.callback_at, now)
    return _("Promised: {time}, {left}. {way}", time=clock_time(row.callback_at, now), left=left, way=way).strip()


_ANSWERS = {
    "address": mark("Where"),
    "note": mark("For the coordinator"),
    "priority": mark("How soon"),
    "people": mark("People"),
    "deadline": mark("Until"),
    "category": mark("What"),
    "person_name": mark("Name"),
    "phone": mark("Telephone"),
}


def _notes(row: RequestRow) -> tuple[str, ...]:
    notes = [said] if (said := care(row.category)) and row.status not in ENDED else []
    if row.contested:
        names = sorted({_(_ANSWERS[name]) for name in row.contested if name in _ANSWERS}) or [_("an answer")]
        notes.append(
            _("Two people changed this without knowing of each other: {answers}. Ask, then correct it.",
              answers=", ".join(names))
        )  # fmt: skip
    if row.reason is not None:
        notes.append(label(row.reason))
    if row.party is not None:
        notes.append(_("To: {party}", party=label(row.party)))
    return tuple(notes)


def _facts(detail: RequestDetail, now: int) -> tuple[Fact, ...]:
    row = detail.row
    people = n_("{count} person", "{count} people", row.people)
    sealed_here = row.category is None
    facts = [
        Fact(_("What"), what(row) + (f" ({label(row.group)})" if row.category is not None else "")),
        _fact(_("Where"), detail.address, row.pc4, hidden=sealed_here and not row.own),
        Fact(_("For"), people),
        *([Fact(_("Needed"), _("{met} of {needed}", met=row.met, needed=row.needed))] if row.needed else []),
        Fact(_("Until"), _until(row, now)),
        Fact(_("Registered"), _registered(row, now)),
        _fact(_("For the coordinator"), detail.note, "", hidden=sealed_here and not row.own),
        Fact(_("Helper"), ", ".join(row.helper_tickets) or _("nobody yet")),
    ]
    house = (
        (_("Name"), detail.name),
        (_("Telephone"), detail.phone),
        (_("Health"), detail.health_note),
        (_("Access"), detail.access_note),
        (_("Remarks"), detail.remarks),
    )
    if detail.requester not in {None, Requester.UNKNOWN}:
        facts.append(Fact(_("Asked by"), label(detail.requester) if detail.requester else ""))
    for name, codes in ((_("Take care"), detail.vulnerabilities), (_("Access"), detail.access)):
        if codes:
            facts.append(Fact(name, ", ".join(sorted(label(code) for code in codes))))
    facts += [Fact(name, value) for name, value in house if value]
    if detail.anonymous:
        facts.append(Fact(_("Name"), _("wants to stay anonymous")))
    if not row.own:
        facts.append(Fact(_("Name and telephone"), _("only at {point}", point=row.point.name), hidden=True))
    return tuple(facts)


def _fact(name: str, value: str | None, rough: str, *, hidden: bool) -> Fact:
    if value:
        return Fact(name, value)
    if hidden:
        if rough:
            return Fact(
                name, _("{place}, the rest is readable only at the coordination point", place=rough), hidden=True
            )
        return Fact(name, _("readable only at the coordination point"), hidden=True)
    return Fact(name, rough or _("not filled in"))


def _until(row: RequestRow, now: int) -> str:
    if row.deadline_at is None:
        return _("no deadline")
    moment = clock_time(row.deadline_at, now)
    return moment if row.status in ENDED else f"{moment}, {deadline(row.deadline_at, now)}"


def _registered(row: RequestRow, now: int) -> str:
    moment = when(row.registered_at, now, uncertain=row.time_uncertain)
    return _("{when}, by {point}", when=moment, point=f"{row.point.name} ({row.point.letters})")
