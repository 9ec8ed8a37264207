# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Engines with a log in memory on a lossy medium in virtual time: the protocol without store or radio.

A flood (hop limit 3) is passed on hop by hop by whoever is reachable; a packet of hop limit 0 reaches the
neighbours. Every reception is lost, repeated or late by chance of a seeded ``Random``. There are no collisions:
the ether of ``devices`` has those. What a log holds survives a restart, what an engine remembers does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.certificates import COORDINATION_POINT, SUPPORT_POINT, Roster, issue_certificate, issue_roster, make_binding
from sync.chain import chain_next, chain_start, sign_body
from sync.engine import (
    EngineConfig,
    FrameReceived,
    Settled,
    Timing,
)
from sync.frames import Priority, encode_entries, is_skip
from sync.ids import Author, make_author
from sync.members import Members
from sync.skips import named_by
from sync.wire import Keys
from sync.witness import Witnesses

INCIDENT = b"testcase"
GROUP_KEY = bytes(range(32))
EPOCH = 1
COORDINATOR = 9
OWN = make_author(1, 1)
PACKET = {"short": 0.204, "long": 2.157}


def key(name: str) -> Ed25519PrivateKey:
    """A signing key that is the same in every run."""
    return Ed25519PrivateKey.from_private_bytes(name.encode().ljust(32, b"."))


def exchange(point: int) -> X25519PrivateKey:
    """A point's key for agreements, the same in every run."""
    return X25519PrivateKey.from_private_bytes(b"exchange %d" % point + bytes(32 - len(b"exchange %d" % point)))


ROOT = key("root")
KEYS = Keys.derive(GROUP_KEY, INCIDENT, EPOCH)


def make_roster(points: Iterable[int] = (1, 2, 3, 4, 5, COORDINATOR), incident: bytes = INCIDENT) -> Roster:
    """Points of a made-up municipality; number 9 is the coordination point."""
    certificates = tuple(
        issue_certificate(
            ROOT,
            municipality=9999,
            incident=incident,
            point=number,
            kind=COORDINATION_POINT if number == COORDINATOR else SUPPORT_POINT,
            letters="TP",
            not_before=0,
            not_after=2_000_000_000,
            signing_public=key(f"point {number}").public_key().public_bytes_raw(),
            exchange_public=exchange(number).public_key().public_bytes_raw(),
            name=f"Testpunt {number}",
        )
        for number in points
    )
    return issue_roster(ROOT, incident=incident, mode=2, started_at=1_800_000_000, certificates=certificates)


ROSTER = make_roster()


def binding(author: Author, incident: bytes = INCIDENT, replica: str = "replica") -> bytes:
    """Frame 0 of an author."""
    public = key(f"{replica} {author}").public_key().public_bytes_raw()
    return make_binding(key(f"point {author >> 6}"), incident, author, public)


def content(seq: int, text: bytes = b"water", priority: Priority = Priority.STATUS) -> bytes:
    """The body of a frame of one entry, without its proof."""
    return encode_entries(priority, 0, b"%d " % seq + text)


def entries(number: int, text: bytes = b"water", priority: Priority = Priority.STATUS, author: int = OWN) -> bytes:
    """The body of frame ``number`` of ``author``: one entry, witnessed."""
    return witnessed(Author(author), number, content(number, text, priority))


def witnessed(author: Author, number: int, body: bytes) -> bytes:
    """As the author's point makes it."""
    witnesses = Witnesses(author, exchange(author >> 6).private_bytes_raw(), Members(ROSTER))
    return body + witnesses.make(author, number, body)


def checkpoint(author: Author, number: int, below: Iterable[bytes], body: bytes | None = None) -> bytes:
    """The signed body of frame ``number`` of ``author``, over the bodies ``below`` it; with a content if given."""
    bodies = list(below)
    chain = chain_start(INCIDENT, author, bodies[0])
    for at, each in enumerate(bodies[1:], start=1):
        chain = chain_next(chain, at, each)
    replica = key(f"replica {author}")
    if body is None:
        return sign_body(replica, INCIDENT, author, number, chain, b"\2")
    return sign_body(replica, INCIDENT, author, number, chain, body)


class MemoryLog:
    """What would be on disk."""

    def __init__(self) -> None:
        self.bodies: dict[tuple[int, int], bytes] = {}
        self.kept_receipts: dict[Author, bytes] = {}
        self.kept_snapshot: list[bytes] = []
        self.checked: set[tuple[int, int]] = set()
        self.others: dict[tuple[int, int], list[bytes]] = {}

    def outline(self) -> list[tuple[int, int, bytes, bool]]:
        return [(*at, body[:2], at in self.checked) for at, body in sorted(self.bodies.items())]

    def skips(self) -> list[tuple[int, int, bytes]]:
        return [(*at, body) for at, body in sorted(self.bodies.items()) if is_skip(body) and at in self.checked]

    def aside(self, author: int, number: int) -> list[bytes]:
        return self.others.get((author, number), [])

    def keep_aside(self, author: int, number: int, body: bytes) -> None:
        kept = self.others.setdefault((author, number), [])
        if body not in kept:
            kept.append(body)
            del kept[:-4]

    def settle(self, done: Settled) -> None:
        """As a store does it."""
        for number in {*done.aside, *(number for number, _ in done.adopted)}:
            body = self.bodies.pop((done.author, number), None)
            self.checked.discard((done.author, number))
            if body is not None:
                self.keep_aside(done.author, number, body)
        for number in done.superseded:
            self.bodies.pop((done.author, number), None)
        for number, body in done.adopted:
            self.bodies[(done.author, number)] = body
            self.checked.add((done.author, number))
        self.checked |= {
            (done.author, number) for number in done.checked | done.witnessed if (done.author, number) in self.bodies
        }
        self.checked -= {(done.author, number) for number in done.unchecked}

    def keep(self, event: FrameReceived) -> None:
        """As a store does it."""
        frame = event.frame
        at = (frame.author, frame.number)
        if at in self.bodies and self.bodies[at] != frame.body:
            self.keep_aside(*at, self.bodies[at] if event.overrules else frame.body)
        if event.overrules:
            self.checked.discard(at)
            self.bodies[at] = frame.body
        self.bodies.setdefault(at, frame.body)

    def heads(self) -> Mapping[int, int]:
        named = named_by(self.skips())
        held = {(author, number) for author, numbers in named.items() for number in numbers} | self.bodies.keys()
        return {who: next(at for at in count() if (who, at) not in held) for who in {who for who, _ in self.bodies}}

    def beyond(self) -> Mapping[int, frozenset[int]]:
        heads = self.heads()
        return {
            author: frozenset(number for who, number in self.bodies if who == author and number > head)
            for author, head in heads.items()
        }

    def read(self, author: int, number: int) -> bytes | None:
        return self.bodies.get((author, number))

    def receipts(self) -> list[bytes]:
        return list(self.kept_receipts.values())

    def snapshot(self) -> list[bytes]:
        return self.kept_snapshot


def config(
    point: int,
    *,
    preset: str = "short",
    duty_cycle: float = 0.10,
    incident: bytes = INCIDENT,
    hold_off: bool = True,
) -> EngineConfig:
    """A point's engine settings; airtime is linear in the length, as LoRa's nearly is. Without ``hold_off``
    everybody who can repair does so at once."""
    packet = PACKET[preset]
    timing = Timing.for_packet_time(packet)
    author = make_author(point, 1)
    return EngineConfig(
        author=author,
        epoch=EPOCH,
        group_key=GROUP_KEY,
        replica_private=key(f"replica {author}"),
        roster=ROSTER if incident == INCIDENT else make_roster(incident=incident),
        timing=replace(timing, hold_off=hold_off),
        airtime=lambda length: packet * (0.2 + 0.8 * length / 231),
        duty_cycle=duty_cycle,
        life_reserve=30.0,
        is_coordination=point == COORDINATOR,
        exchange_private=exchange(point).private_bytes_raw(),
    )
