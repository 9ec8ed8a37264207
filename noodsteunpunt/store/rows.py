# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writers of rows: fold one subject's facts, write what came of it. Each returns whether it wrote words to search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, insert

from noodsteunpunt.domain.facts import (
    BoardPosted,
    ChildRegistered,
    EmergencyReported,
    Fact,
    HeadCounted,
    HelperChecked,
    HelperRegistered,
    ListStarted,
    LogWritten,
    MessageTakenDown,
    MessageWritten,
    OfferRegistered,
    PackInstalled,
    PersonAdded,
    PointReported,
    QuestionCounted,
    RequestRegistered,
    ShiftOpened,
    ShiftTold,
    Stamped,
    TeamFormed,
)
from noodsteunpunt.domain.fold import fold_helper, fold_pack, fold_point
from noodsteunpunt.domain.lifecycles import HELPER_ENDED
from noodsteunpunt.domain.rules import ticket_of
from noodsteunpunt.domain.views_desk import Found
from noodsteunpunt.store.board import write_board
from noodsteunpunt.store.people import write_person
from noodsteunpunt.store.rows_desk import write_emergency, write_heads, write_message, write_question
from noodsteunpunt.store.rows_offer import write_offer
from noodsteunpunt.store.rows_point import (
    write_child,
    write_list,
    write_log,
    write_shift,
    write_shift_told,
    write_team,
)
from noodsteunpunt.store.rows_request import write_request
from noodsteunpunt.store.search import Words, put_words
from noodsteunpunt.store.tables import CLAIM, HELPER, POINT, POINT_PACK

Writer = Callable[[Connection, str, list[Stamped], int], bool]


def write_helper(conn: Connection, subject: str, facts: list[Stamped], _started_at: int) -> bool:
    """A helper and the live claims."""
    state = fold_helper(facts)
    if state is None or not isinstance(state.opened.fact, HelperRegistered):
        return False
    opened, fact = state.opened, state.opened.fact
    row: dict[str, Any] = {
        "id": subject,
        "author": opened.author,
        "opened_seq": opened.seq,
        "point": opened.author >> 6,
        "ticket": ticket_of(fact),
        "skills": " ".join(sorted(skill.value for skill in fact.skills)),
        "pc4": fact.pc4,
        "adult": fact.adult,
        "vehicle": fact.vehicle,
        "group_size": fact.group_size,
        "status": state.status.value,
        "revision": state.revision,
        "registered_at": opened.at,
        "on_since": state.on_since,
        "house": opened.house_read,
    }
    for name in ("name", "phone", "remarks"):
        row[name] = getattr(fact, name) if opened.house_read else None
    row |= _checked(state.checked)
    conn.execute(insert(HELPER), row)
    for claim in state.claims:
        values = {
            "id": claim.id, "helper": subject, "request": claim.request, "point": claim.author >> 6,
            "role": claim.role.value, "at": claim.at,
        }  # fmt: skip
        conn.execute(insert(CLAIM), values)
    said = (row["skills"], row["pc4"], row["name"], row["phone"], row["remarks"], row["organisation"])
    ended = state.status in HELPER_ENDED
    put_words(conn, Words(subject, Found.HELPER, row["ticket"], row["point"], ended, False, opened.at, said))
    return True


def _checked(stamped: Stamped | None) -> dict[str, Any]:
    fact = stamped.fact if stamped is not None else None
    if not isinstance(fact, HelperChecked):
        return dict.fromkeys(("identity", "vog", "clearance", "limits", "languages", "organisation"))
    return {
        "identity": fact.identity.value,
        "vog": fact.vog.value,
        "clearance": " ".join(sorted(one.value for one in fact.clearance)),
        "limits": " ".join(sorted(one.value for one in fact.limits)),
        "languages": fact.languages,
        "organisation": fact.organisation,
    }


def write_point(conn: Connection, subject: str, facts: list[Stamped], _started_at: int) -> bool:
    """A point's newest word on itself."""
    state = fold_point(facts)
    if state is None or not isinstance(state.reported.fact, PointReported):
        return False
    reported, fact = state.reported, state.reported.fact
    row = {
        "id": subject,
        "point": reported.author >> 6,
        "status": fact.status.value,
        "staff": fact.staff,
        "visitors": fact.visitors,
        "power": fact.power.value,
        "power_hours": fact.power_hours,
        "reported_at": reported.at,
        "lamport": reported.lamport,
    }
    conn.execute(insert(POINT), row)
    return False


def write_pack(conn: Connection, subject: str, facts: list[Stamped], _started_at: int) -> bool:
    """The pack that a point goes by."""
    state = fold_pack(facts)
    if state is None or not isinstance(state.installed.fact, PackInstalled):
        return False
    installed, fact = state.installed, state.installed.fact
    row = {
        "id": subject,
        "point": installed.author >> 6,
        "pack": fact.pack,
        "version": fact.version,
        "core_version": fact.core_version,
        "expires_at": fact.expires * 86_400,
        "put_back": fact.put_back,
        "announced": fact.announced,
        "installed_at": installed.at,
        "lamport": installed.lamport,
    }
    conn.execute(insert(POINT_PACK), row)
    return False


WRITERS: tuple[tuple[type[Fact], Writer], ...] = (
    (RequestRegistered, write_request),
    (HelperRegistered, write_helper),
    (EmergencyReported, write_emergency),
    (MessageWritten, write_message),
    (OfferRegistered, write_offer),
    (MessageTakenDown, write_message),
    (PointReported, write_point),
    (PackInstalled, write_pack),
    (ShiftTold, write_shift_told),
    (HeadCounted, write_heads),
    (QuestionCounted, write_question),
    (BoardPosted, write_board),
    (PersonAdded, write_person),
    (LogWritten, write_log),
    (ShiftOpened, write_shift),
    (ListStarted, write_list),
    (TeamFormed, write_team),
    (ChildRegistered, write_child),
)
"""By the fact that opens a subject; the first that is there counts."""
