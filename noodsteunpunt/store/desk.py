# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a desk keeps that is no fact: half-typed forms, each under a key of its own, and wrong PINs."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from noodsteunpunt.domain.cards import PAUSE_SECONDS, TRIES
from noodsteunpunt.domain.facts import Fact, RequestRegistered
from noodsteunpunt.domain.fold import fold_request
from noodsteunpunt.domain.fold_request import RequestState
from noodsteunpunt.domain.people import PersonState, fold_person
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.views_desk import KeptDraft
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.store.house_log import subject_key
from noodsteunpunt.store.journal import Journal, Recorded
from noodsteunpunt.store.tables import DRAFT, HOUSE_ENTRY, PIN_TRY, REPLICA, SUBJECT_KEY

DraftKey = tuple[str, str]
"""(device, form)."""


class Enter(Protocol):
    """Enters a fact, about ``subject`` or opening its own; returns the entry's id."""

    def __call__(self, fact: Fact, subject: SubjectId | None = None) -> SubjectId: ...


HERE = 0
"""Stands for the author of a form's key: no replica, so that no road takes the key along."""

MOST_DRAFT_BYTES = 1_000_000


class DeskStore(Journal):
    """Keeps and forgets."""

    def record_typed(self, fact: Fact, *, at: int, typed_on: DraftKey | None) -> Recorded:
        """As :meth:`record` for a new subject; the half-typed form is gone with it."""
        with self.transaction() as conn:
            recorded = self._append(conn, fact, None, at)
            if typed_on is not None:
                _forget(conn, typed_on)
            return recorded

    def record_together(self, facts: list[RequestRegistered], *, at: int, typed_on: DraftKey | None) -> list[Recorded]:
        """Requests that came in at once: each of its own, all with the first one's id; all durable, or none."""
        with self.transaction() as conn:
            recorded: list[Recorded] = []
            for fact in facts:
                first = recorded[0].subject if recorded else SubjectId("")
                recorded.append(self._append(conn, replace(fact, together=first), None, at))
            if typed_on is not None:
                _forget(conn, typed_on)
            return recorded

    @contextmanager
    def together(self, at: int) -> Iterator[Enter]:
        """Facts about several subjects: what is entered inside is durable when it ends, all of it or nothing."""
        with self.transaction() as conn:
            touched: set[str] = set()

            def enter(fact: Fact, subject: SubjectId | None = None) -> SubjectId:
                recorded = self._enter(conn, fact, subject, at)
                touched.add(recorded.subject)
                return recorded.id

            yield enter
            self._projector.refold(conn, touched)

    def house_end(self) -> tuple[int, bytes]:
        """How many entries the own house log has, and the end of its chain: whoever holds both can tell that nothing
        before it was changed or taken out."""
        with self.reading() as conn:
            replica = self._active(conn)
            return replica.house_seq, replica.house_chain

    def house_broken(self) -> tuple[int, int] | None:
        """(author, number) of the first entry of any house log here that its chain does not cover; None if all do."""
        house, replica = HOUSE_ENTRY.c, REPLICA.c
        with self.reading() as conn:
            starts = dict(conn.execute(select(replica.author, replica.replica_id)).all())
            query = select(house.author, house.seq, house.ciphertext, house.chain).order_by(house.author, house.seq)
            chains: dict[int, tuple[int, bytes]] = {author: (0, start) for author, start in starts.items()}
            for author, seq, ciphertext, chain in conn.execute(query):
                if author in chains:
                    before, link = chains[author]
                    link = hashlib.sha256(link + seq.to_bytes(4, "big") + ciphertext).digest()
                    if seq != before + 1 or link != chain:
                        return author, seq
                    chains[author] = seq, link
            for author, seq in conn.execute(select(replica.author, replica.house_seq)):
                if chains[author][0] != seq:
                    return author, chains[author][0] + 1
        return None

    def request_state(self, request: SubjectId) -> RequestState | None:
        """A request folded anew, with everything that this station may read."""
        with self.reading() as conn:
            return fold_request(self._projector.stamped(conn, request))

    def person_state(self, person: SubjectId) -> PersonState | None:
        """Somebody who works here, with what shows that it is them."""
        with self.reading() as conn:
            return fold_person(self._projector.stamped(conn, person))

    # -- half-typed forms -------------------------------------------------------------------------------

    def keep_draft(self, key: DraftKey, answers: Mapping[str, str], *, started_at: int, at: int) -> None:
        """In place of what was kept for that form on that device. Durable on return."""
        plain = json.dumps(dict(answers), ensure_ascii=False).encode("utf-8", "surrogatepass")
        if len(plain) > MOST_DRAFT_BYTES:
            raise RuleViolation("too_long", "draft")
        with self.transaction() as conn:
            nonce = secrets.token_bytes(12)
            sealed = AESGCMSIV(subject_key(conn, _name(key), HERE)).encrypt(nonce, plain, None)
            values = {"nonce": nonce, "answers": sealed, "saved_at": at}
            statement = insert(DRAFT).values(device=key[0], form=key[1], started_at=started_at, **values)
            conn.execute(statement.on_conflict_do_update(index_elements=["device", "form"], set_=values))

    def drop_draft(self, key: DraftKey) -> None:
        """With its key. Idempotent."""
        with self.transaction() as conn:
            _forget(conn, key)

    # -- wrong PINs -------------------------------------------------------------------------------------

    def pin_pause(self, ticket: str, now: int) -> int:
        """Seconds until a PIN for this ticket may be tried again; 0 is now."""
        with self.reading() as conn:
            row = conn.execute(select(PIN_TRY).where(PIN_TRY.c.ticket == ticket)).mappings().first()
        if row is None or row["wrong"] < TRIES:
            return 0
        # A clock that was set back must not keep anybody out for years.
        return max(0, min(PAUSE_SECONDS, int(row["since"]) + PAUSE_SECONDS - now))

    def note_pin(self, ticket: str, *, right: bool, now: int) -> None:
        """Counts a try. A right one clears the count; after the pause counting begins anew."""
        with self.transaction() as conn:
            row = conn.execute(select(PIN_TRY).where(PIN_TRY.c.ticket == ticket)).mappings().first()
            if right and row is None:
                return
            wrong = 0 if row is None or right or row["wrong"] >= TRIES else row["wrong"]
            total = 0 if row is None else row["total"]
            values = {"wrong": wrong if right else wrong + 1, "since": now, "total": total if right else total + 1}
            statement = insert(PIN_TRY).values(ticket=ticket, **values)
            conn.execute(statement.on_conflict_do_update(index_elements=["ticket"], set_=values))


def _name(key: DraftKey) -> str:
    return f"draft:{key[0]}:{key[1]}"


def _forget(conn: Connection, key: DraftKey) -> None:
    conn.execute(delete(DRAFT).where(DRAFT.c.device == key[0], DRAFT.c.form == key[1]))
    conn.execute(delete(SUBJECT_KEY).where(SUBJECT_KEY.c.subject == _name(key), SUBJECT_KEY.c.author == HERE))


def kept_drafts(conn: Connection, device: str | None = None) -> list[KeptDraft]:
    """The newest first; one whose key is gone is not there."""
    query: Any = select(DRAFT).order_by(DRAFT.c.saved_at.desc(), DRAFT.c.device, DRAFT.c.form)
    if device is not None:
        query = query.where(DRAFT.c.device == device)
    found: list[KeptDraft] = []
    for row in conn.execute(query).mappings().all():
        own = (SUBJECT_KEY.c.subject == _name((row["device"], row["form"]))) & (SUBJECT_KEY.c.author == HERE)
        key = conn.execute(select(SUBJECT_KEY.c.key).where(own)).scalar()
        answers = None if key is None else _opened(key, row["nonce"], row["answers"])
        if answers is not None:
            found.append(KeptDraft(row["device"], row["form"], answers, row["started_at"], row["saved_at"]))
    return found


def _opened(key: bytes, nonce: bytes, sealed: bytes) -> dict[str, str] | None:
    try:
        plain = AESGCMSIV(key).decrypt(nonce, sealed, None)
        return {str(name): str(value) for name, value in json.loads(plain.decode("utf-8", "surrogatepass")).items()}
    except (InvalidTag, ValueError, AttributeError):
        return None
