# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What needs a person, what was found, what looks alike: put together from the lists of the station. No Flet here."""

from __future__ import annotations

from collections import Counter

from noodsteunpunt.domain.places import Place, folded
from noodsteunpunt.domain.values import Category, DeliveryStep, Priority, SubjectId
from noodsteunpunt.domain.values_desk import AttentionKind, Precedence
from noodsteunpunt.domain.views import RequestRow
from noodsteunpunt.domain.views_desk import (
    Attention,
    AttentionItem,
    EmergencyRow,
    Found,
    FoundPage,
    FoundRow,
    MessageRow,
    Similar,
)
from noodsteunpunt.store.database import Reader

_SOON = 1800
_LOOKED_AT = 200
_K = AttentionKind
_ORDER = list(AttentionKind)


def attention(reader: Reader, now: int, *, coordination: bool, limit: int) -> Attention:
    """The worst first, within a kind the oldest."""
    items = [_emergency(row) for row in reader.emergencies(now, status_open=True)]
    for row in reader.requests(status_open=True, limit=_LOOKED_AT):
        items += _request(row, now, coordination)
    for conflict in reader.conflicts():
        claims = " ".join(claim.request_ticket for claim in conflict.claims)
        helper = conflict.helper
        items.append(
            AttentionItem(
                _K.CONFLICT, "helper", helper.id, helper.ticket, helper.point.number, helper.registered_at, text=claims
            )
        )
    items += [_message(row) for row in reader.messages(unread=True)]
    items.sort(key=lambda item: (_ORDER.index(item.kind), item.at, item.subject))
    return Attention(tuple(items[:limit]), dict(Counter(item.kind for item in items)))


def _emergency(row: EmergencyRow) -> AttentionItem:
    kind = _K.EMERGENCY_SILENT if row.silent else _K.EMERGENCY_OPEN
    if row.outcome is not None and row.told_at is None:
        kind = _K.EMERGENCY_OUTCOME
    return AttentionItem(kind, "emergency", row.id, row.ticket, row.point, row.registered_at, text=row.what or "")


def _request(row: RequestRow, now: int, coordination: bool) -> list[AttentionItem]:
    codes = {"priority": row.priority.value, "group": row.group.value}
    if row.category is not None:
        codes["category"] = row.category.value

    def item(kind: AttentionKind, at: int) -> AttentionItem:
        late = at < now
        return AttentionItem(kind, "request", row.id, row.ticket, row.point.number, at, late=late, codes=codes)

    found = []
    ours = (row.own or coordination) and row.taken_over_by is None
    unseen = ours and row.delivery is not DeliveryStep.SEEN
    if unseen and row.priority is Priority.P1:
        found.append(item(_K.P1_UNSEEN, row.registered_at))
    elif ours and row.deadline_at is not None and row.deadline_at - now < _SOON:
        found.append(item(_K.DEADLINE, row.deadline_at))
    elif unseen and coordination and row.priority is Priority.P2:
        found.append(item(_K.P2_UNSEEN, row.registered_at))
    if row.own and row.callback_at is not None and row.callback_at - now < _SOON:
        found.append(item(_K.CALLBACK, row.callback_at))
    if row.contested:
        found.append(item(_K.CONTESTED, row.touched_at))
    return found


def _message(row: MessageRow) -> AttentionItem:
    kind = _K.MESSAGE_FLASH if row.precedence is Precedence.FLASH else _K.MESSAGE
    codes = {"precedence": row.precedence.value}
    text = row.text or ""
    return AttentionItem(kind, "message", row.id, row.ticket, row.from_point, row.written_at, codes=codes, text=text)


def find(reader: Reader, words: str, *, limit: int) -> FoundPage:
    """Requests and helpers with all the words."""
    requests = reader.requests(search=words, limit=limit)
    helpers = reader.helpers(search=words, limit=limit)
    rows = [
        FoundRow(Found.REQUEST, row.id, row.ticket, row.point.number, False, row.registered_at, row.place)
        for row in requests
    ]
    rows += [
        FoundRow(Found.HELPER, row.id, row.ticket, row.point.number, False, row.registered_at, row.name or "")
        for row in helpers
    ]
    return FoundPage(tuple(rows[:limit]), len(rows) > limit)


def similar(
    reader: Reader, place: Place, *, category: Category | None, name: str, without: SubjectId | None = None
) -> list[Similar]:
    """Open requests at the same place, the best first."""
    if not place.line:
        return []
    wanted = folded(place.line)
    found = []
    for row in reader.requests(status_open=True, limit=_LOOKED_AT):
        if row.id == without:
            continue
        same = folded(row.place)
        why = ["place"] if same == wanted else ["street"] if _street(same) == _street(wanted) else []
        if why and category is not None and row.category is category:
            why.append("group")
        if why:
            number = row.point.number
            found.append(
                Similar(row.id, row.ticket, number, row.registered_at, tuple(why), len(why) + (why[0] == "place"))
            )
    return sorted(found, key=lambda one: -one.score)


def _street(text: str) -> str:
    return text.rstrip("0123456789")
