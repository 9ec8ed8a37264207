# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists, search and what needs a person, with 50,000 requests and with 100.

Judged is the work that SQLite counts itself, the same on every machine, and for the full-text index, which counts its
own work elsewhere, how many rows an answer touches. Times are printed and judge nothing: ``pytest -s``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from noodsteunpunt.domain.places import read_place
from noodsteunpunt.domain.values import CategoryGroup, Priority
from noodsteunpunt.domain.views_desk import Found
from noodsteunpunt.store.database import Reader, Store
from noodsteunpunt.store.reader_requests import RequestFilter
from tests.benchmarks.test_store_queries import Bench
from tests.support.station_kit import NOW

FEW, MANY = 100, 50_000
Query = Callable[[Store, Reader], object]

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
_WORDS = (
    "INSERT INTO desk_text (rowid, marks, body, also) SELECT -10 - i, "
    "CASE i % 4 WHEN 0 THEN 'zzurgent' WHEN 1 THEN 'zzopen' ELSE 'zzended' END || ' zzrequest', "
    "printf('HA-A%04d-7 3551AB %d Testpersoon Naam%d accu nog %d minuten', i, i % 90, i, i % 60), '' FROM n"
)
_ROWS = (
    "INSERT INTO search_row SELECT -10 - i, printf('%04x-%d', 64 * (1 + i % 10), i + 10), 'request', "
    "printf('HA-A%04d-7', i), 1 + i % 10, i % 4 > 1, i FROM n"
)


@pytest.fixture(scope="module")
def benches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bench, Bench]]:
    few, many = (filled(tmp_path_factory.mktemp(str(count)), count) for count in (FEW, MANY))
    yield few, many
    few.close()
    many.close()


def filled(folder: Path, count: int) -> Bench:
    """A store with so many requests, and a fifth of that of helpers."""
    folder.mkdir(exist_ok=True)
    bench = Bench(folder, count, count)
    run = bench.store._connection.execute
    run("BEGIN")
    for statement in (_WORDS, _ROWS):
        head, _, rest = statement.partition(" SELECT ")
        run(f"{_NUMBERS.format(count=count - 1)} {head} SELECT {rest}")
    run("UPDATE request SET place_key = printf('straat%d %d', rowid % 900, rowid % 80)")
    run("COMMIT")
    return bench


CONSTANT: dict[str, Query] = {
    "first window": lambda _, reader: reader.requests(limit=80),
    "first window of P1": lambda _, reader: reader.requests(
        wanted=RequestFilter(status_open=True, priorities=frozenset({Priority.P1})), limit=80
    ),
    "one request": lambda _, reader: reader.request(reader.requests(limit=1)[0].id),
    "what looks alike at a house": lambda _, reader: reader.similar(
        read_place("Straat5 5"), now=NOW, group=CategoryGroup.POWER
    ),
    "search of one": lambda _, reader: reader.search("Naam77"),
    "search that everything has": lambda _, reader: reader.search("accu"),
    "search of two letters": lambda _, reader: reader.search("ha"),
    "search among helpers": lambda _, reader: reader.search("eik", what=(Found.HELPER,)),
    "messages": lambda _, reader: reader.messages(),
    "noodmeldingen": lambda _, reader: reader.emergencies(NOW),
    "forms": lambda _, reader: reader.drafts(),
    "a card": lambda _, reader: reader.card("HA-A0042-7"),
}
"""The same work however much there is."""

PER_ROW: dict[str, tuple[Query, float]] = {
    "a window in the middle": (lambda _, reader: reader.requests(offset=MANY // 2, limit=80), 8),
    "the last window": (lambda _, reader: reader.requests(offset=MANY - 80, limit=80), 16),
    "the list of a search": (lambda _, reader: reader.requests(search="accu", limit=80), 8),
    "count of the open": (lambda _, reader: reader.count_requests(status_open=True), 4),
    "figures of the rail": (lambda _, reader: reader.counters(NOW), 12),
    "what needs a person": (lambda _, reader: reader.attention(NOW), 60),
}
"""A pass over an index, and how many steps each request may cost in it."""


@pytest.mark.parametrize("name", CONSTANT)
def test_fifty_thousand_cost_what_a_hundred_do(benches: tuple[Bench, Bench], name: str) -> None:
    few, many = (bench.steps(CONSTANT[name]) for bench in benches)
    tell(benches, name, CONSTANT[name], many)
    # Where a hundred do not fill a window of candidates, fifty thousand do: 300 rows at most.
    assert many <= few * 2 + 300 * 25


@pytest.mark.parametrize("name", PER_ROW)
def test_a_pass_stays_one_pass(benches: tuple[Bench, Bench], name: str) -> None:
    work, most = PER_ROW[name]
    many = benches[1].steps(work)
    tell(benches, name, work, many)
    assert many <= MANY * most


def tell(benches: tuple[Bench, Bench], name: str, work: Query, steps: int) -> None:
    few, many = (best_of(bench, work) * 1000 for bench in benches)
    print(f"\n{name}: {many:.1f} ms with {MANY}, {few:.1f} ms with {FEW}, {steps} steps")


def best_of(bench: Bench, work: Query) -> float:
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        work(bench.store, bench.reader)
        taken.append(time.perf_counter() - began)
    return min(taken)
