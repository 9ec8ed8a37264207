# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who comes back after the key was changed still speaks under the old one, and cannot read us. Under the old one it
gets what it needs to follow and nothing else: the certificate and binding of who changed the key, and the frames with
the wrap for its point; as far as radios carry it, if they had to carry what it said. A revoked point has no wrap; it is
told that it was revoked, and nothing else."""

from __future__ import annotations

from random import Random

from sync.airtime import BLOCKED_PAUSE, Governor
from sync.events import EngineConfig, FrameLog, Outgoing
from sync.far import FLOOD
from sync.frames import CERTIFICATE, Frame
from sync.ids import Author, point_of
from sync.keyring import NEVER, Keyring
from sync.orders import Key, Orders
from sync.wire import MAX_PACKET, seal_frame

AGAIN = 60.0
"""Packet times until the same point is told again."""

WAIT = 4.0
"""Packet times in which another may be faster."""

SELDOM = 1700.0
"""Packet times between telling a revoked point so, once it did not listen: an hour on LONG_FAST."""


class Latecomers:
    """Of one engine."""

    def __init__(
        self, config: EngineConfig, log: FrameLog, orders: Orders, keyring: Keyring, governor: Governor, rng: Random
    ) -> None:
        self._config = config
        self._log = log
        self._orders = orders
        self._keyring = keyring
        self._governor = governor
        self._rng = rng
        self._told: dict[int, float] = {}
        self._pauses: dict[int, float] = {}
        self._owed: dict[tuple[int, Key], float] = {}
        self._far: set[tuple[int, Key]] = set()

    def heard(self, sender: Author, epoch: int, now: float, *, far: bool) -> None:
        """Somebody spoke under an old epoch, ``far`` away."""
        orders = sorted(self._orders.keys_for(point_of(sender), epoch))
        self._owe(point_of(sender), epoch, orders, AGAIN, now, far=far)

    def revoked(self, sender: Author, epoch: int, now: float, *, far: bool) -> None:
        """A writer of a revoked point spoke, so it missed that. Saying it costs airtime: after each
        time in vain the pause is twice as long, for who stole a laptop may not want to know."""
        point = point_of(sender)
        pause = self._pauses.get(point, AGAIN)
        if self._owe(point, epoch, self._orders.end_of(point), pause, now, far=far):
            self._pauses[point] = min(SELDOM, 2 * pause)

    def _owe(self, point: int, epoch: int, orders: list[Key], pause: float, now: float, *, far: bool) -> bool:
        packet = self._config.timing.packet
        if not orders or now - self._told.get(point, -NEVER) < pause * packet:
            return False
        self._told[point] = now
        wanted = [
            (author, at) for author in sorted({author for author, _ in orders}) for at in self._introduction(author)
        ]
        due = now + packet * (0.3 + WAIT * self._rng.random())
        for key in [*wanted, *orders]:
            self._owed.setdefault((epoch, key), due)
            if far:
                self._far.add((epoch, key))
        return True

    def _introduction(self, author: Author) -> list[int]:
        first = self._log.read(author, 0)
        return [0, 1] if first is not None and first[0] == CERTIFICATE else [0]

    def overheard(self, frame: Frame, epoch: int) -> None:
        """Another said this one."""
        self._forget((epoch, (frame.author, frame.number)))

    def _forget(self, owed: tuple[int, Key]) -> int:
        """Returns how far it was to go, in hops beyond our own reach."""
        far = owed in self._far
        self._far.discard(owed)
        self._owed.pop(owed, None)
        return FLOOD if far else 0

    def due(self) -> float:
        """When :meth:`next` has something."""
        return min(self._owed.values(), default=NEVER)

    def next(self, now: float) -> Outgoing | None:
        """One packet under an old key."""
        for (epoch, (author, number)), due in list(self._owed.items()):
            if due > now:
                continue
            if not self._governor.allows(now, "control", self._config.airtime(MAX_PACKET)):
                self._owed = {key: max(at, now + BLOCKED_PAUSE) for key, at in self._owed.items()}
                return None
            hops = self._forget((epoch, (author, number)))
            keys, body = self._keyring.of(epoch), self._log.read(author, number)
            if keys is not None and body is not None:
                return Outgoing(seal_frame(Frame(author, number, body), keys), "control", hops, (), urgent=False)
        return None
