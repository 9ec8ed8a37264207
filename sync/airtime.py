# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The airtime governor: what a rolling hour of our radio's transmissions may cost, and a ledger that shows it.
What the radio sends for others counts for the law as well: it is known from the radio's own figure alone.

Meshtastic counts in 60 one-minute buckets and refuses above 10 % (airtime.cpp, Router.cpp); so do we, but
before asking. Life has a reserve that nothing else may touch, repairs and control have their shares.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

HOUR = 3600.0
BUCKET = 60.0
SHARES = {"life": 1.0, "facts": 1.0, "repair": 0.9, "control": 0.4}
"""Of the hour's budget, per kind; the life reserve is taken off first for all but life."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Seconds of the last hour; ``rows`` are (kind, seconds, packets). ``relay`` is what the radio sent for others,
    in packets that nobody counted."""

    budget_s: float
    reserve_s: float
    used_s: float
    rows: tuple[tuple[str, float, int], ...]


BLOCKED_PAUSE = 30.0
"""Seconds until a kind that had no airtime left is tried again."""


@dataclass(slots=True)
class Governor:
    """``duty_cycle`` 0..1, ``reserve`` in seconds."""

    duty_cycle: float
    reserve: float
    told: float = 0.0
    """Seconds of the last hour by the radio's own count; 0 if it does not tell."""
    _buckets: dict[tuple[int, str], tuple[float, int]] = field(default_factory=dict)

    @property
    def budget(self) -> float:
        """Seconds an hour."""
        return HOUR * self.duty_cycle

    def restore(self, spent: Iterable[tuple[float, str, float]]) -> None:
        """(time, kind, seconds) of before a restart."""
        for at, kind, seconds in spent:
            self.charge(at, kind, seconds)

    def charge(self, now: float, kind: str, seconds: float) -> None:
        """A packet of ``seconds`` went out."""
        key = (int(now // BUCKET), kind)
        before, packets = self._buckets.get(key, (0.0, 0))
        self._buckets[key] = (before + seconds, packets + 1)

    def allows(self, now: float, kind: str, seconds: float) -> bool:
        """May a packet of this kind go now?"""
        self._expire(now)
        used = max(self._used(), self.told)
        if kind == "life":
            return used + seconds <= self.budget
        spendable = self.budget - self.reserve
        own = sum(value for (_, name), (value, _) in self._buckets.items() if name == kind)
        return used + seconds <= spendable and own + seconds <= SHARES[kind] * spendable

    def ledger(self, now: float) -> Ledger:
        """The last hour."""
        self._expire(now)
        rows = []
        for kind in SHARES:
            values = [value for (_, name), value in self._buckets.items() if name == kind]
            rows.append((kind, sum(seconds for seconds, _ in values), sum(packets for _, packets in values)))
        own = self._used()
        if self.told > own:
            rows.append(("relay", self.told - own, 0))
        return Ledger(self.budget, self.reserve, max(own, self.told), tuple(rows))

    def _used(self) -> float:
        return sum(seconds for seconds, _ in self._buckets.values())

    def _expire(self, now: float) -> None:
        oldest = int((now - HOUR) // BUCKET)
        for key in [key for key in self._buckets if key[0] < oldest]:
            del self._buckets[key]
