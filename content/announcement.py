# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One changed card as a signed message that is short enough for radio.

The document of the envelope (:mod:`content.signing`):

    u8 format 1 | 16 B, the first of SHA-256 of the pack's manifest | u32 number | u32 issued | u32 expires |
    u8 length, name | u24 size | coded card (a difference from the card in that pack)

It is a layer over the pack that it names and changes nothing in it: the next version of the pack ends it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from content.container import OpenedPack
from content.difference import decode, encode
from content.errors import PackError, Reason
from content.manifest import check_name, shown
from content.signing import CARD, Envelope, at_end, read_envelope, require, signed, take
from content.trust import Trust, check_root_date

MAX_CARD = 1 << 16
"""B of one card, all its languages."""
_BASE = 16
_MOST = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Announcement:
    """``number`` rises for every announcement over one pack. Times in Unix seconds; ``data`` is the whole card.

    ``expired`` is a warning, not a lock, and None without a trusted clock.
    """

    name: str
    number: int
    issued: int
    expires: int
    data: bytes
    expired: bool | None = None


def _check_card(name: str) -> None:
    if not (name.startswith("card.") and name.endswith(".json")):
        raise PackError(Reason.ANNOUNCEMENT_CARD, name=shown(name))
    check_name(name)


def _old_card(base: OpenedPack, name: str) -> bytes:
    return b"" if base.row(name) is None else base.read(name)


def write_announcement(base: OpenedPack, card: Announcement) -> bytes:
    """An unsigned announcement over ``base``; raises PackError when a card is too large, misnamed or misdated."""
    _check_card(card.name)
    if not 0 < len(card.data) <= MAX_CARD:
        raise PackError(Reason.FILE_SIZE, name=card.name, most=MAX_CARD)
    if not (0 < card.number <= _MOST and 0 < card.issued < card.expires <= _MOST):
        raise PackError(Reason.ANNOUNCEMENT, problem="number")
    document = b"".join(
        (
            b"\x01",
            base.digest[:_BASE],
            card.number.to_bytes(4, "big"),
            card.issued.to_bytes(4, "big"),
            card.expires.to_bytes(4, "big"),
            len(card.name).to_bytes(1, "big"),
            card.name.encode("ascii"),
            len(card.data).to_bytes(3, "big"),
            encode(_old_card(base, card.name), card.data),
        )
    )
    return Envelope(CARD, (), document).to_bytes()


def sign_announcement(announcement: bytes, key: Ed25519PrivateKey) -> bytes:
    """With one signature more; raises PackError."""
    return signed(_envelope(announcement), key).to_bytes()


def _envelope(data: bytes) -> Envelope:
    stream = io.BytesIO(data)
    envelope = read_envelope(stream, CARD)
    at_end(stream)
    return envelope


def _number(stream: BinaryIO, size: int) -> int:
    return int.from_bytes(take(stream, size), "big")


def open_announcement(
    data: bytes, base: OpenedPack, trust: Trust, *, now: int | None, seen: Mapping[str, int], installed: bool = False
) -> Announcement:
    """The card that may be shown over the installed pack ``base``.

    ``seen``: per file name the highest number shown over this pack. ``installed``: it was believed before and is read
    again; what has run out since is no lock. Raises PackError: among others for another pack,
    a number seen before, or too few signatures of the role "announcement". Nothing is parsed before they hold.
    """
    envelope = _envelope(data)
    root = trust.root
    at = None if installed else root.issued if now is None else now
    require(envelope, root.signers, root.roles["announcement"], at)
    if not installed:
        check_root_date(root, now)
    card = _read(envelope.document, base, now)
    if card.number <= seen.get(card.name, 0):
        raise PackError(Reason.ANNOUNCEMENT_OLD, name=card.name)
    return card


def inspect_announcement(data: bytes, base: OpenedPack) -> Announcement:
    """For the maker's side: what it says, whoever signed it or nobody. A point uses :func:`open_announcement`."""
    return _read(_envelope(data).document, base, None)


def _read(document: bytes, base: OpenedPack, now: int | None) -> Announcement:
    stream = io.BytesIO(document)
    if take(stream, 1) != b"\x01":
        raise PackError(Reason.NEWER_FORMAT)
    if take(stream, _BASE) != base.digest[:_BASE]:
        raise PackError(Reason.BASE_OTHER)
    number, issued, expires = _number(stream, 4), _number(stream, 4), _number(stream, 4)
    if not (number > 0 and 0 < issued < expires):
        raise PackError(Reason.ANNOUNCEMENT, problem="number")
    name = take(stream, _number(stream, 1)).decode("ascii", errors="replace")
    _check_card(name)
    size = _number(stream, 3)
    if not 0 < size <= MAX_CARD:
        raise PackError(Reason.FILE_SIZE, name=name, most=MAX_CARD)
    card = decode(stream, _old_card(base, name), size)
    at_end(stream)
    return Announcement(name, number, issued, expires, card, None if now is None else expires <= now)
