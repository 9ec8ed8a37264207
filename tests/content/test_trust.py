# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two of three, for what they may sign and while they may; one root follows another and never goes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from content.canonical import Json, dumps, loads
from content.container import open_pack
from content.errors import PackError, Reason
from content.signing import ROOT, Envelope, Role, Signature, key_id, signed
from content.trust import Root, Trust, TrustedKey, parse_root
from tests.support.signed_kit import (
    DAY,
    IDS,
    KEYS,
    NOW,
    ROOT_ONE,
    STRANGER,
    TRUST,
    a_pack,
    a_root,
    draw_key,
    public,
    root_file,
    stream,
    trusted,
)

FOURTH = draw_key(4)
FIFTH = draw_key(5)


def reason(work: Callable[[], object]) -> Reason:
    with pytest.raises(PackError) as caught:
        work()
    assert caught.value.sentence
    return caught.value.reason


def opening(pack: bytes, trust: Trust = TRUST, now: int | None = NOW) -> Callable[[], object]:
    return lambda: open_pack(stream(pack), trust, now=now)


def with_end(root: Root, key: int, expires: int) -> Root:
    """One key ends at another time."""
    return replace(root, keys={**root.keys, IDS[key]: replace(root.keys[IDS[key]], expires=expires)})


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (1, 2), (2, 1, 0)])
def test_any_two_of_three(pair: tuple[int, ...]) -> None:
    opened = open_pack(stream(a_pack(keys=[KEYS[n] for n in pair])), TRUST, now=NOW)
    assert opened.standing.signers == {IDS[n] for n in pair}
    opened.close()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), Reason.SIGNATURES_FEW),
        ((KEYS[0],), Reason.SIGNATURES_FEW),
        ((KEYS[0], STRANGER), Reason.SIGNER_UNKNOWN),
        ((KEYS[0], KEYS[1], STRANGER), Reason.SIGNER_UNKNOWN),
        ((STRANGER, FOURTH), Reason.SIGNER_UNKNOWN),
    ],
)
def test_too_few_or_strangers(keys: tuple[Ed25519PrivateKey, ...], expected: Reason) -> None:
    assert reason(opening(a_pack(keys=keys))) is expected


def test_one_signature_twice_is_one() -> None:
    pack = a_pack(keys=KEYS[:1])
    doubled = pack[:8] + b"\x02" + pack[9:81] * 2 + pack[81:]
    assert reason(opening(doubled)) is Reason.SIGNATURE_DOUBLE


def test_a_signature_under_another_name_is_wrong() -> None:
    pack = a_pack(keys=KEYS[:1])
    copied = sorted((IDS[0], IDS[1]))
    twice = pack[:8] + b"\x02" + b"".join(key + pack[17:81] for key in copied) + pack[81:]
    assert reason(opening(twice)) is Reason.SIGNATURE_WRONG


def test_a_key_that_may_not_sign_packs() -> None:
    ids = frozenset(IDS[:2])
    root = replace(ROOT_ONE, roles={**ROOT_ONE.roles, "pack": Role(ids, 2)})
    assert reason(opening(a_pack(keys=KEYS), trusted(root))) is Reason.SIGNER_ROLE
    assert reason(opening(a_pack(keys=KEYS[1:]), trusted(root))) is Reason.SIGNER_ROLE


def test_an_expired_signer_does_not_count() -> None:
    trust = trusted(with_end(ROOT_ONE, 0, NOW))
    assert reason(opening(a_pack(keys=KEYS[:2]), trust)) is Reason.SIGNER_EXPIRED
    opened = open_pack(stream(a_pack(keys=KEYS)), trust, now=NOW)
    assert opened.standing.signers == {IDS[1], IDS[2]}
    opened.close()
    open_pack(stream(a_pack(keys=KEYS[:2])), trust, now=NOW - 1).close()


def test_without_a_clock_only_what_ran_out_before_the_root_counts_as_expired() -> None:
    open_pack(stream(a_pack()), trusted(with_end(ROOT_ONE, 0, NOW - DAY)), now=None).close()
    trust = trusted(with_end(ROOT_ONE, 0, ROOT_ONE.issued))
    assert reason(opening(a_pack(), trust, None)) is Reason.SIGNER_EXPIRED


def test_an_expired_root_lets_nothing_new_in() -> None:
    root = replace(ROOT_ONE, expires=NOW)
    assert reason(opening(a_pack(), trusted(root))) is Reason.ROOT_EXPIRED
    open_pack(stream(a_pack()), trusted(root), now=None).close()


def test_a_signature_over_a_root_is_none_over_a_pack() -> None:
    """The same bytes as document of a pack and of a root: the name of the kind keeps them apart."""
    document = ROOT_ONE.document()
    root = signed(signed(Envelope(ROOT, (), document), KEYS[0]), KEYS[1])
    pretended = b"NSPACK\x01\n" + root.to_bytes()[8:]
    assert reason(opening(pretended)) is Reason.SIGNATURE_WRONG


def first(data: bytes, root: Root = ROOT_ONE, now: int | None = NOW) -> Trust:
    return Trust.first(data, fingerprint=sha256(root.document()).digest(), now=now)


def test_the_first_root_has_the_fingerprint_of_the_papers() -> None:
    trust = first(root_file(ROOT_ONE))
    assert trust.root == ROOT_ONE
    assert trust.fingerprint == sha256(ROOT_ONE.document()).digest()
    other = replace(ROOT_ONE, municipality="GM0001")
    assert reason(lambda: first(root_file(other))) is Reason.ROOT_FINGERPRINT
    assert reason(lambda: first(root_file(ROOT_ONE, KEYS[0]))) is Reason.SIGNATURES_FEW
    assert reason(lambda: first(ROOT_ONE.unsigned())) is Reason.SIGNATURES_FEW
    assert reason(lambda: first(root_file(ROOT_ONE), now=ROOT_ONE.expires)) is Reason.SIGNER_EXPIRED
    assert reason(lambda: first(root_file(ROOT_ONE) + b"\n")) is Reason.TRAILING
    assert reason(lambda: first(a_pack())) is Reason.NOT_OURS


def test_every_byte_of_a_root_counts() -> None:
    data = root_file(ROOT_ONE)
    for at in range(len(data)):
        reason(lambda at=at: first(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]))  # type: ignore[misc]


TWO = a_root(KEYS[1], KEYS[2], FOURTH, version=2)
"""The first key has gone, a fourth has come."""


def follows(root: Root, *keys: Ed25519PrivateKey, trust: Trust = TRUST, now: int | None = NOW) -> Trust:
    return trust.replaced_by(root_file(root, *keys), now=now)


def test_a_root_follows_with_enough_old_and_enough_new_keys() -> None:
    assert follows(TWO, KEYS[1], KEYS[2]).root == TWO
    assert follows(TWO, KEYS[0], KEYS[1], FOURTH).root == TWO
    trust = follows(TWO, KEYS[0], KEYS[1], FOURTH)
    assert reason(opening(a_pack(keys=KEYS[:2]), trust)) is Reason.SIGNER_UNKNOWN
    open_pack(stream(a_pack(keys=KEYS[1:], root=2)), trust, now=NOW).close()


def test_a_root_with_wholly_other_keys_needs_four_signatures() -> None:
    other = a_root(FOURTH, FIFTH, version=2)
    assert follows(other, KEYS[0], KEYS[2], FOURTH, FIFTH).root == other
    assert reason(lambda: follows(other, FOURTH, FIFTH)) is Reason.SIGNATURES_FEW
    assert reason(lambda: follows(other, KEYS[0], FOURTH, FIFTH)) is Reason.SIGNATURES_FEW
    assert reason(lambda: follows(other, KEYS[0], KEYS[1], FOURTH)) is Reason.SIGNATURES_FEW
    assert reason(lambda: follows(other, KEYS[0], KEYS[1], FOURTH, FIFTH, STRANGER)) is Reason.SIGNER_UNKNOWN


def test_a_point_reads_the_root_it_keeps() -> None:
    """With the signatures of keys that are gone, and long after everything in it ran out."""
    other = a_root(FOURTH, FIFTH, version=2)
    kept = follows(other, KEYS[0], KEYS[2], FOURTH, FIFTH)
    assert Trust.first(kept.data, fingerprint=kept.fingerprint, now=None) == kept
    few = root_file(other, KEYS[0], KEYS[2], FOURTH)
    assert reason(lambda: Trust.first(few, fingerprint=kept.fingerprint, now=None)) is Reason.SIGNATURES_FEW


def test_roots_go_up_by_one_and_stay_in_their_municipality() -> None:
    again = replace(TWO, version=1)
    assert reason(lambda: follows(again, *KEYS[1:])) is Reason.ROOT_ROLLED_BACK
    assert reason(lambda: follows(replace(TWO, version=3), *KEYS[1:])) is Reason.ROOT_GAP
    assert reason(lambda: follows(replace(TWO, municipality="GM0001"), *KEYS[1:])) is Reason.OTHER_MUNICIPALITY


def test_an_expired_root_may_be_followed_but_not_by_an_expired_one() -> None:
    late = NOW + 1000 * DAY
    assert reason(lambda: follows(TWO, *KEYS[1:], now=late)) is Reason.SIGNATURES_FEW
    renewed = replace(
        TWO,
        issued=late - DAY,
        expires=late + DAY,
        keys={name: replace(key, expires=late + DAY) for name, key in TWO.keys.items()},
    )
    assert follows(renewed, *KEYS[1:], now=late).root == renewed
    assert reason(lambda: follows(replace(renewed, expires=late), *KEYS[1:], now=late)) is Reason.ROOT_EXPIRED


def change(**changes: Json) -> bytes:
    value = loads(ROOT_ONE.document(), max_bytes=1 << 16)
    assert isinstance(value, dict)
    return dumps({**value, **changes})


def role(keys: list[str], threshold: int) -> dict[str, Json]:
    whole: dict[str, Json] = {"keys": sorted(key.hex() for key in IDS), "threshold": 2}
    return {"announcement": whole, "root": whole, "pack": {"keys": keys, "threshold": threshold}}


HEX = sorted(key.hex() for key in IDS)


@pytest.mark.parametrize(
    ("document", "field"),
    [
        (change(version=0), "version"),
        (change(version="1"), "version"),
        (change(municipality="Voorbeelddam"), "municipality"),
        (change(expires=ROOT_ONE.issued), "expires"),
        (change(issued=10**13), "issued"),
        (change(more=1), "root"),
        (change(keys={}), "keys"),
        (change(keys=[]), "keys"),
        (change(keys={HEX[0]: {"expires": 1, "holder": "x", "public": "00" * 32}}), "keys"),
        (change(keys={HEX[0]: {"expires": 1, "holder": "x", "public": "00" * 31}}), "public"),
        (change(keys={f"{n:016x}": 1 for n in range(17)}), "keys"),
        (change(roles={}), "announcement"),
        (change(roles=role(HEX, 1)), "threshold"),
        (change(roles=role(HEX, 4)), "threshold"),
        (change(roles=role(HEX[:1], 1)), "threshold"),
        (change(roles=role([HEX[0], HEX[0]], 2)), "roles"),
        (change(roles=role([HEX[0], "00" * 8], 2)), "roles"),
        (change(roles=role(HEX[::-1], 2)), "roles"),
        (b"{}", "not-canonical"),
        (b"[" * 20_000, "too-deep"),
        (b"[]\n", "root"),
    ],
)
def test_roots_that_cannot_be(document: bytes, field: str) -> None:
    with pytest.raises(PackError) as caught:
        parse_root(document)
    assert (caught.value.reason, caught.value.values) == (Reason.ROOT_MALFORMED, {"problem": field})


def test_a_root_of_a_later_format_says_so() -> None:
    assert reason(lambda: parse_root(change(format=2))) is Reason.NEWER_FORMAT


def test_a_root_that_would_be_refused_is_not_written() -> None:
    assert reason(replace(ROOT_ONE, version=0).document) is Reason.ROOT_MALFORMED
    twins = {key_id(public(STRANGER)): TrustedKey(public(KEYS[0]), "Sleutel 0", NOW)}
    assert reason(replace(ROOT_ONE, keys=twins).document) is Reason.ROOT_MALFORMED


def test_no_more_than_eight_sign() -> None:
    envelope = Envelope(ROOT, tuple(Signature(bytes((n,)) * 8, bytes(64)) for n in range(8)), b"{}\n")
    assert reason(lambda: signed(envelope, STRANGER)) is Reason.SIGNATURE_COUNT
    data = bytearray(envelope.to_bytes())
    data[8] = 9
    assert reason(lambda: first(bytes(data))) is Reason.SIGNATURE_COUNT
