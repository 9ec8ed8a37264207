# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""LoRa arithmetic against figures worked out elsewhere."""

from __future__ import annotations

import pytest

from devices.lora import (
    EU_868,
    MAX_FRAME,
    REGIONS,
    Modem,
    Preset,
    frame_length,
    payload_airtime,
    region_from_number,
    time_on_air,
)
from devices.radio import MAX_PAYLOAD

# Milliseconds for payloads of 20, 60, 120 and 231 bytes on a private port, from the firmware's own formula.
TABLE = {
    Preset.SHORT_TURBO: (24, 39, 61, 102),
    Preset.SHORT_FAST: (48, 78, 122, 204),
    Preset.SHORT_SLOW: (90, 142, 218, 362),
    Preset.MEDIUM_FAST: (160, 252, 386, 642),
    Preset.MEDIUM_SLOW: (300, 464, 710, 1181),
    Preset.LONG_TURBO: (378, 640, 968, 1656),
    Preset.LONG_FAST: (559, 887, 1296, 2157),
    Preset.LONG_MODERATE: (1774, 2953, 4657, 7934),
    Preset.LONG_SLOW: (3285, 5382, 8528, 14295),
}


@pytest.mark.parametrize("preset", list(Preset))
def test_airtime_of_every_preset(preset: Preset) -> None:
    """The published figures, to the millisecond."""
    assert tuple(round(1000 * payload_airtime(size, preset)) for size in (20, 60, 120, 231)) == TABLE[preset]


def test_the_biggest_payload_fills_the_frame() -> None:
    """231 bytes are exactly a frame of 255; one more does not fit, on a port below 128 one more does."""
    assert frame_length(MAX_PAYLOAD) == MAX_FRAME
    assert frame_length(MAX_PAYLOAD + 1) == MAX_FRAME + 1
    assert frame_length(MAX_PAYLOAD + 1, portnum=1) == MAX_FRAME
    with pytest.raises(ValueError, match="255"):
        payload_airtime(MAX_PAYLOAD + 1, Preset.SHORT_FAST)


def test_a_routing_acknowledgement_takes_what_it_takes_on_a_real_radio() -> None:
    """29 bytes: 477 ms on LONG_FAST, 130 ms on MEDIUM_FAST."""
    length = frame_length(2, portnum=5, extra=5)
    assert length == 29
    assert round(1000 * time_on_air(length, Preset.LONG_FAST)) == 477
    assert round(1000 * time_on_air(length, Preset.MEDIUM_FAST)) == 130


def test_wide_presets_are_not_for_the_european_band() -> None:
    """869.4-869.65 MHz is 250 kHz wide."""
    assert set(Preset) - set(EU_868.presets) == {Preset.SHORT_TURBO, Preset.LONG_TURBO}
    assert EU_868.duty_cycle == 0.10
    assert region_from_number(3) is REGIONS["EU_868"]
    assert region_from_number(1) is None


def test_numbers_and_custom_modems() -> None:
    """Presets are found by Meshtastic's number; a custom modem counts like the preset with its settings."""
    assert all(Preset.from_number(preset.number) is preset for preset in Preset)
    assert Preset.from_number(99) is None
    assert time_on_air(100, Modem(11, 250_000, 5)) == time_on_air(100, Preset.LONG_FAST)
    with pytest.raises(ValueError, match="-1"):
        time_on_air(-1, Preset.LONG_FAST)
