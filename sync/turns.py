# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whose turn it is. A radio listens before it sends, but two that wait for the same silence often begin together;
so a station that has something waits a random time that grows with the number of stations around that were heard
to speak, and then says all it has at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from random import Random

NEVER = float("inf")
MEMORY = 8.0
"""Packet times in which somebody who spoke counts as one who may speak again."""

FIRST, EACH, POWER = 0.2, 0.6, 1.4
"""The window in packet times: ``FIRST`` + ``EACH`` * others ** ``POWER``. Half of the air stays free: with n that
want to speak, each speaks in about n packet times. Who is not heard because others speak at once does not count there,
so on a busy channel it grows with the square root of the patience."""


class Turns:
    """Times are steady seconds, ``packet`` one packet time."""

    def __init__(
        self,
        packet: float,
        rng: Random,
        *,
        hold_off: bool = True,
        patience: Callable[[float], float] = lambda _now: 1.0,
    ) -> None:
        self._packet = packet
        self._patience = patience
        self._hold_off = hold_off
        self._rng = rng
        self._spoke: dict[Hashable, float] = {}
        self._at = NEVER

    def heard(self, who: Hashable, now: float) -> None:
        """Somebody else spoke."""
        self._spoke[who] = now
        if len(self._spoke) > 256:
            self._spoke = {each: at for each, at in self._spoke.items() if now - at < MEMORY * self._packet}

    def others(self, now: float) -> int:
        """How many spoke lately."""
        return sum(1 for at in self._spoke.values() if now - at < MEMORY * self._packet)

    def at(self, now: float) -> float:
        """When we may speak; drawn when first asked after the last time."""
        if self._at == NEVER:
            window = (FIRST + EACH * self.others(now) ** POWER) * self._patience(now) ** 0.5
            self._at = now + self._rng.random() * window * self._packet * self._hold_off
        return self._at

    def spoke(self) -> None:
        """We spoke: the next time is drawn anew."""
        self._at = NEVER
