# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pack that was changed anywhere is refused; what is opened is what was built; the same tree gives the same bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.container import inspect_pack, open_pack, sign, write_pack
from content.errors import SENTENCES, PackError, Reason
from tests.support.signed_kit import (
    DAY,
    HEADER,
    IDS,
    KEYS,
    NOW,
    TREE,
    TRUST,
    CountingStream,
    a_pack,
    a_root,
    document_of,
    stream,
    trusted,
)

PACK = a_pack()


def refused(data: bytes, **more: int | None) -> Reason:
    arguments: dict[str, int | None] = {"now": NOW, **more}
    with pytest.raises(PackError) as caught:
        open_pack(stream(data), TRUST, **arguments)  # type: ignore[arg-type]
    assert caught.value.sentence
    return caught.value.reason


def test_what_was_built_comes_out() -> None:
    with open_pack(stream(PACK), TRUST, now=NOW, highest=7) as opened:
        assert dict(opened.files()) == TREE
        assert list(dict(opened.files())) == sorted(TREE)
        assert opened.header == HEADER
        assert opened.expired is False
        assert opened.standing.signers == {IDS[0], IDS[1]}
        assert opened.value("pack.json") == {"id": "voorbeeld"}
        assert opened.digest == sha256(document_of(PACK)).digest()
        assert opened.manifest.total == sum(len(data) for data in TREE.values())


def test_a_pack_in_a_file_is_opened_and_let_go(tmp_path: Path) -> None:
    path = tmp_path / "voorbeeld.nspack"
    path.write_bytes(PACK)
    with open_pack(path, TRUST, now=NOW) as opened:
        assert opened.read("media.stroom.svg") == b"<svg/>"
    with pytest.raises(ValueError, match="closed"):
        opened.read("media.stroom.svg")


@pytest.mark.parametrize("change", [lambda byte: byte ^ 1, lambda byte: byte ^ 0x80, lambda byte: byte ^ 0xFF])
def test_every_byte_counts(change: object) -> None:
    assert callable(change)
    for at in range(len(PACK)):
        damaged = PACK[:at] + bytes((change(PACK[at]),)) + PACK[at + 1 :]
        refused(damaged)


def test_every_byte_counts_with_a_third_signature() -> None:
    pack = a_pack(keys=KEYS)
    for at in range(9 + 3 * 72):
        refused(pack[:at] + bytes((pack[at] ^ 1,)) + pack[at + 1 :])


def test_every_length_but_its_own_is_refused() -> None:
    for size in range(len(PACK)):
        assert refused(PACK[:size]) is Reason.TRUNCATED
    assert refused(PACK + b"\0") is Reason.TRAILING


def test_the_order_of_files_and_officers_changes_nothing() -> None:
    shuffled = dict(reversed(list(TREE.items())))
    pack = sign(sign(write_pack(shuffled, HEADER), KEYS[1]), KEYS[0])
    assert pack == PACK


def test_known_bytes() -> None:
    """A change here is a change of the format: it gets a new number and a way to read the old one."""
    assert sha256(PACK).hexdigest() == "d20dbcfcca49d51321f6ee11f848e7c8d9859685b42ff7d83d3336f1542b24a0"


MAKE = """
import sys
from tests.support.signed_kit import a_pack
sys.stdout.buffer.write(a_pack())
"""


@pytest.mark.parametrize(("zone", "locale", "seed"), [("America/Kralendijk", "C", "1"), ("Asia/Tokyo", "C.UTF-8", "2")])
def test_the_same_bytes_in_every_zone_and_locale(zone: str, locale: str, seed: str) -> None:
    surroundings = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path.cwd())}
    made = subprocess.run([sys.executable, "-c", MAKE], env=surroundings, capture_output=True, check=True)
    assert made.stdout == PACK


@given(
    st.dictionaries(
        st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}\.json", fullmatch=True), st.binary(max_size=60), min_size=1
    )
)
def test_any_tree_comes_back(tree: dict[str, bytes]) -> None:
    try:
        pack = a_pack(tree)
    except PackError as error:
        assert error.reason is Reason.FILE_NAME  # noqa: PT017 - "con.json" and the like are names of devices
        return
    with open_pack(stream(pack), TRUST, now=NOW) as opened:
        assert dict(opened.files()) == tree


def test_an_empty_file_is_a_file() -> None:
    with open_pack(stream(a_pack({"leeg.json": b""})), TRUST, now=NOW) as opened:
        assert opened.read("leeg.json") == b""


def test_a_name_that_is_not_there() -> None:
    with open_pack(stream(PACK), TRUST, now=NOW) as opened, pytest.raises(PackError) as caught:
        opened.read("../etc")
    assert caught.value.reason is Reason.FILE_MISSING


def test_expired_is_said_and_is_no_lock() -> None:
    pack = a_pack(issued=NOW - 9 * DAY, expires=NOW)
    with open_pack(stream(pack), TRUST, now=NOW) as opened:
        assert opened.expired is True
    with open_pack(stream(pack), TRUST, now=NOW - 1) as opened:
        assert opened.expired is False
    with open_pack(stream(pack), TRUST, now=None) as opened:
        assert opened.expired is None


def test_versions_only_rise() -> None:
    assert refused(PACK, highest=8) is Reason.ROLLED_BACK
    with open_pack(stream(PACK), TRUST, now=NOW, highest=6):
        pass


def test_one_version_is_one_pack() -> None:
    known = sha256(document_of(PACK)).digest()
    other = a_pack({**TREE, "pack.json": b"{}\n"})
    with open_pack(stream(PACK), TRUST, now=NOW, highest=7, highest_digest=known):
        pass
    with pytest.raises(PackError) as caught:
        open_pack(stream(other), TRUST, now=NOW, highest=7, highest_digest=known)
    assert caught.value.reason is Reason.VERSION_TWICE


def test_the_pack_that_was_expected() -> None:
    with pytest.raises(PackError) as caught:
        open_pack(stream(PACK), TRUST, now=NOW, pack_id="anders")
    assert caught.value.reason is Reason.OTHER_PACK
    assert refused(a_pack(municipality="GM0001")) is Reason.OTHER_MUNICIPALITY
    assert refused(a_pack(root=2)) is Reason.ROOT_NEEDED


def test_a_pack_of_an_older_root_is_good_while_its_signers_are() -> None:
    with open_pack(stream(PACK), trusted(a_root(version=2)), now=NOW):
        pass


def test_what_was_installed_is_read_after_root_and_keys_ran_out() -> None:
    late = NOW + 1000 * DAY
    assert refused(PACK, now=late) is Reason.SIGNER_EXPIRED
    with open_pack(stream(PACK), TRUST, now=late, highest=7, installed=True) as opened:
        assert opened.expired is True
    with pytest.raises(PackError):
        open_pack(stream(PACK[:-1]), TRUST, now=late, installed=True)


def test_nobody_signs_twice_or_what_is_not_whole() -> None:
    with pytest.raises(PackError) as caught:
        sign(PACK, KEYS[0])
    assert caught.value.reason is Reason.SIGNED_ALREADY
    with pytest.raises(PackError) as caught:
        sign(write_pack(TREE, HEADER)[:-1] + b"!", KEYS[0])
    assert caught.value.reason is Reason.FILE_CHANGED


def test_the_maker_can_look_into_an_unsigned_pack() -> None:
    with inspect_pack(stream(write_pack(TREE, HEADER))) as opened:
        assert opened.header == HEADER
        assert opened.standing.signers == frozenset()


def test_a_stick_that_is_changed_after_opening_gives_nothing() -> None:
    held = io.BytesIO(PACK)
    with open_pack(held, TRUST, now=NOW) as opened:
        held.seek(len(PACK) - 1)
        held.write(b"!")
        with pytest.raises(PackError) as caught:
            dict(opened.files())
    assert caught.value.reason is Reason.FILE_CHANGED


def test_a_refused_pack_is_let_go() -> None:
    held = stream(PACK[:-1])
    with pytest.raises(PackError):
        open_pack(held, TRUST, now=NOW)
    assert held.closed


class BrokenStick(io.BytesIO):
    """Pulled out after a number of bytes."""

    def __init__(self, data: bytes, left: int) -> None:
        super().__init__(data)
        self.left = left

    def read(self, size: int | None = -1, /) -> bytes:
        self.left -= size or 0
        if self.left < 0:
            raise OSError(5, "input/output error")
        return super().read(size)


@pytest.mark.parametrize("left", [0, 8, 100, 300, len(PACK) - 1, len(PACK)])
def test_a_stick_that_is_pulled_out(left: int) -> None:
    with pytest.raises(PackError) as caught:
        open_pack(BrokenStick(PACK, left), TRUST, now=NOW)
    assert caught.value.reason is Reason.UNREADABLE


def test_a_large_file_is_read_in_pieces() -> None:
    held = CountingStream(a_pack({"media.geluid.bin": bytes(3 << 20)}))
    with open_pack(held, TRUST, now=NOW):
        assert held.largest <= 1 << 16
        assert held.total == len(held.getvalue())


def test_the_header_of_a_pack_that_cannot_be_is_not_built() -> None:
    for changes in (
        {"version": 0},
        {"expires": HEADER.issued},
        {"municipality": "gm"},
        {"pack_id": "../x"},
        {"root": 0},
    ):
        with pytest.raises(PackError) as caught:
            write_pack(TREE, replace(HEADER, **changes))  # type: ignore[arg-type]
        assert caught.value.reason is Reason.MANIFEST_FIELDS


def test_every_reason_has_a_sentence_without_jargon_for_the_wrong_reader() -> None:
    assert set(SENTENCES) == set(Reason)
    for sentence in SENTENCES.values():
        assert sentence.endswith(".")
        assert max(len(part.split()) for part in sentence.split(". ")) <= 20, sentence
