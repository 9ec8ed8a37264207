# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A coordination point that says what matters, and parts of snapshots made by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sync.ids import Author, make_author
from sync.packets import Sender
from sync.snapshot import Key, Matters, Part, Row, Statement
from sync.wire import SNAPSHOT, Keys, encode_snapshot, seal_control
from tests.support.sync_medium import Medium
from tests.support.sync_papers import COORDINATOR, INCIDENT, KEYS, ROSTER, key

SIGNER = make_author(COORDINATOR, 1)
AT = ROSTER.started_at + 90 * 60
POINT = 1


class Desk:
    """What a coordination point's station knows to be open: frames by level, of which the last is per point.
    ``at``: its clock, None while it cannot say; ``asked``: the points it was asked for, every time."""

    def __init__(self, *levels: Iterable[Key], at: int | None = AT) -> None:
        self.levels = tuple(frozenset(level) for level in levels)
        self.at = at
        self.asked: list[tuple[int, ...]] = []

    def matters(self, points: Collection[int]) -> Matters | None:
        self.asked.append(tuple(sorted(points)))
        return None if self.at is None else Matters(self.at, self.levels)


def with_desk(medium: Medium, desk: Desk) -> None:
    """The coordination point of this medium knows what is open."""
    node = medium[COORDINATOR]
    node.config = replace(node.config, matters=desk.matters)
    node.start()


def statement(rows: Mapping[Author, Row], *, at: int = 90, points: tuple[int, ...] = (), parts: int = 1) -> Statement:
    """Over these rows."""
    return Statement(at, sum(row.head for row in rows.values()), 2, points, parts)


def packet(
    rows: Mapping[Author, Row],
    said: Statement | None = None,
    index: int = 0,
    *,
    signer: Author = SIGNER,
    replica: str = "",
    incident: bytes = INCIDENT,
    keys: Keys = KEYS,
    counter: int = 1,
) -> bytes:
    """A part as it goes over the air, signed by ``signer``, or with another's key."""
    part = Part(said or statement(rows), index, rows)
    plain = encode_snapshot(part, key(replica or f"replica {signer}"), incident, signer)
    return seal_control(SNAPSHOT, Sender(signer, 7, counter), plain, keys)
