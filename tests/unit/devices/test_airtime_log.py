# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rolling windows of a radio."""

from __future__ import annotations

from devices.airtime_log import HOUR, AirtimeLog, Buckets


def test_an_hour_later_the_air_is_free_again() -> None:
    """36 s of sending uses 1 % of an hour, until its minute leaves the window."""
    log = AirtimeLog(0.01)
    assert log.may_send(0.0)
    log.sent(30.0, 36.1)
    assert not log.may_send(31.0)
    assert log.sending_share(31.0) == 36.1 / HOUR
    assert not log.may_send(3599.0)
    assert log.may_send(3600.0)


def test_minutes_until_room_is_when_there_is_room() -> None:
    """The promise given to the person at the radio holds to the minute."""
    log = AirtimeLog(0.01)
    log.sent(0.0, 20.0)
    log.sent(60.0, 10.0)
    log.sent(600.0, 20.0)
    minutes = log.minutes_until_room(660.0)
    assert minutes == 49
    assert not log.may_send(660.0 + (minutes - 1) * 60)
    assert log.may_send(660.0 + minutes * 60)


def test_hearing_counts_for_the_channel_only() -> None:
    """Utilisation covers both directions over a minute; the duty cycle only what was sent."""
    log = AirtimeLog(0.1)
    log.heard(0.0, 15.0)
    log.sent(5.0, 15.0)
    assert log.busy_share(10.0) == 0.5
    assert log.sending_share(10.0) == 15.0 / HOUR
    assert log.busy_share(60.0) == 0.0
    log.heard(61.0, 500.0)
    assert log.busy_share(61.0) == 1.0


def test_a_long_silence_clears_every_bucket_once() -> None:
    """After any gap, old sums are gone and new ones stay."""
    buckets = Buckets(6, 10.0)
    buckets.add(5.0, 1.0)
    buckets.add(1e9, 2.0)
    assert buckets.total(1e9) == 2.0
    assert buckets.total(1e9 + 59.0) == 2.0
    assert buckets.total(1e9 + 60.0) == 0.0
