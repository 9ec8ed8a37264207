# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whose turn it is. A radio listens before it sends, but two that wait for the same silence often begin together;
so a station that has something waits a random time that grows with the number of stations around that were heard
to speak, and then says all it has at once. While somebody around gets an answer from a station that cannot be heard
here it says nothing: the radio finds the air free, and would disturb.
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

LONGEST_SILENCE = 48.0
"""Packet times that the answers to others keep us quiet at most, in twice that time and until we have spoken: nobody is
silenced for good."""


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
        self._quiet: dict[Hashable, float] = {}
        self._quiet_since = NEVER

    def heard(self, who: Hashable, now: float) -> None:
        """Somebody else spoke."""
        self._spoke[who] = now
        self._quiet.pop(who, None)
        if len(self._spoke) > 256:
            self._spoke = {each: at for each, at in self._spoke.items() if now - at < MEMORY * self._packet}

    def others(self, now: float) -> int:
        """How many spoke lately."""
        return sum(1 for at in self._spoke.values() if now - at < MEMORY * self._packet)

    def leave_air(self, who: Hashable, until: float, now: float) -> None:
        """This one gets an answer that we shall not hear; when it speaks itself that is over."""
        self._quiet = {each: end for each, end in self._quiet.items() if end > now} | {who: until}
        if now > self._quiet_since + 2 * LONGEST_SILENCE * self._packet:
            self._quiet_since = NEVER
        self._quiet_since = min(self._quiet_since, now)
        if self._quiet_until() > now:
            self._at = NEVER

    def _quiet_until(self) -> float:
        return min(max(self._quiet.values(), default=-NEVER), self._quiet_since + LONGEST_SILENCE * self._packet)

    def at(self, now: float) -> float:
        """When we may speak; drawn when first asked after the last time, and after every silence."""
        if (quiet := self._quiet_until()) > now:
            return quiet
        if self._at == NEVER:
            window = (FIRST + EACH * self.others(now) ** POWER) * self._patience(now) ** 0.5
            self._at = now + self._rng.random() * window * self._packet * self._hold_off
        return self._at

    def spoke(self) -> None:
        """We spoke: the next time is drawn anew."""
        self._at = self._quiet_since = NEVER
