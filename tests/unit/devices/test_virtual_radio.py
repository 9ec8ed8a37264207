# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The radio in this process against others on its air; what every radio promises is in ``tests/contract``."""

from __future__ import annotations

import pytest

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_packet import Port
from devices.radio import HEARD_LIMIT, Heard, TxOutcome, TxReport
from devices.virtual_radio import VirtualRadio
from tests.support.ether_kit import Host, run

OWN, OTHER = 1, 2


def _pair() -> tuple[Ether, VirtualRadio, Host]:
    ether = Ether(Preset.SHORT_FAST, seed=1, duty_cycle=1.0)
    radio = VirtualRadio(ether, OWN)
    other = Host(ether, OTHER)
    ether.set_link(OWN, OTHER, 0.0, snr=5.0)
    radio.poll()
    return ether, radio, other


@pytest.mark.parametrize("payload", [b"", b"\x18", b"\x18\x09"])
def test_routing_replies_of_others_are_none_of_ours(payload: bytes) -> None:
    """Empty, cut short or a refusal: nobody but the own radio refuses, and nothing breaks."""
    ether, radio, other = _pair()
    packet_id = radio.send(b"x", hop_limit=0)
    other.send(payload, to=OWN, hops=0, portnum=Port.ROUTING)
    run(ether)
    assert radio.poll() == [TxReport(packet_id, TxOutcome.ACCEPTED)]


def test_what_nobody_takes_is_not_kept_for_ever() -> None:
    """The first payloads wait, later ones are dropped; after a poll there is room again."""
    ether, radio, other = _pair()
    for number in range(HEARD_LIMIT + 5):
        other.send(number.to_bytes(2, "big"), hops=0)
        run(ether)
    waited = [event.payload for event in radio.poll() if isinstance(event, Heard)]
    assert waited == [number.to_bytes(2, "big") for number in range(HEARD_LIMIT)]
    other.send(b"new", hops=0)
    run(ether)
    assert [event.payload for event in radio.poll() if isinstance(event, Heard)] == [b"new"]
