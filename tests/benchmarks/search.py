# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What search finds, and what a keystroke costs: ``python -m tests.benchmarks.search --json``.

5,000 cards in every language, made by multiplying ours. Every beginning of every question is a keystroke. Full-text
search of SQLite runs beside it: its recall on the shipped pack, and its time per keystroke on the same cards (every
tenth: it takes ten times as long). Half a minute on a quiet machine; standard error says how far it is.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tracemalloc
from collections.abc import Callable

from noodsteunpunt.search.builder import build_index
from noodsteunpunt.search.index import CardIndex
from tests.support.search_kit import HARD_QUESTIONS, fts5, multiplied, questions, recall, shipped

CARDS = 5_000


def _keystrokes(find: Callable[[str], object], every: int = 1) -> list[float]:
    """Milliseconds, sorted."""
    spent: list[float] = []
    typed = [one.ask[:end] for one in questions() for end in range(1, len(one.ask) + 1)]
    for text in typed[::every]:
        begin = time.perf_counter()
        find(text)
        spent.append(1000 * (time.perf_counter() - begin))
    return sorted(spent)


def _told(what: str) -> None:
    sys.stderr.write(f"{what}\n")
    sys.stderr.flush()


def _share(spent: list[float], percent: int) -> float:
    return round(spent[min(len(spent) - 1, len(spent) * percent // 100)], 2)


def _memory(data: bytes) -> float:
    """MiB that the index holds when it is loaded; traced, so loading takes longer then."""
    tracemalloc.start()
    kept = CardIndex(data)
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return round(held / 2**20, 1)


def measure(count: int = CARDS) -> dict[str, float | int | list[str]]:
    """Every figure, times in ms, memory in MiB."""
    documents, meanings = shipped()
    small = CardIndex(build_index(documents, meanings))
    share, missed = recall(questions(), lambda ask: [hit.item for hit in small.search(ask, limit=5, prefix="card.")])
    plain, _ = recall(questions(), fts5(documents))
    hard, _ = recall(
        questions(HARD_QUESTIONS), lambda ask: [hit.item for hit in small.search(ask, limit=5, prefix="card.")]
    )
    hard_plain, _ = recall(questions(HARD_QUESTIONS), fts5(documents))
    _told("recall measured; multiplying cards")
    many = multiplied(documents, count)
    begin = time.perf_counter()
    data = build_index(many, meanings)
    built = time.perf_counter() - begin
    _told("index made; loading it and typing")
    begin = time.perf_counter()
    large = CardIndex(data)
    loaded = time.perf_counter() - begin
    ours = _keystrokes(lambda ask: large.search(ask, limit=10, prefix="card."))
    _told("typed; the same with full-text search")
    theirs = _keystrokes(fts5(many), every=10)
    return {
        "recall_at_5": round(share, 3),
        "recall_at_5_fts5": round(plain, 3),
        "missed": missed,
        "hard_recall_at_5": round(hard, 3),
        "hard_recall_at_5_fts5": round(hard_plain, 3),
        "cards": count,
        "documents": len(many),
        "index_seconds": round(built, 1),
        "index_mib": round(len(data) / 2**20, 1),
        "load_seconds": round(loaded, 2),
        "memory_mib": _memory(data),
        "keystrokes": len(ours),
        "p50_ms": _share(ours, 50),
        "p95_ms": _share(ours, 95),
        "p99_ms": _share(ours, 99),
        "fts5_p95_ms": _share(theirs, 95),
    }


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true")
    options.add_argument("--cards", type=int, default=CARDS)
    chosen = options.parse_args()
    found = measure(chosen.cards)
    sys.stdout.write(json.dumps(found) + "\n" if chosen.json else "".join(f"{k}: {v}\n" for k, v in found.items()))


if __name__ == "__main__":
    main()
