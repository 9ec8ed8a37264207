# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""When an author says that earlier frames of it are superseded.

A skip costs its packet once; a frame that it names costs nothing any more to whoever comes back or is new. So it is
made when what it names for the first time is worth ``skip_pays`` skips, or, where a checkpoint is due anyway, so many
times what it is longer than that. It names nothing that a coordination point has not signed for. As long as few frames
stay it takes the place of the skip before it; after that it begins behind it, so that who lacks one frame has not to
wait long for the digest over those that stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sync.events import EngineConfig, FrameLog
from sync.frames import SIGNED, TRAILER, is_skip
from sync.holdings import Holdings
from sync.skips import FIRST, Skip, digest_of, encode_skip, runs_of, superseded

STAYING = 128
"""Frames that may stay in the range of one skip."""

LEAST = 4
"""Frames that it must name for the first time, or it is not even reckoned."""


class Skipping:
    """Of one replica. ``acknowledged``: own frames that a coordination point signed for."""

    def __init__(self, config: EngineConfig, log: FrameLog, held: Holdings, acknowledged: Callable[[], int]) -> None:
        self._config = config
        self._log = log
        self._held = held
        self._acknowledged = acknowledged
        self._reckoned: tuple[int, int] | None = None
        self._saves = 0
        self._content = b""

    def pays(self) -> bool:
        """Is it worth a frame of its own?"""
        self._reckon()
        return self._saves >= self._config.skip_pays * (len(self._content) + TRAILER) > 0

    def instead(self) -> bytes:
        """The content of a checkpoint that is due anyway, if it should say so too; else nothing."""
        self._reckon()
        return self._content if self._saves >= self._config.skip_pays * len(self._content) else b""

    def _reckon(self) -> None:
        own, acknowledged = self._held.of(self._config.author), self._acknowledged()
        if self._reckoned == (own.head, acknowledged):
            return
        self._reckoned, self._saves, self._content = (own.head, acknowledged), 0, b""
        last = max(own.skips, default=0)
        firsts = [own.skips[last].first, last + 1] if last else [FIRST]
        for first in firsts:
            named = sorted(at for at in superseded(own.start, own.skips, first, own.head) if at < acknowledged)
            staying = sorted(set(range(first, own.head)) - set(named))
            if len(staying) > STAYING:
                if first != firsts[-1]:
                    continue
                # What was written long ago is left out: up to a signed frame, from which the chain covers it.
                signed = (at for at in staying[-STAYING:] if own.start(at)[0] & 15 in SIGNED)
                first = next(signed, own.head)  # noqa: PLW2901
                named = [at for at in named if at > first]
            new = [at for at in named if at not in own.withheld and not is_skip(own.start(at))]
            if len(new) >= LEAST and (made := self._made(first, named)):
                bodies = (self._log.read(self._config.author, at) or b"" for at in new if made.names(at))
                self._saves = sum(len(body) + 1 for body in bodies)
            return

    def _made(self, first: int, named: list[int]) -> Skip | None:
        """Of these as many as a frame has room for, the oldest first."""
        author, head = self._config.author, self._held.of(self._config.author).head
        while named:
            skip = Skip(first, head, runs_of(named), b"")
            staying = [(at, self._log.read(author, at) or b"") for at in skip.staying()]
            skip = replace(skip, digest=digest_of(self._config.roster.incident, author, first, staying))
            try:
                self._content = encode_skip(skip)
            except ValueError:
                named = named[: len(named) * 3 // 4]
                continue
            return skip
        return None
