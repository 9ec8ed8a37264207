# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Requests as rows and as a page. What is sealed or stays in another house is named, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from noodsteunpunt.domain.lifecycles import ENDED, REQUEST_STEPS
from noodsteunpunt.domain.values import DeliveryStep, HelperStatus, Priority, RequestStatus, SubjectId
from noodsteunpunt.domain.views import HistoryLine, RequestDetail, RequestRow
from ui.labels import explained, label
from ui.presenter_words import StepRow, Tone, clock_time, deadline, delivery, delivery_steps, when
from ui.texts import _, mark, n_

_FACTS = {
    "RequestRegistered": mark("Registered"),
    "RequestStatusChanged": mark("Status changed"),
    "EnteredTwice": mark("Was entered twice"),
    "RequestSeen": mark("Seen at the coordination point"),
    "RequestTakenOver": mark("Taken over by the coordination point"),
    "HelperRegistered": mark("Signed up"),
    "HelperStatusChanged": mark("Status changed"),
    "HelperClaimed": mark("Assigned to a request"),
    "ClaimReleased": mark("Assignment ended"),
    "ClaimSettled": mark("Double assignment settled"),
    "PointReported": mark("Status reported"),
}

STEP_BUTTONS = {
    RequestStatus.ASSESSED: mark("Assessed"),
    RequestStatus.MATCHED: mark("Helper found"),
    RequestStatus.IN_PROGRESS: mark("Help is on the way"),
    RequestStatus.SOLVED: mark("Solved"),
    RequestStatus.CLOSED: mark("Close"),
    RequestStatus.REFERRED: mark("Referred elsewhere"),
    RequestStatus.CANCELLED: mark("Withdrawn"),
    RequestStatus.NOT_POSSIBLE: mark("Not possible"),
    RequestStatus.DUPLICATE: mark("Double: the same request exists"),
}

_STATUS_WORDS: dict[tuple[str, str], StrEnum] = {
    **{("RequestStatusChanged", status.value): status for status in RequestStatus},
    **{("HelperStatusChanged", status.value): status for status in HelperStatus},
}

_NEXT = (
    RequestStatus.IN_PROGRESS,
    RequestStatus.SOLVED,
    RequestStatus.CLOSED,
)


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
class HistoryRow:
    """What happened, by whom, when."""

    what: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class StepButton:
    """A step in the life of a request that may be taken now."""

    status: RequestStatus
    text: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request, ready to draw. ``next_step`` is the obvious one, ``other_steps`` the rest."""

    line: RequestLine
    explained: str
    facts: tuple[Fact, ...]
    steps: tuple[StepRow, ...]
    history: tuple[HistoryRow, ...]
    next_step: StepButton | None
    other_steps: tuple[StepButton, ...]
    ended: bool
    may_see: bool
    may_take_over: bool
    may_assign: bool


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
        place=row.pc4,
        status=status,
        delivery=delivery(row, now, coordination=coordination),
        deadline="" if row.status in ENDED else deadline(row.deadline_at, now),
        helpers=_("helper {tickets}", tickets=", ".join(row.helper_tickets)) if row.helper_tickets else "",
        tone=_tone(row, now),
    )


def request_page(detail: RequestDetail, now: int, *, coordination: bool) -> RequestPage:
    """Everything of one request that may be shown here."""
    row = detail.row
    buttons = [
        StepButton(status, _(STEP_BUTTONS[status]))
        for status in RequestStatus
        if status in REQUEST_STEPS[row.status] and status in STEP_BUTTONS
    ]
    obvious = next((button for status in _NEXT for button in buttons if button.status is status), None)
    taken = RequestStatus.TAKEN_OVER in REQUEST_STEPS[row.status]
    return RequestPage(
        line=request_line(row, now, coordination=coordination),
        explained=explained(row.priority),
        facts=_facts(detail, now),
        steps=delivery_steps(row, detail.delivery, now),
        history=tuple(history_row(line, now) for line in detail.history),
        next_step=obvious,
        other_steps=tuple(button for button in buttons if button is not obvious),
        ended=row.status in ENDED,
        may_see=coordination and row.delivery is not DeliveryStep.SEEN,
        may_take_over=coordination and taken,
        may_assign=row.status not in ENDED,
    )


def _facts(detail: RequestDetail, now: int) -> tuple[Fact, ...]:
    row = detail.row
    people = n_("{count} person", "{count} people", row.people)
    sealed_here = row.category is None
    facts = [
        Fact(_("What"), what(row) + (f" ({label(row.group)})" if row.category is not None else "")),
        _fact(_("Where"), detail.address, row.pc4, hidden=sealed_here and not row.own),
        Fact(_("For"), people),
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
    facts += [Fact(name, value) for name, value in house if value]
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


def history_row(line: HistoryLine, now: int) -> HistoryRow:
    """A line of the history; a fact of a newer program is shown as such."""
    text = _(_FACTS[line.kind]) if line.kind in _FACTS else _("Something newer than this program knows")
    status = _STATUS_WORDS.get((line.kind, line.detail.get("status", "")))
    if status is not None:
        text += f": {label(status)}"
    who = [line.name, label(line.role) if line.role is not None else "", line.point.letters]
    return HistoryRow(
        what=text,
        who=" - ".join(part for part in who if part),
        when=when(line.at, now, uncertain=line.time_uncertain),
    )
