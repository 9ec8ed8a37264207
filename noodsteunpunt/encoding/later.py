# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What came after the first version: new kinds, and new fields of old kinds. Behind the fields of level 1 stands, level
by level, a block that says its own length: who does not know the level keeps it in the frame and reads on."""

from __future__ import annotations

from typing import Any

from noodsteunpunt.domain.facts import Lane
from noodsteunpunt.encoding.coder import Decoder, Encoder, EncodingError, Port, number
from noodsteunpunt.encoding.fields import Values, code_field
from noodsteunpunt.encoding.memory import Memory
from noodsteunpunt.encoding.schema import at_level, levels
from noodsteunpunt.encoding.text import code_texts

_RARE = (255, 1)
_LONGEST = 217


def code_later(port: Port, memory: Memory, kind: int, fact: Any, lane: Lane, values: Values) -> bool:
    """The fields of later levels. False if there is something that this program does not know. ``fact`` is the
    class, or None for a kind that is not known."""
    known = levels(fact, lane) if fact is not None else ()
    used = [level for level in known if _says(fact, lane, level, values)] if port.writing else []
    whole, index = True, 0
    while port.choose(memory.table("more", _RARE), bool(used) and index < len(known) and known[index] <= used[-1]):
        level = known[index] if index < len(known) else None
        index += 1
        written = _write(memory, kind, fact, lane, level, values) if port.writing else b""
        block = _code_block(port, memory, written)
        if level is None:
            whole = False
        elif not port.writing:
            _read(memory, kind, fact, lane, level, values, block)
    return whole


def _says(fact: Any, lane: Lane, level: int, values: Values) -> bool:
    return any(values[spec.name] != spec.blank for spec in at_level(fact, lane, level))


def _code_block(port: Port, memory: Memory, block: bytes) -> bytes:
    length = number(port, memory.sizes("block", 8), len(block))
    if length > _LONGEST:
        raise EncodingError("block")
    return bytes(port.bits(block[at] if port.writing else 0, 8) for at in range(length))


def _write(memory: Memory, kind: int, fact: Any, lane: Lane, level: int | None, values: Values) -> bytes:
    inner, port = memory.beside(), Encoder()
    for spec in at_level(fact, lane, level or 0):
        code_field(port, inner, kind, spec, values)
    code_texts(port, inner.model, inner.texts)
    return port.finish()


def _read(memory: Memory, kind: int, fact: Any, lane: Lane, level: int, values: Values, block: bytes) -> None:
    inner, port = memory.beside(), Decoder(block)
    for spec in at_level(fact, lane, level):
        code_field(port, inner, kind, spec, values)
    code_texts(port, inner.model, inner.texts)
