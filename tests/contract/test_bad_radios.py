# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The adapter against radios whose handshake is wrong, half or never done, and against random bytes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing, suppress
from random import Random

import pytest
from meshtastic.protobuf import mesh_pb2

from devices.lora import Preset
from devices.mesh_messages import DeviceState, Identity, Metrics, handshake
from devices.meshtastic_radio import MeshtasticRadio
from devices.radio import RadioBusy, RadioState
from devices.radio_conversation import Timing
from devices.stream import MAX_MESSAGE, encode_frame
from tests.support.odd_devices import OddRadio
from tests.support.radio_kit import FIRST, Log, MeshPlan, ThroughTheLibrary, wait_until

READY, LOST = RadioState.READY, RadioState.LOST
HASTY = Timing(connect=2.0, handshake=0.5, report=5.0, first_pause=0.01, longest_pause=0.05)
PATIENT = Timing(connect=2.0, handshake=10.0, report=5.0, first_pause=0.01, longest_pause=0.05)


def _handshake(nonce: int, keep: Callable[[str], bool] = lambda _kind: True, node: int = FIRST) -> bytes:
    """A good one, or what is left of it."""
    state = DeviceState(Identity(node, "Odd", "ODD"), [], Preset.SHORT_FAST, Metrics(0.0, 0.0, 1.0))
    kept = [message for message in handshake(state, nonce) if keep(str(message.WhichOneof("payload_variant")))]
    return b"".join(encode_frame(message.SerializeToString()) for message in kept)


def _judged(answer: Callable[[int, int], bytes | None], timing: Timing) -> tuple[Log, int]:
    """What the adapter says of such a radio after it tried at least twice, and how often it tried."""
    with OddRadio(answer) as device:
        log = Log(MeshtasticRadio(f"tcp://127.0.0.1:{device.port}", timing=timing))
        try:
            wait_until(lambda: device.accepted >= 2, lambda: log.events)
        finally:
            log.radio.close()
        return log, device.accepted


ODD: dict[str, tuple[Callable[[int, int], bytes | None], str]] = {
    "never complete": (lambda nonce, _n: _handshake(nonce, lambda kind: kind != "config_complete_id"), "incomplete"),
    "another nonce": (lambda nonce, _n: _handshake(nonce ^ 1), "incomplete"),
    "half a handshake": (lambda nonce, _n: _handshake(nonce)[:200], "incomplete"),
    "half a frame": (lambda nonce, _n: _handshake(nonce)[:7], "silent"),
    "huge length": (lambda _nonce, _n: b"\x94\xc3\xff\xff" + bytes(2000), "garbage"),
    "no protobuf": (lambda _nonce, _n: encode_frame(b"\xff" * 40) * 3, "garbage"),
    "no number": (lambda nonce, _n: _handshake(nonce, lambda kind: kind != "my_info"), "no_node"),
    "everybody's number": (lambda nonce, _n: _handshake(nonce, node=0xFFFFFFFF), "no_node"),
    "no settings": (lambda nonce, _n: _handshake(nonce, lambda kind: kind != "config"), "no_config"),
    "hangs up": (lambda _nonce, _n: None, "closed_by_device"),
}


@pytest.mark.parametrize("name", list(ODD))
def test_it_is_refused_with_its_reason_and_tried_again(name: str) -> None:
    """Never ready, one stable reason, what was wrong is counted, no flood of events, and nothing stays open."""
    before = threading.active_count()
    answer, reason = ODD[name]
    log, tried = _judged(answer, HASTY if reason in {"incomplete", "silent", "garbage"} else PATIENT)
    reasons = [why for state, why in log.states if state is LOST]
    assert reasons in ([reason], [reason, "kicked"])
    assert READY not in [state for state, _why in log.states]
    assert len(log.events) <= tried
    assert (log.radio.status().malformed > 0) is (reason not in {"silent", "closed_by_device"})
    wait_until(lambda: threading.active_count() <= before, threading.enumerate)


def test_a_bad_start_does_not_spoil_the_next_attempt() -> None:
    """Two half handshakes, then a good one."""

    def answer(nonce: int, before: int) -> bytes | None:
        return _handshake(nonce) if before >= 2 else _handshake(nonce)[:150]

    with OddRadio(answer) as device:
        log = Log(MeshtasticRadio(f"tcp://127.0.0.1:{device.port}", timing=HASTY))
        wait_until(lambda: bool(log.states) and log.states[-1] == (READY, ""), lambda: log.events)
        assert log.states == [(LOST, "incomplete"), (READY, "")]
        assert (log.radio.status().node, log.radio.status().reconnects) == (FIRST, 0)
        log.radio.close()


def test_a_spare_radio_is_taken_and_told() -> None:
    """Another number after a new connection: usable, with a reason that a person can see."""

    def answer(nonce: int, before: int) -> bytes | None:
        rebooted = encode_frame(mesh_pb2.FromRadio(rebooted=True).SerializeToString())
        return _handshake(nonce, node=FIRST) + rebooted if before == 0 else _handshake(nonce, node=FIRST + 1)

    with OddRadio(answer) as device:
        log = Log(MeshtasticRadio(f"tcp://127.0.0.1:{device.port}", timing=PATIENT))
        wait_until(lambda: len(log.states) == 3, lambda: log.events)
        assert log.states == [(READY, ""), (LOST, "rebooted"), (READY, "other_radio")]
        assert (log.radio.status().node, log.radio.status().reconnects) == (FIRST + 1, 1)
        log.radio.close()


def test_settings_after_the_handshake_change_nothing() -> None:
    """Another number, another preset, another end: the connection is what it was when it became ready."""

    def answer(nonce: int, _before: int) -> bytes | None:
        late = mesh_pb2.FromRadio()
        late.config.lora.modem_preset = Preset.LONG_TURBO.number
        return _handshake(nonce) + encode_frame(late.SerializeToString()) + _handshake(nonce, node=77)

    with OddRadio(answer) as device:
        log = Log(MeshtasticRadio(f"tcp://127.0.0.1:{device.port}", timing=PATIENT))
        wait_until(lambda: log.states == [(READY, "")], lambda: log.events)
        packet_id = log.radio.send(b"x", hop_limit=0)
        assert packet_id and (log.radio.status().node, log.radio.status().preset) == (FIRST, "SHORT_FAST")
        log.radio.close()
        assert log.states == [(READY, ""), (RadioState.CLOSED, "")]


def test_random_bytes_between_good_frames() -> None:
    """Whatever they mean (even 'I rebooted'), the radio is ready again and what follows is heard."""
    with closing(ThroughTheLibrary(MeshPlan()).ready()) as mesh:
        _random_rounds(mesh)


def _random_rounds(mesh: ThroughTheLibrary) -> None:
    a, b = mesh.logs
    rng = Random(7)
    for round_number in range(12):
        starts = [encode_frame(rng.randbytes(rng.randrange(40))) for _ in range(20)]
        mesh.daemon.inject(FIRST, b"".join(start + rng.randbytes(rng.randrange(20)) for start in starts))
        # A header among them may have swallowed up to one longest frame.
        mesh.daemon.inject(FIRST, bytes(MAX_MESSAGE + 4))
        payload = f"round {round_number}".encode()

        def told(payload: bytes = payload) -> bool:
            if a.radio.status().state is READY:
                with suppress(RadioBusy):
                    b.radio.send(payload, hop_limit=0)
            return payload in a.heard

        mesh.wait(told)
    assert a.radio.status().malformed >= 12
    assert {reason for state, reason in a.states if state is LOST} <= {"rebooted", "closed_by_device"}
