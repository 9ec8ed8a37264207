# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a station says loudly about its information, and the streets that it takes from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from content.canonical import Json
from content.errors import PackError
from noodsteunpunt.domain.places import NO_STREETS, Street, StreetTable
from noodsteunpunt.domain.views import Alarm
from noodsteunpunt.library.library import Library

_CODES = ("pack_expired", "pack_damaged")


def look_at_pack(library: Library | None, alarms: dict[str, Alarm], *, read: bool) -> bool:
    """Sets and clears the alarms; True when one changed. ``read``: also every byte of the pack."""
    found = library.alarm(read=read) if library else ""
    before = {code for code in _CODES if code in alarms}
    for code in _CODES:
        alarms.pop(code, None)
    if found:
        alarms[found] = Alarm(found, "attention")
    return before != ({found} if found else set())


def streets_of(library: Library | None) -> StreetTable:
    """The streets of the pack in use; none without a pack, or when what it says of streets cannot be used."""
    opened = library.open_current() if library else None
    if opened is None:
        return NO_STREETS
    with opened:
        try:
            value = opened.value("streets.json") if opened.row("streets.json") else ()
        except PackError:
            return NO_STREETS
    return StreetTable.of(_streets(value))


def list_of(library: Library | None, moment: str) -> tuple[str, str, tuple[tuple[str, str, str], ...]] | None:
    """The pack's first list for that moment: which pack, title, and text, role and card of each step; None without."""
    opened = library.open_current() if library else None
    if opened is None:
        return None
    with opened:
        try:
            value = opened.value("checklists.json") if opened.row("checklists.json") else ()
        except PackError:
            return None
        pack = f"{opened.header.pack_id} {opened.header.version}"
    for record in _records(value):
        if record.get("moment") == moment:
            steps = tuple((_said(s.get("text")), _said(s.get("role")), _said(s.get("card")))
                          for s in _records(record.get("steps", ())))  # fmt: skip
            return pack, _said(record.get("title")), tuple(step for step in steps if step[0])
    return None


def items_of(library: Library | None, kind: str) -> tuple[str, ...]:
    """The names on the pack's lists of that kind, such as what not to bring now."""
    opened = library.open_current() if library else None
    if opened is None:
        return ()
    with opened:
        try:
            value = opened.value("lists.json") if opened.row("lists.json") else ()
        except PackError:
            return ()
    rows = [row for record in _records(value) if record.get("kind") == kind for row in _records(record.get("items"))]
    return tuple(name for row in rows if (name := _said(row.get("name"))))


def _records(value: Any) -> list[Mapping[str, Any]]:
    if isinstance(value, str | int | Mapping) or value is None:
        return []
    return [record for record in value if isinstance(record, Mapping)]


def _said(value: Any) -> str:
    """In Dutch, or in the first language that there is."""
    if isinstance(value, Mapping):
        value = value.get("nl", next(iter(value.values()), ""))
    return value if isinstance(value, str) else ""


def _streets(value: Json) -> Iterator[Street]:
    if isinstance(value, str | int | Mapping):
        return
    for record in value:
        if isinstance(record, Mapping) and isinstance(name := record.get("name"), str):
            codes, district = record.get("postcodes", ()), record.get("district", "")
            plain = () if isinstance(codes, str | int) else codes
            postcodes = tuple(code.replace(" ", "") for code in plain if isinstance(code, str))
            yield Street(name, postcodes, district if isinstance(district, str) else "")
