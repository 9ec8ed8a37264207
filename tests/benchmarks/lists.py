# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a screen waits for, from the store to the lines it draws, with 50,000 requests and with 100:
``python -m tests.benchmarks.lists --json``. Milliseconds, the worst of five; ``ratio`` is many against few, in the same
run. The first window of *Hulpvragen* is the first paint of a list.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import cast

from noodsteunpunt.domain.views import Snapshot
from noodsteunpunt.store.database import Reader
from tests.benchmarks.test_desk_queries import FEW, MANY, filled
from tests.support.station_kit import NOW
from ui.loading import read
from ui.presenter_attention import attention_rows
from ui.presenter_helpers import helper_line
from ui.presenter_messages import message_line
from ui.presenter_requests import request_line
from ui.screen_data import HelperListData, ListFilter, MessageListData, NowData, RequestListData, ScreenData

SCREENS = {
    "first window": ("/requests", ListFilter()),
    "first window of all": ("/requests", ListFilter(only_open=False)),
    "a window in the middle": ("/requests", ListFilter(only_open=False, first=MANY // 2)),
    "a name": ("/requests", ListFilter(search="Naam77")),
    "a word that all have": ("/requests", ListFilter(search="accu")),
    "helpers": ("/helpers", ListFilter()),
    "helpers by letters": ("/helpers", ListFilter(search="eik")),
    "messages": ("/messages", ListFilter()),
    "what needs a person": ("/", ListFilter()),
    "search across everything": ("/", ListFilter(search="accu")),
    "a ticket": ("/", ListFilter(search="HA-A0042-7")),
}
_TIMES = 5
_QUIET = cast("Snapshot", SimpleNamespace(alarms=()))


def lines(data: ScreenData) -> int:
    """Make every line of a screen; how many there are."""
    match data:
        case RequestListData():
            return len([request_line(row, NOW, coordination=False) for row in data.rows])
        case HelperListData():
            return len([helper_line(row) for row in data.rows])
        case MessageListData():
            return len([message_line(row, {}, NOW) for row in data.rows])
        case NowData():
            return len(attention_rows(_QUIET, data.attention, NOW))
    return 0


def slowest(reader: Reader, path: str, wanted: ListFilter) -> float:
    """Milliseconds."""
    parts = [part for part in path.split("/") if part]

    def once() -> float:
        began = time.perf_counter()
        lines(read(reader, parts, wanted, NOW))
        return 1000 * (time.perf_counter() - began)

    return max(once() for _ in range(_TIMES))


def measured(told: Callable[[str], object]) -> dict[str, dict[str, float]]:
    """Per screen."""
    with TemporaryDirectory() as folder:
        benches = [filled(Path(folder) / str(count), count) for count in (FEW, MANY)]
        told(f"{MANY} requests made")
        figures = {}
        for name, (path, wanted) in SCREENS.items():
            few, many = (slowest(bench.reader, path, wanted) for bench in benches)
            figures[name] = {"ms": round(many, 1), "ms_few": round(few, 1), "ratio": round(many / few, 2)}
        for bench in benches:
            bench.close()
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    wants_json = parser.parse_args().json
    figures = measured(lambda text: sys.stderr.write(f"{text}\n"))
    if wants_json:
        print(json.dumps(figures, indent=1))
        return
    for name, row in figures.items():
        print(f"{name:28} {row['ms']:8.1f} ms, {row['ms_few']:6.1f} ms with {FEW}, {row['ratio']:6.2f} x")


if __name__ == "__main__":
    main()
