# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The transmit queue against its definition: sixteen places, by priority, in order of arrival."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.mesh_packet import Packet, Priority
from devices.radio import BROADCAST
from devices.tx_queue import MAX_TX_QUEUE, Queued, TxQueue


def _queued(packet_id: int, priority: int) -> Queued:
    return Queued(Packet(1, BROADCAST, packet_id, 256, b"x", priority=priority))


@given(st.lists(st.sampled_from([Priority.BACKGROUND, Priority.DEFAULT, Priority.HIGH, Priority.ACK]), max_size=60))
def test_keeps_the_most_urgent_in_order(priorities: list[Priority]) -> None:
    """What is in the queue is what a sorted list that drops its tail would hold."""
    queue, model = TxQueue(), list[tuple[int, int]]()
    for index, priority in enumerate(priorities):
        taken = queue.push(_queued(index, priority))
        full = len(model) == MAX_TX_QUEUE
        assert taken is not (full and max(model)[0] <= -priority)
        if taken:
            if full:
                model.remove(max(model))
            model.append((-priority, index))
    assert queue.free == MAX_TX_QUEUE - len(model)
    assert [queue.pop().packet.packet_id for _ in range(len(queue))] == [index for _priority, index in sorted(model)]


def test_cancel_takes_only_that_packet() -> None:
    """By sender and id."""
    queue = TxQueue()
    for packet_id in (1, 2, 3):
        queue.push(_queued(packet_id, Priority.DEFAULT))
    assert queue.cancel((1, 2))
    assert not queue.cancel((1, 2))
    assert not queue.cancel((2, 1))
    assert queue.holds((1, 3))
    assert not queue.holds((1, 2))
    queue.clear()
    assert queue.front() is None
