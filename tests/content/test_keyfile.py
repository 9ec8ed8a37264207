# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A key file opens with its passphrase only, asks for bounded work, and is never written over."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from content.errors import PackError, Reason
from content.keyfile import LEAST, Cost, lock_key, public_of, shown_id, unlock_key, write_new_key
from tests.support.signed_kit import KEYS, public

PHRASE = "paard accu nietje klopt lamp"
FILE = lock_key(KEYS[0], PHRASE, cost=LEAST)


def reason(data: bytes, phrase: str = PHRASE) -> Reason:
    with pytest.raises(PackError) as caught:
        unlock_key(data, phrase)
    assert caught.value.sentence
    assert PHRASE not in repr(caught.value)
    return caught.value.reason


def raw() -> bytearray:
    return bytearray(base64.b64decode(b"".join(FILE.splitlines()[1:-1])))


def armoured(data: bytes) -> bytes:
    lines = FILE.splitlines()
    return b"\n".join((lines[0], base64.b64encode(data), lines[-1]))


def test_the_key_comes_back() -> None:
    assert public(unlock_key(FILE, PHRASE)) == public(KEYS[0]) == public_of(FILE)
    assert public(unlock_key(FILE.replace(b"\n", b"\r\n"), f" {PHRASE}\n")) == public(KEYS[0])


def test_the_private_key_and_the_passphrase_do_not_stand_in_the_file() -> None:
    assert KEYS[0].private_bytes_raw() not in bytes(raw())
    assert PHRASE.encode() not in bytes(raw())
    assert lock_key(KEYS[0], PHRASE, cost=LEAST) != FILE


def test_another_passphrase_does_not_fit() -> None:
    assert reason(FILE, PHRASE.upper()) is Reason.KEY_PASSPHRASE
    assert reason(FILE, "") is Reason.KEY_PASSPHRASE


def test_a_passphrase_is_the_same_however_it_is_typed() -> None:
    data = lock_key(KEYS[1], "cafe\u0301 kast laars vlot rem", cost=LEAST)
    assert public(unlock_key(data, "caf\u00e9 kast laars vlot rem")) == public(KEYS[1])


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(PackError) as caught:
        lock_key(KEYS[0], "kort wachtwoord     ", cost=LEAST)
    assert caught.value.reason is Reason.PASSPHRASE_SHORT


@pytest.mark.parametrize("at", [0, 7, 14, 30, 42, 73, 74, 121])
def test_a_changed_file_does_not_open(at: int) -> None:
    data = raw()
    data[at] ^= 1
    assert reason(armoured(data)) in {Reason.KEY_MALFORMED, Reason.KEY_PASSPHRASE}


def test_a_file_cannot_ask_for_any_work() -> None:
    for memory, passes, lanes in ((1 << 31, 2, 1), (19_456, 255, 1), (19_456, 2, 255), (8, 1, 1)):
        data = raw()
        data[8:14] = memory.to_bytes(4, "big") + bytes((passes, lanes))
        assert reason(armoured(data)) is Reason.KEY_COST
    with pytest.raises(PackError):
        lock_key(KEYS[0], PHRASE, cost=Cost(8, 1, 1))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"one line",
        FILE.replace(b"SLEUTEL", b"PRIVATE KEY"),
        FILE[:-60],
        armoured(b"short"),
        armoured(bytes(122)),
        FILE.replace(b"\n", b"\n*", 2),
    ],
)
def test_what_is_no_key_file(data: bytes) -> None:
    assert reason(data) is Reason.KEY_MALFORMED


class TwoFaced:
    """Shows one key and keeps another."""

    def public_key(self) -> Ed25519PublicKey:
        return KEYS[1].public_key()

    def private_bytes_raw(self) -> bytes:
        return KEYS[0].private_bytes_raw()


def test_the_key_inside_is_the_key_that_is_shown() -> None:
    assert reason(lock_key(TwoFaced(), PHRASE, cost=LEAST)) is Reason.KEY_MALFORMED  # type: ignore[arg-type]


def test_a_new_key_is_written_once_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "sleutel-a.nskey"
    made = write_new_key(path, PHRASE, cost=LEAST)
    assert public(unlock_key(path.read_bytes(), PHRASE)) == made
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(PackError) as caught:
        write_new_key(path, PHRASE, cost=LEAST)
    assert caught.value.reason is Reason.KEY_EXISTS
    assert path.read_bytes() == before


def test_a_key_id_as_people_compare_it() -> None:
    assert [len(group) for group in shown_id(public(KEYS[0])).split()] == [4, 4, 4, 4]
