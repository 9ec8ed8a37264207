# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The papers a municipality gives a station before the crisis, and how a DEMO municipality makes them.

An enrolment holds the signed roster of the incident, the point's two private keys and the group key. A
station reads it once, keeps it inside its encrypted database and erases the file.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from noodsteunpunt.domain.values import IncidentMode, StationKind
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.store.base import IncidentInfo
from sync.certificates import CertificateError, Roster, issue_certificate, issue_roster

MODE_CODES: dict[IncidentMode, int] = {IncidentMode.ACTUAL: 0, IncidentMode.EXERCISE: 1, IncidentMode.DEMO: 2}
KIND_CODES: dict[StationKind, int] = {
    StationKind.SUPPORT_POINT: 0,
    StationKind.COORDINATION_POINT: 1,
    StationKind.HUB: 2,
}
_VALIDITY_SECONDS = 90 * 24 * 3600
_EPOCH = 1


class EnrolmentError(Exception):
    """The enrolment is damaged, not signed by its root, or for an incident this build refuses.

    ``problem`` is a stable code: ``missing``, ``malformed``, ``signature``, ``actual_refused``, ``unknown_point``.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Private keys are raw 32 B: Ed25519 ``signing_key`` and X25519 ``exchange_key`` of the point.

    ``pack_root``: SHA-256 (32 B) of the document in the municipality's first pack root, so that the point knows whose
    packs it may believe; nothing where the municipality had none yet.
    """

    roster: Roster
    point: int
    signing_key: bytes
    exchange_key: bytes
    group_key: bytes
    epoch: int
    pack_root: bytes = b""

    def to_bytes(self) -> bytes:
        """JSON; the secrets are in it, so it only ever lies in an encrypted database or on a sealed stick."""
        fields = {
            "roster": self.roster.to_bytes(),
            "root": self.roster.root_public,
            "signing_key": self.signing_key,
            "exchange_key": self.exchange_key,
            "group_key": self.group_key,
            "pack_root": self.pack_root,
        }
        encoded: dict[str, object] = {name: base64.b64encode(value).decode("ascii") for name, value in fields.items()}
        return json.dumps({**encoded, "point": self.point, "epoch": self.epoch}, sort_keys=True).encode("ascii")

    @classmethod
    def from_bytes(cls, raw: bytes) -> Enrolment:
        """Parse and verify; raises :class:`EnrolmentError` and nothing else. An actual incident is refused
        here, until databases have real keys and locks."""
        try:
            fields = json.loads(raw)
            decoded = {
                name: base64.b64decode(fields[name], validate=True)
                for name in ("roster", "root", "signing_key", "exchange_key", "group_key")
            }
            decoded["pack_root"] = base64.b64decode(fields.get("pack_root", ""), validate=True)
            point, epoch = int(fields["point"]), int(fields["epoch"])
        except (ValueError, KeyError, TypeError, binascii.Error, RecursionError) as error:
            raise EnrolmentError("malformed") from error
        sizes = {len(decoded[name]) for name in ("signing_key", "exchange_key", "group_key")}
        if sizes != {32} or len(decoded["pack_root"]) not in (0, 32):
            raise EnrolmentError("malformed")
        try:
            roster = Roster.from_bytes(decoded["roster"], decoded["root"])
        except CertificateError as error:
            raise EnrolmentError("signature") from error
        if mode_of(roster) is IncidentMode.ACTUAL:
            raise EnrolmentError("actual_refused")
        if point not in {certificate.point for certificate in roster.certificates}:
            raise EnrolmentError("unknown_point")
        keys = (decoded["signing_key"], decoded["exchange_key"], decoded["group_key"])
        return cls(roster, point, *keys, epoch, decoded["pack_root"])


def mode_of(roster: Roster) -> IncidentMode:
    """The roster's mode in the domain's words; an unknown code counts as actual, the strictest."""
    return next((mode for mode, code in MODE_CODES.items() if code == roster.mode), IncidentMode.ACTUAL)


def point_names(roster: Roster) -> tuple[PointName, ...]:
    """The roster's points in the domain's words, by number."""
    kinds = {code: kind for kind, code in KIND_CODES.items()}
    names = [
        PointName(certificate.point, certificate.letters, certificate.name, kinds[certificate.kind])
        for certificate in roster.certificates
    ]
    return tuple(sorted(names, key=lambda name: name.number))


def incident_info(enrolment: Enrolment) -> IncidentInfo:
    """What the store must know of the incident."""
    roster = enrolment.roster
    return IncidentInfo(
        incident=roster.incident,
        started_at=roster.started_at,
        points=point_names(roster),
        own_point=enrolment.point,
    )


def demo_enrolments(
    points: Sequence[PointName],
    now: int,
    draw: Callable[[int], bytes] = secrets.token_bytes,
    root: Ed25519PrivateKey | None = None,
) -> dict[int, Enrolment]:
    """A demo municipality's work: a new incident and group key, and a certificate for every point, all from ``draw``
    (bytes of chance; a simulation gives a seeded one).

    Without ``root`` its private key is drawn too, and dropped on return, as an offline root would be out of reach.
    """
    root = root or Ed25519PrivateKey.from_private_bytes(draw(32))
    incident = draw(8)
    group_key = draw(32)
    signing = {point.number: Ed25519PrivateKey.from_private_bytes(draw(32)) for point in points}
    exchange = {point.number: X25519PrivateKey.from_private_bytes(draw(32)) for point in points}
    certificates = tuple(
        issue_certificate(
            root,
            municipality=0,
            incident=incident,
            point=point.number,
            kind=KIND_CODES[point.kind],
            letters=point.letters,
            not_before=now,
            not_after=now + _VALIDITY_SECONDS,
            signing_public=signing[point.number].public_key().public_bytes(Encoding.Raw, PublicFormat.Raw),
            exchange_public=exchange[point.number].public_key().public_bytes(Encoding.Raw, PublicFormat.Raw),
            name=point.name,
        )
        for point in points
    )
    roster = issue_roster(
        root,
        incident=incident,
        mode=MODE_CODES[IncidentMode.DEMO],
        started_at=now - now % 60,
        certificates=certificates,
    )
    return {
        point.number: Enrolment(
            roster,
            point.number,
            signing[point.number].private_bytes_raw(),
            exchange[point.number].private_bytes_raw(),
            group_key,
            _EPOCH,
        )
        for point in points
    }
