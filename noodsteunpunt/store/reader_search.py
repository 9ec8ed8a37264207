# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Search over everything this station may read, and requests that look like one that is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select

from noodsteunpunt.domain.places import Place, folded
from noodsteunpunt.domain.values import CategoryGroup, SubjectId
from noodsteunpunt.domain.views_desk import Found, FoundPage, FoundRow, Similar
from noodsteunpunt.store.reader_base import ReaderBase
from noodsteunpunt.store.search import MOST_HITS, excerpt, hits, subjects_of
from noodsteunpunt.store.tables import REQUEST, SEARCH_ROW

_RECENT_SECONDS = 12 * 3600
_CANDIDATES = 100
_WEIGHTS = {"place": 8, "street": 4, "words": 4, "name": 3, "area": 1, "group": 3, "time": 1}
_ENOUGH = 6
"""Less than this is chance: the same street and the same kind of need is enough, the same area and need is not."""


class SearchReader(ReaderBase):
    """Finds."""

    def search(self, typed: str, *, what: Sequence[Found] = (), offset: int = 0, limit: int = 20) -> FoundPage:
        """Requests, helpers, noodmeldingen and messages with all the words, each from its beginning. Urgent and open
        first, then open, then ended, within each the newest first; at most
        :data:`noodsteunpunt.store.search.MOST_HITS` in all."""
        with self.reading() as conn:
            most = min(MOST_HITS, offset + limit + 1)
            numbers = hits(conn, typed, what, most=most)
            window = numbers[offset : offset + limit]
            rows = {
                row["number"]: row
                for row in conn.execute(select(SEARCH_ROW).where(SEARCH_ROW.c.number.in_(window))).mappings()
            }
            found = tuple(_found(rows[number], excerpt(conn, typed, number)) for number in window if number in rows)
        return FoundPage(found, more=len(numbers) > offset + limit)

    def similar(
        self,
        place: Place,
        *,
        now: int,
        group: CategoryGroup | None = None,
        name: str = "",
        exclude: SubjectId | None = None,
        limit: int = 5,
    ) -> list[Similar]:
        """Open requests that may be the same as one at ``place``, the likeliest first. Cheap enough for every key."""
        with self.reading() as conn:
            rows = self._candidates(conn, place, group, name, now)
        scored = [_scored(row, place, group, name, now) for row in rows if row["id"] != exclude]
        best = sorted((one for one in scored if one.score >= _ENOUGH), key=lambda one: (-one.score, -one.registered_at))
        return best[:limit]

    @staticmethod
    def _candidates(conn: Connection, place: Place, group: CategoryGroup | None, name: str, now: int) -> list[Any]:
        row = REQUEST.c
        ways: list[tuple[ColumnElement[bool], Any]] = []
        if place.key:
            # By the index of places alone: which of them are open is looked at afterwards.
            street = folded(place.street) or place.postcode
            ways.append((row.place_key == place.key, row.place_key))
            ways.append((and_(row.place_key >= street, row.place_key < street + "\x7f"), row.place_key))
        is_open, newest = row.ended.is_(False), row.registered_at.desc()
        if group is not None and place.pc4:
            ways.append((and_(is_open, row.pc4 == place.pc4, row.category_group == group.value), newest))
        if group is not None and place.words:
            recent = row.registered_at > now - _RECENT_SECONDS
            ways.append((and_(is_open, row.category_group == group.value, recent), newest))
        if name.strip():
            numbers = hits(conn, name, (Found.REQUEST,), only_open=True, most=_CANDIDATES)
            ways.append((row.id.in_(subjects_of(conn, numbers)), newest))
        found: dict[str, Any] = {}
        for where, order in ways:
            for one in conn.execute(select(REQUEST).where(where).order_by(order).limit(_CANDIDATES)).mappings():
                if not one["ended"]:
                    found[one["id"]] = one
        return list(found.values())


def _found(row: Any, text: str) -> FoundRow:
    return FoundRow(
        Found(row["what"]), SubjectId(row["subject"]), row["ticket"], row["point"], bool(row["ended"]), row["at"], text
    )


def _scored(row: Any, place: Place, group: CategoryGroup | None, name: str, now: int) -> Similar:
    why: list[str] = []
    key = row["place_key"]
    if key and key == place.key and " " in key:
        why.append("place")
    elif key and place.key and key.split(" ")[0] == place.key.split(" ")[0]:
        why.append("street")
    elif place.pc4 and row["pc4"] == place.pc4:
        why.append("area")
    if _same_words(place.words, row["place_words"] or ""):
        why.append("words")
    if group is not None and row["category_group"] == group.value:
        why.append("group")
    if name.strip() and (row["name"] or "").casefold() == name.strip().casefold():
        why.append("name")
    if abs(now - row["registered_at"]) < _RECENT_SECONDS:
        why.append("time")
    score = sum(_WEIGHTS[reason] for reason in why)
    return Similar(SubjectId(row["id"]), row["ticket"], row["point"], row["registered_at"], tuple(why), score)


def _same_words(one: str, other: str) -> bool:
    """Two descriptions that share most of their longer words."""
    first, second = ({word for word in text.casefold().split() if len(word) > 3} for text in (one, other))
    return bool(first and second) and len(first & second) * 2 >= min(len(first), len(second)) + 1
