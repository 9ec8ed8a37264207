# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Packs made to harm are refused, each for its own reason, at a cost that is bounded; any bytes give a refusal."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.container import open_pack
from content.errors import PackError, Reason
from tests.fuzz.fuzz_pack import MODES, one_input
from tests.support.signed_kit import NOW, TRUST, a_pack

ROOT = Path(__file__).resolve().parents[2]


@lru_cache
def costs() -> dict[str, dict[str, Any]]:
    """All cases in one process that may take 100 MB more than it needs to make them."""
    command = [sys.executable, "-m", "tests.support.hostile_kit"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    found: dict[str, dict[str, Any]] = json.loads(ran.stdout)
    return found


def test_every_hostile_pack_is_refused_for_its_own_reason() -> None:
    wrong = {name: cost for name, cost in costs().items() if cost["reason"] != cost["expected"]}
    assert not wrong
    assert len(costs()) >= 80


def test_a_hostile_pack_costs_little() -> None:
    for name, cost in costs().items():
        assert cost["memory"] < 100_000_000, (name, cost)
        assert cost["read"] <= 2 * cost["size"], (name, cost)
        assert cost["largest"] <= max(cost["size"], 1 << 16), (name, cost)
    slowest = max(costs().items(), key=lambda item: float(item[1]["seconds"]))
    hungriest = max(costs().items(), key=lambda item: int(item[1]["memory"]))
    print("slowest", slowest, "hungriest", hungriest)


def test_kinds_of_harm_are_told_apart() -> None:
    kinds = [
        "zip bomb",
        "one file of 8 PiB",
        "name '../../evil'",
        "the same name twice",
        "a row that says where a link leads",
        "manifest 20,000 deep",
        "a card 20,000 deep",
        "wrong signer",
        "one signature of two",
        "expired signer",
        "rolled back",
        "manifest of one, files of the other",
        "signatures of one, manifest of the other",
    ]
    assert len({costs()[name]["reason"] for name in kinds}) == len(kinds)


class Endless(io.RawIOBase):
    """A device that never stops."""

    def __init__(self, start: bytes) -> None:
        self.start = start
        self.given = 0

    def read(self, size: int = -1, /) -> bytes:
        assert 0 <= size <= 1 << 16
        data = self.start[self.given : self.given + size].ljust(size, b"\0")
        self.given += size
        return data

    def tell(self) -> int:
        return self.given


@pytest.mark.parametrize(
    ("start", "most", "reason"),
    [
        (b"", 8, Reason.NOT_OURS),
        (b"NSPACK\x01\n\x08", 1_000, Reason.SIGNATURE_DOUBLE),
        (b"NSPACK\x01\n", 13, Reason.DOCUMENT_SIZE),
        (b"NSPACK\x01\n\x00\x00\x10", 2_000_000, Reason.SIGNATURES_FEW),
        (a_pack(), 1_000, Reason.TRAILING),
    ],
)
def test_what_never_ends_is_left_soon(start: bytes, most: int, reason: Reason) -> None:
    held = Endless(start)
    with pytest.raises(PackError) as caught:
        open_pack(held, TRUST, now=NOW)  # type: ignore[arg-type]
    assert (caught.value.reason, held.given <= most) == (reason, True)


def refused(path: Path) -> Reason:
    with pytest.raises(PackError) as caught:
        open_pack(path, TRUST, now=NOW)
    return caught.value.reason


def test_what_lies_on_a_stick_and_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "echt.nspack").write_bytes(a_pack())
    assert refused(tmp_path) is Reason.NOT_REGULAR
    assert refused(tmp_path / "nergens") is Reason.NOT_THERE
    if os.name != "posix":
        return
    for name, target in (("link", "echt.nspack"), ("device", "/dev/zero"), ("loop", "loop")):
        (tmp_path / name).symlink_to(target)
        assert refused(tmp_path / name) is Reason.NOT_REGULAR
    os.mkfifo(tmp_path / "pijp")
    assert refused(tmp_path / "pijp") is Reason.NOT_REGULAR


@given(st.sampled_from(range(len(MODES))), st.binary(max_size=300))
def test_any_bytes_give_a_refusal_or_the_genuine_pack(mode: int, data: bytes) -> None:
    one_input(bytes((mode,)) + data)


@given(st.sampled_from(range(len(MODES))), st.data())
def test_genuine_files_with_pieces_moved_are_refused(mode: int, data: st.DataObject) -> None:
    seed = MODES[mode].seed
    places = st.integers(0, len(seed))
    start, end, to = data.draw(places), data.draw(places), data.draw(places)
    piece = seed[min(start, end) : max(start, end)]
    one_input(bytes((mode,)) + seed[:to] + piece + data.draw(st.binary(max_size=8)) + seed[to + len(piece) :])
