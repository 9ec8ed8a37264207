# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading fields of a canonical JSON document that a stranger may have written: nothing missing, nothing extra."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from content.canonical import Json

MAX_TIME = 253_402_300_799
"""Unix seconds: the last one of the year 9999."""
MUNICIPALITY = re.compile(r"[A-Z]{2}[A-Z0-9-]{2,10}")
"""CBS code of a municipality (GM0344) or the code of a public body."""
PACK_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class FieldError(ValueError):
    """``field`` is the name in the document (never its value)."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def members(value: Json, names: frozenset[str], field: str) -> Mapping[str, Json]:
    """``value`` as an object with exactly these names."""
    if not isinstance(value, Mapping):
        raise FieldError(field)
    for name in sorted(names ^ value.keys()):
        # An unknown name comes from outside: only names that we know are repeated.
        raise FieldError(name if name in names else field)
    return value


def rows(value: Json, field: str, most: int) -> Sequence[Json]:
    """``value`` as a list of at most ``most``."""
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) > most:
        raise FieldError(field)
    return value


def text(value: Json, pattern: re.Pattern[str], field: str) -> str:
    """``value`` as a string that matches wholly."""
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise FieldError(field)
    return value


def number(value: Json, least: int, most: int, field: str) -> int:
    """``value`` as a whole number in the range, ends included."""
    if not isinstance(value, int) or not least <= value <= most:
        raise FieldError(field)
    return value
