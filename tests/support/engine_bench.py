# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One engine on a bench: what it hears is said to it, what it sends is collected."""

from __future__ import annotations

from random import Random

from sync.engine import (
    Engine,
    Event,
    FrameReceived,
    Outgoing,
    Settled,
)
from sync.frames import Frame
from sync.ids import Author, make_author
from sync.wire import (
    BEACON,
    RECEIPT,
    Holding,
    Sender,
    encode_beacon,
    encode_receipt,
)
from sync.wire import seal_control as seal
from tests.support.sync_medium import (
    COORDINATOR,
    INCIDENT,
    KEYS,
    MemoryLog,
    binding,
    config,
    key,
)

OWN, OTHER, CHIEF = make_author(1, 1), make_author(2, 1), make_author(COORDINATOR, 1)


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

    def beacon(self, holdings: dict[Author, Holding], acked: int = 0) -> list[Event]:
        return self.hear(BEACON, encode_beacon(acked, holdings))

    def receipt(self, vector: dict[Author, int], by: Author = CHIEF, signer: Author = CHIEF) -> list[Event]:
        """Of a coordination point that holds the same frames as we do."""
        chains = {author: (head, self.engine.chain_at(author, head) or bytes(16)) for author, head in vector.items()}
        return self.hear(RECEIPT, encode_receipt(chains, key(f"replica {signer}"), INCIDENT, by), by)

    def run(self, seconds: float) -> list[Outgoing]:
        """Everything it sends in so many seconds."""
        end, sent = self.now + seconds, []
        while self.now < end:
            for outgoing in self.engine.outgoing(self.now):
                self.engine.sent(outgoing, self.now)
                sent.append(outgoing)
            self.now += 0.05
        return sent


def carried(sent: list[Outgoing], kind: str) -> list[tuple[Author, int]]:
    return [frame for outgoing in sent if outgoing.kind == kind for frame in outgoing.frames]
