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
    signature_length,
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


LORAWAN_PREAMBLE = 8
"""Symbols; Meshtastic uses 16, and published figures are for this one."""


@pytest.mark.parametrize(
    ("length", "modem", "milliseconds"),
    [
        # Semtech AN1200.13 (LoRa Modem Designer's Guide), as worked out in its calculator.
        (13, Modem(9, 125_000, 5), 164.864),
        (64, Modem(12, 125_000, 5), 2793.472),
        (255, Modem(7, 500_000, 5), 99.904),
        # The Things Network's airtime calculator for EU868, 32 bytes in all.
        (32, Modem(8, 125_000, 5), 133.6),
        (32, Modem(9, 125_000, 5), 246.8),
        (32, Modem(10, 125_000, 5), 452.6),
        (32, Modem(11, 125_000, 5), 987.1),
        (32, Modem(12, 125_000, 5), 1810.4),
    ],
)
def test_airtime_that_others_publish(length: int, modem: Modem, milliseconds: float) -> None:
    """With the preamble of LoRaWAN; SF11 and SF12 with low data rate optimisation."""
    shorter = (16 - LORAWAN_PREAMBLE) * modem.symbol
    assert 1000 * (time_on_air(length, modem) - shorter) == pytest.approx(milliseconds, abs=0.05)


def test_packets_per_hour_of_the_longest() -> None:
    """10 % of an hour in the firmware's own table: 166 on LONG_FAST, 561 on MEDIUM_FAST, 1765 on SHORT_FAST."""
    presets = (Preset.LONG_FAST, Preset.MEDIUM_FAST, Preset.SHORT_FAST)
    hour = EU_868.duty_cycle * 3600
    assert [int(hour / payload_airtime(MAX_PAYLOAD, preset)) for preset in presets] == [166, 561, 1765]


@pytest.mark.parametrize(("preset", "milliseconds"), [(Preset.LONG_FAST, 28.08), (Preset.SHORT_FAST, 8.88)])
def test_slot_time(preset: Preset, milliseconds: float) -> None:
    """Firmware ``computeSlotTimeMsec``: 2.5 symbols of listening and 7.6 ms."""
    assert 1000 * preset.modem.slot == pytest.approx(milliseconds)


SIGNED = {
    Preset.LONG_FAST: (1051, 1378, 1665, 2157),
    Preset.MEDIUM_SLOW: (566, 730, 894, 1181),
    Preset.MEDIUM_FAST: (314, 406, 498, 642),
    Preset.SHORT_FAST: (96, 127, 155, 204),
    Preset.LONG_MODERATE: (3740, 4919, 5968, 7934),
}
"""20, 60, 100 and 231 bytes, by a radio that signs what is short."""


@pytest.mark.parametrize("preset", SIGNED)
def test_airtime_with_the_signature_of_firmware_2_8(preset: Preset) -> None:
    """66 bytes more up to a payload of 165; one more byte of payload is cheaper than 165 of them."""
    each = [1000 * payload_airtime(size, preset, signing=True) for size in (20, 60, 100, 231)]
    assert each == pytest.approx(SIGNED[preset], abs=1.0)
    assert (signature_length(165), signature_length(166)) == (66, 0)
    assert payload_airtime(166, preset, signing=True) < payload_airtime(165, preset, signing=True)
    assert payload_airtime(166, preset, signing=True) == payload_airtime(166, preset)


@pytest.mark.parametrize(
    ("modem", "milliseconds"),
    [
        (Modem(9, 500_000, 5), (80, 126, 193, 321)),
        (Modem(9, 125_000, 5), (321, 505, 771, 1283)),
        (Modem(10, 125_000, 5), (600, 928, 1419, 2361)),
        (Modem(7, 62_500, 6), (218, 365, 574, 967)),
        (Modem(8, 62_500, 6), (411, 656, 1025, 1713)),
    ],
)
def test_airtime_of_modems_that_are_no_preset_here(modem: Modem, milliseconds: tuple[int, ...]) -> None:
    """Firmware 2.8 has more presets, for other bands; the formula is the same."""
    each = [1000 * payload_airtime(size, modem) for size in (20, 60, 120, 231)]
    assert each == pytest.approx(milliseconds, abs=1.0)


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
