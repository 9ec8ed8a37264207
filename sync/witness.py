# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The witness at the end of unsigned entries: 4 B that only the author's point and the coordination point can make.

HMAC-SHA256 under the pair's key over "nsp-witness", u16 author, u32 number and the content. So a coordination point
takes nothing from a member that writes under another's name, and a point recognises what it wrote itself, also when
it has forgotten that.
"""

from __future__ import annotations

import hmac

from sync.certificates import COORDINATION_POINT
from sync.frames import WITNESS
from sync.ids import Author, point_of
from sync.keys import witness_key
from sync.members import Members


class Witnesses:
    """Of the replica ``own``, whose point has the raw X25519 key ``private``. The other end is the coordination point
    with the lowest number."""

    def __init__(self, own: Author, private: bytes, members: Members) -> None:
        self._own = own
        self._private = private
        self._members = members
        self._keys: dict[bytes, bytes | None] = {}

    def checks(self, author: Author) -> bool:
        """Can we tell this author's witnesses?"""
        return author == self._own or point_of(self._own) == self._coordination()

    def make(self, author: Author, number: int, content: bytes) -> bytes:
        """Of our own frame; zeros if there is nobody to witness for."""
        keys = self._keys_of(author)
        return _witness(keys[0], author, number, content) if keys else bytes(WITNESS)

    def valid(self, author: Author, number: int, body: bytes) -> bool:
        """Only where :meth:`checks`."""
        content, witness = body[:-WITNESS], body[-WITNESS:]
        return any(
            hmac.compare_digest(witness, _witness(key, author, number, content)) for key in self._keys_of(author)
        )

    def _coordination(self) -> int | None:
        points = (one.point for one in self._members.roster.certificates if one.kind == COORDINATION_POINT)
        return min(points, default=None)

    def _keys_of(self, author: Author) -> list[bytes]:
        """For our own point with the coordination point's key, else with the author's point's, its newest first."""
        coordination = self._coordination()
        if coordination is None:
            return []
        other = coordination if point_of(author) == point_of(self._own) else point_of(author)
        keys = [self._key(one.exchange_public) for one in self._members.certificates(other)]
        return [key for key in keys if key is not None]

    def _key(self, public: bytes) -> bytes | None:
        if public not in self._keys:
            try:
                self._keys[public] = witness_key(self._private, public, self._members.roster.incident)
            except ValueError:  # a point of small order, or no private key
                self._keys[public] = None
        return self._keys[public]


def _witness(key: bytes, author: Author, number: int, content: bytes) -> bytes:
    message = b"nsp-witness" + author.to_bytes(2, "big") + number.to_bytes(4, "big") + content
    return hmac.digest(key, message, "sha256")[:WITNESS]
