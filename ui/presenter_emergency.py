# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Noodmeldingen in words: where each is, what has to be done next, and by whom. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.lifecycles import REPEATED
from noodsteunpunt.domain.values import Actor, DeliveryStep, Role, SubjectId
from noodsteunpunt.domain.values_desk import EmergencyStatus, EmergencyStep, Road
from noodsteunpunt.domain.views_desk import EmergencyDetail, EmergencyRow, EmergencyStepView
from ui.labels import label
from ui.presenter_requests import Fact
from ui.presenter_words import Tone, clock_time, duration, when
from ui.texts import _, mark, n_

_S = EmergencyStep
NEXT: dict[EmergencyStep, str] = {
    _S.READ_BACK: mark("Read back to the visitor: it is right"),
    _S.APPROVED: mark("The leader approves"),
    _S.LIAISON_INFORMED: mark("The liaison knows"),
    _S.TRIED: mark("Tried by another road"),
    _S.RECEIVED: mark("Received: by whom?"),
    _S.HANDED_OVER: mark("Handed over to the emergency services"),
    _S.OUTCOME: mark("There is an outcome"),
    _S.CALLER_TOLD: mark("The visitor was told the outcome"),
    _S.WITHDRAWN: mark("Withdraw: no longer needed"),
    _S.CLOSED: mark("Close"),
}
"""A step as a button."""

ASKS = frozenset({_S.TRIED, _S.HANDED_OVER, _S.OUTCOME, _S.WITHDRAWN})
"""These need something said, wherever they are taken."""

ROADS: dict[EmergencyStep, tuple[Road, ...]] = {
    _S.RECEIVED: (Road.VOICE_RADIO, Road.PHONE, Road.IN_PERSON, Road.RUNNER, Road.EMERGENCY_NUMBER),
    _S.TRIED: (Road.EMERGENCY_NUMBER, Road.RUNNER, Road.VOICE_RADIO, Road.PHONE, Road.COURIER),
    _S.HANDED_OVER: (Road.C2000, Road.EMERGENCY_NUMBER, Road.PHONE, Road.IN_PERSON, Road.RUNNER),
}


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """A noodmelding in a list; ``clock`` runs from the first word."""

    id: SubjectId
    ticket: str
    what: str
    place: str
    status: str
    clock: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step that was taken."""

    what: str
    who: str
    when: str
    entry: SubjectId


@dataclass(frozen=True, slots=True)
class EmergencyPage:
    """One noodmelding. ``aloud``: what is read back. ``next``: the one obvious step; ``others``: what may be done as
    well. ``alarm``: a sentence when nobody has answered."""

    line: EmergencyLine
    aloud: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    steps: tuple[StepLine, ...]
    next: EmergencyStep | None
    others: tuple[EmergencyStep, ...]
    alarm: str
    way: str


def emergency_line(row: EmergencyRow, now: int) -> EmergencyLine:
    """A row of a list."""
    waiting = row.received_at is None and not row.ended
    if waiting:
        clock = _("{time} without the word of a person", time=duration(max(0, now - row.registered_at)))
    else:
        clock = when(row.registered_at, now, uncertain=row.time_uncertain)
    return EmergencyLine(
        id=row.id,
        ticket=row.ticket,
        what=row.what or (label(row.what_kind) if row.what_kind is not None else _("Emergency report")),
        place=row.address or row.pc4,
        status=label(row.status),
        clock=clock,
        tone=Tone.FADED if row.ended else Tone.DANGER if waiting else Tone.ATTENTION,
    )


def emergency_page(detail: EmergencyDetail, now: int, *, coordination: bool) -> EmergencyPage:
    """Everything of one noodmelding that may be shown here."""
    row = detail.row
    taken = {step.step for step in detail.steps}
    others = tuple(
        step
        for step in NEXT
        if not row.ended
        and step is not detail.next_step
        and (step not in taken or step in REPEATED)
        and _fits(step, row)
    )
    return EmergencyPage(
        line=emergency_line(row, now),
        aloud=_aloud(detail),
        facts=_facts(detail, now),
        steps=tuple(_step(step, now) for step in reversed(detail.steps)),
        next=detail.next_step,
        others=others,
        alarm=_alarm(row, now),
        way=_way(row, now, coordination=coordination),
    )


def _fits(step: EmergencyStep, row: EmergencyRow) -> bool:
    """A visitor can be told only what came back."""
    if step is _S.CALLER_TOLD:
        return row.outcome is not None
    return not (step is _S.CLOSED and row.outcome is None)


def _alarm(row: EmergencyRow, now: int) -> str:
    if not row.silent:
        return ""
    waited = duration(max(0, now - row.registered_at))
    return _("Nobody has confirmed this for {time}. Send a runner to the fire station now.", time=waited)


def silent_text(row: EmergencyRow, now: int) -> str:
    """The line on every screen."""
    waited = duration(max(0, now - row.registered_at))
    return _("Emergency report {ticket}: {time} without the word of a person. Send a runner.", ticket=row.ticket,
             time=waited)  # fmt: skip


def _aloud(detail: EmergencyDetail) -> tuple[Fact, ...]:
    row = detail.row
    hidden = _("readable only at the coordination point")
    what = " - ".join(part for part in (label(row.what_kind) if row.what_kind else "", row.what or "") if part)
    facts = [
        Fact(_("What"), what or hidden, hidden=not what),
        Fact(_("Where"), row.address or f"{row.pc4} {hidden}".strip(), hidden=not row.address),
        Fact(_("How many"), n_("{count} person", "{count} people", row.people)),
        Fact(_("Danger"), ", ".join(sorted(label(danger) for danger in detail.dangers)) or _("none known")),
        Fact(_("How to get there"), detail.access or _("nothing special known")),
    ]
    return (*facts, *(Fact(_("More"), text) for _at, text in detail.more))


def _facts(detail: EmergencyDetail, now: int) -> tuple[Fact, ...]:
    row = detail.row
    facts = [Fact(_("Reported"), when(row.registered_at, now, uncertain=row.time_uncertain))]
    house = ((_("Reported by"), detail.name), (_("Telephone"), detail.phone), (_("Remarks"), detail.remarks))
    facts += [Fact(name, value) for name, value in house if value]
    if detail.tried_112:
        facts.append(Fact(_("112"), _("the visitor tried it in vain")))
    if row.outcome is not None and row.outcome_at is not None:
        facts.append(Fact(_("Outcome"), f"{label(row.outcome)}, {when(row.outcome_at, now)}"))
    return tuple(facts)


def _step(step: EmergencyStepView, now: int) -> StepLine:
    said = [label(step.step)]
    if step.outcome is not None:
        said.append(label(step.outcome))
    if step.road is not Road.MESH or step.step in ROADS:
        said.append(label(step.road))
    if step.receiver:
        said.append(_("by {name}", name=step.receiver))
    if step.due_at is not None:
        said.append(_("at {time}", time=clock_time(step.due_at, now)))
    said += [text for text in (step.text or "", step.words) if text]
    who = " - ".join(part for part in (step.name, label(step.role)) if part)
    return StepLine(", ".join(said), who, when(step.at, now), step.entry)


def _way(row: EmergencyRow, now: int, *, coordination: bool) -> str:
    """How far our own radio has it."""
    moment = when(row.delivery_at, now) if row.delivery_at is not None else ""
    if coordination:
        return _("here since {when}", when=moment)
    words = {
        DeliveryStep.HELD: _("at the coordination point {when}", when=moment),
        DeliveryStep.SENT: _("sent {when}", when=moment),
        DeliveryStep.WAITING: _("waiting for airtime, since {when}", when=moment),
        DeliveryStep.SEEN: _("seen {when}", when=moment),
    }
    return words.get(row.delivery, _("recorded {when}", when=moment)).strip()


def may_approve(actor: Actor | None) -> bool:
    """Approving is the leader's."""
    return actor is not None and actor.role in {Role.POINT_LEAD, Role.COORDINATOR}


def status_tone(status: EmergencyStatus) -> Tone:
    """Until a person has it, it is danger."""
    early = {EmergencyStatus.TAKEN, EmergencyStatus.READ_BACK, EmergencyStatus.APPROVED}
    return Tone.DANGER if status in early else Tone.PLAIN
