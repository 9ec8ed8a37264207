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
from contextlib import suppress
from enum import Enum, auto
from hashlib import sha256

from sync.certificates import CertificateError
from sync.chain import previous_of, verify_body
from sync.events import FrameLog, Settled
from sync.frames import (
    BINDING,
    CERTIFICATE,
    SIGNED,
    SKIP,
    CertificateBody,
    Frame,
    FrameError,
    content_of,
    decode_body,
    is_signed,
    is_skip,
)
from sync.ids import Author, point_of
from sync.members import Members
from sync.segments import Segments
from sync.skips import SkipError, decode_skip
from sync.standing import SkipWork, Standing, merged
from sync.witness import Witnesses

FAR, MAX_FAR = 32, 64
"""Unsigned frames so far above the highest signed one can be anybody's: so many of them are kept."""


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
    """Judges frames before they are stored, and says after it what their signatures settle. ``has``: is a frame of an
    author here?"""

    def __init__(
        self, log: FrameLog, members: Members, witnesses: Witnesses, has: Callable[[Author, int], bool]
    ) -> None:
        self._log = log
        self._members = members
        self._witnesses = witnesses
        self._incident = members.roster.incident
        self._has = has
        self._segments = Segments(log, self._incident, has)
        self._unsettled: dict[Author, frozenset[int]] = {}
        self.authors: dict[Author, Standing] = {}
        rows = [(Author(author), number, start[0], checked) for author, number, start, checked in log.outline()]
        for kind in (CERTIFICATE, BINDING):
            for author, number, first, _ in rows:
                if first == kind:
                    self._introduce(author, number, log.read(author, number) or b"\xff")
        for author, number, first, checked in rows:
            if first & 15 in SIGNED:
                body = log.read(author, number)
                if body is not None and self._is_genuine(author, number, body):
                    self._mark(author, number, body)
                    if first & 15 == SKIP and not checked:
                        self._unsettled[author] = self._unsettled.get(author, frozenset()) | {number}
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
            if is_skip(frame.body):
                decode_skip(frame.number, content_of(frame.body))
        except (FrameError, SkipError):
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
            found = [Settled(author, witnessed=witnessed), crowded, closed]
            return self._segments.came(standing, number, merged(author, found), overruled=overruled)
        below, found = standing.below(number), [Settled(author, checked=frozenset({number}))]
        if overruled:
            found.append(self._segments.uncover(author, standing, below, number))
        self._mark(author, number, body)
        found += [self._close(author, below, number), self._close(author, number, standing.above(number))]
        return self._segments.came(standing, number, merged(author, found), overruled=overruled)

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
                self._mark(author, at, body)
                found.append(Settled(author, checked=frozenset({at})))
            elif body is None or is_signed(body) or self._members.coordinates(author):
                found.append(Settled(author, aside=frozenset({at})))
        closed = merged(author, found + [self._close(author, *pair) for pair in standing.segments()])
        return self._segments.skips_again(standing, closed, frozenset(standing.skips))

    def review(self) -> list[Settled]:
        """What a start finds settled that was not written down yet."""
        found: list[Settled] = []
        for author, standing in list(self.authors.items()):
            closed = merged(author, [self._close(author, *pair) for pair in standing.segments()])
            found.append(self._segments.skips_again(standing, closed, self._unsettled.pop(author, frozenset())))
        return [settled for settled in found if not settled.empty]

    def settled(self, done: Settled) -> None:
        """It is durable."""
        standing = self.of(done.author)
        for number in done.aside | done.superseded:
            standing.drop(number)
        for number in sorted(done.unchecked - standing.skips.keys()):
            standing.loose[number] = None
        for number in done.checked:
            standing.loose.pop(number, None)
        for number, body in done.adopted:
            if self._is_genuine(done.author, number, body):
                self._mark(done.author, number, body)

    def covered(self, author: Author, head: int) -> int:
        """Of the first ``head`` frames, how many from the first on are checked."""
        return min([head, *self.of(author).loose])

    # -- segments and skips -------------------------------------------------------------------------------

    def chain_at(self, author: Author, count: int) -> bytes | None:
        """C of the first ``count`` frames; None if that is not known here."""
        return self._segments.chain_at(author, self.of(author), count)

    def signed_beyond(self, author: Author, head: int) -> tuple[int, bytes] | None:
        """See :meth:`sync.segments.Segments.signed_beyond`."""
        return self._segments.signed_beyond(author, self.of(author), head)

    def _close(self, author: Author, below: int, above: int | None) -> Settled:
        return self._segments.close(author, self.of(author), below, above)

    def _mark(self, author: Author, number: int, body: bytes) -> None:
        """A genuine signed frame is held."""
        standing = self.of(author)
        standing.mark(number, previous_of(body))
        standing.skips.pop(number, None)
        if is_skip(body):
            with suppress(SkipError):
                skip = decode_skip(number, content_of(body))
                lacking = {at for at in skip.staying() if not self._has(author, at)}
                standing.skips[number] = SkipWork(skip, lacking)


def _lower(one: bytes, other: bytes) -> bool:
    return sha256(one).digest() < sha256(other).digest()
