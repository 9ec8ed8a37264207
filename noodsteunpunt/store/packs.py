# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which information packs were installed here, and the search index of the current one.

Row, index and the fact that others hear of are one transaction: all of the new pack or all of the old one.
"""

from __future__ import annotations

import threading
from dataclasses import asdict
from functools import cached_property
from hashlib import sha256

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from noodsteunpunt.domain.facts import Fact, subject_id
from noodsteunpunt.domain.packs import InstalledPack, PackPlace, PackText, TakenAnnouncement
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.search.index import CardIndex, IndexDamagedError
from noodsteunpunt.store.journal import Journal
from noodsteunpunt.store.tables import ANNOUNCEMENT as TAKEN
from noodsteunpunt.store.tables import PACK, PACK_INDEX, POINT_PACK


class KeptIndex:
    """The index of the current pack in memory, read again when it is another one. From any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._digest = b""
        self._index: CardIndex | None = None

    def current(self, conn: Connection) -> CardIndex | None:
        """None without a pack, and when what is kept is not an index of this version."""
        digest = conn.execute(select(PACK_INDEX.c.digest)).scalar() or b""
        with self._lock:
            if digest != self._digest:
                data = conn.execute(select(PACK_INDEX.c.data)).scalar() or b""
                try:
                    self._index = CardIndex(data) if data else None
                except IndexDamagedError:
                    self._index = None
                self._digest = digest
            return self._index


class Packs(Journal):
    """Appends."""

    @cached_property
    def kept_index(self) -> KeptIndex:
        """Shared by every reader of this store."""
        return KeptIndex()

    def index_readable(self) -> bool:
        """Whether there is an index of the current pack that this version reads."""
        with self.reading() as conn:
            return self.kept_index.current(conn) is not None

    def put_index(self, index: bytes) -> None:
        """The index of what is shown, made again. Durable on return."""
        with self.transaction() as conn:
            _keep_index(conn, index)

    def packs(self) -> list[InstalledPack]:
        """Every pack that was ever installed."""
        with self.reading() as conn:
            return installed_packs(conn)

    def put_pack(self, pack: InstalledPack, index: bytes, fact: Fact, at: int) -> None:
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
            _keep_index(conn, index)
            self._append(conn, fact, self._own_pack_subject(conn), at)

    def announcements(self, digest: bytes) -> list[TakenAnnouncement]:
        """What is shown over the pack with this digest, in order of card."""
        with self.reading() as conn:
            found = conn.execute(select(TAKEN).where(TAKEN.c.digest == digest).order_by(TAKEN.c.card)).mappings()
            return [TakenAnnouncement(**row) for row in found]

    def put_announcement(self, taken: TakenAnnouncement, index: bytes, fact: Fact) -> None:
        """Shown over the current pack from now on, instead of an earlier one of that card. Durable on return."""
        with self.transaction() as conn:
            row = asdict(taken)
            statement = upsert(TAKEN).values(row)
            conn.execute(statement.on_conflict_do_update(index_elements=["digest", "card"], set_=row))
            _keep_index(conn, index)
            self._append(conn, fact, self._own_pack_subject(conn), taken.taken_at)

    def _own_pack_subject(self, conn: Connection) -> SubjectId | None:
        replica = self.active(conn)
        prefix = "" if replica is None else subject_id(replica.author, 0).partition("-")[0]
        ids = conn.execute(select(POINT_PACK.c.id).where(POINT_PACK.c.point == self.incident.own_point)).scalars()
        return next((SubjectId(identifier) for identifier in sorted(ids) if identifier.startswith(prefix)), None)


def _keep_index(conn: Connection, index: bytes) -> None:
    kept = {"one": 1, "digest": sha256(index).digest(), "data": index}
    statement = upsert(PACK_INDEX).values(kept)
    conn.execute(statement.on_conflict_do_update(index_elements=["one"], set_=kept))


def installed_packs(conn: Connection) -> list[InstalledPack]:
    """The newest installation first."""
    order = (PACK.c.installed_at.desc(), PACK.c.version.desc())
    rows = conn.execute(select(PACK).order_by(*order)).mappings()
    return [InstalledPack(**{**row, "place": PackPlace(row["place"])}) for row in rows]


def index_mark(conn: Connection) -> bytes:
    """Another one whenever what is shown is another; empty without a pack."""
    return bytes(conn.execute(select(PACK_INDEX.c.digest)).scalar() or b"")


def search_pack(index: CardIndex | None, words: str, language: str, limit: int, cards: bool) -> list[PackText]:
    """See :class:`noodsteunpunt.domain.packs.SearchIndex`."""
    if index is None:
        return []
    found = index.search(words, language=language, limit=limit, prefix="card." if cards else "")
    return [PackText(hit.item, hit.language, hit.title, hit.lead) for hit in found]
