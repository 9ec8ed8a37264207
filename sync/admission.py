# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door for what comes over the air: which packets mean anything to this station, and who is behind those that do
not. A packet is authenticated first; nothing before that counts against anybody, and nothing is ever answered."""

from __future__ import annotations

from collections import Counter
from random import Random

from sync.frames import Frame
from sync.ids import Author, point_of
from sync.keyring import GRACE, NEVER, Keyring
from sync.latecomers import Latecomers
from sync.limits import Limits
from sync.members import Members
from sync.packets import Packet, Receipt, Sender, SnapshotPart, Talk
from sync.replay import ReplayWindows
from sync.vectors import MAX_HEAD
from sync.wire import PacketError

STARTS_ANEW = 256
"""Packets after which a transmitter draws a new boot: who sent a higher counter in its name wins no more than these."""

MAX_SLOTS = 64

UNREAD = 3
"""Packets of a newer epoch, with none under ours between them, that say more than a mistake."""


class OwnSender:
    """Boot and counter of what we send."""

    def __init__(self, author: Author, rng: Random) -> None:
        self._author = author
        self._rng = rng
        self._boot = rng.randrange(1 << 16)
        self._counter = 0

    def next(self) -> Sender:
        """The header of the next packet."""
        if self._counter >= STARTS_ANEW:
            self.renew()
        self._counter += 1
        return Sender(self._author, self._boot, self._counter)

    def renew(self) -> None:
        """Begin anew under another boot."""
        before = self._boot
        while self._boot == before:
            self._boot = self._rng.randrange(1 << 16)
        self._counter = 0

    def heard(self, sender: Sender) -> None:
        """Somebody sent this in our name. If we did not, our next packets may pass for repeated ones: begin anew."""
        if sender.boot == self._boot and sender.counter > self._counter:
            self.renew()


class Admission:
    """``suspects``: (reason, point) -> packets that a member sent and should not have."""

    _unread = 0
    _unread_from = NEVER

    def __init__(
        self, keyring: Keyring, members: Members, limits: Limits, latecomers: Latecomers, own: Author, sender: OwnSender
    ) -> None:
        self._keyring = keyring
        self._members = members
        self._limits = limits
        self._latecomers = latecomers
        self._own = own
        self._sender = sender
        self.replay = ReplayWindows()
        self.suspects: Counter[tuple[str, int]] = Counter()

    def packet(self, payload: bytes, now: float, *, far: bool = False) -> Packet | str:
        """What to deal with, or the reason why not. ``far``: radios passed it on."""
        try:
            packet, epoch = self._keyring.open(payload)
        except PacketError as error:
            if error.reason == "epoch" and payload[1] > self._keyring.current.epoch:
                self._unread += 1
                self._unread_from = min(self._unread_from, now)
            return error.reason
        old = epoch < self._keyring.current.epoch
        if isinstance(packet, Frame):
            self._latecomers.overheard(packet, epoch)
            return "epoch_old" if old and not self._keyring.graceful(now) else packet
        if packet.sender.author == self._own:
            self._sender.heard(packet.sender)
            return "own_echo"
        if isinstance(packet, Receipt | SnapshotPart):
            return packet
        reason = self._talk(packet, len(payload), epoch if old else None, now, far=far)
        if not (reason or old):
            self._unread, self._unread_from = 0, NEVER
        if reason:
            self.suspects[(reason, point_of(packet.sender.author))] += 1
        return reason or packet

    def outdated(self, now: float) -> bool:
        """Does nobody speak under our key any more, but under a newer one, for longer than a change takes? What those
        packets are nobody can tell without that key: a reason to ask somebody, and for nothing else."""
        return self._unread >= UNREAD and now - self._unread_from > GRACE

    def _talk(self, talk: Talk, length: int, epoch: int | None, now: float, *, far: bool) -> str:
        author = talk.sender.author
        if self._members.silenced(author):
            if self.replay.fresh(talk.sender) and self._limits.heard(author, length, now):
                self._latecomers.revoked(author, self._keyring.current.epoch if epoch is None else epoch, now, far=far)
            return "revoked"
        if not self.replay.fresh(talk.sender):
            return "replay"
        if not self._limits.heard(author, length, now):
            return "flood"
        if talk.state is not None and max(talk.state.count, talk.state.receipted) > self._most():
            return "counter"
        if epoch is not None:
            self._latecomers.heard(author, epoch, now, far=far)
            if not self._keyring.graceful(now):
                return "epoch_old"
        return ""

    def _most(self) -> int:
        """Frames that there can be at most."""
        return len(self._members.points()) * MAX_SLOTS * MAX_HEAD
