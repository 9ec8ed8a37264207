# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the adapter promises about every packet that it took: exactly one report."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.outbox import CAPACITY, MAX_IN_FLIGHT, Outbox
from devices.radio import RadioBusy, TxOutcome, TxReport


def _outbox() -> Outbox:
    return Outbox(patience=20.0, hold=60.0)


def test_urgent_goes_before_what_waits_but_after_other_urgent() -> None:
    """Order of handing over."""
    outbox = _outbox()
    ids = {name: outbox.offer(name.encode(), 3, name.startswith("u"), 0.0) for name in ("a", "b", "u1", "u2")}
    order = []
    while (wanted := outbox.next(None)) is not None:
        order.append(wanted.payload.decode())
        outbox.handed(wanted, 100 + wanted.packet_id, 0.0)
    assert order == ["u1", "u2", "a", "b"]
    assert outbox.answered(100 + ids["a"], "") == TxReport(ids["a"], TxOutcome.ACCEPTED)
    assert outbox.answered(100 + ids["a"], "") is None


def test_never_more_in_flight_than_the_radio_has_places_for() -> None:
    """A radio that says it is full gets nothing, and never more than four unanswered."""
    outbox = _outbox()
    for _ in range(8):
        outbox.offer(b"x", 3, False, 0.0)
    assert outbox.next(0) is None
    for number in range(MAX_IN_FLIGHT):
        wanted = outbox.next(MAX_IN_FLIGHT)
        assert wanted is not None
        outbox.handed(wanted, number, 0.0)
    assert outbox.next(16) is None
    outbox.answered(0, "")
    assert outbox.next(3) is None
    assert outbox.next(4) is not None


def test_a_full_outbox_says_so() -> None:
    """Sixteen, whether waiting or unanswered."""
    outbox = _outbox()
    for _ in range(CAPACITY):
        outbox.offer(b"x", 3, False, 0.0)
    wanted = outbox.next(None)
    assert wanted is not None
    outbox.handed(wanted, 1, 0.0)
    with pytest.raises(RadioBusy):
        outbox.offer(b"x", 3, False, 0.0)


def test_what_takes_too_long_is_refused() -> None:
    """No answer: timeout. No place: queue_full."""
    outbox = _outbox()
    assert outbox.next_expiry() == inf
    flying, waiting = outbox.offer(b"a", 3, False, 0.0), outbox.offer(b"b", 3, False, 0.0)
    wanted = outbox.next(1)
    assert wanted is not None
    outbox.handed(wanted, 7, 1.0)
    assert outbox.next_expiry() == 21.0
    assert outbox.expire(20.9) == []
    assert outbox.expire(21.0) == [TxReport(flying, TxOutcome.REFUSED, "timeout")]
    assert outbox.expire(60.0) == [TxReport(waiting, TxOutcome.REFUSED, "queue_full")]
    assert outbox.next_expiry() == inf


@given(st.lists(st.sampled_from(["offer", "urgent", "hand", "answer", "later", "fail"]), max_size=80), st.data())
def test_every_offer_gets_exactly_one_report(actions: list[str], data: st.DataObject) -> None:
    """Whatever happens, in whatever order."""
    outbox, now, radio_id = _outbox(), 0.0, 0
    offered: list[int] = []
    reports: list[TxReport] = []
    for action in actions:
        if action in {"offer", "urgent"} and len(offered) - len(reports) < CAPACITY:
            offered.append(outbox.offer(b"x", 3, action == "urgent", now))
        elif action == "hand" and (wanted := outbox.next(None)) is not None:
            radio_id += 1
            outbox.handed(wanted, radio_id, now)
        elif action == "answer" and radio_id:
            report = outbox.answered(
                data.draw(st.integers(1, radio_id)), data.draw(st.sampled_from(["", "duty_cycle"]))
            )
            reports.extend([report] if report else [])
        elif action == "later":
            now += 15.0
            reports.extend(outbox.expire(now))
        elif action == "fail":
            reports.extend(outbox.fail_all("lost"))
    reports.extend(outbox.fail_all("lost"))
    assert sorted(report.packet_id for report in reports) == offered
