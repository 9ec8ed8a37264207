# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Refuses control packets that were heard before: a window of 64 per transmitter and start (RFC 4303 style)."""

from __future__ import annotations

from collections import OrderedDict

from sync.wire import Sender

WINDOW = 64
MAX_STARTS = 4096
_ROW = 6


class ReplayWindows:
    """Bounded: the starts longest not heard are forgotten first. A replay of a forgotten start can cost
    airtime and nothing else, because vectors and receipts only ever rise."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, int], tuple[int, int]] = OrderedDict()

    def to_bytes(self) -> bytes:
        """To be kept over a restart: u16 author, u16 boot, u16 highest counter, the newest last."""
        rows = (
            key[0].to_bytes(2, "big") + key[1].to_bytes(2, "big") + highest.to_bytes(2, "big")
            for key, (highest, _) in self._seen.items()
        )
        return b"".join(rows)

    def restore(self, raw: bytes) -> None:
        """What was kept: everything up to those counters was heard. Anything else is like nothing kept."""
        for at in range(0, len(raw) - len(raw) % _ROW, _ROW):
            author, boot, highest = (int.from_bytes(raw[at + part : at + part + 2], "big") for part in (0, 2, 4))
            self._seen[(author, boot)] = highest, (1 << WINDOW) - 1

    def fresh(self, sender: Sender) -> bool:
        """True once per (author, boot, counter)."""
        key = (sender.author, sender.boot)
        highest, bits = self._seen.get(key, (-1, 0))
        ahead = sender.counter - highest
        if ahead > 0:
            bits = (bits << ahead | 1) & ((1 << WINDOW) - 1)
            highest = sender.counter
        elif ahead <= -WINDOW or bits >> -ahead & 1:
            return False
        else:
            bits |= 1 << -ahead
        self._seen[key] = (highest, bits)
        self._seen.move_to_end(key)
        while len(self._seen) > MAX_STARTS:
            self._seen.popitem(last=False)
        return True
