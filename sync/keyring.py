# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The group's keys of every epoch that this station knows.

Everything is sent under the newest; commands are sent under the one before for a while after a change, for who has
not got the new key yet must hear of it. What comes under an older one is taken for as long, and after that only as a
sign that its sender missed the change (:mod:`sync.latecomers`); receipts prove themselves and always count."""

from __future__ import annotations

from collections.abc import Iterable

from sync.frames import COMMAND, Frame
from sync.packets import Packet
from sync.wire import Keys, PacketError, open_packet

GRACE = 600.0
"""Seconds after a change in which the epoch before still counts."""

MAX_KEYS = 4
"""Of one epoch: two coordination points may change it at one time."""

NEVER = float("inf")


class Keyring:
    """Begins with what the papers gave. ``changed_at``: steady time of the last change heard since the start."""

    def __init__(self, group_key: bytes, incident: bytes, epoch: int) -> None:
        self._incident = incident
        self._base = Keys.derive(group_key, incident, epoch)
        self._epochs: dict[int, list[Keys]] = {epoch: [self._base]}
        self.changed_at = -NEVER

    @property
    def current(self) -> Keys:
        """Under which to send."""
        return self._epochs[max(self._epochs)][0]

    @property
    def base(self) -> int:
        """The epoch of the papers."""
        return self._base.epoch

    def renew(self, secrets: Iterable[tuple[int, bytes]], now: float) -> bool:
        """(epoch, group key) of all rekeys that count, the most trusted of one epoch first. True if we send under
        another key from now on."""
        before = self.current
        self._epochs = {self._base.epoch: [self._base]}
        for epoch, secret in secrets:
            held = self._epochs.setdefault(epoch, [])
            if epoch > self._base.epoch and len(held) < MAX_KEYS:
                held.append(Keys.derive(secret, self._incident, epoch))
        self._epochs = {epoch: held for epoch, held in self._epochs.items() if held}
        changed = self.current != before
        if changed:
            self.changed_at = now
        return changed

    def graceful(self, now: float) -> bool:
        """Did the key change a moment ago?"""
        return now - self.changed_at < GRACE

    def for_frame(self, frame: Frame, now: float) -> Keys:
        """Under which to send this frame when it travels alone."""
        older = [epoch for epoch in self._epochs if epoch < self.current.epoch]
        if older and frame.body[0] & 15 == COMMAND and self.graceful(now):
            return self._epochs[max(older)][0]
        return self.current

    def of(self, epoch: int) -> Keys | None:
        """To say something to who is still in an older epoch."""
        return self._epochs[epoch][0] if epoch in self._epochs else None

    def open(self, payload: bytes) -> tuple[Packet, int]:
        """The packet and its epoch; raises :class:`PacketError`."""
        held = self._epochs.get(payload[1], []) if len(payload) > 1 else []
        for keys in held[1:]:
            try:
                return open_packet(payload, keys), keys.epoch
            except PacketError:
                continue
        keys = held[0] if held else self.current
        return open_packet(payload, keys), keys.epoch
