# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""LoRa arithmetic: how long a payload occupies the air, and what a region allows.

Sources: Semtech SX1261/2 datasheet section 6.1.4 (time on air); Meshtastic firmware 2.7
``RadioInterface.cpp`` (presets, regions, slot time) and ``Router.cpp`` (frame size); Meshtastic
``mesh.proto`` (``Data`` encoding).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from math import ceil

MAX_FRAME = 255
"""Bytes that fit one LoRa frame (SX126x FIFO and length byte)."""

HEADER = 16
"""Cleartext header of a Meshtastic frame: to, from, id, flags, channel hash, next hop, relay."""

PKC_OVERHEAD = 12
"""Tag (8 B) and nonce (4 B) of a direct message encrypted to one node's public key."""

PRIVATE_APP = 256
"""First port number for applications of one's own."""

BITFIELD = 2
"""The firmware adds this field to every packet of its own."""

SIGNATURE = 66
"""Firmware 2.8 signs each of its own broadcasts that still fits a frame then: a tag, a length and 64 B of XEdDSA
(``Router.cpp`` ``perhapsEncode``)."""

PREAMBLE_SYMBOLS = 16 + 4.25
SYNC_AND_HEADER_SYMBOLS = 8
CAD_SYMBOLS = 2.5
TURNAROUND_S = 0.0076
"""Propagation (0.2 ms), turnaround (0.4 ms) and MAC processing (7 ms), Meshtastic ``computeSlotTimeMsec``."""

LOW_DATA_RATE_SYMBOL_S = 0.016
"""From this symbol time on the SX126x uses low data rate optimisation (datasheet 6.1.1.4)."""


@dataclass(frozen=True, slots=True)
class Modem:
    """Settings of a LoRa modem: spreading factor 7..12, bandwidth in Hz, coding rate denominator 5..8."""

    spreading_factor: int
    bandwidth: int
    coding_rate: int

    @property
    def symbol(self) -> float:
        """Seconds per symbol."""
        return float(2**self.spreading_factor) / self.bandwidth

    @property
    def slot(self) -> float:
        """Seconds of one contention slot: a channel activity detection and the turnaround."""
        return CAD_SYMBOLS * self.symbol + TURNAROUND_S


class Preset(Enum):
    """Meshtastic's modem presets: ``(modem, number in Config.LoRaConfig.ModemPreset)``."""

    SHORT_TURBO = (Modem(7, 500_000, 5), 8)
    SHORT_FAST = (Modem(7, 250_000, 5), 6)
    SHORT_SLOW = (Modem(8, 250_000, 5), 5)
    MEDIUM_FAST = (Modem(9, 250_000, 5), 4)
    MEDIUM_SLOW = (Modem(10, 250_000, 5), 3)
    LONG_TURBO = (Modem(11, 500_000, 8), 9)
    LONG_FAST = (Modem(11, 250_000, 5), 0)
    LONG_MODERATE = (Modem(11, 125_000, 8), 7)
    LONG_SLOW = (Modem(12, 125_000, 8), 1)

    @property
    def modem(self) -> Modem:
        """The settings behind the name."""
        modem, _number = self.value
        return modem

    @property
    def number(self) -> int:
        """Meshtastic's number for it."""
        _modem, number = self.value
        return number

    @classmethod
    def from_number(cls, number: int) -> Preset | None:
        """The preset with Meshtastic's number, or None if this program does not know it."""
        return next((preset for preset in cls if preset.number == number), None)


@dataclass(frozen=True, slots=True)
class Region:
    """What may be sent where. ``duty_cycle`` is the share of any hour; ``width`` the band in Hz."""

    name: str
    number: int
    duty_cycle: float
    low: int
    high: int
    power_dbm: int

    @property
    def width(self) -> int:
        """Hz of the band."""
        return self.high - self.low

    def allows(self, modem: Modem) -> bool:
        """Whether the signal fits inside the band."""
        return modem.bandwidth <= self.width

    @property
    def presets(self) -> tuple[Preset, ...]:
        """The presets that fit, fastest first."""
        return tuple(preset for preset in Preset if self.allows(preset.modem))


EU_868 = Region("EU_868", 3, 0.10, 869_400_000, 869_650_000, 27)
"""869.4-869.65 MHz, 500 mW e.r.p., 10 % (2006/771/EC as amended; firmware ``RadioInterface.cpp``)."""

EU_433 = Region("EU_433", 2, 0.10, 433_000_000, 434_000_000, 10)
"""433 MHz, 10 mW, 10 % (same sources)."""

REGIONS: dict[str, Region] = {region.name: region for region in (EU_868, EU_433)}
"""The regions that a Dutch point can meet."""


def region_from_number(number: int) -> Region | None:
    """The region with Meshtastic's number, or None if it is not one of ours."""
    return next((region for region in REGIONS.values() if region.number == number), None)


def _modem(preset: Preset | Modem) -> Modem:
    return preset.modem if isinstance(preset, Preset) else preset


@lru_cache(maxsize=4096)
def time_on_air(frame_bytes: int, preset: Preset | Modem) -> float:
    """Seconds on the air of a LoRa frame: explicit header, CRC on, preamble 16 (SX126x datasheet 6.1.4)."""
    if not 0 <= frame_bytes <= MAX_FRAME:
        raise ValueError(f"a frame has 0..{MAX_FRAME} bytes, not {frame_bytes}")
    modem = _modem(preset)
    factor = modem.spreading_factor
    optimised = 2 if modem.symbol >= LOW_DATA_RATE_SYMBOL_S else 0
    bits = max(0, 8 * frame_bytes - 4 * factor + 44)
    coded = ceil(bits / (4 * (factor - optimised))) * modem.coding_rate
    return (PREAMBLE_SYMBOLS + SYNC_AND_HEADER_SYMBOLS + coded) * modem.symbol


def varint_length(value: int) -> int:
    """Bytes of a protobuf varint of a number >= 0."""
    return max(1, (value.bit_length() + 6) // 7)


def frame_length(payload_len: int, portnum: int = PRIVATE_APP, *, extra: int = 0) -> int:
    """Bytes on the air of a payload: header, ``Data{portnum, payload, bitfield}`` and ``extra`` (more fields)."""
    payload_field = 1 + varint_length(payload_len) + payload_len if payload_len else 0
    return HEADER + 1 + varint_length(portnum) + payload_field + BITFIELD + extra


def signature_length(payload_len: int, portnum: int = PRIVATE_APP) -> int:
    """Bytes that firmware 2.8 adds to a broadcast of this length: 0 when it would no longer fit a frame."""
    return SIGNATURE if frame_length(payload_len, portnum, extra=SIGNATURE) <= MAX_FRAME else 0


def payload_airtime(
    payload_len: int, preset: Preset | Modem, portnum: int = PRIVATE_APP, *, signing: bool = False
) -> float:
    """Seconds on the air of a payload on our port, once; ``signing`` by a radio that signs what is short.
    ``ValueError`` when it does not fit a frame."""
    extra = signature_length(payload_len, portnum) if signing else 0
    return time_on_air(frame_length(payload_len, portnum, extra=extra), preset)
