# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of log, shifts, lists, teams and children. Each writer adds the lines that its subject leaves in the logbook;
those of a child name a wristband and nobody."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert

from noodsteunpunt.domain.facts import Stamped
from noodsteunpunt.domain.facts_field import ChildRegistered, ChildReleased, TeamFormed, TeamStepTaken
from noodsteunpunt.domain.facts_shift import (
    CustodyGiven,
    ListStarted,
    LogWritten,
    ShiftClosed,
    ShiftOpened,
    ShiftTold,
    StepMarked,
)
from noodsteunpunt.domain.fold_field import fold_child, fold_team
from noodsteunpunt.domain.fold_shift import ListState, fold_list, fold_log, fold_shift, fold_shift_told
from noodsteunpunt.domain.values_point import LogKind, ShiftEnd, StepMark, TeamStep
from noodsteunpunt.store.tables_point import CHILD, LOG_ENTRY, SHIFT, SHIFT_TOLD, TEAM, WORK_LIST


def _line(subject: str, stamped: Stamped, kind: LogKind, code: str = "", text: str = "", **more: Any) -> dict[str, Any]:
    fact: Any = stamped.fact
    row = {
        "id": stamped.id, "subject": subject, "at": stamped.at, "lamport": stamped.lamport, "kind": kind.value,
        "code": code, "text": text, "significant": False, "about": "", "corrects": "", "role": fact.role.value,
        "name": getattr(fact, "name", ""), "incident": "",
    }  # fmt: skip
    return row | more


def _log(conn: Connection, lines: list[dict[str, Any]]) -> None:
    if lines:
        conn.execute(insert(LOG_ENTRY), lines)


def write_log(conn: Connection, subject: str, facts: list[Stamped], _started_at: int) -> bool:
    """A line of the logbook, and its corrections as lines of their own."""
    state = fold_log(facts)
    if state is None or not isinstance(state.opened.fact, LogWritten):
        return False
    fact = state.opened.fact
    more = {"significant": fact.significant, "about": fact.about, "incident": fact.incident or ""}
    lines = [_line(subject, state.opened, fact.what, "", fact.text, **more)]
    for one in state.corrections:
        text = getattr(one.fact, "text", "")
        lines.append(_line(subject, one, LogKind.CORRECTION, "", text, corrects=state.opened.id, about=fact.about))
    _log(conn, lines)
    return False


def write_shift(conn: Connection, subject: str, facts: list[Stamped], _started_at: int) -> bool:
    """A shift; its begin and its end stand in the logbook."""
    state = fold_shift(facts)
    if state is None or not isinstance(state.opened.fact, ShiftOpened):
        return False
    opened, closed = state.opened.fact, state.closed
    ended = closed.fact if closed and isinstance(closed.fact, ShiftClosed) else None
    row = {
        "id": subject, "opened_at": state.opened.at, "lamport": state.opened.lamport,
        "closed_at": closed.at if closed else None, "how": ended.how.value if ended else None,
        "flagged": state.flagged or opened.flagged, "staff": len(state.people), "minimum": opened.minimum,
    }  # fmt: skip
    conn.execute(insert(SHIFT), row)
    lines = [_line(subject, state.opened, LogKind.HANDOVER, "shift_opened", opened.lead, significant=opened.flagged)]
    if closed and ended:
        text = ended.words or ended.receiver
        heavy = ended.how is ShiftEnd.TAKEN_OVER
        lines.append(_line(subject, closed, LogKind.HANDOVER, ended.how.value, text, significant=heavy))
    _log(conn, lines)
    return False


def write_shift_told(conn: Connection, subject: str, facts: list[Stamped], _started_at: int) -> bool:
    """What a point says of its shift."""
    told = fold_shift_told(facts)
    if told is None or not isinstance(told.fact, ShiftTold):
        return False
    names = ("staff", "minimum", "flagged", "teams_out", "decisions", "incidents")
    row = {name: getattr(told.fact, name) for name in names}
    row |= {"id": subject, "point": told.author >> 6, "told_at": told.at, "lamport": told.lamport}
    conn.execute(insert(SHIFT_TOLD), row)
    return False


def write_list(conn: Connection, subject: str, facts: list[Stamped], _started_at: int) -> bool:
    """A list; that it was gone through, and what was given to whom, stands in the logbook."""
    state = fold_list(facts)
    if state is None or not isinstance(state.opened.fact, ListStarted):
        return False
    row = {
        "id": subject, "moment": state.opened.fact.moment.value, "started_at": state.opened.at,
        "lamport": state.opened.lamport, "open_steps": open_steps(state),
        "sealed_at": state.sealed.at if state.sealed else None,
    }  # fmt: skip
    conn.execute(insert(WORK_LIST), row)
    _log(conn, _list_lines(subject, state))
    return False


def open_steps(state: ListState) -> int:
    """How many steps nobody said anything of."""
    said = [one.fact for _, one in state.marks if isinstance(one.fact, StepMarked)]
    return len(state.steps) - sum(fact.mark is not StepMark.OPEN for fact in said)


def _list_lines(subject: str, state: ListState) -> list[dict[str, Any]]:
    opened = state.opened.fact
    lines = [_line(subject, state.opened, LogKind.ACTION, "list_started", getattr(opened, "title", ""))]
    if state.done and state.marks:
        last = max((one for _, one in state.marks), key=lambda one: one.order)
        lines.append(_line(subject, last, LogKind.ACTION, "list_done", getattr(opened, "title", "")))
    for one in state.given:
        if isinstance(one.fact, CustodyGiven):
            lines.append(_line(subject, one, LogKind.ACTION, f"given_{one.fact.thing.value}", one.fact.receiver))
    if state.sealed:
        lines.append(_line(subject, state.sealed, LogKind.EVENT, "records_sealed", significant=True))
    return lines


_TEAM_LOGGED = {
    TeamStep.OUT: "team_out",
    TeamStep.BACK: "team_back",
    TeamStep.DEBRIEFED: "team_debriefed",
    TeamStep.ABORTED: "team_aborted",
}


def write_team(conn: Connection, subject: str, facts: list[Stamped], started_at: int) -> bool:
    """A team; out, back and what it told stand in the logbook."""
    state = fold_team(facts)
    if state is None or not isinstance(state.opened.fact, TeamFormed):
        return False
    fact = state.opened.fact
    sign = None if state.heard_at is None or state.every is None else state.heard_at + 60 * state.every
    row = {
        "id": subject, "status": state.status.value, "request": fact.request, "people": fact.people,
        "formed_at": state.opened.at, "due_at": None if state.due is None else started_at + 60 * state.due,
        "sign_due_at": sign,
    }  # fmt: skip
    conn.execute(insert(TEAM), row)
    steps = [(one, one.fact) for one in state.steps]
    _log(
        conn,
        [
            _line(subject, one, LogKind.ACTION, _TEAM_LOGGED[step.step], step.words or fact.people)
            for one, step in steps
            if isinstance(step, TeamStepTaken) and step.step in _TEAM_LOGGED
        ],
    )
    return False


def write_child(conn: Connection, subject: str, facts: list[Stamped], _started_at: int) -> bool:
    """A child, by its wristband."""
    state = fold_child(facts)
    if state is None or not isinstance(state.opened.fact, ChildRegistered):
        return False
    fact = state.opened.fact
    row = {
        "id": subject, "wristband": fact.wristband, "request": fact.request, "status": state.status.value,
        "first": state.staff[0], "second": state.staff[1], "came_at": state.opened.at, "wrong": bool(state.wrong),
    }  # fmt: skip
    conn.execute(insert(CHILD), row)
    here = _line(subject, state.opened, LogKind.EVENT, "child_here", fact.wristband, name=fact.recorded_by)
    lines = [here | {"significant": True}]
    for one in (*state.wrong, *([state.released] if state.released else [])):
        if isinstance(one.fact, ChildReleased):
            code = "child_released" if one is state.released else "child_release_wrong"
            lines.append(_line(subject, one, LogKind.EVENT, code, fact.wristband, significant=True))
    _log(conn, lines)
    return False
