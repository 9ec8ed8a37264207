# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Governor, timers, replay windows, certificates: each alone."""

from __future__ import annotations

from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.airtime import Governor
from sync.certificates import CertificateError, Roster, make_binding
from sync.ids import Author, make_author, point_of, slot_of
from sync.members import Members
from sync.replay import ReplayWindows
from sync.schedule import Timing, Trickle
from sync.wire import Sender
from tests.support.station_kit import papers


def test_governor_counts_a_rolling_hour_and_keeps_the_reserve_for_life() -> None:
    governor = Governor(0.10, 120.0)
    while governor.allows(0.0, "facts", 2.0):
        governor.charge(0.0, "facts", 2.0)
    assert governor.ledger(0.0).used_s == pytest.approx(240.0)
    assert not governor.allows(0.0, "control", 2.0) and not governor.allows(0.0, "repair", 2.0)
    while governor.allows(0.0, "life", 2.0):
        governor.charge(0.0, "life", 2.0)
    assert governor.ledger(0.0).used_s == pytest.approx(360.0)
    assert not governor.allows(3500.0, "life", 2.0)
    assert governor.allows(3700.0, "facts", 2.0)


def test_trickle_doubles_when_quiet_and_resets_when_not() -> None:
    trickle = Trickle(2.0, 16.0, 2, Random(1), 0.0)
    spoken = [now / 10 for now in range(1000) if trickle.due(now / 10)]
    gaps = [b - a for a, b in zip(spoken, spoken[1:], strict=False)]
    assert 5 <= len(spoken) <= 12 and max(gaps) <= 24.0 and gaps[-1] > gaps[0]
    trickle.hasten(100.0, 2.0)
    assert trickle.next_wakeup() <= 102.0


def test_trickle_is_silent_when_others_spoke() -> None:
    trickle = Trickle(2.0, 2.0, 2, Random(1), 0.0)
    for step in range(200):
        now = step / 10
        trickle.consistent()
        trickle.consistent()
        assert not trickle.due(now)


def test_timing_follows_the_packet() -> None:
    assert Timing.for_packet_time(2.157).beacon_max == pytest.approx(475, abs=1)


def test_replay_window() -> None:
    windows = ReplayWindows()
    author = Author(64)
    assert [windows.fresh(Sender(author, 1, n)) for n in (5, 5, 4, 4, 70, 5, 7)] == [
        True,
        False,
        True,
        False,
        True,
        False,
        True,
    ]
    assert windows.fresh(Sender(author, 2, 5))


def test_author_parts() -> None:
    author = make_author(1023, 63)
    assert (author, point_of(author), slot_of(author)) == (65535, 1023, 63)
    with pytest.raises(ValueError, match="range"):
        make_author(1024, 0)


def test_roster_is_believed_only_under_its_root() -> None:
    roster = papers()[1].roster
    raw = roster.to_bytes()
    assert Roster.from_bytes(raw, roster.root_public) == roster
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with pytest.raises(CertificateError):
        Roster.from_bytes(raw, stranger)
    for at in range(0, len(raw), 11):
        changed = bytearray(raw)
        changed[at] ^= 1
        with pytest.raises(CertificateError):
            Roster.from_bytes(bytes(changed), roster.root_public)


def test_a_point_cannot_bind_for_another() -> None:
    enrolments = papers()
    roster = enrolments[1].roster
    key = Ed25519PrivateKey.from_private_bytes(enrolments[1].signing_key)
    public = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    members, one, two = Members(roster), make_author(1, 3), make_author(2, 0)
    assert members.bound(one, make_binding(key, roster.incident, one, public))[0].replica_public == public
    with pytest.raises(CertificateError):
        members.bound(two, make_binding(key, roster.incident, two, public))
    with pytest.raises(CertificateError):
        members.bound(one, make_binding(key, b"otherinc", one, public))
