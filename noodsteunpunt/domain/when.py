# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Times as people type them: ``over 3 uur``, ``morgen tien uur``, ``half vier``, ``14:30``, ``2-12 9.00``, ``weet ik
niet``. What is meant is shown before it is saved; what cannot be meant is refused with a code:

``time_unknown`` no time in it; ``time_unclear`` may be a clock time or a duration (*3 uur*); ``date_unknown`` a date
that does not exist; ``time_past``; ``time_far`` more than a week ahead.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.domain.when_words import (
    DAY_PARTS,
    MONTHS,
    NOBODY_KNOWS,
    NOW,
    PART_WORDS,
    UNITS,
    WEEKDAYS,
    number_word,
)

LONGEST_MINUTES = 7 * 24 * 60

_AMOUNT = r"(?P<amount>-?\d+(?:[.,]\d(?!\d))?)"
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_DURATION = re.compile(rf"(?P<ahead>over|binnen|nog|in|about|within)?\s*{_AMOUNT}\s*(?P<unit>{_UNIT})\b")
_DATE = re.compile(r"(?P<a>\d{1,4})[-/](?P<b>\d{1,2})(?:[-/](?P<c>\d{1,4}))?")
_DAY_MONTH = re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(MONTHS)})\w*(?:\s+(?P<year>\d{{4}}))?")
_EXACT = re.compile(r"(?<![\d:.])(?P<hour>\d{1,2})\s?(?::|\.|u|h|uur\s)\s?(?P<minute>\d{2})(?!\d)")
_HALF = re.compile(r"(?:(?P<near>\d{1,2})\s+(?P<side>voor|over)\s+)?half\s+(?P<hour>\d{1,2})\b")
_QUARTER = re.compile(r"(?P<near>kwart|\d{1,2})\s+(?P<side>voor|over|past|to)\s+(?P<hour>\d{1,2})\b")
_HOUR = re.compile(r"(?P<hour>\d{1,2})\s*(?P<word>uur|u|h|am|pm)?\b")


@dataclass(frozen=True, slots=True)
class Moment:
    """``minutes`` from now, at least 1; ``at`` in the clock of who asked."""

    minutes: int
    at: datetime


def local_hour(at: int) -> int:
    """0 to 23, by the clock of this machine."""
    return datetime.fromtimestamp(at, tz=UTC).astimezone().hour


def read_when(typed: str, now: datetime, field: str = "deadline_minutes") -> Moment | None:
    """None when nothing is said or nobody knows. ``now`` is local time; the answer is within a week, in whole minutes.
    Raises ``RuleViolation`` for ``field``."""
    text = _plain(typed)
    if text in NOBODY_KNOWS:
        return None
    if text in NOW:
        return Moment(1, now + timedelta(minutes=1))
    text, by_the_clock = _by_the_clock(text)
    at = None if by_the_clock else _duration(text, now, field)
    at = at or _moment(text, now, field, by_the_clock=by_the_clock)
    minutes = _minutes_between(now, at)
    if minutes < 1:
        raise RuleViolation("time_past", field)
    if minutes > LONGEST_MINUTES:
        raise RuleViolation("time_far", field)
    return Moment(minutes, at)


def _by_the_clock(text: str) -> tuple[str, bool]:
    """*om*, *voor*, *uiterlijk*: what follows is on a clock."""
    rest = re.sub(r"^(?:om|voor|uiterlijk|tot|rond|at|by|around|until)\s+(?:om\s+)?|\b(?:om|at)\b\s*", "", text)
    return rest, rest != text


def _plain(typed: str) -> str:
    """Small letters and ASCII digits, words for numbers as digits, nothing that only decorates."""
    text = unicodedata.normalize("NFKC", typed[:200]).casefold()
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text if unicodedata.category(c)[0] != "C")
    text = re.sub(r"\b(?:een )?half ?uur(?:tje)?\b", "30 minuten", text)
    text = re.sub(r"\banderhalf uur\b|\b1½ uur\b", "90 minuten", text)
    text = re.sub(r"\bdrie ?kwartier\b", "45 minuten", text)
    text = re.sub(r"\b(?:een )?kwartier(?:tje)?\b", "15 minuten", text)
    words = re.sub(r"[!?,;()'\"]+(?=\s|$)|(?<=\s)[!?;()'\"]+|^[!?;()'\"]+", " ", text).split()
    return " ".join(number_word(word) for word in words if word != "ongeveer")


def _minutes_between(now: datetime, at: datetime) -> int:
    if now.tzinfo is None:
        seconds = (at - now).total_seconds()
    else:  # the clock may be put forward or back in between
        seconds = (at.astimezone(UTC) - now.astimezone(UTC)).total_seconds()
    return round(seconds / 60)


# -- durations ------------------------------------------------------------------------------------------------------


def _duration(text: str, now: datetime, field: str) -> datetime | None:
    """``over 1 uur en 20 minuten``; nothing else may be in it."""
    rest = re.sub(
        rf"(?:over|binnen|nog|in|about|within)?\s*{_AMOUNT}\s*(?:{_UNIT})\b|\ben\b|\band\b", " ", text
    ).strip()
    found = list(_DURATION.finditer(text))
    if not found or rest:
        return None
    if any(match["amount"].startswith("-") for match in found):
        raise RuleViolation("time_past", field)
    said = any(match["ahead"] for match in found) or any(UNITS[match["unit"]] != 60 for match in found)
    if not said and not re.search(r"[.,]|hour|uren", text):
        raise RuleViolation("time_unclear", field)
    minutes = sum(float(match["amount"].replace(",", ".")) * UNITS[match["unit"]] for match in found)
    if minutes > LONGEST_MINUTES:
        raise RuleViolation("time_far", field)
    return now + timedelta(minutes=max(1, round(minutes)))


# -- days and clock times -------------------------------------------------------------------------------------------


def _moment(text: str, now: datetime, field: str, *, by_the_clock: bool) -> datetime:
    rest, day = _day(text, now, field)
    rest, part = _part(rest)
    clock, exact = _clock(rest, field, alone=day is None and part is None and not by_the_clock)
    if clock is None:
        if day is None and part is None:
            raise RuleViolation("time_unknown", field)
        clock, exact = DAY_PARTS.get(part or "", time(23, 59) if day == now.date() else time(12)), True
    if part is not None and not exact:
        clock = _in_part(clock, part)
    elif day is not None and not exact and 1 <= clock.hour <= 6:
        clock = clock.replace(hour=clock.hour + 12)
    if day is not None:
        return _at(day, clock, now)
    if exact or part is not None:
        at = _at(now.date(), clock, now)
        return at if at > now else _at(now.date() + timedelta(days=1), clock, now)
    return _next_on_a_dial(clock, now)


def _at(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, tzinfo=now.tzinfo)


def _next_on_a_dial(clock: time, now: datetime) -> datetime:
    """``half vier`` is the next time that the hands stand so."""
    start = _at(now.date(), clock.replace(hour=clock.hour % 12), now)
    return next(at for half in range(5) if (at := start + timedelta(hours=12 * half)) > now)


def _in_part(clock: time, part: str) -> time:
    late = part in {"middag", "avond"}
    if late and clock.hour < 12:
        return clock.replace(hour=clock.hour + 12)
    if part == "nacht" and clock.hour == 12:
        return clock.replace(hour=0)
    return clock


def _part(text: str) -> tuple[str, str | None]:
    for word, part in PART_WORDS.items():
        if (rest := re.sub(rf"\b{word}\b", " ", text)) != text:
            return rest, part
    return text, None


def _day(text: str, now: datetime, field: str) -> tuple[str, date | None]:
    """What is left of the text, and the day it names."""
    today = now.date()
    for match, parts in ((_DATE.search(text), _numbers), (_DAY_MONTH.search(text), _named)):
        if match is not None:
            return text.replace(match.group(), " "), _real(*parts(match), today, field)
    for word, days in (("overmorgen", 2), ("morgen", 1), ("tomorrow", 1), ("vandaag", 0), ("today", 0),
                       ("eergisteren", -2), ("gisteren", -1), ("yesterday", -1)):  # fmt: skip
        if re.search(rf"\b{word}", text):
            return re.sub(rf"\b{word}(?=\b|ochtend|middag|avond|nacht)", " ", text), today + timedelta(days=days)
    for number, names in enumerate(WEEKDAYS):
        if found := re.search(rf"\b(?:{names})", text):
            ahead = (number - today.weekday() - 1) % 7 + 1
            return text[: found.start()] + " " + text[found.end() :], today + timedelta(days=ahead)
    return text, None


def _numbers(match: re.Match[str]) -> tuple[int | None, int, int]:
    """(year, month, day) of ``2-12``, ``2-12-2026`` and ``2026-12-02``."""
    first, second, third = int(match["a"]), int(match["b"]), match["c"]
    if len(match["a"]) == 4:
        return first, second, int(third or 0)
    year = None if third is None else int(third)
    return (year + 2000 if year is not None and year < 100 else year), second, first


def _named(match: re.Match[str]) -> tuple[int | None, int, int]:
    month = next(number for number, name in enumerate(MONTHS, 1) if match["month"].startswith(name))
    return (int(match["year"]) if match["year"] else None), month, int(match["day"])


def _real(year: int | None, month: int, day: int, today: date, field: str) -> date:
    try:
        found = date(year or today.year, month, day)
        if year is None and found < today - timedelta(days=180):
            found = date(today.year + 1, month, day)
    except ValueError:
        raise RuleViolation("date_unknown", field) from None
    return found


def _clock(text: str, field: str, *, alone: bool) -> tuple[time | None, bool]:
    """(time, by the 24-hour clock); None if there is none. ``alone``: nothing else says that it is a clock time."""
    rest = text.strip()
    if match := _EXACT.fullmatch(re.sub(r"\s*uur$", "", rest)):
        return _time(int(match["hour"]), int(match["minute"]), field), True
    if match := _HALF.fullmatch(re.sub(r"\s*uur$", "", rest)):
        near = int(match["near"] or 0)
        minute = 30 + (near if match["side"] == "over" else -near)
        return _dial(int(match["hour"]) - 1, minute, field), False
    if match := _QUARTER.fullmatch(re.sub(r"\s*uur$", "", rest)):
        near = 15 if match["near"] == "kwart" else int(match["near"])
        back = match["side"] in {"voor", "to"}
        return _dial(int(match["hour"]) - back, 60 - near if back else near, field), False
    if match := _HOUR.fullmatch(rest):
        hour, word = int(match["hour"]), match["word"]
        if alone and word in {None, "uur", "u", "h"} and hour <= 24:
            raise RuleViolation("time_unclear", field)
        if word == "pm" and hour < 12:
            hour += 12
        return _time(hour, 0, field), hour > 12 or hour == 0 or word in {"am", "pm"}
    if rest:
        raise RuleViolation("time_unknown", field)
    return None, False


def _dial(hour: int, minute: int, field: str) -> time:
    return _time(hour if hour > 0 else hour + 12, minute, field)


def _time(hour: int, minute: int, field: str) -> time:
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        raise RuleViolation("time_unknown", field)
    return time(hour % 24, minute)
