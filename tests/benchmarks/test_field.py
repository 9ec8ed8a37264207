# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The benchmarks of many points run, and a way that is worse is seen to be worse."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import Any

import pytest

from devices.lora import Preset
from noodsteunpunt.simulator.topology import make_topology
from tests.benchmarks import engine, field, heal, latency, load, rejoin


def told(module: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    monkeypatch.setattr(sys, "argv", [module.__name__, "--json", "--quick"])
    module.main()
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_latency(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ways = told(latency, monkeypatch, capsys)["one_hop"]["ways"]
    assert ways["ours"]["at_all"]["never"] == 0
    assert ways["ours"]["at_90_percent"]["p50"] < ways["json text"]["at_90_percent"]["p50"]
    assert ways["ours"]["airtime_s"] < ways["json text"]["airtime_s"]


def test_rejoin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(rejoin, monkeypatch, capsys)
    ways = said["LONG_FAST"]["ways"]
    assert ways["ours"]["never"] == 0
    assert said["LONG_FAST"]["bound_s"] < ways["ours"]["p50"] < ways["json text"]["p50"] / 2
    bytes_of = said["reconciliation_bytes"]
    assert bytes_of["version_vector"] < bytes_of["entropy_of_known_ids"] < bytes_of["pinsketch"]


def test_heal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ways = told(heal, monkeypatch, capsys)["ways"]
    assert ways["ours"]["served"] == 1.0
    assert ways["json text"]["airtime_to_ours"] > 1.5
    assert ways["cbor under our transport"]["airtime_to_ours"] > 1.2


def test_load(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(load, monkeypatch, capsys)
    assert said["ways"]["ours"]["served"] == 1.0
    assert said["ways"]["json text"]["served"] < 1.0
    assert 0 < said["heard_at_rest"]["ours"] < 0.03


def test_engine(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(engine, monkeypatch, capsys)
    assert said["frames_held"] >= said["entries"] == 400
    assert said["cpu_per_frame_engine_alone_ms"] > 0


def test_the_same_seed_gives_the_same_figures() -> None:
    area = make_topology("hop", 4, Preset.SHORT_FAST, 1)
    way = field.ways({"ours": 30, "packed": 18, "cbor": 90})[0]
    runs = [latency.measure(way, area, Preset.SHORT_FAST, 0.2, seed, 2) for seed in (1, 1, 2)]
    assert runs[0] == runs[1] != runs[2]
