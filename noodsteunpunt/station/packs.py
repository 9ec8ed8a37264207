# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a station says loudly about its information, and the streets that it takes from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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


def _streets(value: Json) -> Iterator[Street]:
    if isinstance(value, str | int | Mapping):
        return
    for record in value:
        if isinstance(record, Mapping) and isinstance(name := record.get("name"), str):
            codes, district = record.get("postcodes", ()), record.get("district", "")
            plain = () if isinstance(codes, str | int) else codes
            postcodes = tuple(code.replace(" ", "") for code in plain if isinstance(code, str))
            yield Street(name, postcodes, district if isinstance(district, str) else "")
