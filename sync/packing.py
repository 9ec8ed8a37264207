# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a station says as the bytes of one packet, in the form that costs the least airtime."""

from __future__ import annotations

from collections.abc import Callable

from sync.admission import OwnSender
from sync.frames import Frame, is_command
from sync.keyring import Keyring
from sync.siv import TAG
from sync.talk import cost, encode_talk
from sync.wire import CONTROL_HEADER, CONTROL_ROOM, TALK, seal_control, seal_frame

UNSIGNED = 166
"""From this payload on firmware 2.8 adds no signature; shorter ones can cost more than this one does."""


class Packing:
    """``airtime``: payload length in B -> seconds."""

    def __init__(self, keys: Keyring, sender: OwnSender, airtime: Callable[[int], float]) -> None:
        self._keys = keys
        self._sender = sender
        self._airtime = airtime

    def talk(
        self, state: bytes, want: bytes, frames: list[Frame], now: float, *, more: bool, ask: bytes = b""
    ) -> bytes:
        """A frame alone is sealed as itself where that is no longer."""
        if len(frames) == 1 and not (state or want or ask):
            alone = seal_frame(frames[0], self._keys.for_frame(frames[0], now))
            fits = cost(frames[0], None) <= CONTROL_ROOM - 1
            if not fits or is_command(frames[0]) or (not more and not self._taxed(len(alone))):
                return alone
        plain = encode_talk(state, want, frames, more=more, ask=ask)
        if self._taxed(len(plain) + CONTROL_HEADER + TAG):
            plain = encode_talk(state, want, frames, more=more, ask=ask, least=UNSIGNED - CONTROL_HEADER - TAG)
        return self.seal(TALK, plain)

    def seal(self, kind: int, plain: bytes) -> bytes:
        """Of this transmitter, under the present key."""
        return seal_control(kind, self._sender.next(), plain, self._keys.current)

    def _taxed(self, length: int) -> bool:
        """Would more bytes cost less?"""
        return length < UNSIGNED and self._airtime(length) > self._airtime(UNSIGNED)
