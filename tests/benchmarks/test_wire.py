# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The benchmark of the bytes runs, its figures hold, and a worse encoder is seen to be worse."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from noodsteunpunt.encoding import text
from tests.benchmarks import wire
from tests.benchmarks.text_bound import Bound, both, shipped_bits
from tests.training import train

NOTES = wire.NOTES.read_text("utf-8").splitlines()


def test_no_note_of_the_benchmark_was_learnt() -> None:
    known = {note.casefold() for note in train.everything()}
    assert not [note for note in NOTES if note.casefold() in known]
    assert 46 <= sum(map(len, NOTES)) / len(NOTES) <= 50.5


def test_a_request_and_a_step_cost_what_they_may(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["wire", "--json", "--quick", "--seed", "7"])
    wire.main()
    told = json.loads(capsys.readouterr().out)
    assert told["bytes_per_request"] <= 1.45 * told["bound"] and told["bytes_per_request"] < 21.5
    assert told["bytes_per_status"] <= 3
    assert 14 < told["bound"] < 17 and told["status_bound"] > 1.5
    assert min(told["peers"].values()) > 2 * told["bytes_per_request"]


def test_without_the_text_model_it_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MODELS", {0: text.Plain})
    text.model.cache_clear(), text.steps.cache_clear()
    records, _bits = wire.requests(40, 1, NOTES)
    try:
        assert sum(map(len, wire.on_the_air(records))) / 40 > 50
    finally:
        text.model.cache_clear(), text.steps.cache_clear()


def test_other_notes_can_be_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("xkcd 8842 qwrt zzz pfft\n", "utf-8")
    monkeypatch.setattr(sys, "argv", ["wire", "--quick", "--count", "8", "--notes", str(other)])
    wire.main()
    assert "bytes_per_request" in capsys.readouterr().out


def test_the_second_model_learns_and_two_together_are_never_much_worse_than_the_better() -> None:
    bound = Bound()
    before = sum(bound.bits("geen water meer"))
    bound.learn(["geen water", "geen brood meer", "water meer"] * 8)
    after = bound.bits("geen water meer")
    assert sum(after) < before / 3
    model = text.model(text.newest())
    ours = shipped_bits(model, "Geen water ☃ meer")  # type: ignore[arg-type]
    assert len(ours) == len("Geen water ☃ meer") + 1 and min(ours) > 0
    mine = shipped_bits(model, "geen water meer")  # type: ignore[arg-type]
    assert both(after, mine) < min(sum(after), sum(mine)) + 4
