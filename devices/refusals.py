# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stable codes for what a radio could not do. ``docs/radios.md`` says what each means and what to do.

Three families: why a packet was not taken (:data:`PACKET_CODES`), why a connection is not usable
(:data:`LOST_CODES`), and what a person should know of a radio that works (:data:`READY_CODES`).

Numbers below 32 and from 33 on are Meshtastic's ``Routing.Error``; 32 is the driver's "queue full" in
``QueueStatus.res`` and ``BAD_REQUEST`` in a routing reply: for a broadcast of ours only the first occurs.
"""

from __future__ import annotations

_CODES = {
    4: "no_interface",
    5: "max_retransmit",
    6: "no_channel",
    7: "too_large",
    9: "duty_cycle",
    32: "queue_full",
    33: "not_authorized",
    38: "rate_limit",
    39: "unknown_destination",
}

PACKET_CODES = frozenset({*_CODES.values(), "lost", "closed", "timeout"})
"""Besides ``refused_<number>``. ``lost``, ``closed`` and ``timeout`` are the adapter's own."""

LOST_CODES = frozenset(
    {
        *("refused", "unreachable", "unknown_host", "not_found", "no_permission", "in_use", "connection_failed"),
        *("silent", "garbage", "incomplete", "no_node", "no_config"),
        *("closed_by_device", "kicked", "connection_lost", "rebooted", "library_error", "internal_error"),
        *("region_unset", "tx_disabled", "unknown_preset", "illegal_preset"),
    }
)
"""With ``RadioState.LOST``."""

READY_CODES = frozenset({"region_other", "drops_private", "duty_cycle_off", "other_radio"})
"""With ``RadioState.READY``, which else has none."""


def reason_code(number: int) -> str:
    """The code of a refusal; ``"refused_<number>"`` for what this program does not know."""
    return _CODES.get(number, f"refused_{number}")
