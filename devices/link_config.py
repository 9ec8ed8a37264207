# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a connected radio says of itself, and whether a station can work with it."""

from __future__ import annotations

from dataclasses import dataclass

from meshtastic.protobuf import config_pb2

from devices.lora import Modem, Preset, region_from_number
from devices.radio import BROADCAST

_DEVICE = config_pb2.Config.DeviceConfig
_LORA = config_pb2.Config.LoRaConfig

KILOHERTZ = {31: 31_250, 62: 62_500, 200: 203_125, 400: 406_250, 800: 812_500, 1600: 1_625_000}
"""``LoRaConfig.bandwidth`` is in rounded kHz; these stand for uneven widths (firmware ``RadioInterface.cpp``)."""

BROKEN_HANDSHAKES = frozenset({"no_node", "no_config"})
"""Faults of the conversation, not of the settings: another attempt may cure them."""


FIRST_SIGNING = (2, 8)
"""The firmware that signs its own short broadcasts (:data:`devices.lora.SIGNATURE`)."""


@dataclass(frozen=True, slots=True)
class LinkInfo:
    """The radio as it is set up. ``modem`` is None when this program does not know the preset.

    ``fault`` is a reason code why nothing can be sent; ``warning`` one for what works but not well.
    """

    node: int
    firmware: str
    modem: Modem | None
    preset: str
    region: str
    fault: str = ""
    warning: str = ""

    @property
    def signing(self) -> bool:
        """Whether this firmware signs what is short; a version that cannot be read does not."""
        version = self.firmware.split(".")[:2]
        return all(part.isdecimal() for part in version) and tuple(map(int, version)) >= FIRST_SIGNING


def judge(
    node: int, firmware: str, lora: config_pb2.Config.LoRaConfig, device: config_pb2.Config.DeviceConfig
) -> LinkInfo:
    """Read the configuration that came with the handshake.

    Faults: ``no_node`` (a number that no node can have), ``no_config``, ``region_unset``, ``tx_disabled``,
    ``unknown_preset``, ``illegal_preset`` (too wide for the region). Warnings: ``region_other`` (not one of ours),
    ``drops_private`` (a rebroadcast mode that neither delivers nor relays our port), ``duty_cycle_off``.
    """
    preset, modem = _modem(lora)
    region = region_from_number(lora.region)
    fault = warning = ""
    if not 0 < node < BROADCAST:
        fault = "no_node"
    elif not lora.ByteSize():
        fault = "no_config"
    elif lora.region == _LORA.RegionCode.UNSET:
        fault = "region_unset"
    elif not lora.tx_enabled:
        fault = "tx_disabled"
    elif modem is None:
        fault = "unknown_preset"
    elif region is not None and not region.allows(modem):
        fault = "illegal_preset"
    if device.rebroadcast_mode == _DEVICE.RebroadcastMode.CORE_PORTNUMS_ONLY:
        warning = "drops_private"
    elif region is None:
        warning = "region_other"
    elif lora.override_duty_cycle:
        warning = "duty_cycle_off"
    return LinkInfo(node, firmware, modem, preset, _region_name(lora.region), fault, warning)


def _modem(lora: config_pb2.Config.LoRaConfig) -> tuple[str, Modem | None]:
    if lora.use_preset:
        preset = Preset.from_number(lora.modem_preset)
        return (preset.name, preset.modem) if preset else (str(lora.modem_preset), None)
    factor, kilohertz, rate = lora.spread_factor, lora.bandwidth, lora.coding_rate
    if not (7 <= factor <= 12 and kilohertz and 5 <= rate <= 8):
        return "custom", None
    return f"SF{factor}/{kilohertz}/{rate}", Modem(factor, KILOHERTZ.get(kilohertz, kilohertz * 1000), rate)


def _region_name(number: int) -> str:
    known = _LORA.RegionCode.DESCRIPTOR.values_by_number.get(number)
    return str(known.name) if known else str(number)
