# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One field as symbols, for writing and for reading at once: each function takes the value when writing, and returns
it in both directions. Members of enums are their index here: a reader may not know them all.
"""

from __future__ import annotations

import re
import typing
from typing import Any

from noodsteunpunt.domain.facts import parse_subject, subject_id
from noodsteunpunt.domain.odds import Address, Ahead, Around, Counter, Digits, Given, Letters, Weights
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding.coder import EncodingError, Port, number
from noodsteunpunt.encoding.memory import Memory
from noodsteunpunt.encoding.places import code_address, code_digits
from noodsteunpunt.encoding.schema import Spec

Values = dict[str, Any]

MOST_MEMBERS = 1 << 16
_SCALE = 16
_EVEN = (1, 1)
_NEW = 5


def code_field(port: Port, memory: Memory, kind: int, spec: Spec, values: Values) -> None:
    """Write ``values[spec.name]``, or read it into there. A text may follow later."""
    key = (kind, spec.name)
    value = values[spec.name] if port.writing else spec.blank
    if spec.hint is str:
        if spec.optional and not port.choose(memory.table((*key, "there"), (4, 1), 8), value is not None):
            values[spec.name] = None
        else:
            _code_text(port, memory, key, spec, values)
    elif isinstance(spec.odds, Ahead):
        values[spec.name] = _ahead(port, memory, key, spec.odds, value)
    elif spec.optional:
        there = port.choose(memory.table((*key, "there"), _odds_of_none(spec), 8), value is not None)
        blank = 0 if value is None else value
        values[spec.name] = _present(port, memory, key, spec, values, blank) if there else None
    else:
        values[spec.name] = _present(port, memory, key, spec, values, value)


def _odds_of_none(spec: Spec) -> tuple[int, int]:
    return (1, 30) if spec.odds is not None else _EVEN


def _present(port: Port, memory: Memory, key: tuple[int, str], spec: Spec, values: Values, value: Any) -> Any:
    odds = spec.odds
    if spec.hint is SubjectId:
        shares = odds.parts if isinstance(odds, Weights) else (1, 1, 1, 1)
        found = code_subject(port, memory, key, parse_subject(value) if value else None, shares)
        return subject_id(*found) if found else SubjectId("")
    if spec.hint is bool:
        parts = odds.parts if isinstance(odds, Weights) else _EVEN
        return bool(port.choose(memory.table(key, [part * _SCALE for part in parts]), bool(value)))
    if spec.hint is int:
        return _integer(port, memory, key, odds, values, value)
    if typing.get_origin(spec.hint) is frozenset:
        return _members(port, memory, key, value)
    if typing.get_origin(spec.hint) is tuple:
        return _subjects(port, memory, key, value)
    return _member(port, memory, key, odds, values, value)


def _integer(port: Port, memory: Memory, key: tuple[int, str], odds: Any, values: Values, value: int) -> int:
    if isinstance(odds, Weights):
        return weighed(port, memory, key, odds.parts, value)
    if isinstance(odds, Counter):
        return _counter(port, memory, key, odds, values, value)
    return number(port, memory.sizes(key, odds.typical if isinstance(odds, Around) else 0), value)


def weighed(port: Port, memory: Memory, key: Any, parts: tuple[int, ...], value: int) -> int:
    """A small integer with weights; larger ones follow an escape."""
    escape = len(parts)
    table = memory.table(key, [*(part * _SCALE for part in parts), max(1, sum(parts) * _SCALE // 250)])
    symbol = port.choose(table, min(value, escape))
    if symbol < escape:
        return symbol
    return escape + number(port, memory.sizes((key, "more"), 0), value - escape if port.writing else 0)


def _member(port: Port, memory: Memory, key: tuple[int, str], odds: Any, values: Values, value: int) -> int:
    if isinstance(odds, Weights):
        return weighed(port, memory, key, odds.parts, value)
    if isinstance(odds, Given):
        given = values.get(odds.name)
        members = list(type(next(iter(odds.cases))))
        case = members[given] if isinstance(given, int) and given < len(members) else None
        parts = odds.cases.get(case, odds.otherwise) if case is not None else odds.otherwise
        return weighed(port, memory, (key, given), parts, value)
    return number(port, memory.sizes(key, 0), value)


def _members(port: Port, memory: Memory, key: tuple[int, str], value: frozenset[int]) -> frozenset[int]:
    """How many, then each as its distance from the one before."""
    ordered = sorted(value)
    count = number(port, memory.sizes((*key, "count"), 1), len(ordered))
    found: list[int] = []
    for index in range(_few(count)):
        before = found[-1] + 1 if found else 0
        gap = number(port, memory.sizes((*key, "gap"), 2), ordered[index] - before if port.writing else 0)
        found.append(before + gap)
    return frozenset(found)


def _few(count: int) -> int:
    if count > 255:
        raise EncodingError("count")
    return count


def _subjects(port: Port, memory: Memory, key: tuple[int, str], value: tuple[SubjectId, ...]) -> tuple[SubjectId, ...]:
    count = number(port, memory.sizes((*key, "count"), 1), len(value))
    found = []
    for index in range(_few(count)):
        one = parse_subject(value[index]) if port.writing and value[index] else None
        read = code_subject(port, memory, key, one, (1, 4, 4, 4))
        found.append(subject_id(*read) if read else SubjectId(""))
    return tuple(found)


def code_subject(
    port: Port, memory: Memory, key: Any, value: tuple[int, int] | None, shares: tuple[int, ...]
) -> tuple[int, int] | None:
    """(author, number of the entry): nothing, an entry of the frame's own author, the subject that was named
    last, or of somebody else. ``shares`` of these four."""
    last = memory.last.get("subject")
    form = 0
    if value is not None:
        own = value[0] == memory.author and 0 < value[1] < memory.seq
        form = 2 if value == last else 1 if own else 3
    form = port.choose(memory.table((key, "form"), shares, 4), form)
    if form == 0:
        return None
    author, seq = value or (0, 0)
    if form == 1:
        author = memory.author
        seq = memory.seq - 1 - number(port, memory.sizes("back", 40), memory.seq - 1 - seq if port.writing else 0)
    elif form == 2:
        if last is None:
            raise EncodingError("subject")
        author, seq = last
    else:
        author, seq = _elsewhere(port, memory, author, seq)
    if seq < 1:
        raise EncodingError("subject")
    memory.last["subject"] = author, seq
    memory.last["seq", author] = seq
    return author, seq


def _elsewhere(port: Port, memory: Memory, author: int, seq: int) -> tuple[int, int]:
    known: list[int] = memory.last.setdefault("authors", [])
    choice = known.index(author) + 1 if author in known else 0
    choice = number(port, memory.sizes("author", 1), choice)
    if choice > len(known):
        raise EncodingError("author")
    if choice == 0:
        author = port.bits(author, 16)
        known.append(author)
    else:
        author = known[choice - 1]
    before = memory.last.get(("seq", author))
    if before is None:
        return author, number(port, memory.sizes("elsewhere", 200), seq)
    return author, signed(port, memory, "further", 4, seq - before if port.writing else 0) + before


def signed(port: Port, memory: Memory, key: Any, typical: int, value: int, shares: tuple[int, ...] = (2, 5, 2)) -> int:
    """An integer of either sign; ``shares`` of none, more and less."""
    sign = port.choose(memory.table((key, "sign"), shares, 16), (value > 0) + 2 * (value < 0))
    if sign == 0:
        return 0
    size = number(port, memory.sizes((key, sign), typical), abs(value) - 1 if value else 0) + 1
    return size if sign == 1 else -size


def _counter(port: Port, memory: Memory, key: Any, odds: Counter, values: Values, value: int) -> int:
    per = (key, *(values.get(name) for name in odds.per))
    last = memory.last.get(per)
    if last is None:
        value = number(port, memory.sizes((key, "first"), 100), value)
    else:
        form = (0 if value == last + 1 else 1 if value > last + 1 else 2) if port.writing else 0
        form = port.choose(memory.table((key, "step"), (56, 6, 2), 16), form)
        if form == 2:
            value = number(port, memory.sizes((key, "first"), 100), value)
        elif form == 1:
            value = last + 2 + number(port, memory.sizes((key, "jump"), 0), value - last - 2 if port.writing else 0)
        else:
            value = last + 1
    memory.last[per] = value
    return value


def _ahead(port: Port, memory: Memory, key: Any, odds: Ahead, value: int | None) -> int | None:
    usual = odds.usual
    distance = None if value is None else value - memory.minutes
    symbol = 0 if distance is None else usual.index(distance) + 1 if distance in usual else len(usual) + 1
    some = 100 - odds.none
    shares = (odds.none * len(usual), *(some for _ in usual), max(1, some * len(usual) // 8))
    symbol = port.choose(memory.table(key, shares, 16), symbol)
    if symbol == 0:
        return None
    if symbol <= len(usual):
        return memory.minutes + usual[symbol - 1]
    return max(0, memory.minutes + signed(port, memory, (key, "other"), 100, distance or 0))


def _code_text(port: Port, memory: Memory, key: tuple[int, str], spec: Spec, values: Values) -> None:
    value: str = values.get(spec.name, "")

    def put(text: str) -> None:
        values[spec.name] = text

    if isinstance(spec.odds, Letters):
        _letters(port, memory, (spec.name, spec.odds.usual, spec.odds.of_point), value, put)
    elif isinstance(spec.odds, Digits):
        code_digits(port, memory, key, value, put)
    elif isinstance(spec.odds, Address):
        code_address(port, memory, key, (values.get(spec.odds.digits) or "", value), put)
    else:
        last = memory.last.get((key, "text"))
        form = 0 if not value else 2 if last is not None and last.value == value else 1
        form = port.choose(memory.table((key, "text"), (2, 5, 1), 8), form)
        put("")
        if form == 1:
            memory.last[key, "text"] = memory.later(value, put)
        elif form == 2:
            if last is None:
                raise EncodingError("text")
            memory.again(last, put)


def _letters(port: Port, memory: Memory, name: tuple[str, int, bool], value: str, put: Any) -> None:
    """Nothing, one of the first four that the frame has, others, or any text."""
    known: list[str] = memory.last.setdefault(("letters", name), [memory.letters] if name[2] else [])
    plain = re.fullmatch("[A-Z]{1,7}", value) is not None
    form = 0 if not value else known.index(value) + 1 if value in known else _NEW if plain else _NEW + 1
    forms = (1, 24, 8, 4, 2, 5, 1) if known else (2, 0, 0, 0, 0, 40, 1)
    form = port.choose(memory.table(("letters", name, not known), forms, 16), form)
    if form == _NEW:
        lengths = [64 if length == name[1] else 1 for length in range(1, 8)]
        count = (
            port.choose(memory.table(("letters", name, "count"), lengths), len(value) - 1 if port.writing else 0) + 1
        )
        shares = [max(1, 12 - 3 * index) for index in range(26)] if name[1] == 1 else [1] * 26
        table = memory.table(("letter", name), shares, 64)
        codes = [port.choose(table, ord(value[at]) - 65 if port.writing else 0) for at in range(count)]
        value = bytes(65 + code for code in codes).decode()
        if len(known) < _NEW - 1:
            known.append(value)
    elif form > _NEW:
        memory.later(value, put)
        value = ""
    elif form:
        if form > len(known):
            raise EncodingError("letters")
        value = known[form - 1]
        if not value:
            memory.missing.add(memory.index)
    else:
        value = ""
    put(value)
