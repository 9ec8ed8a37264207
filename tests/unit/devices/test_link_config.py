# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a radio's configuration means for a station."""

from __future__ import annotations

import pytest
from meshtastic.protobuf import config_pb2

from devices.link_config import LinkInfo, judge
from devices.lora import Modem, Preset
from devices.refusals import reason_code

LORA = config_pb2.Config.LoRaConfig
DEVICE = config_pb2.Config.DeviceConfig


def _judge(**lora: object) -> LinkInfo:
    settings = {"use_preset": True, "modem_preset": 6, "region": 3, "tx_enabled": True, "hop_limit": 3} | lora
    return judge(1, "2.7.26", LORA(**settings), DEVICE())


def test_a_radio_that_is_set_up_well() -> None:
    """Preset, region and modem by name."""
    assert _judge() == LinkInfo(1, "2.7.26", Preset.SHORT_FAST.modem, "SHORT_FAST", "EU_868")


@pytest.mark.parametrize(
    ("version", "signing"),
    [("2.7.26.54e0d8d", False), ("2.8.0.abcdef0", True), ("3.0", True), ("2.10.1", True), ("", False), ("2.x", False)],
)
def test_which_firmware_signs(version: str, signing: bool) -> None:
    """From 2.8 on; what cannot be read is an older one."""
    info = judge(1, version, LORA(use_preset=True, modem_preset=6, region=3, tx_enabled=True), DEVICE())
    assert info.signing is signing


@pytest.mark.parametrize(
    ("lora", "fault"),
    [
        ({"region": 0}, "region_unset"),
        ({"tx_enabled": False}, "tx_disabled"),
        ({"modem_preset": 8}, "illegal_preset"),
        ({"modem_preset": 9}, "illegal_preset"),
        ({"modem_preset": 12}, "unknown_preset"),
        ({"use_preset": False, "spread_factor": 3, "bandwidth": 250, "coding_rate": 5}, "unknown_preset"),
        ({"use_preset": False, "spread_factor": 9, "bandwidth": 500, "coding_rate": 5}, "illegal_preset"),
    ],
)
def test_faults(lora: dict[str, object], fault: str) -> None:
    """Nothing may be sent with these."""
    assert _judge(**lora).fault == fault


def test_no_configuration_at_all() -> None:
    """A device that skips its configuration cannot be used."""
    assert judge(1, "", LORA(), DEVICE()).fault == "no_config"


def test_warnings() -> None:
    """These work, but a person should know."""
    assert _judge(region=1).warning == "region_other"
    assert _judge(override_duty_cycle=True).warning == "duty_cycle_off"
    deaf = DEVICE(rebroadcast_mode=DEVICE.RebroadcastMode.CORE_PORTNUMS_ONLY)
    lora = LORA(use_preset=True, modem_preset=6, region=3, tx_enabled=True)
    assert judge(1, "", lora, deaf).warning == "drops_private"


def test_a_custom_modem() -> None:
    """Bandwidths are in rounded kilohertz."""
    info = _judge(use_preset=False, spread_factor=8, bandwidth=62, coding_rate=6)
    assert (info.preset, info.modem, info.fault) == ("SF8/62/6", Modem(8, 62_500, 6), "")


def test_reason_codes_are_stable() -> None:
    """The codes that the rest of the program and the screens know."""
    assert [reason_code(number) for number in (7, 9, 32, 77)] == ["too_large", "duty_cycle", "queue_full", "refused_77"]
