# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of offers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert

from noodsteunpunt.domain.facts import OfferRegistered, Stamped
from noodsteunpunt.domain.fold_offer import fold_offer
from noodsteunpunt.domain.rules import ticket_of
from noodsteunpunt.domain.values_point import OfferStatus
from noodsteunpunt.domain.views_desk import Found
from noodsteunpunt.store.search import Words, put_words
from noodsteunpunt.store.tables import OFFER, OFFER_HOLD

_HOUSE = ("conditions", "place_words", "name", "phone", "remarks")
_LARGEST = (1 << 31) - 1
"""Of a count that anybody may send."""


def write_offer(conn: Connection, subject: str, facts: list[Stamped], started_at: int) -> bool:
    """An offer and what is not free of it."""
    state = fold_offer(facts)
    if state is None or not isinstance(state.opened.fact, OfferRegistered):
        return False
    opened, fact = state.opened, state.opened.fact
    row: dict[str, Any] = {
        "id": subject, "point": opened.author >> 6, "ticket": ticket_of(fact), "kind": fact.kind.value,
        "amount": min(fact.amount, _LARGEST), "loan": fact.loan, "pc4": fact.pc4, "status": state.status.value,
        "until_at": None if fact.until is None else started_at + 60 * fact.until, "registered_at": opened.at,
        "what": fact.what if opened.sealed_read else None, "house": opened.house_read,
    }  # fmt: skip
    row |= {name: getattr(fact, name) if opened.house_read else None for name in _HOUSE}
    conn.execute(insert(OFFER), row)
    for hold in state.holds:
        values = {
            "id": hold.id, "offer": subject, "request": hold.request, "point": hold.author >> 6,
            "amount": min(hold.amount, _LARGEST), "at": hold.at, "use": hold.use.value if hold.use else "",
            "until_at": None if hold.until is None else started_at + 60 * hold.until,
        }  # fmt: skip
        conn.execute(insert(OFFER_HOLD), values)
    said = (row["what"], row["pc4"], row["name"], row["phone"], row["place_words"], row["remarks"])
    ended = state.status in {OfferStatus.DECLINED, OfferStatus.WITHDRAWN}
    put_words(conn, Words(subject, Found.OFFER, row["ticket"], row["point"], ended, False, opened.at, said))
    return True
