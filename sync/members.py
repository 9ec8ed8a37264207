# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who takes part now: the roster, certificates that came later, and bindings of replicas to slots."""

from __future__ import annotations

from hashlib import sha256

from sync.bans import Bans
from sync.certificates import (
    COORDINATION_POINT,
    ROOT,
    SUPPORT_POINT,
    CertificateError,
    PointCertificate,
    Roster,
    verify_binding,
)
from sync.frames import Binding, CertificateBody, Frame, FrameError, decode_body
from sync.ids import Author, point_of
from sync.vectors import Holding, holding_of

MAX_LATER = 64
"""Certificates beyond the roster that are remembered."""


def _rank(certificate: PointCertificate) -> tuple[int, int, bytes]:
    """Of two for one point and generation the root's counts, then the one with the lower hash."""
    return -certificate.generation, -certificate.issuer, sha256(certificate.signed_bytes()).digest()


class Members:
    """Certificates by point, newest generation first. A point keeps its earlier ones: what it wrote under them
    stays its word, unless that was revoked."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._certificates = {certificate.point: [certificate] for certificate in roster.certificates}
        self._later = 0
        self.bans = Bans()

    def points(self) -> list[PointCertificate]:
        """The newest certificate of every point, by number."""
        return [held[0] for _, held in sorted(self._certificates.items())]

    def certificates(self, point: int) -> list[PointCertificate]:
        """All of a point, newest first; empty if nobody certified it."""
        return self._certificates.get(point, [])

    def knows(self, author: Author) -> bool:
        """Is its point certified?"""
        return point_of(author) in self._certificates

    def coordinates(self, author: Author) -> bool:
        """Is its point a coordination point?"""
        return any(held.kind == COORDINATION_POINT for held in self.certificates(point_of(author)))

    def silenced(self, author: Author) -> bool:
        """Is this a writer of a point that was revoked and not certified anew?"""
        newest = self.certificates(point_of(author))
        known = self.bans.generations.get(author, newest[0].generation if newest else 0)
        return self.bans.revoked(point_of(author), known)

    def barred(self, frame: Frame) -> bool:
        """Does it come after the end of a writer that was revoked?"""
        if point_of(frame.author) not in self.bans.points():
            return False
        generation = None
        try:
            decoded = decode_body(frame.body)
            if isinstance(decoded, Binding):
                generation = self.bound(frame.author, frame.body)[1].generation
            elif isinstance(decoded, CertificateBody):
                generation = self.read(decoded).generation
        except (CertificateError, FrameError):
            return False  # refused for that
        end = self.bans.cut(frame.author, generation)
        return end is not None and frame.number >= end

    def clipped(self, author: Author, holding: Holding) -> Holding:
        """What somebody says to hold of an author, as far as we would take it. Who rests on which certificate shows
        in the first two frames."""
        end = self.bans.cut(author)
        if end is None or holding.top <= end:
            return holding
        return holding_of(min(holding.head, end if author in self.bans.generations else max(end, 2)), ())

    def read(self, body: CertificateBody) -> PointCertificate:
        """Verified by its issuer; raises :class:`CertificateError`."""
        certificate = PointCertificate.from_signed(body.signed, body.signature)
        if certificate.incident != self.roster.incident or certificate.point >= 1024:
            raise CertificateError("incident")
        if certificate.issuer == ROOT:
            genuine = certificate.signed_with(self.roster.root_public)
        else:
            # In the field a coordination point lets a support point in, never another coordination point.
            issuers = [held for held in self.certificates(certificate.issuer) if held.kind == COORDINATION_POINT]
            genuine = certificate.kind == SUPPORT_POINT and any(
                certificate.signed_with(held.signing_public) for held in issuers
            )
        if not genuine:
            raise CertificateError("certificate")
        return certificate

    def learn(self, certificate: PointCertificate) -> bool:
        """One that :meth:`read` verified. False if it is known, or too many came."""
        held = self._certificates.get(certificate.point, [])
        same = [one for one in held if one.generation == certificate.generation]
        if any(_rank(one) <= _rank(certificate) for one in same) or (not same and self._later >= MAX_LATER):
            return False
        self._later += not same
        kept = [one for one in held if one.generation != certificate.generation]
        self._certificates[certificate.point] = sorted([*kept, certificate], key=_rank)
        return True

    def bound(self, author: Author, body: bytes) -> tuple[Binding, PointCertificate]:
        """The binding in a body and the certificate it rests on; raises :class:`CertificateError`."""
        try:
            binding = decode_body(body)
        except FrameError as error:
            raise CertificateError("binding") from error
        if not isinstance(binding, Binding) or binding.author != author:
            raise CertificateError("binding")
        for certificate in self.certificates(point_of(author)):
            if verify_binding(author, binding.replica_public, binding.signature, certificate):
                return binding, certificate
        raise CertificateError("binding")
