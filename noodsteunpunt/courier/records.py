# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What travels in a bundle and over the point's own network: u8 type, varint length, payload (docs/courier.md).

A type below 128 that is not known here makes the whole too new; from 128 on it is passed over. Decoders raise
:class:`RecordError` for any bytes that are no record, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding.coder import EncodingError
from noodsteunpunt.encoding.parts import read_subject, write_subject
from noodsteunpunt.store.courier import HOUSE, MESH, HouseLine, KeyLine
from sync.frames import MAX_BODY
from sync.varint import VarintError, read_varint, write_varint

T = TypeVar("T")

HOLDINGS, FRAMES, HOUSE_LINES, KEYS = 1, 2, 3, 4
MUST_KNOW = 128
MAX_RECORD = 1 << 16
"""B of one payload."""

MAX_CIPHERTEXT = 1 << 14
"""B of one house entry: far above what a form takes."""

_LOGS = (MESH, HOUSE)
_LAST_FRAME = 1 << 16
_LAST_ENTRY = 1 << 48


class RecordError(Exception):
    """Not a record that a station makes."""


@dataclass(frozen=True, slots=True)
class Told:
    """The sender durably holds this many, without gap, of each author's ``log``."""

    log: str
    heads: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class FrameRun:
    """Bodies of the frames ``first``, ``first`` + 1, ... of one author: the same bytes as on every road."""

    author: int
    first: int
    bodies: tuple[bytes, ...]

    def frames(self) -> Iterator[tuple[int, int, bytes]]:
        """(author, number, body)."""
        return ((self.author, self.first + ahead, body) for ahead, body in enumerate(self.bodies))


@dataclass(frozen=True, slots=True)
class HouseRun:
    """Consecutive house entries of one replica, as ciphertext."""

    author: int
    lines: tuple[HouseLine, ...]


@dataclass(frozen=True, slots=True)
class KeyRun:
    """Keys of subjects that the receiver may read."""

    lines: tuple[KeyLine, ...]


Record = Told | FrameRun | HouseRun | KeyRun


def encode_record(record: Record) -> bytes:
    """Type, length, payload; ``ValueError`` when it is longer than a record may be."""
    payload = bytearray()
    match record:
        case Told(log, heads):
            kind = HOLDINGS
            payload.append(_LOGS.index(log))
            for author, head in sorted(heads.items()):
                payload += author.to_bytes(2, "big")
                write_varint(payload, head)
        case FrameRun(author, first, bodies):
            kind = FRAMES
            payload += author.to_bytes(2, "big")
            write_varint(payload, first)
            for body in bodies:
                _write_bytes(payload, body)
        case HouseRun(author, lines):
            kind = HOUSE_LINES
            payload += author.to_bytes(2, "big")
            write_varint(payload, lines[0].seq)
            for line in lines:
                write_varint(payload, _folded(line.about))
                write_subject(payload, SubjectId(line.subject))
                _write_bytes(payload, line.ciphertext)
        case KeyRun(keys):
            kind = KEYS
            for key in keys:
                write_subject(payload, SubjectId(key.subject))
                payload += key.author.to_bytes(2, "big") + key.key
    if len(payload) > MAX_RECORD:
        raise ValueError("record too long")
    out = bytearray((kind,))
    write_varint(out, len(payload))
    return bytes(out + payload)


def decode_record(kind: int, payload: bytes) -> Record | None:
    """None for a type that may be passed over; the caller refuses other unknown ones by :func:`known`."""
    try:
        match kind:
            case 1:
                return _told(payload)
            case 2:
                return _frames(payload)
            case 3:
                return _house(payload)
            case 4:
                return _keys(payload)
            case _:
                return None
    except (VarintError, IndexError, ValueError) as error:
        raise RecordError("record") from error


def known(kind: int) -> bool:
    """May a record of this type be met by this program?"""
    return kind in (HOLDINGS, FRAMES, HOUSE_LINES, KEYS) or kind >= MUST_KNOW


def _told(payload: bytes) -> Told:
    heads: dict[int, int] = {}
    log, offset = _LOGS[payload[0]], 1
    while offset < len(payload):
        author, offset = _read_author(payload, offset)
        heads[author], offset = _read_number(payload, offset, _LAST_FRAME if log == MESH else _LAST_ENTRY)
    return Told(log, heads)


def _frames(payload: bytes) -> FrameRun:
    author, offset = _read_author(payload, 0)
    first, offset = _read_number(payload, offset, _LAST_FRAME)
    bodies: list[bytes] = []
    while offset < len(payload):
        body, offset = _read_bytes(payload, offset, MAX_BODY)
        bodies.append(body)
    if not bodies or first + len(bodies) > _LAST_FRAME:
        raise RecordError("frames")
    return FrameRun(author, first, tuple(bodies))


def _house(payload: bytes) -> HouseRun:
    author, offset = _read_author(payload, 0)
    seq, offset = _read_number(payload, offset, _LAST_ENTRY)
    lines: list[HouseLine] = []
    while offset < len(payload):
        about, offset = _read_number(payload, offset, 2 * _LAST_ENTRY)
        subject, offset = _read_subject(payload, offset)
        ciphertext, offset = _read_bytes(payload, offset, MAX_CIPHERTEXT)
        lines.append(HouseLine(seq + len(lines), _unfolded(about), subject, ciphertext))
    if not lines or seq == 0:
        raise RecordError("house")
    return HouseRun(author, tuple(lines))


def _keys(payload: bytes) -> KeyRun:
    lines: list[KeyLine] = []
    offset = 0
    while offset < len(payload):
        subject, offset = _read_subject(payload, offset)
        author, offset = _read_author(payload, offset)
        key = payload[offset : offset + 32]
        if len(key) != 32:
            raise RecordError("key")
        lines.append(KeyLine(subject, author, key))
        offset += 32
    return KeyRun(tuple(lines))


def _folded(number: int) -> int:
    return number << 1 if number >= 0 else -number << 1 | 1


def _unfolded(number: int) -> int:
    return -(number >> 1) if number & 1 else number >> 1


def _write_bytes(out: bytearray, data: bytes) -> None:
    write_varint(out, len(data))
    out += data


def _read_bytes(data: bytes, offset: int, most: int) -> tuple[bytes, int]:
    length, offset = read_varint(data, offset)
    if not 0 < length <= most or offset + length > len(data):
        raise RecordError("length")
    return data[offset : offset + length], offset + length


def _read_number(data: bytes, offset: int, most: int) -> tuple[int, int]:
    number, offset = read_varint(data, offset)
    if number > most:
        raise RecordError("number")
    return number, offset


def _read_author(data: bytes, offset: int) -> tuple[int, int]:
    if offset + 2 > len(data):
        raise RecordError("author")
    return int.from_bytes(data[offset : offset + 2], "big"), offset + 2


def _read_subject(data: bytes, offset: int) -> tuple[SubjectId, int]:
    _read_number(data, offset, 2 * _LAST_ENTRY)
    try:
        subject, offset = read_subject(data, offset)
    except EncodingError as error:
        raise RecordError("subject") from error
    if subject is None:
        raise RecordError("subject")
    return subject, offset


def runs_of(author: int, frames: Iterable[tuple[int, bytes]]) -> Iterator[FrameRun]:
    """Frames in order of number, cut at every gap and well below the longest record."""
    for run in _cut(frames, lambda frame: frame[0], lambda frame: len(frame[1])):
        yield FrameRun(author, run[0][0], tuple(body for _, body in run))


def house_runs_of(author: int, lines: Iterable[HouseLine]) -> Iterator[HouseRun]:
    """House entries in order, cut likewise."""
    for run in _cut(lines, lambda line: line.seq, lambda line: len(line.ciphertext) + 24):
        yield HouseRun(author, tuple(run))


def _cut(items: Iterable[T], number: Callable[[T], int], size: Callable[[T], int]) -> Iterator[list[T]]:
    run: list[T] = []
    total = 0
    for item in items:
        if run and (number(item) != number(run[-1]) + 1 or total + size(item) > MAX_RECORD // 2):
            yield run
            run, total = [], 0
        run.append(item)
        total += size(item) + 2
    if run:
        yield run
