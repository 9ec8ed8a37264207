# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which points are revoked, and how far what their replicas said stays their word.

A revoke names a point and the generation of its certificate. Whatever rests on that one or an earlier one ends where
the revoke says; a point that was certified anew goes on under other slots. Of several revokes the one that lets most
stand counts, so that all stations come to the same, whatever came first."""

from __future__ import annotations

from collections.abc import Iterable

from sync.commands import Mark, Revoke
from sync.ids import Author, point_of


class Bans:
    """``generations``: of the certificate that an author's binding rests on, as far as that was heard."""

    def __init__(self) -> None:
        self.generations: dict[Author, int] = {}
        self._revokes: dict[int, list[Revoke]] = {}

    def renew(self, revokes: Iterable[Revoke]) -> None:
        """These are all that count."""
        self._revokes = {}
        for revoke in revokes:
            self._revokes.setdefault(revoke.point, []).append(revoke)

    def points(self) -> dict[int, int]:
        """Point -> highest generation that is revoked."""
        return {point: max(one.generation for one in revokes) for point, revokes in self._revokes.items()}

    def revoked(self, point: int, generation: int) -> bool:
        """Is this certificate of the point no good?"""
        return any(one.generation >= generation for one in self._revokes.get(point, ()))

    def mark(self, author: Author, generation: int) -> Mark | None:
        """Up to where an author of a revoked certificate counts: the mark that lets most stand, None for nothing."""
        revokes = [one for one in self._revokes.get(point_of(author), ()) if one.generation >= generation]
        marks = [mark for one in revokes for mark in one.marks if mark.author == author]
        return max(marks, key=lambda mark: (mark.count, mark.chain), default=None)

    def cut(self, author: Author, generation: int | None = None) -> int | None:
        """Frames of this author that stay; None if all may come. ``generation``: if the frame itself says it."""
        if point_of(author) not in self._revokes:
            return None
        known = self.generations.get(author) if generation is None else generation
        if known is None:
            # Until its binding comes nobody knows which certificate it rests on: the strictest that may be.
            known = min(one.generation for one in self._revokes[point_of(author)])
        if not self.revoked(point_of(author), known):
            return None
        mark = self.mark(author, known)
        return 0 if mark is None else mark.count
