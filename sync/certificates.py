# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may take part. The municipality's root signs a certificate per point and the roster of all of them; in the
field a coordination point may sign one for a support point that comes later. A point's own key binds a replica to a
slot, so that a laptop joins without a coordinator. Who is known and who is revoked: :mod:`sync.members`."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.errors import SyncError
from sync.frames import BINDING, CERTIFICATE
from sync.ids import Author

SUPPORT_POINT, COORDINATION_POINT, HUB = 0, 1, 2
ROOT = 0xFFFF
"""The issuer of a certificate that is no point."""

_MAX_POINTS = 1024
_FIXED = 94
_MAX_NAME = 40


class CertificateError(SyncError):
    """Malformed, or not signed by whom it should be."""


def signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    """Ed25519 (RFC 8032) verification without an exception."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class PointCertificate:
    """What its ``issuer`` says of a point. Keys are raw 32 B; times are Unix seconds and advisory. ``generation``
    rises when a point gets new keys."""

    municipality: int
    incident: bytes
    point: int
    kind: int
    generation: int
    issuer: int
    letters: str
    not_before: int
    not_after: int
    signing_public: bytes
    exchange_public: bytes
    name: str
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        """Version, fixed fields, then name; the signature covers these."""
        return b"".join(
            (
                b"\x01",
                self.municipality.to_bytes(4, "big"),
                self.incident,
                self.point.to_bytes(2, "big"),
                self.kind.to_bytes(1, "big"),
                self.generation.to_bytes(1, "big"),
                self.issuer.to_bytes(2, "big"),
                self.letters.encode("ascii").ljust(3, b" "),
                self.not_before.to_bytes(4, "big"),
                self.not_after.to_bytes(4, "big"),
                self.signing_public,
                self.exchange_public,
                self.name.encode(),
            )
        )

    def to_bytes(self) -> bytes:
        """u8 length of the signed part, signed part, signature."""
        signed = self.signed_bytes()
        return bytes((len(signed),)) + signed + self.signature

    @classmethod
    def from_signed(cls, signed: bytes, signature: bytes) -> PointCertificate:
        """Raises :class:`CertificateError`; verifies nothing."""
        if not _FIXED < len(signed) <= _FIXED + _MAX_NAME or signed[0] != 1 or len(signature) != 64:
            raise CertificateError("certificate")
        try:
            return cls(
                int.from_bytes(signed[1:5], "big"),
                signed[5:13],
                int.from_bytes(signed[13:15], "big"),
                signed[15],
                signed[16],
                int.from_bytes(signed[17:19], "big"),
                signed[19:22].decode("ascii").rstrip(" "),
                int.from_bytes(signed[22:26], "big"),
                int.from_bytes(signed[26:30], "big"),
                signed[30:62],
                signed[62:94],
                signed[94:].decode(),
                signature,
            )
        except UnicodeDecodeError as error:
            raise CertificateError("text") from error

    def signed_with(self, public: bytes) -> bool:
        """Is the signature of this key?"""
        return signed_by(public, self.signature, b"nsp-point" + self.signed_bytes())

    def to_body(self) -> bytes:
        """As it travels: frame 0 of an author whose point is not in the roster."""
        return bytes((CERTIFICATE,)) + self.signed_bytes() + self.signature


def issue_certificate(
    signer: Ed25519PrivateKey,
    *,
    municipality: int,
    incident: bytes,
    point: int,
    kind: int,
    letters: str,
    not_before: int,
    not_after: int,
    signing_public: bytes,
    exchange_public: bytes,
    name: str,
    generation: int = 0,
    issuer: int = ROOT,
) -> PointCertificate:
    """By the root: offline, before the crisis. ``name`` at most 40 B, ``letters`` at most 3 capitals."""
    if len(incident) != 8 or not 0 <= point < _MAX_POINTS or not 1 <= len(name.encode()) <= _MAX_NAME:
        raise ValueError("certificate fields")
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha() and letters.isupper()):
        raise ValueError("certificate letters")
    unsigned = PointCertificate(
        municipality, incident, point, kind, generation, issuer, letters, not_before, not_after, signing_public,
        exchange_public, name,
    )  # fmt: skip
    signed = unsigned.signed_bytes()
    return PointCertificate.from_signed(signed, signer.sign(b"nsp-point" + signed))


@dataclass(frozen=True, slots=True)
class Roster:
    """Every point of one incident, signed as a whole. ``mode``: 0 actual, 1 exercise, 2 demonstration."""

    incident: bytes
    mode: int
    started_at: int
    root_public: bytes
    certificates: tuple[PointCertificate, ...]
    signature: bytes = b""
    _by_point: dict[int, PointCertificate] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._by_point.update({certificate.point: certificate for certificate in self.certificates})

    def point(self, number: int) -> PointCertificate | None:
        """The certificate of a point."""
        return self._by_point.get(number)

    def signed_bytes(self) -> bytes:
        """Incident, mode, start, certificates."""
        head = b"\x01" + self.incident + bytes((self.mode,)) + self.started_at.to_bytes(4, "big")
        return head + b"".join(certificate.to_bytes() for certificate in self.certificates)

    def to_bytes(self) -> bytes:
        """Signed part, then 64 B signature."""
        return self.signed_bytes() + self.signature

    @classmethod
    def from_bytes(cls, raw: bytes, root_public: bytes) -> Roster:
        """Verified against the root before a field is believed; raises :class:`CertificateError`."""
        signed, signature = raw[:-64], raw[-64:]
        if len(signed) < 14 or signed[0] != 1 or not signed_by(root_public, signature, b"nsp-roster" + signed):
            raise CertificateError("roster")
        incident = signed[1:9]
        certificates: list[PointCertificate] = []
        offset = 14
        while offset < len(signed):
            end = offset + 1 + signed[offset]
            certificate = PointCertificate.from_signed(signed[offset + 1 : end], signed[end : end + 64])
            genuine = certificate.issuer == ROOT and certificate.signed_with(root_public)
            if not genuine or certificate.incident != incident:
                raise CertificateError("certificate")
            certificates.append(certificate)
            offset = end + 64
        if len({certificate.point for certificate in certificates}) != len(certificates):
            raise CertificateError("double")
        return cls(
            incident, signed[9], int.from_bytes(signed[10:14], "big"), root_public, tuple(certificates), signature
        )


def issue_roster(
    root: Ed25519PrivateKey,
    *,
    incident: bytes,
    mode: int,
    started_at: int,
    certificates: tuple[PointCertificate, ...],
) -> Roster:
    """Signed by the same root as its certificates."""
    public = root.public_key().public_bytes_raw()
    unsigned = Roster(incident, mode, started_at, public, certificates)
    return Roster(incident, mode, started_at, public, certificates, root.sign(b"nsp-roster" + unsigned.signed_bytes()))


def _binding_message(incident: bytes, author: Author, replica_public: bytes) -> bytes:
    return b"nsp-binding" + incident + author.to_bytes(2, "big") + replica_public


def make_binding(point_private: Ed25519PrivateKey, incident: bytes, author: Author, replica_public: bytes) -> bytes:
    """The body of an author's first frame, or of its second after a certificate."""
    signature = point_private.sign(_binding_message(incident, author, replica_public))
    return bytes((BINDING,)) + author.to_bytes(2, "big") + replica_public + signature


def verify_binding(author: Author, replica_public: bytes, signature: bytes, certificate: PointCertificate) -> bool:
    """Did the point of this certificate bind the replica to the slot?"""
    message = _binding_message(certificate.incident, author, replica_public)
    return signed_by(certificate.signing_public, signature, message)
