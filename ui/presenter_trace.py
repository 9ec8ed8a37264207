# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody who is missing, in words: the one thing that comes next. Nobody is ever called dead at a point. No Flet
here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.lifecycles import ENDED
from noodsteunpunt.domain.views import RequestRow
from ui.data_trace import TraceData
from ui.presenter_words import Tone, clock_time, deadline
from ui.texts import _


@dataclass(frozen=True, slots=True)
class TraceStep:
    """``act``: ``look``, ``leader``, ``back``, ``police``, ``tell``."""

    text: str
    button: str
    act: str
    tone: Tone = Tone.ATTENTION


def next_for_trace(data: TraceData, now: int, *, leads: bool) -> TraceStep:
    """What a tired person does now."""
    row = data.detail.row if data.detail else None
    team = data.outside
    if team is not None:
        back = "" if team.due_at is None else clock_time(team.due_at, now)
        late = _("They should be back by now. Go and look, or send two others.") if team.overdue else ""
        text = _("{people} are looking, back at {time}.", people=team.people, time=back)
        return TraceStep(f"{text} {late}".strip(), _("They are back"), "back",
                         Tone.DANGER if team.overdue else Tone.PLAIN)  # fmt: skip
    if row is None or row.status in ENDED:
        return TraceStep(_("This has ended. Tell who asked, and close it."), _("To the request"), "tell", Tone.DONE)
    if data.at_police:
        return TraceStep(_("The police seeks further. Tell who asked."), _("To the request"), "tell", Tone.PLAIN)
    over = row.callback_at is not None and row.callback_at <= now
    if over:
        return TraceStep(_("The agreed time is over. Now the police."), _("The police has it"), "police", Tone.DANGER)
    agreed = police_at(row, now)
    if data.looked:
        return TraceStep(_("Two looked and found nobody. {agreed}", agreed=agreed), _("The police has it"), "police")
    if not data.approved and not leads:
        text = _("The leader lets two people look. {agreed}", agreed=agreed)
        return TraceStep(text, _("The leader sits down here  F12"), "leader")
    return TraceStep(_("Two people go and look. {agreed}", agreed=agreed), _("Who goes and looks?"), "look")


def police_at(row: RequestRow, now: int) -> str:
    """Until when a point seeks itself."""
    if row.callback_at is None:
        return ""
    time, left = clock_time(row.callback_at, now), deadline(row.callback_at, now)
    return _("To the police at {time}, {left}.", time=time, left=left)


def trace_line(row: RequestRow, now: int) -> tuple[str, Tone]:
    """On *Nu*: a ticket and a time, nobody's name."""
    over = row.callback_at is not None and row.callback_at <= now
    said = _("The agreed time is over. Now the police.") if over else police_at(row, now)
    return f"{row.ticket}  {_('Somebody is missing.')} {said}", Tone.DANGER if over else Tone.ATTENTION


def looked_lines(data: TraceData, now: int) -> list[str]:
    """Who went out for it, and when they were back."""
    lines = []
    for team in data.teams:
        if team.out_at is not None:
            until = "..." if team.back_at is None else clock_time(team.back_at, now)
            lines.append(f"{team.people}, {clock_time(team.out_at, now)} - {until}")
    return lines
