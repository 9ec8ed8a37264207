# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shift in words: what comes next, who is on it, what has to be told. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.values import PointStatus, PowerSource, Role
from noodsteunpunt.domain.values_point import Custody, HandoverItem, ListMoment, LogKind, StepMark
from noodsteunpunt.domain.views import RequestRow
from noodsteunpunt.domain.views_desk import MessageRow
from noodsteunpunt.domain.views_point import (
    ChildView,
    HandoverLine,
    ListStep,
    ListView,
    LogLine,
    ShiftView,
    StillOpen,
    TeamView,
)
from ui.codes import member
from ui.data_shift import ShiftData, ShiftGlance, Told, ends_soon
from ui.labels import label
from ui.presenter_words import Tone, clock_time, deadline, when
from ui.texts import _, mark, n_

FLED = frozenset({PointStatus.RELOCATING, PointStatus.EVACUATED, PointStatus.UNSAFE})
_BEFORE = frozenset({None, PointStatus.STANDBY, PointStatus.ACTIVATING})


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing that comes next, where it is done, and what the button says. ``pressing``: also on *Nu*."""

    text: str
    button: str
    path: str
    tone: Tone = Tone.PLAIN
    pressing: bool = True


def next_step(look: ShiftGlance, now: int) -> NextStep:
    """What a tired leader does now."""
    shift, status = look.shift, look.status
    if status in FLED:
        return NextStep(
            _("This point has moved. Tell that it is open again when it is."),
            _("Moving"),
            "/shift/move",
            Tone.ATTENTION,
        )
    if status is PointStatus.CLOSING:
        return NextStep(
            _("The point is closing. Nothing may stay open."), _("Closing the point"), "/shift/closing", Tone.ATTENTION
        )
    if status is PointStatus.NIGHT_CLOSED:
        return NextStep(_("Closed for the night."), _("Open again"), "/shift/night", pressing=False)
    if shift is None:
        return NextStep(
            _("Nobody is on duty yet. Begin with the list of opening."), _("Opening the point"), "/shift/opening"
        )
    if status in _BEFORE:
        return NextStep(_opening(look.steps), _("Go on opening"), "/shift/opening")
    if ends_soon(shift, now) and shift.until_at is not None:
        text = _("Handover at {time}: {left}", time=clock_time(shift.until_at, now), left=_untold(look.untold))
        return NextStep(text, _("Handover"), "/shift/handover", Tone.ATTENTION)
    if shift.flagged:
        text = _("Taken over without a handover: {left}", left=_untold(look.untold))
        return NextStep(text, _("Look at what is open"), "/shift/handover", Tone.ATTENTION)
    return NextStep(_("The shift runs."), _("Write in the logbook"), "/shift/log", pressing=False)


def _opening(steps: int | None) -> str:
    if not steps:
        return _("The point is not open yet.")
    return n_("The point is not open yet: {count} step left.", "The point is not open yet: {count} steps left.", steps)


def _untold(count: int) -> str:
    if not count:
        return _("everything is ticked")
    return n_("{count} point not ticked yet", "{count} points not ticked yet", count)


def shift_lines(shift: ShiftView, now: int) -> list[tuple[str, Tone]]:
    """Since when, until when, how many, and what is wrong with it."""
    lines = [(_("{lead} leads, since {when}", lead=shift.lead, when=when(shift.opened_at, now)), Tone.PLAIN)]
    if shift.until_at is not None:
        until = clock_time(shift.until_at, now)
        lines.append((_("Until {time}, {left}", time=until, left=deadline(shift.until_at, now)), Tone.PLAIN))
    lines.append((staff_text(shift), Tone.ATTENTION if shift.short else Tone.PLAIN))
    if shift.flagged:
        lines.append((_("Taken over without a handover. This stays in the logbook."), Tone.ATTENTION))
    return lines


def staff_text(shift: ShiftView) -> str:
    """Against the minimum."""
    return _("{count} of {minimum} people", count=len(shift.people), minimum=shift.minimum)


def roles_text(roles: frozenset[Role]) -> str:
    """In the order of the roles."""
    return ", ".join(label(role) for role in Role if role in roles)


# -- handover -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A line of the handover. ``under``: what a list holds, a line each. ``path``: where all of it stands."""

    line: HandoverLine
    name: str
    word: str
    text: str
    tone: Tone
    under: tuple[str, ...] = ()
    path: str = ""


_DANGER = frozenset({HandoverItem.P1, HandoverItem.EMERGENCY, HandoverItem.CHILD, HandoverItem.TEAM})


def told_rows(data: ShiftData, now: int) -> tuple[ToldRow, ...]:
    """In the order in which they are told; ``name`` stays the same whatever else is ticked."""
    if data.handover is None:
        return ()
    return tuple(_told_row(data, line, number, now) for number, line in enumerate(data.handover.lines))


def _told_row(data: ShiftData, line: HandoverLine, number: int, now: int) -> ToldRow:
    found = data.told.get(line.about) if line.about is not None else None
    text, path = line.label, ""
    under: tuple[str, ...] = ()
    if line.item is HandoverItem.POWER:
        text = power_text(line.label)
    elif line.about is None:
        text, under = _listed(data, line, now)
    elif found is not None:
        text, path = _about(found, line, now)
    tone = Tone.DONE if line.ticked else Tone.DANGER if line.item in _DANGER else Tone.ATTENTION
    return ToldRow(line, f"tick-{number}", label(line.item), text, tone, under, path)


def _about(found: Told, line: HandoverLine, now: int) -> tuple[str, str]:
    if isinstance(found, TeamView):
        due = "" if found.due_at is None else _("back at {time}", time=clock_time(found.due_at, now))
        late = _("too late") if found.overdue else ""
        said = (found.people or line.label, found.area, due, late)
        return ", ".join(part for part in said if part), f"/helpers/teams/{found.id}"
    if isinstance(found, ChildView):
        staff = _("with {one} and {two}", one=found.staff[0], two=found.staff[1])
        return _("wristband {number}, {staff}", number=found.wristband, staff=staff), f"/children/{found.id}"
    if isinstance(found, MessageRow):
        return f"{found.ticket}  {found.text or ''}".strip(), f"/messages/{found.id}"
    if isinstance(found, RequestRow):
        return request_text(found, now), f"/requests/{found.id}"
    return f"{found.ticket}  {found.what or ''}".strip(), f"/emergencies/{found.id}"


def request_text(row: RequestRow, now: int) -> str:
    """One line of a request for who takes over: no name, no telephone."""
    need = label(row.category) if row.category else label(row.group) if row.group else ""
    due = "" if row.deadline_at is None else _("before {time}", time=clock_time(row.deadline_at, now))
    return "  ".join(part for part in (row.ticket, need, label(row.status), due) if part)


def _listed(data: ShiftData, line: HandoverLine, now: int) -> tuple[str, tuple[str, ...]]:
    if line.item is HandoverItem.PROMISE:
        rows = [row for row in data.requests if row.callback_at is not None]
        under = tuple(
            f"{row.ticket}  {clock_time(row.callback_at, now)}" for row in rows if row.callback_at is not None
        )
        return n_("{count} promise", "{count} promises", line.count), under
    rows = [row for row in data.requests if row.priority.value == "P2"]
    return n_("{count} request", "{count} requests", line.count), tuple(request_text(row, now) for row in rows)


def power_text(code: str) -> str:
    """``"generator 3"`` in words."""
    source, _space, hours = code.partition(" ")
    power = member(PowerSource, source)
    said = label(power) if power else source
    if not hours:
        return _("{source}, how long is not known", source=said)
    return n_("{source}, for another {count} hour", "{source}, for another {count} hours", int(hours), source=said)


# -- lists ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a list: ``said`` is who did it and when."""

    step: ListStep
    text: str
    said: str
    tone: Tone


def next_open(view: ListView) -> ListStep | None:
    """The first step of which nobody said anything."""
    return next((step for step in view.steps if step.mark is StepMark.OPEN), None)


def list_rows(view: ListView, now: int) -> tuple[StepRow, ...]:
    """In the order of the pack."""
    return tuple(_list_row(step, now) for step in view.steps)


def _list_row(step: ListStep, now: int) -> StepRow:
    if step.mark is StepMark.OPEN or step.at is None:
        return StepRow(step, step.text, "", Tone.PLAIN)
    said = ", ".join(part for part in (label(step.mark), clock_time(step.at, now), step.by, step.words) if part)
    return StepRow(step, step.text, said, Tone.DONE if step.mark is StepMark.DONE else Tone.FADED)


_LEFT = {
    "requests": (mark("Requests that are open"), "/requests"),
    "emergencies": (mark("Emergency reports that are open"), "/emergencies"),
    "children": (mark("Children who are here alone"), "/children"),
    "teams": (mark("Teams that are not back or not debriefed"), "/helpers/teams"),
    "promises": (mark("Promises to tell somebody"), "/requests"),
    "messages": (mark("Messages not read, or without an answer"), "/messages"),
    "steps": (mark("Steps of the list"), ""),
    "custody": (mark("Records that nobody took yet"), ""),
    "loans": (mark("Things that were lent out"), "/helpers/offers"),
}


def left_rows(left: StillOpen) -> tuple[tuple[str, str, str], ...]:
    """What keeps a point from closing: name, words, and where it is settled."""
    return tuple(
        (name, f"{_(text)}: {getattr(left, name)}", path) for name, (text, path) in _LEFT.items() if getattr(left, name)
    )


MOMENTS = {
    ListMoment.OPENING: "opening",
    ListMoment.SHIFT: "tasks",
    ListMoment.NIGHT: "night",
    ListMoment.CLOSING: "closing",
}
"""Where each list is gone through, under ``/shift``."""


# -- logbook --------------------------------------------------------------------------------------------------------

_CODES = {
    "shift_opened": mark("A shift began, led by {text}"),
    "handed_over": mark("The shift was handed over to {text}"),
    "taken_over": mark("The shift was taken over without a handover: {text}"),
    "point_closed": mark("The point closed"),
    "list_started": mark("List begun: {text}"),
    "list_done": mark("List done: {text}"),
    "team_out": mark("Team out: {text}"),
    "team_back": mark("Team back: {text}"),
    "team_debriefed": mark("The team told: {text}"),
    "team_aborted": mark("Team called off: {text}"),
    "child_here": mark("A child came alone, wristband {text}"),
    "child_released": mark("The child with wristband {text} left"),
    "child_release_wrong": mark("A child was given along that two people had not verified, wristband {text}"),
    "records_sealed": mark("The records were sealed"),
}


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the logbook: what, and who in which role when."""

    line: LogLine
    word: str
    text: str
    who: str
    tone: Tone
    may_correct: bool
    may_settle: bool


def log_row(line: LogLine, now: int) -> LogRow:
    """As it is read aloud at a handover."""
    text = _logged(line)
    if line.corrects is not None:
        text = _("Correction: {text}", text=text)
    role = label(line.role) if line.role else ""
    tone = Tone.DANGER if line.incident and not line.followed else Tone.ATTENTION if line.significant else Tone.PLAIN
    return LogRow(
        line=line,
        word=label(line.kind),
        text=text,
        who=" - ".join(part for part in (line.name, role, when(line.at, now)) if part),
        tone=Tone.FADED if line.corrected else tone,
        may_correct=not line.code and line.corrects is None and not line.corrected,
        may_settle=line.incident is not None and not line.followed,
    )


def _logged(line: LogLine) -> str:
    if line.code in _CODES:
        return _(_CODES[line.code], text=line.text).strip()
    given = member(Custody, line.code.removeprefix("given_"))
    if given is not None:
        return _("{thing} went to {receiver}", thing=label(given), receiver=line.text)
    word, _space, rest = line.text.partition(" ")
    status, _colon, more = rest.partition(":")
    known = member(PointStatus, status) if word == "status" else None
    if known is not None:
        return _("The point said of itself: {status}", status=label(known)) + (f". {more.strip()}" if more else "")
    said = [label(line.incident) if line.incident else "", line.text]
    return ". ".join(part for part in said if part)


FILTERS: tuple[tuple[str, str, LogKind | None, bool], ...] = (
    ("all", mark("Everything"), None, False),
    ("heavy", mark("For the next leader"), None, True),
    ("decisions", mark("Decisions"), LogKind.DECISION, False),
    ("events", mark("Events"), LogKind.EVENT, False),
    ("incidents", mark("Incidents"), LogKind.INCIDENT, False),
)
"""Name, words, kind, only what matters to the next leader."""
