# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is believed: known bytes of certificates and roster, and no changed byte of anything signed or sealed passes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.certificates import (
    COORDINATION_POINT,
    CertificateError,
    Roster,
    issue_certificate,
    issue_roster,
    make_binding,
)
from sync.ids import Author
from sync.members import Members
from sync.wire import (
    Keys,
    PacketError,
    open_packet,
)

VECTORS: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "vectors" / "sync_draft_trust.yaml").read_text())
INCIDENT = bytes.fromhex(VECTORS["incident"])
AUTHOR = Author(VECTORS["author"])
PRIVATE = {name: bytes.fromhex(value) for name, value in VECTORS["private"].items()}
ROOT, POINT, REPLICA = (Ed25519PrivateKey.from_private_bytes(PRIVATE[name]) for name in ("root", "point", "replica"))
KEYS = Keys.derive(bytes.fromhex(VECTORS["group_key"]), INCIDENT, VECTORS["epoch"])
BODIES = {name: bytes.fromhex(value) for name, value in VECTORS["bodies"].items()}
PACKETS = {name: bytes.fromhex(value) for name, value in VECTORS["packets"].items()}


def public(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes_raw()


def exchange_public(name: str) -> bytes:
    return X25519PrivateKey.from_private_bytes(PRIVATE[name]).public_key().public_bytes_raw()


def issued_roster() -> Roster:
    certificate = issue_certificate(
        ROOT,
        municipality=9999,
        incident=INCIDENT,
        point=9,
        kind=COORDINATION_POINT,
        letters="TP",
        not_before=0,
        not_after=2_000_000_000,
        signing_public=public(POINT),
        exchange_public=exchange_public("exchange_a"),
        name="Testpunt 9",
    )
    return issue_roster(ROOT, incident=INCIDENT, mode=2, started_at=1_800_000_000, certificates=(certificate,))


def test_certificate_and_roster() -> None:
    roster = issued_roster()
    assert roster.certificates[0].to_bytes().hex() == VECTORS["certificate"]
    assert roster.to_bytes().hex() == VECTORS["roster"]
    assert Roster.from_bytes(bytes.fromhex(VECTORS["roster"]), public(ROOT)) == roster


def test_no_changed_byte_of_a_roster_passes() -> None:
    raw = bytes.fromhex(VECTORS["roster"])
    for offset in range(len(raw)):
        changed = raw[:offset] + bytes((raw[offset] ^ 1,)) + raw[offset + 1 :]
        with pytest.raises(CertificateError):
            Roster.from_bytes(changed, public(ROOT))


def test_a_roster_of_another_root_does_not_pass() -> None:
    with pytest.raises(CertificateError):
        Roster.from_bytes(bytes.fromhex(VECTORS["roster"]), public(POINT))


def test_binding() -> None:
    roster = issued_roster()
    assert make_binding(POINT, INCIDENT, AUTHOR, public(REPLICA)) == BODIES["binding"]
    bound, _ = Members(roster).bound(AUTHOR, BODIES["binding"])
    assert (bound.author, bound.replica_public) == (AUTHOR, public(REPLICA))
    for offset in range(len(BODIES["binding"])):
        body = BODIES["binding"]
        with pytest.raises(CertificateError):
            Members(roster).bound(AUTHOR, body[:offset] + bytes((body[offset] ^ 1,)) + body[offset + 1 :])


@pytest.mark.parametrize("kind", sorted(PACKETS))
def test_no_changed_byte_of_a_packet_passes(kind: str) -> None:
    raw = PACKETS[kind]
    for offset in range(len(raw)):
        with pytest.raises(PacketError):
            open_packet(raw[:offset] + bytes((raw[offset] ^ 1,)) + raw[offset + 1 :], KEYS)


@pytest.mark.parametrize("kind", sorted(PACKETS))
def test_another_incident_with_the_same_group_key_cannot_open_it(kind: str) -> None:
    other = Keys.derive(bytes.fromhex(VECTORS["group_key"]), b"othercas", VECTORS["epoch"])
    with pytest.raises(PacketError) as caught:
        open_packet(PACKETS[kind], other)
    assert caught.value.reason == "tag"
