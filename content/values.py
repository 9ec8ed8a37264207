# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small values that people write in one way and the pack holds in another: exact, without floats."""

from __future__ import annotations

import re

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
MEDIA_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,45}(?:\.[a-z0-9]{1,5}){1,2}")
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
ALWAYS, DISASTER, CLOSED = "altijd", "bij een ramp", "gesloten"
_TIMES = re.compile(r"([a-z]{2})(?:-([a-z]{2}))? ([0-2][0-9]):([0-5][0-9])-([0-2][0-9]):([0-5][0-9])")
_FREQUENCY = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,6}))? (kHz|MHz|GHz)")
_HERTZ = {"kHz": 3, "MHz": 6, "GHz": 9}


def microdegrees(text: str, most: int) -> int | None:
    """``52.15517`` as whole microdegrees; None beyond ``most`` degrees or with more than 8 decimals.

    Digits beyond six (10 cm) are cut off.
    """
    match = re.fullmatch(r"(-?)([0-9]{1,3})\.([0-9]{1,8})", text)
    if not match:
        return None
    value = int(match[2]) * 1_000_000 + int(match[3][:6].ljust(6, "0"))
    if value > most * 1_000_000:
        return None
    return -value if match[1] else value


def hertz(text: str) -> int | None:
    """``98.9 MHz`` as whole hertz; None for anything else or outside 3 kHz to 300 GHz (ITU Radio Regulations)."""
    match = _FREQUENCY.fullmatch(text)
    if not match:
        return None
    decimals, places = match[2] or "", _HERTZ[match[3]]
    if len(decimals) > places:
        return None
    value = int(match[1] + decimals.ljust(places, "0"))
    return value if 3_000 <= value <= 300_000_000_000 else None


def hours(text: str) -> list[dict[str, str]] | None:
    """Opening hours as rows of days, from and to; None when they cannot be.

    ``ma-vr 09:00-17:00; za 10:00-14:00``, ``altijd``, ``bij een ramp``, ``gesloten``. A row ends after it begins
    (at most at 24:00) and the rows of one day do not overlap.
    """
    if text in (ALWAYS, DISASTER, CLOSED):
        return [{"days": text}]
    rows: list[dict[str, str]] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    for part in text.split(";"):
        match = _TIMES.fullmatch(part.strip())
        if not match or match[1] not in DAYS or (match[2] or match[1]) not in DAYS:
            return None
        first, last = DAYS.index(match[1]), DAYS.index(match[2] or match[1])
        begin, end = int(match[3]) * 60 + int(match[4]), int(match[5]) * 60 + int(match[6])
        if first > last or begin >= end or end > 24 * 60:
            return None
        for day in range(first, last + 1):
            if any(begin < other_end and other < end for other, other_end in taken.get(day, ())):
                return None
            taken.setdefault(day, []).append((begin, end))
        days = match[1] if first == last else f"{match[1]}-{match[2]}"
        rows.append({"days": days, "from": f"{match[3]}:{match[4]}", "to": f"{match[5]}:{match[6]}"})
    return rows
