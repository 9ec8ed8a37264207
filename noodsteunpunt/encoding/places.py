# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Postcodes and addresses as symbols. The digits of a postcode travel in the open, the rest of the address sealed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from noodsteunpunt.encoding.coder import Port, number
from noodsteunpunt.encoding.memory import Memory

Put = Callable[[str], None]

_NEAR = 64
_NEAR_SHARES = tuple(24 + 360 * 14**2 // (14**2 + distance**2 * 2) for distance in range(-_NEAR, _NEAR + 1))
_USED = "ABCDEGHJKLMNPRSTVWXZ"
_FIRST = tuple(1 if chr(65 + i) not in _USED else 44 - 2 * _USED.index(chr(65 + i)) for i in range(26))
_SECOND = tuple(1 if chr(65 + i) not in _USED else 24 for i in range(26))
_DIGITS = re.compile("[1-9][0-9]{3}")
_FORM = re.compile(
    r"(?P<code>[0-9]{4}(?P<letters>[A-Z]{2})?(?= |$))?"
    r"(?: ?(?P<house>[1-9][0-9]{0,4}))?(?P<suffix>[a-z](?![a-z])|[A-Z](?![A-Za-z])|-[1-9][0-9]{0,2})?(?P<rest>.*)",
    re.DOTALL,
)


def code_digits(port: Port, memory: Memory, key: Any, value: str, put: Put) -> None:
    """Nothing, near the first postcode of the frame, four new digits, or any other text."""
    base: int | None = memory.last.get("digits")
    form, digits = 3 if value else 0, 0
    if _DIGITS.fullmatch(value):
        digits = int(value)
        form = 1 if base is not None and abs(digits - base) <= _NEAR else 2
    shares = (4, 40, 4, 1) if base is not None else (4, 0, 40, 1)
    form = port.choose(memory.table((key, "form", base is None), shares, 16), form)
    if form == 3:
        memory.later(value, put)
        put("")
    elif form == 0:
        put("")
    elif form == 2:
        digits = port.bits(digits, 14)
        if base is None:
            memory.last["digits"] = digits
        put(f"{digits:04d}")
    else:
        lowest = (base or 0) - _NEAR
        distance = port.choose(memory.table("near", _NEAR_SHARES, 12), digits - lowest if port.writing else 0)
        put(f"{max(0, lowest + distance):04d}")


@dataclass(frozen=True, slots=True)
class _Parts:
    """``code``: 0 none, 1 the digits alone, 2 with ``letters``; ``suffix`` as it is written; ``rest`` with the space
    that is before it."""

    code: int
    letters: str
    house: int
    suffix: str
    rest: str

    def join(self, digits: str) -> str:
        code = digits + self.letters if self.code else ""
        house = f"{' ' if code else ''}{self.house}{self.suffix}" if self.house else ""
        return code + house + self.rest


def _parse(value: str, digits: str) -> _Parts | None:
    match = _FORM.fullmatch(value)
    if match is None:
        return None
    letters = match["letters"] or ""
    code = (2 if letters else 1) if match["code"] else 0
    house = int(match["house"] or 0)
    parts = _Parts(code, letters, house, match["suffix"] or "", match["rest"])
    whole = parts.join(digits) == value and (house or not parts.suffix)
    return parts if whole else None


def code_address(port: Port, memory: Memory, key: Any, value: tuple[str, str], put: Put) -> None:
    """``value``: the digits that the air lane has, and the address."""
    digits, address = value
    parts = _parse(address, digits) if port.writing and address else None
    form = 0 if not address else 1 if parts is None else 2
    form = port.choose(memory.table((key, "form"), (3, 1, 60), 16), form)
    if form == 1:
        memory.later(address, put)
    if form < 2:
        put("")
        return
    parts = parts or _Parts(0, "", 0, "", "")
    code = port.choose(memory.table((key, "code"), (3, 2, 60), 16), parts.code)
    letters = _code_letters(port, memory, parts.letters) if code == 2 else ""
    house, suffix = _code_house(port, memory, key, parts)
    whole = _Parts(code, letters, house, suffix, "").join(digits)
    there = port.choose(memory.table((key, "rest"), (30, 5, 1), 16), _rest_form(parts.rest))
    put(whole)
    if there:
        between = " " if there == 1 else ""
        memory.later(parts.rest.removeprefix(between), lambda text: put(whole + between + text))


def _rest_form(rest: str) -> int:
    return 0 if not rest else 1 if rest.startswith(" ") else 2


def _code_letters(port: Port, memory: Memory, letters: str) -> str:
    indexes = [ord(letter) - 65 for letter in letters] or [0, 0]
    first = port.choose(memory.table("first letter", _FIRST, 64), indexes[0])
    second = port.choose(memory.table("second letter", _SECOND, 64), indexes[1])
    return chr(65 + first) + chr(65 + second)


def _code_house(port: Port, memory: Memory, key: Any, parts: _Parts) -> tuple[int, str]:
    if not port.choose(memory.table((key, "house"), (1, 20), 16), bool(parts.house)):
        return 0, ""
    house = number(port, memory.sizes((key, "number"), 30), max(0, parts.house - 1)) + 1
    suffix = parts.suffix
    form = 0 if not suffix else 3 if suffix.startswith("-") else 1 if suffix.islower() else 2
    form = port.choose(memory.table((key, "suffix"), (60, 8, 8, 5)), form)
    if form == 3:
        size = int(suffix[1:]) - 1 if port.writing else 0
        return house, f"-{number(port, memory.sizes((key, 'flat'), 2), size) + 1}"
    if form:
        letter = ord(suffix.upper()) - 65 if port.writing else 0
        letter = number(port, memory.sizes((key, "suffix letter"), 0), letter)
        return house, chr((97 if form == 1 else 65) + min(letter, 25))
    return house, ""
