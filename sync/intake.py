# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frames coming in: judged, kept waiting for a key, reported, and settled once they are durable."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Sequence

from sync.events import Event, ForkSeen, FrameContested, FrameLog, FrameReceived, Rejected, Settled
from sync.frames import BINDING, CERTIFICATE, Frame, content_of, is_skip
from sync.holdings import Held, Holdings
from sync.ids import Author
from sync.limits import Limits
from sync.repair import Repairs
from sync.skips import decode_skip
from sync.trust import Trust, Verdict

MAX_WAITING = 64
"""Frames of authors whose certificate or key has not come yet, in memory only: they are repaired like any other."""

MAX_TOLD = 256

Key = tuple[Author, int]


class Intake:
    """``contested_at``: when somebody last wrote under our own number without being able to."""

    def __init__(
        self,
        own: Author,
        log: FrameLog,
        held: Holdings,
        trust: Trust,
        repairs: Repairs,
        limits: Limits,
        rejected: Counter[str],
    ) -> None:
        self._own = own
        self._log = log
        self._held = held
        self._trust = trust
        self._repairs = repairs
        self._limits = limits
        self._rejected = rejected
        self._waiting: OrderedDict[Key, bytes] = OrderedDict()
        self._overruling: set[Key] = set()
        self._told: OrderedDict[tuple[Author, int, bytes], None] = OrderedDict()
        self.contested_at = float("-inf")

    def frame(self, frame: Frame, now: float, *, aired: bool = True) -> list[Event]:
        """What to make of a frame; ``aired`` if it was heard on the radio, as others did."""
        author, number = frame.author, frame.number
        if self._held.skipped(author, number):
            return []  # by its author's own word nobody needs it
        held = self._log.read(author, number) if self._held.has(author, number) else None
        verdict, reason = self._trust.judge(frame, held)
        if aired and verdict in (Verdict.KNOWN, Verdict.KEEP, Verdict.OVERRULES):
            self._repairs.heard(author, number, now)
        if verdict is Verdict.KNOWN:
            return []
        if author == self._own:
            return self._as_us(frame, verdict, reason, now)
        if verdict is Verdict.KEEP:
            return [FrameReceived(frame)]
        if verdict is Verdict.OVERRULES:
            self._overruling.add((author, number))
            return [FrameReceived(frame, overrules=True)]
        if verdict in (Verdict.CONTESTED, Verdict.FORK):
            # Say aloud what we hold under this number: who has the other content hears that there are two.
            self._repairs.contradict(author, number, now)
            return self._twice(frame, fork=verdict is Verdict.FORK)
        if verdict is Verdict.WAIT:
            self._wait(frame, now)
        return [self._reject(reason)]

    def _as_us(self, frame: Frame, verdict: Verdict, reason: str, now: float) -> list[Event]:
        """Under our number, and not what we wrote: of a copy of this database, if it is genuine."""
        if verdict is Verdict.REFUSED:
            self.contested_at = now
        if verdict is Verdict.REFUSED or (verdict is Verdict.FORK and frame.body[0] in (BINDING, CERTIFICATE)):
            self._repairs.contradict(frame.author, frame.number, now)
            return [self._reject(reason or "binding")]
        return self._twice(frame, fork=True)

    def _twice(self, frame: Frame, *, fork: bool) -> list[Event]:
        told = (frame.author, frame.number, frame.body[-16:])
        if told in self._told:
            return []
        self._told[told] = None
        if len(self._told) > MAX_TOLD:
            self._told.popitem(last=False)
        own = frame.author == self._own
        self._rejected["fork" if fork else "contested"] += 1
        if fork:
            return [ForkSeen(frame.author, frame.number, frame.body, own)]
        return [FrameContested(frame, own)]

    def _wait(self, frame: Frame, now: float) -> None:
        self._waiting[(frame.author, frame.number)] = frame.body
        if len(self._waiting) > MAX_WAITING:
            self._waiting.popitem(last=False)
        self._repairs.lack(frame.author, frame.number + 1, now)

    def _reject(self, reason: str) -> Rejected:
        self._rejected[reason] += 1
        return Rejected(reason)

    def stored(self, frames: Sequence[Frame], now: float) -> list[Event]:
        """These frames of others are durable. What they settle, and frames that waited for them."""
        events: list[Event] = []
        for frame in frames:
            key = (frame.author, frame.number)
            overruled = key in self._overruling
            self._overruling.discard(key)
            if overruled:
                self._held.of(frame.author).unskip(frame.number)
            self._held.add(frame.author, frame.number, frame.body)
            if (held := self._held.of(frame.author)).beyond:
                self._repairs.lack(frame.author, held.holding().top, now, on_its_way=True)
            if frame.number in held.withheld:
                pass
            elif self._limits.pass_on(frame, now):
                self._repairs.got(frame, now)
            else:
                self._rejected["not_passed_on"] += 1
            settled = self._trust.took(frame, overruled=overruled)
            if not settled.empty:
                events.append(settled)
            if frame.body[0] in (BINDING, CERTIFICATE):
                events += self._released(frame.author, now)
        return events

    def _released(self, author: Author, now: float) -> list[Event]:
        """Frames of this point that can be judged now."""
        keys = [key for key in self._waiting if key[0] >> 6 == author >> 6]
        return [
            event
            for key in keys
            for event in self.frame(Frame(*key, self._waiting.pop(key)), now)
            if not isinstance(event, Rejected)
        ]

    def settled(self, done: Settled, now: float) -> None:
        """It is durable: what went aside is lacking now."""
        self._trust.settled(done)
        if done.author not in self._held.authors:
            return
        held = self._held.of(done.author)
        top = max((number for number in done.aside if held.here(number)), default=-1) + 1
        for number in done.aside | done.unchecked:
            if held.unskip(number):
                top = max(top, number)
        for number in done.aside:
            held.drop(number)
        for number, body in done.adopted:
            held.add(number)
            held.note_start(number, body)
        for number in sorted(done.checked | {number for number, _ in done.adopted}):
            self._skip(done.author, number, held)
        for number in done.superseded:
            held.drop(number)
        self._rejected["contradicted"] += len(done.aside)
        if top and done.author != self._own:
            self._repairs.lack(done.author, top, now)

    def _skip(self, author: Author, number: int, held: Held) -> None:
        """If this frame is a skip it counts from now on, and nobody is sent what it names."""
        if number in held.skips or not (held.here(number) and is_skip(held.start(number))):
            return
        body = self._log.read(author, number)
        if body is None:
            return
        skip = decode_skip(number, content_of(body))
        if wrong := held.skip(skip):
            self._rejected["wrongly_skipped"] += len(wrong)
        self._repairs.spread.drop([(author, named) for named in skip.numbers() if named in held.withheld])

    def took_own(self, frame: Frame) -> None:
        """A frame of ours is durable."""
        self._held.add(frame.author, frame.number, frame.body)
        self._trust.settled(self._trust.took(frame))
        self._skip(frame.author, frame.number, self._held.of(frame.author))
