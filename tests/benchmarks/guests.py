# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""200 phones at once on the guest pages, and what a commit at the station costs meanwhile.

``python -m tests.benchmarks.guests --json``. Every phone opens a connection of its own, walks through first page, card,
pictures, search and board, waits a little between them as a person would, and starts again; this machine's own
addresses only, and it ends by itself. Judged by hand: p95 under 300 ms. On a machine that does other things, look at
the processor time that an answer costs instead: it is the same there.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil

from tests.support.guest_kit import guests, publish
from tests.support.station_kit import open_store, papers
from tests.support.store_kit import register

PHONES, WALKS = 200, 3
WALK = (
    "/nl/", "/m/media.water.svg", "/nl/kaart/water", "/nl/zoek?q=wter", "/ar/kaart/scenario-ammoniak", "/nl/bord",
    "/nl/plattegrond", "/plattegrond.svg", "/generate_204",
)  # fmt: skip
_THINKS = 1.0
"""Seconds between two pages at most: restless visitors."""


async def _phone(port: int, rng: random.Random, spent: list[float], wrong: list[str]) -> None:
    for _ in range(WALKS):
        for path in rng.sample(WALK, len(WALK)):
            await asyncio.sleep(rng.uniform(0, _THINKS))
            begin = time.perf_counter()
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept-Encoding: gzip\r\n\r\n"
                writer.write(head.encode())
                answer = await reader.read()
                writer.close()
            except OSError as error:
                wrong.append(type(error).__name__)
                continue
            if not answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 204", b"HTTP/1.1 302")):
                wrong.append(answer[:20].decode("latin-1"))
            spent.append(1000 * (time.perf_counter() - begin))


async def _burst(port: int, phones: int) -> list[float]:
    """Everybody opens the first page in the same instant."""

    async def one() -> float:
        begin = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /nl/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        await reader.read()
        writer.close()
        return 1000 * (time.perf_counter() - begin)

    return sorted(await asyncio.gather(*(one() for _ in range(phones))))


async def _all(port: int, phones: int) -> tuple[list[float], list[str]]:
    spent: list[float] = []
    wrong: list[str] = []
    await asyncio.gather(*(_phone(port, random.Random(number), spent, wrong) for number in range(phones)))
    return sorted(spent), wrong


def _commits(folder: Path, seconds: float) -> list[float]:
    store = open_store(folder, papers()[1])
    spent: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begin = time.perf_counter()
        register(store)
        spent.append(1000 * (time.perf_counter() - begin))
        time.sleep(0.05)
    store.close()
    return sorted(spent)


def _used(process: int) -> float:
    """Seconds of processor time."""
    times = psutil.Process(process).cpu_times()
    return times.user + times.system


def _p95(values: list[float]) -> float:
    return round(values[len(values) * 95 // 100], 1) if values else 0.0


def measure(phones: int = PHONES) -> dict[str, float | int | list[str]]:
    """Times in ms."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        publish(folder / "published")
        with (
            guests(folder / "published") as door,
            ProcessPoolExecutor(1, get_context("spawn")) as station,
        ):
            alone = station.submit(_commits, folder / "a", 5).result()
            process = 0 if door._process is None else door._process.pid
            begin, before = time.perf_counter(), _used(process)
            beside = station.submit(_commits, folder / "b", 8)
            spent, wrong = asyncio.run(_all(door.port, phones))
            took, used = time.perf_counter() - begin, _used(process) - before
            meanwhile = beside.result()
            burst = asyncio.run(_burst(door.port, phones))
    return {
        "phones": phones,
        "requests": len(spent),
        "refused": wrong[:5],
        "per_second": round(len(spent) / took, 1),
        "p50_ms": round(spent[len(spent) // 2], 1),
        "p95_ms": _p95(spent),
        "worst_ms": round(spent[-1], 1),
        "processor_ms_per_request": round(1000 * used / len(spent), 3),
        "burst_p95_ms": _p95(burst),
        "commit_p95_ms_alone": _p95(alone),
        "commit_p95_ms_meanwhile": _p95(meanwhile),
    }


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true")
    options.add_argument("--phones", type=int, default=PHONES)
    chosen = options.parse_args()
    found = measure(min(chosen.phones, 1000))
    sys.stdout.write(json.dumps(found) + "\n" if chosen.json else "".join(f"{k}: {v}\n" for k, v in found.items()))


if __name__ == "__main__":
    main()
