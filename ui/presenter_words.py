# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Times, ages and delivery steps in words. Never says more than is true: what we do not know is not said.

Times are Unix seconds; they are shown in the machine's time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from babel.dates import format_date
from babel.numbers import format_decimal

from noodsteunpunt.domain.values import DeliveryStep
from noodsteunpunt.domain.views import DeliveryMark, RequestRow
from noodsteunpunt.texts import chosen_language
from ui.labels import label
from ui.texts import _, n_

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_CLOCK_TOLERANCE = 90
"""Seconds another laptop's clock may be ahead before its time is called uncertain."""


class Tone(StrEnum):
    """How much a row asks for. A word says the same as the colour."""

    DANGER = "danger"
    ATTENTION = "attention"
    PLAIN = "plain"
    FADED = "faded"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class StepRow:
    """One of the four delivery steps; ``text`` says when, or that it is not known to be reached."""

    word: str
    text: str
    reached: bool


def local_time(at: int) -> datetime:
    """By the clock of this machine."""
    return datetime.fromtimestamp(at, tz=UTC).astimezone()


def clock_time(at: int, now: int) -> str:
    """``"14:05"``, with the day when it is not today."""
    moment = local_time(at)
    if moment.date() == local_time(now).date():
        return f"{moment:%H:%M}"
    return f"{format_date(moment, 'EEE d MMM', locale=chosen_language())} {moment:%H:%M}"


def age(at: int, now: int) -> str:
    """How long ago, to the precision that matters."""
    seconds = now - at
    if seconds < -_CLOCK_TOLERANCE:
        return _("time uncertain")
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        return _("{minutes} min ago", minutes=seconds // _MINUTE)
    if seconds < _DAY:
        return n_("{count} hour ago", "{count} hours ago", seconds // _HOUR)
    return n_("{count} day ago", "{count} days ago", seconds // _DAY)


def when(at: int, now: int, *, uncertain: bool = False) -> str:
    """Clock time and age; a time that cannot be right says so."""
    if uncertain:
        return _("{time}, time uncertain", time=clock_time(at, now))
    return f"{clock_time(at, now)}, {age(at, now)}"


def duration(seconds: int) -> str:
    """``40 min``, ``3 h 20 min``, ``2 d``."""
    minutes = seconds // _MINUTE
    if minutes < 60:
        return _("{minutes} min", minutes=minutes)
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return _("{hours} h {minutes} min", hours=hours, minutes=rest) if rest else _("{hours} h", hours=hours)
    return n_("{count} day", "{count} days", minutes // (24 * 60))


def deadline(at: int | None, now: int) -> str:
    """How much time is left, or how far over; empty without a deadline."""
    if at is None:
        return ""
    if at >= now:
        return _("{left} left", left=duration(at - now))
    return _("{over} too late", over=duration(now - at))


def seconds_text(seconds: float) -> str:
    """Airtime: whole seconds, one decimal below ten."""
    digits = "0.0" if 0 < seconds < 10 else "0"
    return _("{seconds} s", seconds=format_decimal(seconds, format=digits, locale=chosen_language()))


def delivery(row: RequestRow, now: int, *, coordination: bool) -> str:
    """Where a request is on its way, in words, with time and age."""
    at = row.delivery_at
    moment = when(at, now) if at is not None else ""
    if row.delivery is DeliveryStep.SEEN:
        return _("seen {when}", when=moment)
    if coordination:
        return _("here since {when}, not seen yet", when=moment)
    if not row.own:
        return _("received from {point} {when}", point=row.point.letters, when=moment)
    words = {
        DeliveryStep.HELD: _("at the coordination point {when}", when=moment),
        DeliveryStep.SENT: _("sent {when}", when=moment),
        DeliveryStep.WAITING: _("waiting for airtime, since {when}", when=moment),
        DeliveryStep.RECORDED: _("recorded {when}", when=moment),
    }
    return words[row.delivery].strip()


def delivery_steps(row: RequestRow, marks: tuple[DeliveryMark, ...], now: int) -> tuple[StepRow, ...]:
    """The four steps, in their order. A step that is not reached says only that this is not known here."""
    times = {mark.step: mark.at for mark in marks}
    steps = (DeliveryStep.RECORDED, DeliveryStep.SENT, DeliveryStep.HELD, DeliveryStep.SEEN)
    return tuple(_step(step, times.get(step), row, now) for step in steps)


def _step(step: DeliveryStep, at: int | None, row: RequestRow, now: int) -> StepRow:
    if at is not None:
        return StepRow(label(step), when(at, now), True)
    if step is DeliveryStep.SENT and row.delivery is DeliveryStep.WAITING:
        return StepRow(label(step), label(DeliveryStep.WAITING), False)
    if not row.own and step in {DeliveryStep.SENT, DeliveryStep.HELD}:
        return StepRow(label(step), _("not known here: {point} keeps track of this", point=row.point.name), False)
    return StepRow(label(step), _("not known yet"), False)
