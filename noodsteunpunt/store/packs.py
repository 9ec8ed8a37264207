# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which information packs were installed here, and the words of the current one.

Row, words and the fact that others hear of are one transaction: all of the new pack or all of the old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, delete, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from noodsteunpunt.domain.facts import Fact, subject_id
from noodsteunpunt.domain.packs import InstalledPack, PackPlace, PackText, TakenAnnouncement
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.store.journal import Journal
from noodsteunpunt.store.tables import ANNOUNCEMENT as TAKEN
from noodsteunpunt.store.tables import PACK, POINT_PACK

_FIND = text(
    "SELECT item, language, title, snippet(pack_text, 3, '', '', '…', 24) AS body FROM pack_text"
    " WHERE pack_text MATCH :words AND (:language = '' OR language = :language)"
    " ORDER BY bm25(pack_text, 0.0, 0.0, 5.0, 1.0), item, language LIMIT :most"
)
_MOST_WORDS = 12


class Packs(Journal):
    """Appends."""

    def packs(self) -> list[InstalledPack]:
        """Every pack that was ever installed."""
        with self.reading() as conn:
            return installed_packs(conn)

    def put_pack(self, pack: InstalledPack, texts: Iterable[PackText], fact: Fact, at: int) -> None:
        """``pack`` is the current one from now on, and what was current the one that is kept. Durable on return."""
        with self.transaction() as conn:
            was = conn.execute(select(PACK.c.digest).where(PACK.c.place == PackPlace.CURRENT)).scalar()
            if was != pack.digest:
                conn.execute(update(PACK).values(place=PackPlace.FORMER.value))
                conn.execute(update(PACK).where(PACK.c.digest == was).values(place=PackPlace.PREVIOUS.value))
            row = asdict(pack) | {"place": PackPlace.CURRENT.value}
            statement = upsert(PACK).values(row)
            conn.execute(statement.on_conflict_do_update(index_elements=["digest"], set_=row))
            kept = select(PACK.c.digest).where(PACK.c.place != PackPlace.FORMER)
            conn.execute(delete(TAKEN).where(TAKEN.c.digest.not_in(kept)))
            _index(conn, texts)
            self._append(conn, fact, self._own_pack_subject(conn), at)

    def announcements(self, digest: bytes) -> list[TakenAnnouncement]:
        """What is shown over the pack with this digest, in order of card."""
        with self.reading() as conn:
            found = conn.execute(select(TAKEN).where(TAKEN.c.digest == digest).order_by(TAKEN.c.card)).mappings()
            return [TakenAnnouncement(**row) for row in found]

    def put_announcement(self, taken: TakenAnnouncement, texts: Iterable[PackText], fact: Fact) -> None:
        """Shown over the current pack from now on, instead of an earlier one of that card. Durable on return."""
        with self.transaction() as conn:
            row = asdict(taken)
            statement = upsert(TAKEN).values(row)
            conn.execute(statement.on_conflict_do_update(index_elements=["digest", "card"], set_=row))
            _index(conn, texts)
            self._append(conn, fact, self._own_pack_subject(conn), taken.taken_at)

    def _own_pack_subject(self, conn: Connection) -> SubjectId | None:
        replica = self.active(conn)
        prefix = "" if replica is None else subject_id(replica.author, 0).partition("-")[0]
        ids = conn.execute(select(POINT_PACK.c.id).where(POINT_PACK.c.point == self.incident.own_point)).scalars()
        return next((SubjectId(identifier) for identifier in sorted(ids) if identifier.startswith(prefix)), None)


def _index(conn: Connection, texts: Iterable[PackText]) -> None:
    conn.execute(text("DELETE FROM pack_text"))
    rows = [asdict(one) for one in texts]
    if rows:
        conn.execute(
            text("INSERT INTO pack_text (item, language, title, body) VALUES (:item, :language, :title, :body)"), rows
        )


def installed_packs(conn: Connection) -> list[InstalledPack]:
    """The newest installation first."""
    order = (PACK.c.installed_at.desc(), PACK.c.version.desc())
    rows = conn.execute(select(PACK).order_by(*order)).mappings()
    return [InstalledPack(**{**row, "place": PackPlace(row["place"])}) for row in rows]


def search_pack(conn: Connection, words: str, language: str, limit: int) -> list[PackText]:
    """See :class:`noodsteunpunt.domain.packs.SearchIndex`. What a person typed is words, never a query."""
    wanted = re.findall(r"\w+", words)[:_MOST_WORDS]
    if not wanted:
        return []
    query = " ".join(f'"{word}"*' for word in wanted)
    rows = conn.execute(_FIND, {"words": query, "language": language, "most": limit})
    return [PackText(*row) for row in rows]
