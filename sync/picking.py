# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which of the frames that wait go together in one packet."""

from __future__ import annotations

from sync.events import FrameLog
from sync.frames import Frame, is_command
from sync.peers import Key
from sync.spread import Owed, Spread
from sync.talk import cost
from sync.wire import CONTROL_ROOM

BESIDE = 80
"""B that a question or what is held may take beside frames."""


class Picking:
    """Of one outbox."""

    def __init__(self, log: FrameLog, spread: Spread) -> None:
        self._log = log
        self._spread = spread

    def choose(self, candidates: list[tuple[Key, Owed]], room: int) -> list[Frame]:
        """The most urgent that fit."""
        chosen: list[Frame] = []
        alone = room >= CONTROL_ROOM - 3  # with nothing else in the packet a full frame fits, as it is
        for (author, number), _ in candidates:
            if room < 8:
                break
            body = self._log.read(author, number)
            if body is None:
                self._spread.drop([(author, number)])
                continue
            frame = Frame(author, number, body)
            if is_command(frame):  # alone, for it may go under another key
                if not chosen and alone:
                    return [frame]
                continue
            size = cost(frame, chosen[-1] if chosen else None)
            if size <= room or (not chosen and alone):
                chosen.append(frame)
                room -= size
        return chosen

    def beside(self, key: Key) -> bool:
        """Is there room for more in a packet with this frame? What is not due yet does not go instead of it."""
        body = self._log.read(*key)
        return body is not None and len(body) <= CONTROL_ROOM - BESIDE
