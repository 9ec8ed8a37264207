# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Builds the sync engine of a station from its store, papers and radio."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from functools import partial
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.radio import MAX_PAYLOAD, Radio
from noodsteunpunt.clock import Clock
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.store.database import Store
from noodsteunpunt.store.errors import StoreError
from sync.engine import Engine, EngineConfig, Timing
from sync.ids import Author
from sync.snapshot import Matters

log = logging.getLogger(__name__)

DUTY_CYCLE = 0.10
"""EU 868 MHz, 869.4-869.65 MHz: 10 % of any hour (2006/771/EC as amended)."""

LIFE_RESERVE = 120.0
"""Seconds of the hour's 360 that only P1 may use."""

HEARD = "heard_packets"
"""Where the store keeps which packets were heard, so that after a restart yesterday's are no news."""

BATCH_PACKETS = 5.0
"""A non-urgent entry waits this many packet times for company: 11 s on LONG_FAST, 1 s on SHORT_FAST."""


def engine_config(
    author: Author,
    key: Ed25519PrivateKey,
    radio: Radio,
    enrolment: Enrolment,
    kind: StationKind,
    matters: Callable[[Collection[int]], Matters | None] | None = None,
) -> EngineConfig:
    """The settings of a point's engine, with every timer from its radio's present speed. ``matters``: see
    :class:`EngineConfig`."""
    return EngineConfig(
        author=author,
        epoch=enrolment.epoch,
        group_key=enrolment.group_key,
        replica_private=key,
        exchange_private=enrolment.exchange_key,
        roster=enrolment.roster,
        timing=Timing.for_packet_time(radio.airtime(MAX_PAYLOAD)),
        airtime=radio.airtime,
        duty_cycle=DUTY_CYCLE,
        life_reserve=LIFE_RESERVE,
        is_coordination=kind is StationKind.COORDINATION_POINT,
        matters=matters,
    )


def build_engine(
    store: Store, radio: Radio, clock: Clock, enrolment: Enrolment, rng: Random, kind: StationKind
) -> tuple[Engine, Author, float]:
    """The engine, the replica's author and the batching time in seconds."""
    own = store.own_author()
    if own is None:
        raise ValueError("no own replica")
    author = Author(own)
    key = Ed25519PrivateKey.from_private_bytes(store.own_private_key())
    config = engine_config(author, key, radio, enrolment, kind, partial(what_matters, store, clock))
    now = clock.steady()
    engine = Engine(config, store, rng, now, spent=_spent(store, clock, now))
    engine.admission.replay.restore(store.meta_get(HEARD) or b"")
    return engine, author, batch_seconds(radio)


def what_matters(store: Store, clock: Clock, points: Collection[int]) -> Matters | None:
    """What is open by the rows of this station; None if they cannot be read now."""
    try:
        return Matters(clock.now(), store.open_frames(points))
    except StoreError as error:
        log.error("reading what is open failed: %s", type(error).__name__)
        return None


def batch_seconds(radio: Radio) -> float:
    """See :data:`BATCH_PACKETS`."""
    return radio.airtime(MAX_PAYLOAD) * BATCH_PACKETS


def _spent(store: Store, clock: Clock, now: float) -> list[tuple[float, str, float]]:
    """Airtime of the last hour by steady time: a restart must not forget what the law counts."""
    wall_minute = clock.now() // 60
    return [
        (now - max(0, wall_minute - minute) * 60.0, kind, seconds)
        for minute, kind, seconds in store.spent(wall_minute - 60)
    ]
