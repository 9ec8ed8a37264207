# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts in a real store: drafts registered, frames frozen, frames carried from one store to another."""

from __future__ import annotations

from noodsteunpunt.domain import rules, rules_desk
from noodsteunpunt.domain.drafts import EmergencyDraft
from noodsteunpunt.store.database import Store
from noodsteunpunt.store.tables import ENTRY, FRAME, FRAME_ASIDE, PROJECTIONS
from sync.frames import MAX_BODY, WITNESS
from tests.support.station_kit import ACTOR, NOW, helper, request

COORDINATOR = 576
"""The first author of point 9."""


def register(store: Store, **more: str) -> str:
    """A request with something in every lane; returns its subject."""
    fact = rules.request_fact(
        rules.check_request(request(**more)),
        ACTOR,
        letters="KB",
        desk="A",
        number=store.next_ticket("request", "A"),
        now=NOW,
        started_at=NOW,
        intake_seconds=5,
    )
    return store.record(fact, subject=None, at=NOW).id


def register_helper(store: Store) -> str:
    """A helper who can cook; returns the subject."""
    number = store.next_ticket("helper", "A")
    fact = rules.helper_fact(rules.check_helper(helper()), ACTOR, letters="KB", desk="A", number=number)
    return store.record(fact, subject=None, at=NOW).id


def report(store: Store) -> str:
    """A noodmelding with a place and a way in; returns the subject."""
    draft = EmergencyDraft("pijn op de borst", postcode="3552BA", house_number="5", access="trap links")
    number = store.next_ticket("helper", "A")
    facts = rules_desk.emergency_facts(rules_desk.check_emergency(draft), ACTOR, letters="KB", desk="A", number=number)
    return store.record_all(facts, subject=None, at=NOW)[0].subject


def freeze_all(store: Store) -> list[tuple[int, bytes]]:
    """Everything that waits, in frames."""
    return store.freeze_pending(100, MAX_BODY - WITNESS, lambda _number, content: content + bytes(WITNESS))


def own_frames(store: Store) -> list[tuple[int, int, bytes]]:
    """(author, number, body) of every frame of the own replica."""
    author = store.own_author() or 0
    return [(author, n, store.read(author, n) or b"") for n in range(store.heads()[author])]


def empty(store: Store) -> None:
    """No facts and no rows; counters stay, so no number is given out twice."""
    for table in (FRAME, FRAME_ASIDE, ENTRY, *PROJECTIONS):
        store._connection.execute(f"DELETE FROM {table.name}")
