# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The benchmark runs, its figures are of one run, and a way that is worse is seen to be worse."""

from __future__ import annotations

import json
import sys

import pytest

from devices.lora import Preset
from tests.benchmarks import transfer
from tests.benchmarks.loads import load
from tests.benchmarks.peers.plain import cbor, cbor_own_transport, json_text


def test_a_small_run_side_by_side(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["transfer", "--json", "--count", "12", "--without-peers", "--quick"])
    transfer.main()
    told = json.loads(capsys.readouterr().out)
    ways = told["ways"]
    costs = [ways[name]["airtime"] for name in ("ours", "cbor under our transport", "json with acknowledgement")]
    assert costs == sorted(costs) and costs[0] < costs[2] / 2
    assert ways["ours"]["ratio_to_ours"] == 1.0
    monkeypatch.setattr(sys, "argv", ["transfer", "--count", "2", "--without-peers", "--quick"])
    transfer.main()
    assert "json with acknowledgement" in capsys.readouterr().out


def test_the_load_is_the_same_for_the_same_seed_and_has_notes_of_48_characters() -> None:
    made = load(400, 7)
    assert made == load(400, 7) != load(400, 8)
    lengths = [len(draft.note) for draft in made.drafts]
    assert 42 <= sum(lengths) / len(lengths) <= 56 and max(lengths) <= 60
    assert {draft.priority.value for draft in load(100, 1, None).drafts} == {"P1", "P2"}
    assert load(100, 1, None).bits > load(100, 1).bits


def test_more_requests_cost_more_with_every_way() -> None:
    records = load(8, 3).named
    for way in (json_text, cbor_own_transport):
        assert way(records[:4], Preset.LONG_FAST).airtime < way(records, Preset.LONG_FAST).airtime


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (1000, "1903e8"),
        (1_000_000, "1a000f4240"),
        ("IETF", "6449455446"),
        ({1: 2}, "a10102"),
        (None, "f6"),
    ],
)
def test_cbor_as_in_rfc_8949(value: object, raw: str) -> None:
    assert cbor(value).hex() == raw
