# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed fields: written by a point, readable by that point and the one it is for, by nobody else. That is the
coordination point, unless the fact names another.

Both ends derive one key for the pair from their own X25519 private key and the other's certified public
one (static-static). The sealed fields of a frame are one block under one tag of 8 bytes, which also covers the open
fields beside it: the coordination point knows that both come from the pair.
"""

from __future__ import annotations

from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.enrolment import KIND_CODES, Enrolment
from sync.ids import Author, point_of
from sync.keys import SealError, open_sealed, pair_key, seal


class NoCoordinationPoint(Exception):
    """The roster names no coordination point: nothing can be sealed for it."""


class PairSealer:
    """Seals and opens with the keys of one enrolled point. With several coordination points in the
    roster, sealed fields are for the one with the lowest number."""

    def __init__(self, enrolment: Enrolment) -> None:
        roster = enrolment.roster
        kind = KIND_CODES[StationKind.COORDINATION_POINT]
        coordinating = sorted((c for c in roster.certificates if c.kind == kind), key=lambda c: c.point)
        if not coordinating:
            raise NoCoordinationPoint
        self._point = enrolment.point
        self._letters = {certificate.point: certificate.letters for certificate in roster.certificates}
        self._coordination = coordinating[0].point
        self._keys = {
            other.point: pair_key(enrolment.exchange_key, other.exchange_public, roster.incident)
            for other in roster.certificates
        }

    def letters(self, author: int) -> str:
        """Of the author's point; empty if the roster does not know it."""
        return self._letters.get(point_of(Author(author)), "")

    def seal(self, author: int, frame: int, plaintext: bytes, associated: bytes, to: int = 0) -> bytes:
        """The sealed block of our own frame, for point ``to`` of the roster (0: the coordination point);
        ``associated`` is what lies beside it in the open."""
        return seal(self._keys[to or self._coordination], Author(author), frame, plaintext, associated)

    def open(self, author: int, frame: int, blob: bytes, associated: bytes, to: int = 0) -> bytes | None:
        """The plaintext, or None where it is not for us or not genuine."""
        writer = point_of(Author(author))
        key = self._keys.get((to or self._coordination) if writer == self._point else writer)
        if key is None:
            return None
        try:
            return open_sealed(key, Author(author), frame, blob, associated)
        except SealError:
            return None
