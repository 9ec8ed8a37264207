# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever bytes come in, an engine reports; it does not raise and claims nothing it was not told is stored."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.certificates import Roster
from sync.engine import Engine, EngineConfig, Rejected, Timing
from sync.ids import make_author
from sync.wire import RECEIPT, SNAPSHOT, TALK, Keys, Sender, seal_control

VECTORS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "vectors" / "sync_draft_trust.yaml").read_text("utf-8")
)
ROOT = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["private"]["root"]))
ROSTER = Roster.from_bytes(bytes.fromhex(VECTORS["roster"]), ROOT.public_key().public_bytes_raw())
GROUP_KEY = bytes.fromhex(VECTORS["group_key"])
KEYS = Keys.derive(GROUP_KEY, ROSTER.incident, VECTORS["epoch"])


class EmptyLog:
    """Nothing was ever stored."""

    def heads(self) -> Mapping[int, int]:
        return {}

    def beyond(self) -> Mapping[int, frozenset[int]]:
        return {}

    def read(self, author: int, number: int) -> bytes | None:
        return None

    def receipts(self) -> list[bytes]:
        return []

    def outline(self) -> list[tuple[int, int, bytes, bool]]:
        return []

    def aside(self, author: int, number: int) -> list[bytes]:
        return []

    def snapshot(self) -> list[bytes]:
        return []

    def skips(self) -> list[tuple[int, int, bytes]]:
        return []


def engine() -> Engine:
    config = EngineConfig(
        author=make_author(9, 2),
        epoch=VECTORS["epoch"],
        group_key=GROUP_KEY,
        replica_private=ROOT,
        roster=ROSTER,
        timing=Timing.for_packet_time(0.2),
        airtime=lambda length: length / 1000,
    )
    return Engine(config, EmptyLog(), Random(1), 0.0)


def holds_nothing(made: Engine) -> bool:
    return not any(made.heads().values()) and made.acknowledged() == 0 and made.progress() is None


@given(st.lists(st.binary(max_size=260), max_size=8))
def test_random_bytes_are_rejected_and_counted(payloads: list[bytes]) -> None:
    made = engine()
    events = [event for payload in payloads for event in made.receive(payload, 1.0)]
    assert len(events) == len(payloads) and all(isinstance(event, Rejected) for event in events)
    assert sum(made.rejected.values()) == len(payloads)
    assert holds_nothing(made)


@settings(max_examples=200)
@given(st.sampled_from((TALK, RECEIPT, SNAPSHOT)), st.binary(max_size=215), st.integers(0, 0xFFFF))
def test_authentic_nonsense_changes_nothing_durable(kind: int, plain: bytes, author: int) -> None:
    made = engine()
    payload = seal_control(kind, Sender(make_author(author >> 6, author & 63), 1, 1), plain, KEYS)
    made.receive(payload, 1.0)
    made.outgoing(2.0, limit=5)
    assert holds_nothing(made)
