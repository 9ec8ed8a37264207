# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Identities, certificates, roster, bindings, keys, sealed fields and chains."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.certificates import CertificateError, Roster, issue_certificate, issue_roster, make_binding
from sync.chain import chain_next, chain_start, previous_of, sign_body, verify_body
from sync.frames import MAX_BODY, Binding, Checkpoint, content_of, decode_body
from sync.ids import Author, make_author, point_of, replica_id, slot_of
from sync.keys import SealError, control_key, frame_key, open_sealed, pair_key, seal
from sync.members import Members
from tests.support.sync_papers import GROUP_KEY, INCIDENT, ROOT, ROSTER, binding, content, entries, key, make_roster

AUTHOR = make_author(2, 5)
ROOT_PUBLIC = ROOT.public_key().public_bytes_raw()


def test_an_author_is_a_point_and_a_slot() -> None:
    assert AUTHOR == 2 * 64 + 5
    assert (point_of(AUTHOR), slot_of(AUTHOR)) == (2, 5)
    assert make_author(1023, 63) == 0xFFFF


@pytest.mark.parametrize(("point", "slot"), [(-1, 0), (1024, 0), (0, -1), (0, 64)])
def test_an_author_outside_its_bits_is_refused(point: int, slot: int) -> None:
    with pytest.raises(ValueError, match="range"):
        make_author(point, slot)


def test_a_replica_is_the_hash_of_its_key() -> None:
    assert replica_id(bytes(32)) == hashlib.sha256(bytes(32)).digest()[:16]


def test_a_roster_reads_back() -> None:
    read = Roster.from_bytes(ROSTER.to_bytes(), ROOT_PUBLIC)
    assert read == ROSTER
    certificate = read.point(9)
    assert certificate is not None
    assert (certificate.name, certificate.kind, certificate.letters) == ("Testpunt 9", 1, "TP")
    assert read.point(77) is None


def test_every_changed_byte_of_a_roster_is_refused() -> None:
    raw = make_roster((1, 2)).to_bytes()
    for at in range(len(raw)):
        changed = raw[:at] + bytes((raw[at] ^ 1,)) + raw[at + 1 :]
        with pytest.raises(CertificateError):
            Roster.from_bytes(changed, ROOT_PUBLIC)


@pytest.mark.parametrize("length", [0, 1, 14, 63, 64, 78, 200])
def test_a_truncated_roster_is_refused(length: int) -> None:
    with pytest.raises(CertificateError):
        Roster.from_bytes(ROSTER.to_bytes()[:length], ROOT_PUBLIC)


def test_a_roster_of_another_root_is_refused() -> None:
    with pytest.raises(CertificateError):
        Roster.from_bytes(ROSTER.to_bytes(), key("other root").public_key().public_bytes_raw())


def test_certificates_of_another_root_or_incident_and_doubles_are_refused() -> None:
    stranger = make_roster((7,), incident=b"another!").certificates[0]
    forged = replace(ROSTER.certificates[0], name="Testpunt X")
    for certificates in ((stranger,), (forged,), (ROSTER.certificates[0], ROSTER.certificates[0])):
        roster = issue_roster(ROOT, incident=INCIDENT, mode=2, started_at=0, certificates=certificates)
        with pytest.raises(CertificateError):
            Roster.from_bytes(roster.to_bytes(), ROOT_PUBLIC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"point": 1024},
        {"incident": b"short"},
        {"letters": ""},
        {"letters": "ABCD"},
        {"letters": "ab"},
        {"name": ""},
        {"name": "é" * 21},
    ],
)
def test_fields_that_do_not_fit_are_not_certified(wrong: dict[str, object]) -> None:
    fields: dict[str, object] = {
        "municipality": 1,
        "incident": INCIDENT,
        "point": 1,
        "kind": 0,
        "letters": "AB",
        "not_before": 0,
        "not_after": 1,
        "signing_public": bytes(32),
        "exchange_public": bytes(32),
        "name": "é" * 20,
    }
    issue_certificate(ROOT, **fields)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="certificate"):
        issue_certificate(ROOT, **(fields | wrong))  # type: ignore[arg-type]


def test_a_binding_names_its_replica() -> None:
    bound, certificate = Members(ROSTER).bound(AUTHOR, binding(AUTHOR))
    assert isinstance(bound, Binding) and certificate.point == 2
    assert (bound.author, bound.replica_public) == (AUTHOR, key(f"replica {AUTHOR}").public_key().public_bytes_raw())


def test_a_binding_holds_for_its_point_incident_author_and_key_only() -> None:
    public = bytes(32)
    good = binding(AUTHOR)
    wrong = [
        make_binding(key("point 3"), INCIDENT, AUTHOR, public),
        make_binding(key("point 2"), b"another!", AUTHOR, public),
        make_binding(key("point 77"), INCIDENT, make_author(77, 0), public),
        good[:1] + make_author(2, 6).to_bytes(2, "big") + good[3:],
        good[:3] + public + good[35:],
        good[:-1],
        entries(1),
    ]
    for body in wrong:
        with pytest.raises(CertificateError):
            Members(ROSTER).bound(AUTHOR, body)


def test_keys_differ_by_purpose_incident_and_epoch() -> None:
    made = [
        derive(GROUP_KEY, incident, epoch)
        for derive in (frame_key, control_key)
        for incident in (INCIDENT, b"another!")
        for epoch in (1, 2)
    ]
    assert len(set(made)) == 8
    assert {len(one) for one in made} == {32}


def test_both_ends_derive_the_same_pair_key() -> None:
    ends = [X25519PrivateKey.from_private_bytes(bytes((fill,)) * 32) for fill in (1, 2, 3)]
    private = [end.private_bytes_raw() for end in ends]
    public = [end.public_key().public_bytes_raw() for end in ends]
    shared = pair_key(private[0], public[1], INCIDENT)
    assert shared == pair_key(private[1], public[0], INCIDENT)
    assert shared != pair_key(private[2], public[0], INCIDENT)
    assert shared != pair_key(private[0], public[1], b"another!")


def test_a_sealed_block_opens_only_where_it_was_sealed() -> None:
    blob = seal(bytes(32), AUTHOR, 7, b"accu nog 40 min", b"open")
    assert open_sealed(bytes(32), AUTHOR, 7, blob, b"open") == b"accu nog 40 min"
    assert len(blob) == len(b"accu nog 40 min") + 8
    changed = bytes((blob[0] ^ 1,)) + blob[1:]
    tries = [
        (bytes(31) + b"\1", AUTHOR, 7, blob, b"open"),
        (bytes(32), Author(AUTHOR + 1), 7, blob, b"open"),
        (bytes(32), AUTHOR, 8, blob, b"open"),
        (bytes(32), AUTHOR, 7, changed, b"open"),
        (bytes(32), AUTHOR, 7, blob, b"Open"),
        (bytes(32), AUTHOR, 7, blob[:7], b"open"),
        (bytes(32), AUTHOR, 7, b"", b"open"),
    ]
    for used, author, number, tried, beside in tries:
        with pytest.raises(SealError):
            open_sealed(used, author, number, tried, beside)


def test_the_chain_is_the_one_that_is_specified() -> None:
    start = chain_start(INCIDENT, AUTHOR, b"body 0")
    assert start == hashlib.sha256(b"nsp-chain" + INCIDENT + AUTHOR.to_bytes(2, "big") + b"body 0").digest()[:16]
    assert chain_next(start, 1, b"body 1") == hashlib.sha256(start + b"\0\0\0\1" + b"body 1").digest()[:16]


def test_a_signed_frame_is_of_one_author_number_history_and_content() -> None:
    replica = key(f"replica {AUTHOR}")
    public = replica.public_key().public_bytes_raw()
    body = sign_body(replica, INCIDENT, AUTHOR, 3, bytes(16), b"\2")
    assert isinstance(decode_body(body), Checkpoint) and previous_of(body) == bytes(16)
    assert verify_body(public, INCIDENT, AUTHOR, 3, body)
    assert not verify_body(public, INCIDENT, AUTHOR, 4, body)
    assert not verify_body(public, b"another!", AUTHOR, 3, body)
    assert not verify_body(public, INCIDENT, Author(AUTHOR + 1), 3, body)
    assert not verify_body(bytes(32), INCIDENT, AUTHOR, 3, body)
    for at in range(len(body)):
        assert not verify_body(public, INCIDENT, AUTHOR, 3, body[:at] + bytes((body[at] ^ 1,)) + body[at + 1 :])


def test_entries_are_signed_without_changing_them() -> None:
    replica = key(f"replica {AUTHOR}")
    body = sign_body(replica, INCIDENT, AUTHOR, 3, bytes(16), content(3))
    assert content_of(body) == content(3) and decode_body(body) == decode_body(entries(3))
    assert verify_body(replica.public_key().public_bytes_raw(), INCIDENT, AUTHOR, 3, body)
    with pytest.raises(ValueError, match="room"):
        sign_body(replica, INCIDENT, AUTHOR, 3, bytes(16), bytes(MAX_BODY - 79))
