# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Own frames: which of them are signed, and when a checkpoint is due.

A signature costs 80 B; one for 16 frames is enough to prove all of them. It rides along where a frame has room for
it and one would soon be due; a coordination point signs every frame, for nobody may speak in its name for a moment.
"""

from __future__ import annotations

from collections.abc import Callable

from sync.certificates import COORDINATION_POINT
from sync.chain import chain_next, sign_body
from sync.events import EngineConfig
from sync.frames import CHECKPOINT, MAX_BODY, TRAILER, WITNESS
from sync.holdings import Holdings
from sync.intake import Intake
from sync.members import Members
from sync.skipping import Skipping
from sync.trust import Trust
from sync.witness import Witnesses

CHECKPOINT_EVERY = 16
RIDES_ALONG = 12
RIDES_ALONG_AGE = 0.8
"""So many unsigned frames, or so much of the age, and a signature goes where it fits."""

Finisher = Callable[[int, bytes], bytes]
"""(number, body without proof) -> body."""


class Signing:
    """Of one replica."""

    def __init__(
        self,
        config: EngineConfig,
        trust: Trust,
        members: Members,
        witnesses: Witnesses,
        held: Holdings,
        intake: Intake,
        skipping: Skipping,
        now: float,
    ) -> None:
        self._config = config
        self._trust = trust
        self._witnesses = witnesses
        self._held = held
        self._intake = intake
        self._skipping = skipping
        certificates = members.certificates(config.author >> 6)
        self._always = any(one.kind == COORDINATION_POINT for one in certificates)
        self._since: float | None = now if self.unsigned else None

    @property
    def unsigned(self) -> int:
        """Own frames that no signature covers."""
        return len(self._trust.of(self._config.author).loose)

    @property
    def room(self) -> int:
        """B of content that the next frame may have."""
        return MAX_BODY - (TRAILER if self._always else WITNESS)

    def wrote(self, now: float) -> None:
        """Own frames are durable."""
        if not self.unsigned:
            self._since = None
        elif self._since is None:
            self._since = now

    def due(self, now: float) -> bool:
        """Because of their number, their age, because somebody wrote under our number, or because enough of them are
        superseded."""
        return self._must(now) or self._skipping.pays()

    def _must(self, now: float) -> bool:
        if self._since is None:
            return False
        contested = self._intake.contested_at >= self._since
        return contested or self.unsigned >= CHECKPOINT_EVERY or self._old(now, 1.0)

    def _old(self, now: float, share: float) -> bool:
        return self._since is not None and now - self._since >= self._config.timing.checkpoint_age * share

    def _next(self) -> tuple[int, bytes]:
        author = self._config.author
        number = self._held.of(author).head
        chain = self._trust.chain_at(author, number)
        if chain is None:
            raise ValueError("no binding")
        return number, chain

    def checkpoint(self) -> bytes:
        """A signed body without entries; it says what is superseded if that pays."""
        number, chain = self._next()
        replica, incident = self._config.replica_private, self._config.roster.incident
        content = self._skipping.instead() or bytes((CHECKPOINT,))
        return sign_body(replica, incident, self._config.author, number, chain, content)

    def finisher(self, now: float, *, sign: bool) -> Finisher:
        """See :meth:`sync.engine.Engine.finisher`."""
        config = self._config
        following, chain = self._next()
        unsigned = self.unsigned

        def finish(number: int, content: bytes) -> bytes:
            nonlocal following, chain, unsigned
            if number != following:
                raise ValueError("own frames out of step")
            fits = len(content) + TRAILER <= MAX_BODY
            soon = unsigned >= RIDES_ALONG or (unsigned > 0 and (self._must(now) or self._old(now, RIDES_ALONG_AGE)))
            if self._always or sign or (fits and soon):
                body = sign_body(config.replica_private, config.roster.incident, config.author, number, chain, content)
                unsigned = 0
            else:
                body = content + self._witnesses.make(config.author, number, content)
                unsigned += 1
            following, chain = number + 1, chain_next(chain, number, body)
            return body

        return finish
