# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a store should hold, kept in plain dictionaries: facts in, rows out, nothing of the store's own code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from noodsteunpunt.domain.facts import (
    EmergencyReported,
    Fact,
    HelperRegistered,
    Lane,
    MessageWritten,
    OfferRegistered,
    PointReported,
    RequestRegistered,
    RequestSeen,
    RequestTakenOver,
    ShiftTold,
    Stamped,
)
from noodsteunpunt.domain.fold import fold_emergency, fold_helper, fold_message, fold_point, fold_request
from noodsteunpunt.domain.fold_offer import fold_offer
from noodsteunpunt.domain.fold_shift import fold_shift_told
from noodsteunpunt.domain.rules import ticket_of
from noodsteunpunt.encoding import decode_content, encode_house
from noodsteunpunt.store.database import Store
from sync.frames import EntriesBody, decode_body
from tests.support.fact_vectors import FixedSealer
from tests.support.station_kit import NOW

Key = tuple[int, int]
"""Author and entry number."""


@dataclass(slots=True)
class Written:
    """Every fact that any store acknowledged, and what it is about."""

    facts: dict[Key, tuple[str, Stamped]] = field(default_factory=dict)

    def record(self, store: Store, fact: Fact, subject: Any, at: int) -> tuple[Key, str]:
        """Record in ``store`` and remember that it said so."""
        recorded = store.record(fact, subject=subject, at=at)
        author = store.own_author() or 0
        minute = NOW + (at - NOW) // 60 * 60
        stamped = Stamped(recorded.lamport, author, recorded.seq, minute, fact, False, False)
        self.facts[author, recorded.seq] = (recorded.subject, stamped)
        return (author, recorded.seq), recorded.subject


@dataclass(slots=True)
class Model:
    """What the store of ``point`` holds: entries, and frames by number."""

    point: int
    written: Written
    entries: set[Key] = field(default_factory=set)
    frames: dict[Key, bytes] = field(default_factory=dict)

    def take(self, frames: Iterable[tuple[int, int, bytes]]) -> None:
        """Frames were accepted or frozen."""
        for author, number, body in frames:
            self.frames[author, number] = body
            decoded = decode_body(body)
            if isinstance(decoded, EntriesBody):
                records = decode_content(decoded.content, author, number, FixedSealer(reads=False))
                self.entries |= {(author, record.seq) for record in records}

    def heads(self) -> dict[int, int]:
        """Frames without gap, per author."""
        heads: dict[int, int] = {}
        for author, _ in self.frames:
            head = 0
            while (author, head) in self.frames:
                head += 1
            heads[author] = head
        return heads

    def rows(self) -> dict[str, dict[str, Any]]:
        """Subject -> the columns that say the most, of every lane."""
        subjects: defaultdict[str, list[Stamped]] = defaultdict(list)
        for key in self.entries:
            subject, stamped = self.written.facts[key]
            if isinstance(stamped.fact, RequestSeen | RequestTakenOver) and stamped.author >> 6 != 9:
                continue  # only a coordination point says so
            own = stamped.author >> 6 == self.point
            read = own or self.point == 9
            sealed = read and _says(stamped.fact, Lane.SEALED)
            house = own and bool(encode_house(stamped.fact))
            hidden = {lane for lane, readable in ((Lane.SEALED, sealed), (Lane.HOUSE, own)) if not readable}
            seen = _without(stamped.fact, hidden)
            subjects[subject].append(replace(stamped, fact=seen, sealed_read=sealed, house_read=house))
        rows = {subject: _row(facts) for subject, facts in subjects.items()}
        return {subject: row for subject, row in rows.items() if row}


def _says(fact: Fact, lane: Lane) -> bool:
    return any(f.metadata["lane"] is lane and getattr(fact, f.name) != f.default for f in fields(fact))


def _without(fact: Fact, hidden: set[Lane]) -> Fact:
    """What is left of it for who may not read these lanes."""
    return replace(fact, **{f.name: f.default for f in fields(fact) if f.metadata["lane"] in hidden})


def _row(facts: list[Stamped]) -> dict[str, Any]:
    if (request := fold_request(facts)) is not None and isinstance(request.opened.fact, RequestRegistered):
        fact, opened = request.now, request.opened
        return {
            "ticket": ticket_of(fact), "priority": fact.priority.value, "people": fact.people,
            "status": request.status.value, "seen_at": request.seen_at, "registered_at": opened.at,
            "note": fact.note if request.sealed_read else None, "name": fact.name if request.house_read else None,
            "reason": request.reason.value if request.reason else None, "duplicate_of": request.duplicate_of,
            "revision": len(request.corrections), "touched_at": request.touched_at, "met": request.met,
        }  # fmt: skip
    if (helper := fold_helper(facts)) is not None and isinstance(helper.opened.fact, HelperRegistered):
        registered = helper.opened.fact
        return {
            "ticket": ticket_of(registered), "status": helper.status.value, "revision": helper.revision,
            "name": registered.name if helper.opened.house_read else None,
            "claims": sorted((claim.id, claim.request, claim.at) for claim in helper.claims),
        }  # fmt: skip
    if (emergency := fold_emergency(facts)) is not None and isinstance(emergency.opened.fact, EmergencyReported):
        reported = emergency.opened.fact
        return {
            "ticket": ticket_of(reported), "status": emergency.status.value, "people": emergency.people,
            "received_at": emergency.received_at, "lines": len(emergency.added) + len(emergency.steps),
            "what": reported.what if emergency.opened.sealed_read else None,
            "name": reported.name if emergency.opened.house_read else None,
        }  # fmt: skip
    if (message := fold_message(facts)) is not None and isinstance(message.opened.fact, MessageWritten):
        written = message.opened.fact
        return {
            "ticket": ticket_of(written), "text_open": written.text_open, "lines": len(message.marks),
            "closed_at": message.opened.at if message.doubled else message.closed_at,
            "name": written.name if message.opened.house_read else None,
        }  # fmt: skip
    if (point := fold_point(facts)) is not None and isinstance(point.reported.fact, PointReported):
        return {"status": point.reported.fact.status.value, "staff": point.reported.fact.staff}
    if (offer := fold_offer(facts)) is not None and isinstance(offer.opened.fact, OfferRegistered):
        offered = offer.opened.fact
        return {
            "ticket": ticket_of(offered), "amount": offered.amount, "status": offer.status.value,
            "holds": sorted((hold.id, hold.amount, hold.use or "") for hold in offer.holds),
            "what": offered.what if offer.opened.sealed_read else None,
            "name": offered.name if offer.opened.house_read else None,
        }  # fmt: skip
    if (told := fold_shift_told(facts)) is not None and isinstance(told.fact, ShiftTold):
        return {"staff": told.fact.staff, "flagged": told.fact.flagged}
    return {}


def rows_of(store: Store) -> dict[str, dict[str, Any]]:
    """The same columns as the store exports them."""
    export = store.export_canonical()
    air, sealed, house = export["air"], export["sealed"], export["house"]
    found: dict[str, dict[str, Any]] = {}
    for subject, row in air["request"].items():
        names = ("ticket", "priority", "people", "status", "seen_at", "registered_at", "reason", "duplicate_of",
                 "revision", "touched_at", "met")  # fmt: skip
        note = sealed["request"].get(subject, {}).get("note")
        found[subject] = {k: row[k] for k in names} | {
            "note": note,
            "name": house["request"].get(subject, {}).get("name"),
        }
    for subject, row in air["helper"].items():
        claims = sorted((c["id"], c["request"], c["at"]) for c in air["claim"].values() if c["helper"] == subject)
        columns = {k: row[k] for k in ("ticket", "status", "revision")}
        name = house["helper"].get(subject, {}).get("name")
        found[subject] = columns | {"name": name, "claims": claims}
    for subject, row in air["emergency"].items():
        columns = {k: row[k] for k in ("ticket", "status", "people", "received_at")}
        what = sealed["emergency"].get(subject, {}).get("what")
        found[subject] = columns | {"what": what, "name": house["emergency"].get(subject, {}).get("name")}
    for subject, row in air["message"].items():
        columns = {k: row[k] for k in ("ticket", "text_open", "closed_at")}
        found[subject] = columns | {"name": house["message"].get(subject, {}).get("name")}
    for line in air["line"].values():
        row = found.get(line["subject"], {})
        if "revision" not in row:  # of a request only the answers are lines
            row["lines"] = row.get("lines", 0) + 1
    for row in found.values():
        if "closed_at" in row or "received_at" in row:
            row.setdefault("lines", 0)
    for subject, row in air["point"].items():
        found[subject] = {k: row[k] for k in ("status", "staff")}
    for subject, row in air["offer"].items():
        held = [hold for hold in air["offer_hold"].values() if hold["offer"] == subject]
        found[subject] = {k: row[k] for k in ("ticket", "amount", "status")} | {
            "holds": sorted((hold["id"], hold["amount"], hold["use"]) for hold in held),
            "what": sealed["offer"].get(subject, {}).get("what"),
            "name": house["offer"].get(subject, {}).get("name"),
        }
    for subject, row in air["shift_told"].items():
        found[subject] = {"staff": row["staff"], "flagged": bool(row["flagged"])}
    return found
