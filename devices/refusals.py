# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stable codes for why a radio did not take a packet.

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


def reason_code(number: int) -> str:
    """The code of a refusal; ``"refused_<number>"`` for what this program does not know."""
    return _CODES.get(number, f"refused_{number}")
