# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a coordination point makes a snapshot: what its station says is open, and what always matters, signed. What a
skip names as superseded is not in it; the skip is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from sync.events import EngineConfig
from sync.frames import COMMAND, Frame
from sync.holdings import Holdings
from sync.ids import Author
from sync.peers import Key
from sync.snapshot import MAX_LEVELS, MAX_NAMED, UNKNOWN, Part, Snapshot, Statement, divide, rows_of
from sync.wire import CONTROL_ROOM, SIGNATURE, SNAPSHOT, encode_snapshot


class Registers:
    """Frames that always matter, whatever the station says: the newest of each author's registers, and commands."""

    def __init__(self, outline: Iterable[tuple[int, int, bytes, bool]]) -> None:
        self._registers: dict[tuple[Author, int], int] = {}
        self._commands: set[Key] = set()
        for author, number, start, _checked in outline:
            self.note(Author(author), number, start)

    def note(self, author: Author, number: int, start: bytes) -> None:
        """A frame is durable that begins like this."""
        if start[0] & 15 == COMMAND:
            self._commands.add((author, number))
        elif start[0] & 0x80 and len(start) > 1:
            key = (author, start[1])
            self._registers[key] = max(number, self._registers.get(key, 0))

    def took(self, frames: Iterable[Frame]) -> None:
        """These are durable."""
        for frame in frames:
            self.note(frame.author, frame.number, frame.body[:2])

    def newest(self) -> frozenset[Key]:
        """All of these."""
        return frozenset(self._commands | {(author, number) for (author, _), number in self._registers.items()})


class Maker:
    """``seal``: makes the packet of a part; set by who sends."""

    seal: Callable[[int, bytes], bytes]

    def __init__(self, config: EngineConfig, held: Holdings, registers: Registers) -> None:
        self._config = config
        self._held = held
        self._registers = registers

    def make(self, points: Collection[int]) -> Snapshot | None:
        """One that covers as many levels as it can; None if not even the first, or if nobody can say what is open."""
        config = self._config
        matters = None if config.matters is None else config.matters(points)
        if matters is None:
            return None
        minutes = (matters.at - config.roster.started_at) // 60
        at = minutes if 0 <= minutes < UNKNOWN else UNKNOWN
        always, total = self._registers.newest() | self._held.skips(), self._held.total()
        for levels in range(min(len(matters.levels), MAX_LEVELS), 0, -1):
            named = {key for key in always.union(*matters.levels[:levels]) if not self._held.withheld(*key)}
            covered = tuple(sorted(points)) if levels == len(matters.levels) else ()
            made = self._sign(Statement(at, total, levels, covered, 1), named) if len(named) <= MAX_NAMED else None
            if made is not None:
                return made
        return None

    def _sign(self, statement: Statement, named: Iterable[Key]) -> Snapshot | None:
        """None if it takes too many parts."""
        own = self._config.author
        parts = divide(rows_of(self._held.heads(), named), CONTROL_ROOM - SIGNATURE - len(statement.to_bytes()) - 1)
        if parts is None:
            return None
        made = Snapshot(own, replace(statement, parts=len(parts)))
        for index, rows in enumerate(parts):
            part = Part(made.statement, index, rows)
            plain = encode_snapshot(part, self._config.replica_private, self._config.roster.incident, own)
            made.add(part, self.seal(SNAPSHOT, plain))
        return made
