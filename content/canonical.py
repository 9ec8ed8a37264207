# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Canonical JSON: one value has one row of bytes, and other bytes for it are refused.

UTF-8 in NFC, keys sorted by code point, no spaces, one newline at the end; only objects, lists, strings and whole
numbers. No floats (they print differently), no true, false or null (a word says more). What the running Python's
Unicode tables do not know is refused: another version might normalise it differently.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NoReturn

Json = str | int | Sequence["Json"] | Mapping[str, "Json"]
"""What canonical JSON can hold."""

MAX_DEPTH = 32
MAX_TOKENS = 400_000
"""Brackets, commas and colons in one text: bounds the memory that reading takes (about 100 B each)."""
MAX_INTEGER = 2**53 - 1
"""Either sign; every JSON reader holds these exactly (RFC 8259, section 6)."""

# Possessive, and the closing quote may fail: one pass over the text, whatever stands in it.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},:]', re.DOTALL)


class Reason(StrEnum):
    """Why a value or a text is no canonical JSON."""

    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    TOO_MANY = "too-many-values"
    NOT_UTF8 = "not-utf-8"
    SYNTAX = "syntax"
    DUPLICATE = "duplicate-key"
    KIND = "kind-of-value"
    RANGE = "number-out-of-range"
    CHARACTER = "character"
    NOT_CANONICAL = "not-canonical"


class CanonicalError(ValueError):
    """No canonical JSON; ``reason`` is stable."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def _check_text(text: str) -> None:
    if text.isascii() and text.isprintable():
        return
    for character in set(text):
        category = unicodedata.category(character)
        if category in {"Cn", "Cs"} or (category == "Cc" and character != "\n"):
            raise CanonicalError(Reason.CHARACTER)
    if not unicodedata.is_normalized("NFC", text):
        raise CanonicalError(Reason.CHARACTER)


def _check(value: object, depth: int) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > MAX_INTEGER:
            raise CanonicalError(Reason.RANGE)
    elif isinstance(value, list | tuple | dict):
        if depth >= MAX_DEPTH:
            raise CanonicalError(Reason.TOO_DEEP)
        if isinstance(value, dict):
            for key in value:
                if not isinstance(key, str):
                    raise CanonicalError(Reason.KIND)
                _check_text(key)
        for member in value.values() if isinstance(value, dict) else value:
            _check(member, depth + 1)
    else:
        raise CanonicalError(Reason.KIND)


def dumps(value: Json) -> bytes:
    """The bytes of ``value``: a dict, list, tuple, str or int, nested at most 32 deep.

    Raises CanonicalError: another kind of value, a number beyond 53 bits, text that is not NFC or holds control
    characters other than a newline.
    """
    _check(value, 0)
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


def _refuse(_word: str) -> NoReturn:
    raise CanonicalError(Reason.KIND)


def _integer(digits: str) -> int:
    if len(digits) > 17:
        raise CanonicalError(Reason.RANGE)
    return int(digits)


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise CanonicalError(Reason.DUPLICATE)
    return found


def _bound(text: str) -> None:
    """Depth and number of values, before anything is built."""
    depth = 0
    for count, token in enumerate(_TOKEN.finditer(text)):
        if count >= MAX_TOKENS:
            raise CanonicalError(Reason.TOO_MANY)
        character = token[0][0]
        if character in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise CanonicalError(Reason.TOO_DEEP)
        elif character in "]}":
            depth -= 1


def loads(data: bytes, *, max_bytes: int) -> Json:
    """The value that ``data`` (at most ``max_bytes`` B) holds; no other bytes stand for this value.

    Raises CanonicalError: too large, too deep, too many values, not UTF-8, no JSON, a key twice, a float, a constant,
    or bytes that :func:`dumps` would not have made.
    """
    if len(data) > max_bytes:
        raise CanonicalError(Reason.TOO_LARGE)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise CanonicalError(Reason.NOT_UTF8) from None
    _bound(text)
    try:
        value: Json = json.loads(
            text, object_pairs_hook=_object, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse
        )
    except json.JSONDecodeError:
        raise CanonicalError(Reason.SYNTAX) from None
    if dumps(value) != data:
        raise CanonicalError(Reason.NOT_CANONICAL)
    return value
