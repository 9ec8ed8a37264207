# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The short drill, and what it must find: a request that is lost, a helper sent twice without a card."""

from __future__ import annotations

import pytest

from devices.lora import Preset
from noodsteunpunt.domain import rules_work
from noodsteunpunt.store.mesh_log import MeshLog
from noodsteunpunt.store.reader import Reader
from tests.benchmarks.drill import drill

SHORT = {"requests": 18, "hours": 0.1, "preset": Preset.SHORT_FAST, "loss": 0.1}


def test_nothing_is_lost_and_nobody_is_sent_twice_unseen() -> None:
    result = drill(seed=3, **SHORT)  # type: ignore[arg-type]
    assert result["level"] and result["errors"] == 0
    assert (result["requests"], result["lost"], result["double_dispatch"]) == (18, 0, 0)
    assert result["claims"] > 4


@pytest.mark.soak
def test_it_finds_a_helper_who_is_sent_twice_without_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reader, "conflicts", lambda _reader: [])
    monkeypatch.setattr(rules_work, "check_assign", lambda *_known: None)
    assert drill(seed=3, **SHORT)["double_dispatch"] > 0  # type: ignore[arg-type]


def test_it_finds_what_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    take = MeshLog._take_entries

    def forgetful(self: MeshLog, conn: object, author: int, number: int, body: bytes, at: int) -> set[str]:
        return set() if number % 5 == 4 else take(self, conn, author, number, body, at)  # type: ignore[arg-type]

    monkeypatch.setattr(MeshLog, "_take_entries", forgetful)
    monkeypatch.setattr("tests.benchmarks.drill.CONVERGENCE_STEPS", 1)
    assert drill(seed=3, **SHORT)["lost"] > 0  # type: ignore[arg-type]
