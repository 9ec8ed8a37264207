# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a station says loudly about its information."""

from __future__ import annotations

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
