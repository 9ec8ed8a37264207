# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What taking a point out costs on the air: the revoke and the new key for all others, sent once.

``python -m tests.benchmarks.rekey --json``. Real frames, airtime by the radio's own arithmetic; ``bound`` is of the
bytes that nobody can leave out: 32 B of key a member and one signature a packet.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from random import Random

from devices.lora import Preset, payload_airtime
from sync.commands import rekey_groups
from sync.engine import Engine
from sync.frames import MAX_BODY
from sync.wire import MAX_PACKET
from tests.support.sync_papers import COORDINATOR, MemoryLog, binding, config, exchange, make_roster

OVERHEAD = MAX_PACKET - MAX_BODY


def measure(members: int, preset: Preset) -> dict[str, float]:
    """Packets, B and seconds for one revoke among ``members`` points."""
    settings = replace(
        config(COORDINATOR),
        roster=make_roster([*range(100, 100 + members - 1), COORDINATOR]),
        exchange_private=exchange(COORDINATOR).private_bytes_raw(),
    )
    log = MemoryLog()
    log.bodies[(settings.author, 0)] = binding(settings.author)
    engine = Engine(settings, log, Random(1), 0.0)
    contents = engine.orders.revoke(100)
    contents += engine.orders.rekey(bytes(32), 1 + len(contents), without=100)
    sizes = [OVERHEAD + len(body) for body in engine.commands(contents, 0.0)]
    seconds = [payload_airtime(size, preset) for size in sizes]
    least = [payload_airtime(OVERHEAD + 64 + 32 * len(group), preset) for group in rekey_groups(range(members - 1))]
    return {
        "points": members,
        "packets": len(sizes),
        "bytes": sum(sizes),
        "seconds": round(sum(seconds), 1),
        "bound": round(sum(least), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--preset", default="LONG_FAST", choices=Preset.__members__)
    chosen = parser.parse_args()
    rows = [measure(members, Preset[chosen.preset]) for members in (10, 20, 50)]
    if chosen.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print("{points:3} points: {packets:3} packets, {bytes:5} B, {seconds:5} s (bound {bound} s)".format(**row))


if __name__ == "__main__":
    main()
