# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of noodmeldingen, messages, head counts and questions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert

from noodsteunpunt.domain.facts import EmergencyReported, HeadCounted, MessageTakenDown, MessageWritten, Stamped
from noodsteunpunt.domain.facts_desk import QuestionCounted
from noodsteunpunt.domain.fold import fold_emergency, fold_heads, fold_message, fold_question
from noodsteunpunt.domain.fold_desk import EmergencyState, MessageState
from noodsteunpunt.domain.lifecycles import EMERGENCY_ENDED
from noodsteunpunt.domain.rules import ticket_of
from noodsteunpunt.domain.values_desk import Precedence
from noodsteunpunt.domain.views_desk import Found
from noodsteunpunt.store.rows_request import line_row
from noodsteunpunt.store.search import Words, put_words
from noodsteunpunt.store.tables import EMERGENCY, HEAD_COUNT, LINE, MESSAGE, QUESTION


def write_emergency(conn: Connection, subject: str, facts: list[Stamped], started_at: int) -> bool:
    """A noodmelding with what was added and done."""
    state = fold_emergency(facts)
    if state is None or not isinstance(state.opened.fact, EmergencyReported):
        return False
    row = _emergency(subject, state, state.opened.fact)
    conn.execute(insert(EMERGENCY), row)
    lines = _lines(conn, subject, (*state.added, *state.steps), started_at)
    said = (row["pc4"], row["what"], row["address"], row["place_words"], row["name"], row["phone"], row["remarks"])
    said += tuple(line[column] for line in lines for column in ("text", "access", "words"))
    ticket, point, at = row["ticket"], row["point"], state.opened.at
    put_words(conn, Words(subject, Found.EMERGENCY, ticket, point, row["ended"], True, at, said))
    return True


def _emergency(subject: str, state: EmergencyState, fact: EmergencyReported) -> dict[str, Any]:
    opened = state.opened
    sealed, house = opened.sealed_read, opened.house_read
    return {
        "id": subject,
        "author": opened.author,
        "opened_seq": opened.seq,
        "point": opened.author >> 6,
        "ticket": ticket_of(fact),
        "people": state.people,
        "pc4": fact.pc4,
        "request": fact.request,
        "role": fact.role.value,
        "status": state.status.value,
        "ended": state.status in EMERGENCY_ENDED,
        "registered_at": opened.at,
        "received_at": state.received_at,
        "handed_at": state.handed_at,
        "outcome": state.outcome.value if state.outcome else None,
        "outcome_at": state.outcome_at,
        "told_at": state.told_at,
        "what_kind": fact.what_kind.value if sealed and fact.what_kind else None,
        "what": fact.what if sealed else None,
        "address": fact.address if sealed else None,
        "dangers": " ".join(sorted(danger.value for danger in state.dangers)) if sealed else None,
        "house": house,
        "place_words": fact.place_words if house else None,
        "name": fact.name if house else None,
        "phone": fact.phone if house else None,
        "remarks": fact.remarks if house else None,
        "tried_112": fact.tried_112 if house else None,
    }


def write_message(conn: Connection, subject: str, facts: list[Stamped], started_at: int) -> bool:
    """A message with every mark on it."""
    state = fold_message(facts)
    if state is None:
        return False
    row = _message(subject, state, started_at)
    conn.execute(insert(MESSAGE), row)
    lines = _lines(conn, subject, state.marks, started_at)
    said = (row["text_open"], row["text"], row["from_words"], *(line["words"] for line in lines))
    urgent = row["precedence"] == Precedence.FLASH.value
    ended = row["closed_at"] is not None
    put_words(conn, Words(subject, Found.MESSAGE, row["ticket"], row["point"], ended, urgent, state.opened.at, said))
    return True


def _message(subject: str, state: MessageState, started_at: int) -> dict[str, Any]:
    opened = state.opened
    fact = opened.fact
    if not isinstance(fact, MessageWritten | MessageTakenDown):
        raise TypeError(type(fact).__name__)
    row: dict[str, Any] = {
        "id": subject,
        "author": opened.author,
        "opened_seq": opened.seq,
        "point": opened.author >> 6,
        "ticket": ticket_of(fact),
        "precedence": fact.precedence.value,
        "topic": fact.topic.value,
        "role": fact.role.value,
        "written_at": opened.at,
        "reply_due_at": None if fact.reply_by is None else started_at + fact.reply_by * 60,
        "closed_at": opened.at if state.doubled else state.closed_at,
        "house": opened.house_read,
        "name": fact.name if opened.house_read else None,
        "to_point": 0, "in_reply_to": "", "about": "", "text_open": "", "taken_down": False, "from_point": 0,
        "from_words": "", "road": "", "approved_by": None,
    }  # fmt: skip
    if isinstance(fact, MessageTakenDown):
        taken = {"text": fact.text, "taken_down": True, "from_point": fact.from_point, "from_words": fact.from_words}
        return row | taken | {"road": fact.road.value, "to_point": opened.author >> 6}
    written = {"to_point": fact.to_point, "in_reply_to": fact.in_reply_to, "about": fact.about}
    text = fact.text if opened.sealed_read else None
    approved = fact.approved_by if opened.house_read else None
    return row | written | {"text_open": fact.text_open, "text": text, "approved_by": approved}


def _lines(conn: Connection, subject: str, facts: tuple[Stamped, ...], started_at: int) -> list[dict[str, Any]]:
    rows = [line_row(subject, number, stamped, started_at) for number, stamped in enumerate(facts)]
    if rows:
        conn.execute(insert(LINE), rows)
    return rows


def write_heads(conn: Connection, subject: str, facts: list[Stamped], _started_at: int) -> bool:
    """The newest head count of a point."""
    counted = fold_heads(facts)
    if counted is None or not isinstance(counted.fact, HeadCounted):
        return False
    fact, house = counted.fact, counted.house_read
    row = {
        "id": subject,
        "point": counted.author >> 6,
        "present": fact.present,
        "children": fact.children,
        "less_mobile": fact.less_mobile,
        "animals": fact.animals,
        "method": fact.method.value,
        "counted_at": counted.at,
        "lamport": counted.lamport,
        "house": house,
        "minors_alone": fact.minors_alone if house else None,
        "words": fact.words if house else None,
    }
    conn.execute(insert(HEAD_COUNT), row)
    return False


def write_question(conn: Connection, subject: str, facts: list[Stamped], _started_at: int) -> bool:
    """A question that was asked here."""
    asked = fold_question(facts)
    if asked is None or not isinstance(asked.fact, QuestionCounted):
        return False
    fact = asked.fact
    row = {"id": subject, "asked_at": asked.at, "found": fact.found, "item": fact.item, "words": fact.words}
    conn.execute(insert(QUESTION), row | {"language": fact.language})
    return False
