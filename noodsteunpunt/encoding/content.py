# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The content of an entries frame: the open fields of all its entries in one stream, their sealed fields in another,
which is one block with one tag. ``docs/protocol.md`` describes every symbol.

    u8 length of the open stream + 1, open stream, sealed block         or        u8 0, open stream
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from noodsteunpunt.domain.facts import FACTS, Fact, Lane, parse_subject, subject_id
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding.coder import Decoder, Encoder, EncodingError, Port, UnknownFact, number
from noodsteunpunt.encoding.fields import Values, code_field, code_subject, signed
from noodsteunpunt.encoding.later import code_later
from noodsteunpunt.encoding.memory import Memory
from noodsteunpunt.encoding.schema import at_level, since, specs, with_indexes, with_members
from noodsteunpunt.encoding.text import code_texts, newest
from sync.siv import TAG

LATEST_MINUTE = 1 << 24
"""32 years after the incident began."""

_HIGHEST = 1 << 48
_MOST_ENTRIES = 255
_LONGEST = 254
"""B of an open stream that has a sealed block behind it."""
_KINDS = 32
_LANES = (Lane.AIR, Lane.SEALED)


class Sealer(Protocol):
    """Turns the sealed block of a frame into ciphertext and back. ``associated``: the open stream beside it; ``to``:
    the point that may read it, 0 is the coordination point."""

    def letters(self, author: int) -> str:
        """Of the author's point, from its certificate; empty if that is not known here."""
        ...

    def seal(self, author: int, frame: int, plaintext: bytes, associated: bytes, to: int = 0) -> bytes:
        """For ``to`` and for the author's own point."""
        ...

    def open(self, author: int, frame: int, blob: bytes, associated: bytes, to: int = 0) -> bytes | None:
        """None where we may not read it."""
        ...


@dataclass(frozen=True, slots=True)
class Record:
    """One entry. ``values`` of the air and the sealed lane; what is not in it has its default. ``subject`` None:
    it opens its own. ``minutes`` since the incident began. A reader may know less than was written: ``known`` is the
    kind with all that is open, ``whole`` that nothing is left over, ``sealed`` that the sealed lane was read."""

    seq: int
    lamport: int
    minutes: int
    subject: SubjectId | None
    kind: int
    values: Mapping[str, Any] = field(default_factory=dict)
    sealed: bool = False
    known: bool = True
    whole: bool = True


def record_of(fact: Fact, *, seq: int, lamport: int, minutes: int, subject: SubjectId | None) -> Record:
    """For writing."""
    kind: Any = type(fact)
    values = {spec.name: getattr(fact, spec.name) for lane in _LANES for spec in specs(kind, lane)}
    return Record(seq, lamport, max(0, minutes), subject, fact.KIND, values, sealed=True)


def encode_content(records: Sequence[Record], author: int, frame: int, sealer: Sealer) -> bytes:
    """Consecutive entries of ``author`` for its frame number ``frame``, sealed for one point (see :func:`fill`).
    ``ValueError`` if they are not consecutive."""
    air, sealed = _streams(records, author, sealer.letters(author))
    if not sealed:
        return b"\0" + air
    if len(air) > _LONGEST:
        raise ValueError("content does not fit a frame")
    return bytes((len(air) + 1,)) + air + sealer.seal(author, frame, sealed, air, _addressee(records))


def fill(records: Sequence[Record], author: int, room: int, letters: str = "") -> int:
    """How many of the records, from the first on, fit into content of ``room`` B: what is sealed in it is for one.
    ``letters`` as :meth:`Sealer.letters` gives them; without them it is a little too careful."""
    together = _for_one(records)
    fits, beyond, count = 0, min(together, _MOST_ENTRIES) + 1, min(together, 8)
    while fits + 1 < beyond:
        size = _size(records[:count], author, letters)
        fits, beyond = (count, beyond) if size <= room else (fits, count)
        count = max(fits + 1, min(beyond - 1, count * room // size))
    return fits


def _addressee(records: Sequence[Record]) -> int:
    """The point that the sealed block of these is for: the one that any of them names, else the coordination point."""
    return next((to for record in records if (to := int(record.values.get("to_point") or 0))), 0)


def _for_one(records: Sequence[Record]) -> int:
    """How many, from the first on, have nothing sealed for different points."""
    to: int | None = None
    for index, record in enumerate(records):
        own = int(record.values.get("to_point") or 0)
        if own or _says(record.kind, _raw(record)):
            if to is not None and to != own:
                return index
            to = own
    return len(records)


def _size(records: Sequence[Record], author: int, letters: str) -> int:
    air, sealed = _streams(records, author, letters)
    return 1 + len(air) + (len(sealed) + TAG if sealed else 0)


def _streams(records: Sequence[Record], author: int, letters: str) -> tuple[bytes, bytes]:
    """(open stream, plaintext of the sealed block; empty if nothing is sealed)."""
    if [record.seq for record in records] != list(range(records[0].seq, records[0].seq + len(records))):
        raise ValueError("entries must be consecutive")
    memory, port = Memory(author, newest(), letters), Encoder()
    number(port, memory.sizes("entries", 6), len(records) - 1)
    number(port, memory.sizes("model", 1), memory.model)
    values = [_raw(record) for record in records]
    for record, raw in zip(records, values, strict=True):
        _code_head(port, memory, record)
        _code_lane(port, memory, record.kind, Lane.AIR, raw)
        memory.index += 1
    code_texts(port, memory.model, memory.texts)
    air = port.finish()
    if not any(_says(record.kind, raw) for record, raw in zip(records, values, strict=True)):
        return air, b""
    port = Encoder()
    _code_sealed(port, memory, [record.kind for record in records], values)
    code_texts(port, memory.model, memory.texts)
    return air, port.finish() or b"\0"


def _raw(record: Record) -> Values:
    raw: Values = {}
    fact: Any = FACTS[record.kind]
    for spec in (spec for lane in _LANES for spec in specs(fact, lane)):
        raw[spec.name] = with_indexes(spec.hint, record.values.get(spec.name, spec.default))
    return raw


def _says(kind: int, values: Values) -> bool:
    fact: Any = FACTS[kind]
    return any(values[spec.name] != spec.blank for spec in specs(fact, Lane.SEALED))


def _code_head(port: Port, memory: Memory, record: Record | None) -> Record:
    """Number, Lamport number, time, kind and subject."""
    first = memory.index == 0
    known = record or Record(memory.seq, 0, memory.minutes, None, 1)
    if first:
        seq = number(port, memory.sizes("seq", 300), known.seq)
        lamport = seq + signed(port, memory, "lamport", 200, known.lamport - seq, (1, 12, 1))
        minutes = number(port, memory.sizes("minutes", 1000), known.minutes)
    else:
        seq, before = memory.seq + 1, memory.last["lamport"]
        lamport = before + 1 + signed(port, memory, "later", 2, known.lamport - before - 1, (14, 5, 1))
        minutes = memory.minutes + signed(port, memory, "time", 4, known.minutes - memory.minutes, (5, 14, 1))
    if not (0 < seq < _HIGHEST and 0 <= lamport < _HIGHEST and 0 <= minutes <= LATEST_MINUTE):
        raise EncodingError("head")
    memory.seq, memory.minutes, memory.last["lamport"] = seq, minutes, lamport
    kind = port.choose(memory.table("kind", _KIND_SHARES, 4), min(known.kind, _KINDS))
    if kind == _KINDS:
        kind += number(port, memory.sizes("new kind", 0), known.kind - _KINDS if port.writing else 0)
    shares = (12, 2, 1, 1) if getattr(FACTS.get(kind), "OPENS", False) else (1, 6, 2, 6)
    about = parse_subject(known.subject) if known.subject else None
    found = code_subject(port, memory, ("about", kind), about, shares)
    return Record(seq, lamport, minutes, subject_id(*found) if found else None, kind)


_KIND_SHARES = tuple(
    getattr(FACTS.get(kind), "PARTS", 3) * 4 if kind in FACTS and since(FACTS[kind]) == 1 else 1
    for kind in range(_KINDS + 1)
)


def _code_lane(port: Port, memory: Memory, kind: int, lane: Lane, values: Values) -> bool:
    """False if there is something that this program does not know."""
    fact: Any = FACTS.get(kind)
    for spec in at_level(fact, lane, 1) if fact is not None else ():
        code_field(port, memory, kind, spec, values)
    return code_later(port, memory, kind, fact, lane, values)


def _code_sealed(port: Port, memory: Memory, kinds: Sequence[int], values: Sequence[Values]) -> list[bool]:
    """Per entry: was everything understood?"""
    memory.texts.clear()
    whole = []
    for memory.index, (kind, raw) in enumerate(zip(kinds, values, strict=True)):  # noqa: B020 - the entry at hand
        whole.append(_code_lane(port, memory, kind, Lane.SEALED, raw))
    return whole


def decode_content(content: bytes, author: int, frame: int, sealer: Sealer) -> list[Record]:
    """The entries; raises :class:`EncodingError` if there are none in it. ``values`` has what could be read; the
    sealed lane is in it where ``sealed`` says so."""
    split = content[0] if content else 0
    if not content or split > len(content):
        raise EncodingError("content")
    air, blob = (content[1:split], content[split:]) if split else (content[1:], b"")
    records, memory = _read_air(air, author, sealer.letters(author))
    plain = sealer.open(author, frame, blob, air, _addressee(records)) if blob else None
    if plain is not None:
        with suppress(EncodingError):  # what its author wrote there nobody can read: the open part counts
            records = _read_sealed(plain, memory, records)
    return [_judged(record) for record in records]


def _read_air(air: bytes, author: int, letters: str) -> tuple[list[Record], Memory]:
    memory, port = Memory(author, 0, letters), Decoder(air)
    count = number(port, memory.sizes("entries", 6), 0) + 1
    memory.model = number(port, memory.sizes("model", 1), 0)
    if count > _MOST_ENTRIES:
        raise EncodingError("entries")
    records = []
    for memory.index in range(count):  # noqa: B020 - the entry at hand
        record, raw = _code_head(port, memory, None), dict[str, Any]()
        whole = _code_lane(port, memory, record.kind, Lane.AIR, raw)
        records.append(replace(record, values=raw, known=record.kind in FACTS, whole=whole))
    lost = _read_texts(port, memory) | memory.missing
    return [replace(r, known=r.known and i not in lost) for i, r in enumerate(records)], memory


def _read_sealed(plain: bytes, memory: Memory, records: list[Record]) -> list[Record]:
    port, values = Decoder(plain), [dict(record.values) for record in records]
    whole = _code_sealed(port, memory, [record.kind for record in records], values)
    lost = _read_texts(port, memory)
    return [
        replace(record, values=raw, sealed=True, whole=record.whole and said and index not in lost)
        for index, (record, raw, said) in enumerate(zip(records, values, whole, strict=True))
    ]


def _read_texts(port: Port, memory: Memory) -> set[int]:
    """The entries that miss a text, for its model came with a newer program."""
    try:
        code_texts(port, memory.model, memory.texts)
    except UnknownFact:
        return {owner for text in memory.texts for owner in text.owners}
    return set()


def _judged(record: Record) -> Record:
    """With members in place of indexes. One that is not known here makes an open part unknown; a sealed one is left
    out."""
    if not record.known:
        return replace(record, values={}, sealed=False, whole=False)
    values: dict[str, Any] = {}
    fact: Any = FACTS[record.kind]
    whole = record.whole
    for lane in _LANES if record.sealed else _LANES[:1]:
        for spec in specs(fact, lane):
            try:
                values[spec.name] = with_members(spec.hint, record.values.get(spec.name, spec.blank))
            except LookupError:
                if lane is Lane.AIR:
                    return replace(record, values={}, sealed=False, known=False, whole=False)
                values[spec.name], whole = spec.default, False
    return replace(record, values=values, whole=whole)
