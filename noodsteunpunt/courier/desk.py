# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the station itself does for a courier, on its own thread and in short pieces: who may get what, what is taken
in, what is counted. Files and encryption are in :mod:`noodsteunpunt.courier.export` and ``reading``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from noodsteunpunt.clock import Clock
from noodsteunpunt.courier.bundle import Head
from noodsteunpunt.courier.errors import (
    BundleMalformed,
    BundleTampered,
    NoSuchPoint,
    PointRevoked,
    WrongIncident,
    WrongPoint,
)
from noodsteunpunt.courier.records import FrameRun, HouseRun, KeyRun, Record, Told
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.enrolment import KIND_CODES, Enrolment
from noodsteunpunt.store.courier import HOUSE, MESH, CourierReads, HouseBroken
from noodsteunpunt.store.database import Store
from sync.certificates import PointCertificate
from sync.frames import Binding, FrameError, decode_body
from sync.ids import Author, point_of
from sync.keys import derive
from sync.members import Members

T = TypeVar("T")

Frame = tuple[int, int, bytes]
"""(author, number, body)."""


class Access(Protocol):
    """A way to a station: the one that runs, or one that was opened for this."""

    def call(self, function: Callable[[CourierDesk], T]) -> T:
        """On the station's thread; what it recorded is durable on return."""
        ...

    def query(self, function: Callable[[CourierReads], T]) -> T:
        """On a read-only connection."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """What goes into a bundle: frames and house entries beyond what the other side has, per author."""

    head: Head
    recipient: PointCertificate
    signing_key: bytes
    house: bool
    for_coordination: bool
    has_mesh: Mapping[int, int]
    has_house: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class LanPapers:
    """``point`` and ``replica`` are keys of this laptop; laptops of one point have the same ``tag``, others do not."""

    point: Ed25519PrivateKey
    replica: Ed25519PrivateKey
    author: int
    incident: bytes
    tag: str


@dataclass(slots=True)
class Brought:
    """What a bundle added here."""

    frames: int = 0
    house: int = 0


class CourierDesk:
    """Belongs to the station's thread. ``bring`` hands frames to the engine as if a road had brought them and says how
    many were new; ``freeze`` gives what waits its frame; ``forked`` hears that others hold frames of ours that we lack.
    """

    def __init__(
        self,
        store: Store,
        enrolment: Enrolment,
        clock: Clock,
        *,
        bring: Callable[[Iterable[Frame], bool], int],
        freeze: Callable[[], None],
        forked: Callable[[int], None],
        silent: Callable[[], bool],
        members: Callable[[], Members],
    ) -> None:
        self.store = store
        self._enrolment = enrolment
        self._clock = clock
        self._bring = bring
        self._freeze = freeze
        self._forked = forked
        self._silent = silent
        self._members = members

    # -- outward ----------------------------------------------------------------------------------------

    def order(self, to: int, *, receipt: bool = False, everything: bool = False, house: bool = True) -> Order:
        """What a bundle for point ``to`` holds. What waited for the radio has its frame on return; no step of a
        delivery moves. ``receipt``: only what this station holds. Raises :class:`NoSuchPoint`."""
        newest = self._members().certificates(to)
        if not newest:
            raise NoSuchPoint(str(to))
        certificate = newest[0]
        self._must_be_member(certificate)
        self._freeze()
        mesh, entries = ({}, {}) if everything else self.store.told_by(to)
        if receipt:
            mesh, entries = self.holdings()
        incident, sender = self._enrolment.roster.incident, self.store.own_author() or 0
        return Order(
            Head(incident, sender, to, self._clock.now()),
            certificate,
            self._enrolment.signing_key,
            house=house and not receipt and self.may_have_house(certificate),
            for_coordination=to != self._enrolment.point,
            has_mesh=mesh,
            has_house=entries,
        )

    def may_have_house(self, other: PointCertificate) -> bool:
        """House entries go to a station of the same point or to the coordination point, to nobody else."""
        coordination = KIND_CODES[StationKind.COORDINATION_POINT]
        return other.point == self._enrolment.point or other.kind == coordination

    def holdings(self) -> tuple[dict[int, int], dict[int, int]]:
        """(mesh, house) heads of this station, durable."""
        return self.store.heads(), self.store.house_heads()

    def find_point(self, words: str) -> int:
        """A point by its number, letters or name. Raises :class:`NoSuchPoint`."""
        wanted = words.strip().casefold()
        certificates = self._members().points()
        for one in certificates:
            if wanted in (str(one.point), one.letters.casefold(), one.name.casefold()):
                return one.point
        raise NoSuchPoint(", ".join(f"{one.letters} ({one.name})" for one in certificates))

    # -- inward -----------------------------------------------------------------------------------------

    def check(self, head: Head) -> bytes:
        """Is it for us, and from a point of this incident? Returns the key that opens it (X25519, 32 B). Raises
        WrongIncident, WrongPoint, BundleTampered, PointRevoked."""
        roster = self._enrolment.roster
        if head.incident != roster.incident:
            raise WrongIncident
        if head.recipient != self._enrolment.point:
            others = self._members().certificates(head.recipient)
            raise WrongPoint(f"{others[0].name} ({others[0].letters})" if others else "?")
        senders = self._members().certificates(point_of(Author(head.sender)))
        genuine = [sender for sender in senders if head.genuine(sender.signing_public)]
        if not genuine:
            raise BundleTampered
        self._must_be_member(genuine[0])
        return self._enrolment.exchange_key

    def _must_be_member(self, certificate: PointCertificate) -> None:
        if self._members().bans.revoked(certificate.point, certificate.generation):
            raise PointRevoked(f"{certificate.name} ({certificate.letters})")

    def take(self, sender: int, at: int, record: Record, brought: Brought, *, air: bool = False) -> None:
        """One record of a bundle whose head was checked, or of a laptop on our own network: ``sender`` is an author,
        ``at`` Unix s. ``air``: the sender is silent, so what it wrote goes on the air from here. Raises
        :class:`BundleMalformed`."""
        match record:
            case FrameRun():
                brought.frames += self._take_frames(record, air=air and record.author == sender and not self._silent())
            case HouseRun():
                self._check_house(sender, record.author)
                try:
                    brought.house += self.store.accept_house(record.author, record.lines)
                except HouseBroken:
                    raise BundleMalformed("house") from None
            case KeyRun():
                for line in record.lines:
                    self._check_house(sender, line.author)
                self.store.accept_keys(record.lines)
            case Told():
                self.told(sender, record, at)

    def _take_frames(self, run: FrameRun, *, air: bool) -> int:
        own = self.store.own_author()
        new = self._bring(run.frames(), air)
        if self.store.own_author() != own:
            # They showed that somebody wrote under our number before. Under a new one they are another's frames.
            new += self._bring(run.frames(), air)
        return new

    def _check_house(self, sender: int, author: int) -> None:
        """A point speaks of its own house entries only."""
        if point_of(Author(author)) != point_of(Author(sender)):
            raise BundleMalformed("house")

    def told(self, replica: int, said: Told, at: int) -> None:
        """Another station durably holds this; if it is the coordination point, that is its receipt: the bundle was
        signed by its point for us, and so was the other end of our own network."""
        heads = dict(said.heads)
        if said.log == MESH:
            own = self.store.own_author()
            held = 0 if own is None else self.store.heads().get(own, 0)
            if own is not None and heads.get(own, 0) > held:
                heads.pop(own)
                self._forked(held)
            if self._is_coordination(replica):
                self.store.save_receipt(replica, b"", heads, self._clock.now())
        self.store.note_told(replica, said.log, heads, at)

    def _is_coordination(self, replica: int) -> bool:
        return self._members().coordinates(Author(replica))

    def finished(self, head: Head, brought: Brought) -> None:
        """The whole of it is here: from now on it is refused as read."""
        now = self._clock.now()
        self.store.bundle_read(head.id, head.sender, head.created, now, frames=brought.frames, house=brought.house)

    def refused(self, reason: str) -> None:
        """Counted, and shown with what the radio refused."""
        self.store.bundle_refused(reason, self._clock.now())

    # -- the point's own network ------------------------------------------------------------------------

    def lan_papers(self) -> LanPapers:
        """By what this laptop shows who it is."""
        enrolment, author = self._enrolment, self.store.own_author() or 0
        secret = derive(enrolment.signing_key, enrolment.roster.incident, 0, b"lan")
        return LanPapers(
            Ed25519PrivateKey.from_private_bytes(enrolment.signing_key),
            Ed25519PrivateKey.from_private_bytes(self.store.own_private_key()),
            author,
            enrolment.roster.incident,
            secret[:8].hex(),
        )

    def still_met(self, author: int) -> int:
        """Unix s at which something of this laptop may be taken in; raises :class:`PointRevoked` once it may not."""
        if self._members().silenced(Author(author)):
            certificates = self._members().certificates(point_of(Author(author)))
            raise PointRevoked(certificates[0].letters if certificates else "")
        return self._clock.now()

    def may_meet(self, author: int, replica_public: bytes) -> bool:
        """Not when this slot is known to be bound to another key, or our point was revoked."""
        if self._members().silenced(Author(author)):
            return False
        body = self.store.read(author, 0)
        if body is None:
            return True
        try:
            bound = decode_body(body)
        except FrameError:
            return True
        return not isinstance(bound, Binding) or bound.replica_public == replica_public

    def silent(self) -> bool:
        """Does this laptop stand by, and send nothing?"""
        return self._silent()

    def freeze(self) -> None:
        """What waits for the radio gets its frame now."""
        if self.store.pending(1):
            self._freeze()

    def own_words(self) -> tuple[Told, Told]:
        """What this station says that it holds."""
        mesh, house = self.holdings()
        return Told(MESH, mesh), Told(HOUSE, house)
