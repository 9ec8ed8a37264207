# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One engine on a bench: what it hears is said to it, what it sends is collected."""

from __future__ import annotations

from random import Random
from typing import Any

from sync.engine import (
    Engine,
    Event,
    FrameReceived,
    Outgoing,
    Settled,
)
from sync.frames import Frame
from sync.ids import Author, make_author
from sync.packets import State, Talk, Want
from sync.talk import encode_state, encode_talk, encode_want
from sync.vectors import Holding
from sync.wire import CONTROL_ROOM, RECEIPT, TALK, Sender, encode_receipt, open_packet
from sync.wire import seal_control as seal
from tests.support.sync_papers import COORDINATOR, INCIDENT, KEYS, MemoryLog, binding, config, key

NOBODY = Author(0)
OWN, OTHER, CHIEF = make_author(1, 1), make_author(2, 1), make_author(COORDINATOR, 1)
THIRD = make_author(3, 1)


class Bench:
    """An engine of point 1 and its log."""

    def __init__(self, point: int = 1, duty_cycle: float = 0.10) -> None:
        self.log = MemoryLog()
        self.config = config(point, duty_cycle=duty_cycle)
        self.log.bodies[(self.config.author, 0)] = binding(self.config.author)
        self.now = 0.0
        self.counter = 0
        self.restart()

    def restart(self) -> None:
        self.engine = Engine(self.config, self.log, Random(1), self.now)

    def store(self, *frames: Frame) -> list[Event]:
        """Heard or not, these are durable; and so is what that settles."""
        for frame in frames:
            self.log.keep(FrameReceived(frame, overrules=True))
        events = self.engine.stored(list(frames), self.now)
        for event in events:
            if isinstance(event, Settled):
                self.log.settle(event)
                self.engine.settled(event, self.now)
        return events

    def write(self, number: int, body: bytes) -> None:
        self.log.bodies[(self.config.author, number)] = body
        self.engine.own([Frame(self.config.author, number, body)], self.now)

    def hear(self, kind: int, plain: bytes, author: Author = OTHER) -> list[Event]:
        self.counter += 1
        return self.engine.receive(seal(kind, Sender(author, 1, self.counter), plain, KEYS), self.now)

    def talk(self, state: bytes = b"", want: bytes = b"", frames: tuple[Frame, ...] = (), **rest: Any) -> list[Event]:
        return self.hear(TALK, encode_talk(state, want, frames, more=rest.pop("more", False)), **rest)

    def beacon(self, holdings: dict[Author, Holding], acked: int = 0, author: Author = OTHER) -> list[Event]:
        """Another says all that it holds."""
        return self.talk(encode_state(State(1, 1, acked, vector=holdings), CONTROL_ROOM), author=author)

    def want(self, holdings: dict[Author, Holding], asked: Author = NOBODY, author: Author = OTHER) -> list[Event]:
        """Another lacks what follows these, and asks somebody for it, or anybody."""
        return self.talk(want=encode_want(Want(asked, holdings), CONTROL_ROOM), author=author)

    def hears(self, author: Author, points: set[int]) -> None:
        """Another says whom it hears, and else what it said before."""
        peer = self.engine._repairs.peers.of(author)
        assert peer is not None
        state = State(1, 1, 0, vector=dict(peer.vector), hears=frozenset(points))
        self.talk(encode_state(state, CONTROL_ROOM), author=author)

    def receipt(self, vector: dict[Author, int], by: Author = CHIEF, signer: Author = CHIEF) -> list[Event]:
        """Of a coordination point that holds the same frames as we do."""
        chains = {author: (head, self.engine.chain_at(author, head) or bytes(16)) for author, head in vector.items()}
        return self.hear(RECEIPT, encode_receipt(chains, key(f"replica {signer}"), INCIDENT, by)[0], by)

    def run(self, seconds: float) -> list[Outgoing]:
        """Everything it sends in so many seconds."""
        end, sent = self.now + seconds, []
        while self.now < end:
            for outgoing in self.engine.outgoing(self.now):
                self.engine.sent(outgoing, self.now)
                sent.append(outgoing)
            self.now += 0.05
        return sent


def talks(sent: list[Outgoing]) -> list[Talk]:
    """What was said beside plain frames and receipts."""
    return [packet for one in sent if isinstance(packet := open_packet(one.payload, KEYS), Talk)]


def states(sent: list[Outgoing]) -> list[State]:
    """How far it said to be."""
    return [talk.state for talk in talks(sent) if talk.state is not None]


def wants(sent: list[Outgoing]) -> list[Want]:
    """What it asked for."""
    return [talk.want for talk in talks(sent) if talk.want is not None]


def carried(sent: list[Outgoing], kind: str) -> list[tuple[Author, int]]:
    return [frame for outgoing in sent if outgoing.kind == kind for frame in outgoing.frames]
