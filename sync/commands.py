# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commands: frames by which an authority orders something, signed like every frame of its replica.

Content behind the kind: u8 command, then for

1 revoke     u16 point, u8 generation, marks (u8 slot, u16 count, 16 B chain) of the point's authors
2 rekey      u8 epoch, u8 how many, their point numbers (varint: steps from the one before), 32 B wrap for each
3 message    u8 which part (4 bits) of how many less 1 (4 bits), bytes of something that is signed itself
4 vouch      marks (u16 author, u16 count, 16 B chain)
5 revoke, as 1, then 64 B signature of the root over "nsp-command", the incident and all before it
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.certificates import signed_by
from sync.chain import CHAIN, SIGNATURE
from sync.errors import SyncError
from sync.frames import COMMAND, MAX_BODY, TRAILER
from sync.ids import Author, make_author
from sync.varint import VarintError, read_varint, write_varint

REVOKE, REKEY, MESSAGE, VOUCH, ROOT_REVOKE = 1, 2, 3, 4, 5
ROOM = MAX_BODY - TRAILER - 2
"""B behind kind and command."""

WRAP = 32
MAX_PARTS = 16
PART = ROOM - 1
_REVOKE_HEAD, _REVOKE_MARK, _VOUCH_MARK = 3, 3 + CHAIN, 4 + CHAIN
MAX_POINT = 1023


class CommandError(SyncError):
    """Not a command that this program knows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The first ``count`` frames of an author have the chain ``chain`` (16 B)."""

    author: Author
    count: int
    chain: bytes


@dataclass(frozen=True, slots=True)
class Revoke:
    """Certificates of ``point`` up to ``generation`` are no good any more. Of its authors the frames up to their mark
    stay its word; of an author without a mark nothing. ``by_root``: it has the root's own signature."""

    point: int
    generation: int
    marks: tuple[Mark, ...]
    by_root: bool = False


@dataclass(frozen=True, slots=True)
class Rekey:
    """A new group key for ``epoch``, wrapped (32 B) for each of these points."""

    epoch: int
    wraps: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Message:
    """Part ``index`` of ``count`` of something that proves itself, such as an announcement of a pack."""

    index: int
    count: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Vouch:
    """A coordination point's word on histories that their authors did not sign."""

    marks: tuple[Mark, ...]


Command = Revoke | Rekey | Message | Vouch


def _content(command: int, rest: bytes) -> bytes:
    if len(rest) > ROOM:
        raise ValueError("command")
    return bytes((COMMAND, command)) + rest


def encode_revoke(
    point: int, generation: int, marks: Sequence[Mark], incident: bytes = b"", root: Ed25519PrivateKey | None = None
) -> bytes:
    """The content of a frame. The root may sign; ``ValueError`` if these are more marks than :func:`revoke_room`."""
    rest = point.to_bytes(2, "big") + bytes((generation,))
    for mark in marks:
        rest += bytes((mark.author & 63,)) + mark.count.to_bytes(2, "big") + mark.chain
    if root is None:
        return _content(REVOKE, rest)
    signature = root.sign(b"nsp-command" + incident + bytes((COMMAND, ROOT_REVOKE)) + rest)
    return _content(ROOT_REVOKE, rest + signature)


def revoke_room(*, by_root: bool = False) -> int:
    """Marks that one revoke takes."""
    return (ROOM - _REVOKE_HEAD - (SIGNATURE if by_root else 0)) // _REVOKE_MARK


def encode_rekey(epoch: int, wraps: Mapping[int, bytes]) -> bytes:
    """The content of a frame; ``ValueError`` if they do not fit."""
    return _content(
        REKEY, bytes((epoch, len(wraps))) + _steps(sorted(wraps)) + b"".join(wraps[at] for at in sorted(wraps))
    )


def _steps(points: Sequence[int]) -> bytes:
    out, last = bytearray(), 0
    for point in points:
        write_varint(out, point - last)
        last = point
    return bytes(out)


def rekey_groups(points: Iterable[int]) -> list[list[int]]:
    """Points that share a frame: four, rarely three."""
    groups: list[list[int]] = []
    for point in sorted(points):
        last = [*groups[-1], point] if groups else []
        if last and 2 + len(_steps(last)) + WRAP * len(last) <= ROOM:
            groups[-1] = last
        else:
            groups.append([point])
    return groups


def wrap(key: bytes, secret: bytes, author: Author, number: int) -> bytes:
    """``secret`` (32 B) under the pair's key for rekeying, for this frame alone; the frame's signature covers it.
    The same again unwraps."""
    pad = hmac.digest(key, author.to_bytes(2, "big") + number.to_bytes(4, "big"), "sha256")
    return bytes(one ^ other for one, other in zip(secret, pad, strict=True))


def encode_vouch(marks: Sequence[Mark]) -> bytes:
    """The content of a frame."""
    rows = (mark.author.to_bytes(2, "big") + mark.count.to_bytes(2, "big") + mark.chain for mark in marks)
    return _content(VOUCH, b"".join(rows))


VOUCH_ROOM = ROOM // _VOUCH_MARK
"""Marks that one vouch takes."""


def encode_message(data: bytes) -> list[bytes]:
    """The contents of consecutive frames; ``ValueError`` if it is nothing or too long (2,144 B)."""
    parts = [data[at : at + PART] for at in range(0, len(data), PART)]
    if not 1 <= len(parts) <= MAX_PARTS:
        raise ValueError("message")
    return [_content(MESSAGE, bytes((at << 4 | len(parts) - 1,)) + part) for at, part in enumerate(parts)]


def decode_command(raw: bytes) -> Command:
    """From all behind the kind, without the trailer; raises :class:`CommandError` and nothing else."""
    kind, rest = raw[0] if raw else 0, raw[1:]
    if kind in (REVOKE, ROOT_REVOKE):
        return _revoke(rest if kind == REVOKE else rest[:-SIGNATURE], by_root=kind == ROOT_REVOKE)
    if kind == REKEY:
        return _rekey(rest)
    if kind == MESSAGE and len(rest) > 1:
        index, count = rest[0] >> 4, (rest[0] & 15) + 1
        if index < count:
            return Message(index, count, rest[1:])
    if kind == VOUCH and rest and len(rest) % _VOUCH_MARK == 0:
        rows = [rest[at : at + _VOUCH_MARK] for at in range(0, len(rest), _VOUCH_MARK)]
        return Vouch(tuple(Mark(Author(int.from_bytes(row[:2], "big")), _count(row[2:4]), row[4:]) for row in rows))
    raise CommandError("command")


def _count(raw: bytes) -> int:
    count = int.from_bytes(raw, "big")
    if not count:
        raise CommandError("mark")
    return count


def _revoke(rest: bytes, *, by_root: bool) -> Revoke:
    point = int.from_bytes(rest[:2], "big")
    if len(rest) < _REVOKE_HEAD or (len(rest) - _REVOKE_HEAD) % _REVOKE_MARK or point > MAX_POINT:
        raise CommandError("revoke")
    rows = [rest[at : at + _REVOKE_MARK] for at in range(_REVOKE_HEAD, len(rest), _REVOKE_MARK)]
    if any(row[0] > 63 for row in rows):
        raise CommandError("revoke")
    marks = tuple(Mark(make_author(point, row[0]), _count(row[1:3]), row[3:]) for row in rows)
    return Revoke(point, rest[2], marks, by_root)


def _rekey(rest: bytes) -> Rekey:
    try:
        points, at, last = list[int](), 2, 0
        for index in range(rest[1]):
            step, at = read_varint(rest, at)
            last += step
            if last > MAX_POINT or (index and not step):
                raise CommandError("rekey")
            points.append(last)
    except (IndexError, VarintError) as error:
        raise CommandError("rekey") from error
    if not points or len(rest) != at + WRAP * len(points):
        raise CommandError("rekey")
    wraps = {point: rest[at + WRAP * index : at + WRAP * (index + 1)] for index, point in enumerate(points)}
    return Rekey(rest[0], wraps)


def signed_by_root(raw: bytes, incident: bytes, root_public: bytes) -> bool:
    """Has this (all behind the kind, without the trailer) the root's signature?"""
    signed, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    return signed_by(root_public, signature, b"nsp-command" + incident + bytes((COMMAND,)) + signed)
