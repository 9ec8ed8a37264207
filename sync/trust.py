# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whose word a frame is.

Theory of operation
-------------------
The group's tag says that some member made a frame. Who made it, a signature says: the point's own on a binding, the
replica's on a signed frame. A signed frame names the chain before it, so it also covers the unsigned frames between it
and the signed one below. To the coordination point every unsigned frame carries a witness besides; to all others a
frame that nothing covers yet is *unchecked*: it counts, and is shown as unchecked.

A signature decides between two contents of one number. If the frames we hold do not make the chain that a signed
frame names, other contents that were kept aside are tried; if none fit, the unchecked ones go aside, nothing is folded
from them any more, and whoever holds the right ones is asked. A false frame can delay a point's word; it can never
stay in its place.

Two histories of one key are a fork: a copied database, or a thief. The one that a coordination point vouches for
counts; until it does, the one with the highest signed number, and of two with the same number the one with the lower
hash: so all come to the same one.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from hashlib import sha256

from sync.certificates import CertificateError
from sync.chain import chain_next, chain_start, previous_of, verify_body
from sync.events import FrameLog, Settled
from sync.frames import BINDING, CERTIFICATE, SIGNED, CertificateBody, Frame, FrameError, decode_body, is_signed
from sync.ids import Author, point_of
from sync.members import Members
from sync.standing import Standing, merged, search
from sync.witness import Witnesses

FAR, MAX_FAR = 32, 64
"""Unsigned frames so far above the highest signed one can be anybody's: so many of them are kept."""

MAX_DOUBTS = 8
"""A signed frame below which nothing ever fits goes aside itself: nobody has its history any more."""


class Verdict(Enum):
    """What to do with a frame."""

    KEEP = auto()
    KNOWN = auto()
    OVERRULES = auto()
    CONTESTED = auto()
    FORK = auto()
    WAIT = auto()
    REFUSED = auto()


Judged = tuple[Verdict, str]
"""A verdict, and for a refusal why."""


class Trust:
    """Judges frames before they are stored, and says after it what their signatures settle. ``has``: is a number of an
    author held?"""

    def __init__(
        self, log: FrameLog, members: Members, witnesses: Witnesses, has: Callable[[Author, int], bool]
    ) -> None:
        self._log = log
        self._members = members
        self._witnesses = witnesses
        self._incident = members.roster.incident
        self._has = has
        self.authors: dict[Author, Standing] = {}
        rows = [(Author(author), number, start[0], checked) for author, number, start, checked in log.outline()]
        for kind in (CERTIFICATE, BINDING):
            for author, number, first, _ in rows:
                if first == kind:
                    self._introduce(author, number, log.read(author, number) or b"\xff")
        for author, number, first, _ in rows:
            if first & 15 in SIGNED:
                body = log.read(author, number)
                if body is not None and self._is_genuine(author, number, body):
                    self.of(author).mark(number, previous_of(body))
        for author, number, first, checked in rows:
            standing = self.of(author)
            known = first in (CERTIFICATE, BINDING) or standing.before(number) is not None
            if not known and (not checked or number > standing.top):
                standing.loose[number] = None

    def of(self, author: Author) -> Standing:
        """The author's row, made if new."""
        return self.authors.setdefault(author, Standing())

    def public_of(self, author: Author) -> bytes | None:
        """The key of the author's replica, if its binding is held."""
        return self.authors[author].replica_public if author in self.authors else None

    def _is_genuine(self, author: Author, number: int, body: bytes) -> bool:
        public = self.public_of(author)
        return public is not None and verify_body(public, self._incident, author, number, body)

    # -- before a frame is stored -------------------------------------------------------------------------

    def judge(self, frame: Frame, held: bytes | None) -> Judged:
        """What to do with a frame. ``held``: what we have under its number."""
        if held == frame.body:
            return Verdict.KNOWN, ""
        try:
            decode_body(frame.body)
        except FrameError:
            return Verdict.REFUSED, "malformed"
        if self._members.barred(frame):
            return Verdict.REFUSED, "revoked"
        if frame.number == 0 or frame.body[0] in (BINDING, CERTIFICATE):
            return self._judge_introduction(frame, held)
        if not self._members.knows(frame.author):
            return Verdict.WAIT, "foreign"
        if not is_signed(frame.body):
            return self._judge_unsigned(frame, held)
        if self.of(frame.author).replica_public is None:
            return self._judge_unsigned(frame, held)  # its signature is judged when the key comes
        if not self._is_genuine(frame.author, frame.number, frame.body):
            return Verdict.REFUSED, "signature"
        standing = self.of(frame.author)
        if frame.number in standing.vouched and previous_of(frame.body) != standing.before(frame.number):
            return Verdict.FORK, ""
        if held is None:
            return Verdict.KEEP, ""
        overrules = frame.number in standing.loose or (frame.number == standing.top and _lower(frame.body, held))
        return (Verdict.OVERRULES if overrules else Verdict.FORK), ""

    def _judge_unsigned(self, frame: Frame, held: bytes | None) -> Judged:
        standing = self.of(frame.author)
        if self._members.coordinates(frame.author):
            # A coordination point signs all it says, and without its key that cannot be seen.
            return (Verdict.WAIT if standing.replica_public is None else Verdict.REFUSED), "unsigned"
        witnessed = not is_signed(frame.body) and self._witnesses.checks(frame.author)
        if witnessed and not self._witnesses.valid(frame.author, frame.number, frame.body):
            return Verdict.REFUSED, "witness"
        if held is None:
            return Verdict.KEEP, ""
        if frame.number in standing.loose:
            return Verdict.CONTESTED, ""
        return (Verdict.FORK, "") if witnessed else (Verdict.REFUSED, "contradicts")

    def _judge_introduction(self, frame: Frame, held: bytes | None) -> Judged:
        """Certificate or binding: genuine by itself. Of two the one with the lower hash has the slot."""
        try:
            decoded = decode_body(frame.body)
            if isinstance(decoded, CertificateBody):
                if frame.number or self._members.read(decoded).point != point_of(frame.author):
                    return Verdict.REFUSED, "certificate"
            elif not self._members.knows(frame.author):
                return Verdict.WAIT, "foreign"
            else:
                self._members.bound(frame.author, frame.body)
                first = self._log.read(frame.author, 0)
                if frame.number > 1 or (frame.number == 1 and first is not None and first[0] != CERTIFICATE):
                    return Verdict.REFUSED, "binding"
        except (CertificateError, FrameError):
            return Verdict.REFUSED, "binding"
        if held is None:
            return Verdict.KEEP, ""
        wins = held[0] not in (BINDING, CERTIFICATE) or _lower(frame.body, held)
        return (Verdict.OVERRULES if wins else Verdict.FORK), ""

    # -- after it was stored ------------------------------------------------------------------------------

    def took(self, frame: Frame, *, overruled: bool = False) -> Settled:
        """A frame is durable. Returns what that settles."""
        author, number, body = frame.author, frame.number, frame.body
        standing = self.of(author)
        if body[0] in (BINDING, CERTIFICATE):
            self._introduce(author, number, body)
            return self._introduced(author, number, overruled=overruled)
        if not self._is_genuine(author, number, body):
            standing.loose[number] = None
            crowd = standing.far(FAR)
            crowded = Settled(author, aside=frozenset(crowd[: max(0, len(crowd) - MAX_FAR)]))
            witnessed = frozenset({number}) if self._witnesses.checks(author) else frozenset()
            closed = self._close(author, standing.below(number + 1), standing.above(number))
            return merged(author, [Settled(author, witnessed=witnessed), closed, crowded])
        below, found = standing.below(number), [Settled(author, checked=frozenset({number}))]
        if overruled:
            found.append(self._uncover(author, below, number))  # what the other one covered is open again
        standing.mark(number, previous_of(body))
        found += [self._close(author, below, number), self._close(author, number, standing.above(number))]
        return merged(author, found)

    def vouch(self, author: Author, count: int, chain: bytes) -> Settled:
        """A coordination point says what the first ``count`` frames are."""
        standing = self.of(author)
        if count in standing.vouched:
            return Settled(author)
        other = standing.before(count) not in (None, chain)
        standing.mark(count, chain, vouched=True)
        return merged(
            author,
            [
                Settled(author, aside=frozenset({count}) if other else frozenset()),
                self._close(author, standing.below(count), count),
                Settled(author) if other else self._close(author, count, standing.above(count)),
            ],
        )

    def _uncover(self, author: Author, below: int, above: int) -> Settled:
        standing = self.of(author)
        first = below if below in standing.vouched else below + 1
        again = [number for number in range(max(first, 1), above) if self._has(author, number)]
        standing.loose.update(dict.fromkeys(again))
        return Settled(author, unchecked=frozenset(again))

    def _introduce(self, author: Author, number: int, body: bytes) -> None:
        try:
            decoded = decode_body(body)
            if isinstance(decoded, CertificateBody):
                self._members.learn(self._members.read(decoded))
            elif number <= 1:
                binding, certificate = self._members.bound(author, body)
                self.of(author).replica_public = binding.replica_public
                self._members.bans.generations[author] = certificate.generation
        except (CertificateError, FrameError):
            return

    def _introduced(self, author: Author, number: int, *, overruled: bool) -> Settled:
        """Signed frames that came before the key are judged now; those of a key that lost the slot go."""
        standing, found = self.of(author), [Settled(author, checked=frozenset({number}))]
        if overruled:
            rest = [at for who, at, _, _ in self._log.outline() if who == author and at > number]
            return Settled(author, found[0].checked, aside=frozenset(rest))
        if standing.replica_public is None:
            return found[0]
        for at in sorted(standing.loose):
            body = self._log.read(author, at)
            if body is not None and self._is_genuine(author, at, body):
                standing.mark(at, previous_of(body))
                found.append(Settled(author, checked=frozenset({at})))
            elif body is None or is_signed(body) or self._members.coordinates(author):
                found.append(Settled(author, aside=frozenset({at})))
        return merged(author, found + [self._close(author, *pair) for pair in standing.segments()])

    def review(self) -> list[Settled]:
        """What a start finds settled that was not written down yet."""
        found = [
            merged(author, [self._close(author, *pair) for pair in standing.segments()])
            for author, standing in list(self.authors.items())
        ]
        return [settled for settled in found if not settled.empty]

    def settled(self, done: Settled) -> None:
        """It is durable."""
        standing = self.of(done.author)
        for number in done.aside:
            standing.drop(number)
        for number in sorted(done.unchecked):
            standing.loose[number] = None
        for number in done.checked:
            standing.loose.pop(number, None)
        for number, body in done.adopted:
            if self._is_genuine(done.author, number, body):
                standing.mark(number, previous_of(body))

    def covered(self, author: Author, head: int) -> int:
        """Of the first ``head`` frames, how many from the first on are checked."""
        return min([head, *self.of(author).loose])

    # -- segments -----------------------------------------------------------------------------------------

    def chain_at(self, author: Author, count: int) -> bytes | None:
        """C of the first ``count`` frames; None if that is not known here."""
        if not count:
            return None
        below = self.of(author).below(count)
        chain, first = self._start(author, below)
        for number in range(first, count):
            body = self._log.read(author, number)
            if chain is None or body is None:
                return None
            chain = chain_next(chain, number, body)
        return chain

    def _start(self, author: Author, mark: int) -> tuple[bytes | None, int]:
        """(chain, the first number that goes on from it)."""
        if mark:
            return self.of(author).before(mark), mark
        body = self._log.read(author, 0)
        return (None if body is None else chain_start(self._incident, author, body)), 1

    def _close(self, author: Author, below: int, above: int | None) -> Settled:
        """Do the frames between two marks make the chain that the upper one has before it?"""
        standing = self.of(author)
        chain, first = self._start(author, below)
        target = None if above is None else standing.before(above)
        if above is None or target is None or chain is None:
            return Settled(author)
        held = {number: self._log.read(author, number) for number in range(first, above)}
        bodies = {number: body for number, body in held.items() if body is not None}
        if len(bodies) < len(held):
            return Settled(author)
        loose = {number: body for number, body in bodies.items() if number in standing.loose}
        options = [
            [body, *(self._log.aside(author, number) if number in loose else [])] for number, body in bodies.items()
        ]
        found = search(chain, first, options, target)
        if found is None:
            return self._misfit(author, below, above, loose)
        right = zip(bodies.items(), found, strict=True)
        adopted = tuple((number, one) for (number, body), one in right if one != body)
        return Settled(author, frozenset(loose), adopted=adopted)

    def _misfit(self, author: Author, below: int, above: int, loose: dict[int, bytes]) -> Settled:
        """Something between two marks is not the author's. First the unchecked frames are doubted. If just the same
        come again, one of the marks is of another history: the lower one, unless a coordination point vouched for
        it."""
        standing = self.of(author)
        if any(body not in self._log.aside(author, number) for number, body in loose.items()):
            return Settled(author, aside=frozenset(loose))
        standing.doubts[above] += 1
        firm = not below or below in standing.vouched or standing.doubts[above] > MAX_DOUBTS
        if firm:
            return Settled(author, aside=frozenset({*loose, above} - standing.vouched))
        opened = self._uncover(author, standing.below(below), below)
        return Settled(author, unchecked=opened.unchecked, aside=frozenset({*loose, below}))


def _lower(one: bytes, other: bytes) -> bool:
    return sha256(one).digest() < sha256(other).digest()
