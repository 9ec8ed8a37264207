# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The row of a request, the answers to it, and its words to search for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert

from noodsteunpunt.domain.facts import RequestAnswered, RequestRegistered, Stamped
from noodsteunpunt.domain.fold import fold_request
from noodsteunpunt.domain.fold_request import RequestState
from noodsteunpunt.domain.lifecycles import ENDED
from noodsteunpunt.domain.ordering import entered_twice, undone
from noodsteunpunt.domain.places import Place, read_place
from noodsteunpunt.domain.rules import ticket_of
from noodsteunpunt.domain.values import Priority
from noodsteunpunt.domain.views_desk import Found
from noodsteunpunt.store.search import Words, put_words
from noodsteunpunt.store.tables import LINE, REQUEST

_HOUSE = (
    *("category_here", "address_here", "note_here", "place_words", "name", "phone", "health_note", "access_note"),
    *("remarks", "postcode", "street", "house_number", "requester", "vulnerabilities", "access", "anonymous"),
)
_SAID = (
    *("address", "note", "address_here", "note_here", "place_words", "street", "name", "phone", "health_note"),
    *("access_note", "remarks"),
)


def write_request(conn: Connection, subject: str, facts: list[Stamped], started_at: int) -> bool:
    """A request."""
    state = fold_request(facts)
    if state is None:
        return False
    row = _row(subject, state, started_at)
    conn.execute(insert(REQUEST), row)
    lines = answer_lines(subject, facts, started_at)
    if lines:
        conn.execute(insert(LINE), lines)
    said = (row["pc4"], *(row[name] for name in _SAID), *(line["text"] for line in lines))
    put_words(
        conn,
        Words(
            subject, Found.REQUEST, row["ticket"], row["point"], row["ended"], state.now.priority is Priority.P1,
            state.opened.at, said,
        ),
    )  # fmt: skip
    return True


def _row(subject: str, state: RequestState, started_at: int) -> dict[str, Any]:
    opened, fact = state.opened, state.now
    row: dict[str, Any] = {
        "id": subject,
        "author": opened.author,
        "opened_seq": opened.seq,
        "point": opened.author >> 6,
        "ticket": ticket_of(fact),
        "category_group": fact.group.value,
        "priority": fact.priority.value,
        "people": fact.people,
        "pc4": fact.pc4,
        "deadline_at": _at(started_at, fact.deadline),
        "callback_only": fact.callback_only,
        "status": state.status.value,
        "ended": state.status in ENDED,
        "registered_at": opened.at,
        "seen_at": state.seen_at,
        "taken_over_by": None if state.taken_over_by is None else state.taken_over_by >> 6,
        "category": fact.category.value if state.sealed_read and fact.category else None,
        "address": fact.address if state.sealed_read else None,
        "note": fact.note if state.sealed_read else None,
        "house": state.house_read,
        "needed": fact.needed,
        "met": state.met,
        "outcome": _code(state.outcome),
        "reason": _code(state.reason),
        "party": _code(state.party),
        "touched_at": state.touched_at,
        "callback_at": _at(started_at, state.callback_due),
        "callback_way": _code(state.callback_way),
        "told_at": state.told_at,
        "answered_at": state.answered.at if state.answered else None,
        "duplicate_of": state.duplicate_of,
        "together": fact.together,
        "revision": len(state.corrections),
        "travelled": state.travelled,
        "contested": " ".join(sorted(state.contested)),
        "place_key": _place(state, fact).key,
        "approved_at": state.approved_at,
    }
    for name in _HOUSE:
        row[name] = _plain(getattr(fact, name)) if state.house_read else None
    return row


def _at(started_at: int, minutes: int | None) -> int | None:
    return None if minutes is None else started_at + minutes * 60


def _code(value: Any) -> str | None:
    return None if value is None else str(value.value)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return " ".join(sorted(member.value for member in value))
    return getattr(value, "value", value)


def _place(state: RequestState, fact: RequestRegistered) -> Place:
    """Its parts where the house log is ours; what travelled sealed elsewhere."""
    if state.house_read:
        return Place(fact.postcode, fact.street, fact.house_number, fact.place_words)
    return read_place(fact.address) if state.sealed_read and fact.address else Place()


def answer_lines(subject: str, facts: list[Stamped], started_at: int) -> list[dict[str, Any]]:
    """What the coordination point said, in order."""
    void = entered_twice(facts) | undone(facts)
    answers = sorted(
        (one for one in facts if isinstance(one.fact, RequestAnswered) and one.id not in void),
        key=lambda one: one.order,
    )
    return [line_row(subject, number, one, started_at) for number, one in enumerate(answers)]


def line_row(subject: str, position: int, stamped: Stamped, started_at: int) -> dict[str, Any]:
    """A row of ``line`` from any fact that has one of its fields. Sealed and house columns are None where they cannot
    be read."""
    fact: Any = stamped.fact
    sealed, house = stamped.sealed_read, stamped.house_read
    minutes = getattr(fact, "until", None)
    due = _at(started_at, minutes if minutes is not None else getattr(fact, "minutes", None))
    code = getattr(fact, "step", None) or getattr(fact, "answer", None)
    return {
        "id": stamped.id,
        "subject": subject,
        "position": position,
        "what": type(fact).__name__,
        "code": _code(code) or "",
        "at": stamped.at,
        "point": stamped.author >> 6,
        "role": _code(getattr(fact, "role", None)) or "",
        "road": _code(getattr(fact, "road", None)) or "",
        "outcome": _code(getattr(fact, "outcome", None)) or "",
        "due_at": due,
        "people": getattr(fact, "people", None),
        "text": getattr(fact, "text", None) if sealed else None,
        "access": getattr(fact, "access", None) if sealed else None,
        "house": house,
        "receiver": getattr(fact, "receiver", None) if house else None,
        "words": getattr(fact, "words", None) if house else None,
        "name": getattr(fact, "name", None) if house else None,
    }
