# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From positions to links: how strong a radio is at a distance, and how often a frame of that strength is decoded.

Log-distance path loss with shadowing that stays the same per pair (Rappaport, *Wireless Communications*, 4.9).
The exponent 3.5 is that of a built-up area between antennas at street level; the first metre is free space at
869 MHz. It is a plan, not a measurement: hills, flats and antennas on roofs change it by whole neighbourhoods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, hypot, log10
from random import Random

from devices.ether import CAPTURE_DB, Ether
from devices.lora import Modem, Preset

FIRST_METRE_DB = 31.2
"""Free-space loss of one metre at 869 MHz: 20 log10(4 pi f / c)."""

EXPONENT = 3.5
SHADOWING_DB = 4.0
RADIATED_DBM = 24.0
"""A board's 22 dBm and a simple antenna; the band allows 27 dBm e.r.p."""

NOISE_FIGURE_DB = 6.0
DECODABLE_DB = {7: -7.5, 8: -10.0, 9: -12.5, 10: -15.0, 11: -17.5, 12: -20.0}
"""SNR at which half of the frames are decoded, per spreading factor (Semtech SX1276 datasheet, table 13)."""

WATERFALL_DB = 1.0
"""The steepness of that edge: 10 % is decoded 2.2 dB below, 90 % 2.2 dB above."""

NOT_AT_ALL = 0.001
SNR_CEILING_DB = 12.0
"""Boards tell no more, however near the other is."""


@dataclass(frozen=True, slots=True)
class Place:
    """Metres east and north of some corner."""

    x: float
    y: float

    def metres_to(self, other: Place) -> float:
        """Distance."""
        return hypot(self.x - other.x, self.y - other.y)


def strength(metres: float, modem: Modem, shadowing_db: float = 0.0) -> float:
    """SNR in dB at a distance."""
    path_loss = FIRST_METRE_DB + 10 * EXPONENT * log10(max(1.0, metres)) + shadowing_db
    noise = -174.0 + 10 * log10(modem.bandwidth) + NOISE_FIGURE_DB
    return min(SNR_CEILING_DB, RADIATED_DBM - path_loss - noise)


def reception(snr: float, modem: Modem) -> float:
    """Share 0..1 of frames of this strength that are decoded when nothing disturbs."""
    return 1.0 / (1.0 + exp((DECODABLE_DB[modem.spreading_factor] - snr) / WATERFALL_DB))


def range_m(modem: Modem, share: float = 0.9) -> float:
    """Metres over which ``share`` of the frames are decoded without shadowing."""
    low, high = 1.0, 1e6
    while high - low > 1.0:
        middle = (low + high) / 2
        low, high = (middle, high) if reception(strength(middle, modem), modem) >= share else (low, middle)
    return low


def lay_out(ether: Ether, places: Mapping[int, Place], seed: int) -> None:
    """Give every link of the attached ``places`` its strength and loss; what is weaker than it takes to disturb
    the weakest signal is out of reach. The ether's own loss comes on top."""
    chance, modem = Random(seed), ether.preset.modem
    weakest = DECODABLE_DB[modem.spreading_factor] - CAPTURE_DB
    numbers = sorted(places)
    for index, a in enumerate(numbers):
        for b in numbers[index + 1 :]:
            shadowing = chance.gauss(0.0, SHADOWING_DB)
            snr = strength(places[a].metres_to(places[b]), modem, shadowing)
            decoded = reception(snr, modem)
            if decoded >= NOT_AT_ALL:
                ether.set_link(a, b, 1.0 - decoded * (1.0 - ether.loss), snr=snr)
            else:
                ether.set_link(a, b, 1.0, snr=snr if snr > weakest else None)


def neighbours(places: Mapping[int, Place], preset: Preset, seed: int, share: float = 0.5) -> dict[int, set[int]]:
    """Who decodes at least ``share`` of whose frames, with the shadowing that :func:`lay_out` gives for ``seed``."""
    ether = Ether(preset, seed)
    for number in places:
        ether.attach(number)
    lay_out(ether, places, seed)
    return {number: ether.heard_by(number, share) for number in places}
