# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One simulated point: the station's own carrier and engine on a virtual radio, with a journal in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.virtual_radio import VirtualRadio
from noodsteunpunt.clock import Clock
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.simulator.journal import Entry, MemoryJournal
from noodsteunpunt.station.carrier import Carrier
from noodsteunpunt.station.engines import batch_seconds, engine_config
from noodsteunpunt.station.replica import free_author
from sync.certificates import make_binding
from sync.engine import Engine, EngineConfig
from sync.ids import Author, make_author, slot_of

Kept = Callable[[int, int, int, bytes], None]
"""(point, author, number, body): a frame became durable at a point."""


class SimulatedPoint:
    """``engine`` and ``carrier`` are None while the laptop is off; what the journal holds stays."""

    def __init__(
        self, name: PointName, enrolment: Enrolment, radio: VirtualRadio, clock: Clock, rng: Random, kept: Kept
    ) -> None:
        self.name = name
        self.number = name.number
        self.enrolment = enrolment
        self.radio = radio
        self.carrier: Carrier | None = None
        self.configure: Callable[[EngineConfig], EngineConfig] = replace
        self.clock = clock
        self._rng = rng
        self.author = Author(0)
        self.key = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
        self._kept = kept
        self.replace_disk(0)

    def replace_disk(self, slot: int) -> None:
        """Begin with an empty journal, as a repaired laptop does."""
        self.journal = MemoryJournal(0, lambda author, number, body: self._kept(self.number, author, number, body))
        self.draw_replica(slot)

    def draw_replica(self, slot: int) -> None:
        """Write under this slot from now on, with a key of its own, bound by the point."""
        self.author = make_author(self.number, slot)
        self.key = Ed25519PrivateKey.from_private_bytes(self._rng.randbytes(32))
        signing = Ed25519PrivateKey.from_private_bytes(self.enrolment.signing_key)
        public = self.key.public_key().public_bytes_raw()
        self.journal.own = self.author
        self.journal.seq = 0
        self.journal.freeze([make_binding(signing, self.enrolment.roster.incident, self.author, public)])

    @property
    def engine(self) -> Engine | None:
        """While the laptop runs."""
        return None if self.carrier is None else self.carrier.engine

    def start(self) -> None:
        """The laptop goes on, with what its journal holds and what the law remembers of its sending."""
        config = engine_config(self.author, self.key, self.radio, self.enrolment, self.name.kind)
        now = self.clock.steady()
        wall_minute = self.clock.now() // 60
        spent = [
            (now - (wall_minute - minute) * 60.0, kind, seconds)
            for minute, kind, seconds in self.journal.spent_airtime
            if minute >= wall_minute - 60
        ]
        engine = Engine(self.configure(config), self.journal, Random(self._rng.randrange(1 << 62)), now, spent)
        self.carrier = Carrier(
            self.journal,
            engine,
            self.radio,
            self.clock,
            self.author,
            batch_seconds(self.radio),
        )

    def stop(self) -> None:
        """The laptop goes off; the radio stays on and relays for others."""
        self.carrier = None

    def record(self, priority: int, body: bytes, register: int = 0) -> Entry:
        """Somebody at a desk records a fact."""
        entry = self.journal.record(priority, body, register)
        if self.carrier is not None:
            self.carrier.pending = True
        return entry

    def step(self) -> float:
        """Carry what waits; returns when to be called again by itself."""
        if self.carrier is None:
            self.radio.poll()
            return float("inf")
        fork = self.carrier.carry().own_fork_from
        if fork is not None:
            self._leave(fork)
        return self.carrier.next_wakeup()

    def _leave(self, number: int) -> None:
        """As a station does when somebody else writes under its replica: the next one, and all that nobody had."""
        if self.engine is None:
            return
        lost = self.journal.leave(min(number, max(self.engine.acknowledged(), 1)))
        self.draw_replica(slot_of(free_author(list(self.journal.heads()), self.number, self._rng)))
        for entry in lost:
            self.journal.record(entry.priority, entry.body, entry.register)
        self.start()
