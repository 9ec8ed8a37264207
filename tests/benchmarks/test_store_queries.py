# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What lists, search, board and registering cost with 5,000 requests and 100,000 frames.

Judged is the work that SQLite counts itself (steps of its virtual machine), the same on every machine. The
times, as multiples of a bare SELECT in the same run, are printed and judge nothing: ``pytest -s``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from noodsteunpunt.store.database import Reader, Store
from noodsteunpunt.store.reader_requests import RequestFilter
from noodsteunpunt.store.tables import REQUEST, REQUEST_ORDER
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import freeze_all, register, register_helper

SMALL, LARGE = 500, 5_000
FRAMES = 100_000
"""And as many entries."""
STRIDE = 10


class Bench:
    """A store with ``requests`` requests, half of them ended, spread over ten points."""

    def __init__(self, folder: Path, requests: int, frames: int) -> None:
        self.store = open_store(folder, papers()[9])
        register(self.store)
        register_helper(self.store)
        freeze_all(self.store)
        connection = self.store._connection
        connection.execute("BEGIN")
        for number, table in enumerate(("request", "helper")):
            self._clone(table, requests if number == 0 else requests // 5)
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO frame (author, number, body, received_at, checked) "
            "SELECT 64 * (1 + i % 8), i / 8, x'02', 0, 1 FROM n",
            (frames - 1,),
        )
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO entry SELECT 64 * (1 + i % 9), 1000 + i / 9, i + 2, i / 9, printf('%04x-%d', 64, i), 3, 2, "
            "'ok', 0, x'03' FROM n",
            (frames - 1,),
        )
        connection.execute("COMMIT")
        self.reader = self.store.reader()

    def _clone(self, table: str, count: int) -> None:
        connection = self.store._connection
        different = {
            "id": "printf('%04x-%d', 64 * (1 + i % 10), i + 10)",
            "author": "64 * (1 + i % 10)",
            "point": "1 + i % 10",
            "ticket": "printf('HA-A%04d-7', i)",
            "ended": "i % 2",
            "priority": "printf('P%d', 1 + i % 4)",
            "deadline_at": "CASE i % 3 WHEN 0 THEN NULL ELSE registered_at + i END",
            "registered_at": "registered_at + i",
        }
        columns = [row[1] for row in connection.execute(f"PRAGMA table_xinfo({table})")]
        values = ", ".join(different.get(name, name) for name in columns)
        connection.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1}) "
            f"INSERT INTO {table} SELECT {values} FROM {table}, n"
        )

    def steps(self, work: Callable[[Store, Reader], object]) -> int:
        """What one run of ``work`` costs on both connections, after a first one filled the caches."""
        work(self.store, self.reader)
        counted = 0

        def count() -> None:
            nonlocal counted
            counted += STRIDE

        both = (self.store._connection, self.reader._connection)
        for connection in both:
            connection.set_progress_handler(count, STRIDE)
        work(self.store, self.reader)
        for connection in both:
            connection.set_progress_handler(None, STRIDE)
        return counted

    def close(self) -> None:
        self.reader.close()
        self.store.close()


@pytest.fixture(scope="module")
def benches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bench, Bench]]:
    small = Bench(tmp_path_factory.mktemp("small"), SMALL, FRAMES // 10)
    large = Bench(tmp_path_factory.mktemp("large"), LARGE, FRAMES)
    yield small, large
    small.close()
    large.close()


def bare(store: Store, reader: Reader) -> object:
    return reader._connection.execute("SELECT * FROM request LIMIT 100").fetchall()


CONSTANT: dict[str, Callable[[Store, Reader], object]] = {
    "first window of the list": lambda _, reader: reader.requests(),
    "first window of the open": lambda _, reader: reader.requests(status_open=True),
    "one request": lambda _, reader: reader.request(reader.requests(limit=1)[0].id),
    "conflicts": lambda _, reader: reader.conflicts(),
    "what waits": lambda store, _: store.pending(64),
    "registering": lambda store, _: register(store),
    "a frame": lambda store, _: store.read(64, 5),
}
"""The same work however much there is."""

PER_ROW: dict[str, tuple[Callable[[Store, Reader], object], float]] = {
    "search that finds nothing": (lambda _, reader: reader.requests(search="zzzz"), 40),
    "count of the open": (lambda _, reader: reader.count_requests(status_open=True), 4),
    "figures of the rail": (lambda _, reader: reader.counters(), 30),
    "the board": (lambda _, reader: reader.points(NOW), 40),
    "what is open, for a new station": (lambda store, _: store.open_frames([1, 2, 3]), 25),
    "the helpers": (lambda _, reader: reader.helpers(), 40),
}
"""A pass over what must be looked at, and how many steps each request may cost in it."""


@pytest.mark.parametrize("name", CONSTANT)
def test_ten_times_as_much_costs_the_same(benches: tuple[Bench, Bench], name: str) -> None:
    small, large = (bench.steps(CONSTANT[name]) for bench in benches)
    tell(benches[1], name, CONSTANT[name], large)
    assert large <= small * 1.5 + 200


@pytest.mark.parametrize("name", PER_ROW)
def test_a_pass_is_one_pass(benches: tuple[Bench, Bench], name: str) -> None:
    work, most = PER_ROW[name]
    large = benches[1].steps(work)
    tell(benches[1], name, work, large)
    assert large <= LARGE * most


def test_heads_cost_a_few_steps_a_frame(benches: tuple[Bench, Bench]) -> None:
    def heads(store: Store, _: Reader) -> Any:
        return store.heads(), store.beyond()

    large = benches[1].steps(heads)
    tell(benches[1], "heads of 100,000 frames, twice", heads, large)
    assert large <= FRAMES * 30
    assert sum(benches[1].store.heads().values()) >= FRAMES


def tell(bench: Bench, name: str, work: Callable[[Store, Reader], object], steps: int) -> None:
    ratio = seconds(bench, work) / seconds(bench, bare)
    print(f"\n{name}: {ratio:.1f} times a bare SELECT of 100 rows, {steps} steps")


def seconds(bench: Bench, work: Callable[[Store, Reader], object]) -> float:
    best = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        work(bench.store, bench.reader)
        best = min(best, time.perf_counter() - started)
    return best


def test_the_list_is_read_in_the_order_of_its_index(benches: tuple[Bench, Bench]) -> None:
    reader = benches[1].reader
    for status_open in (True, False, None):
        with reader.reading() as conn:
            chosen = reader._chosen(conn, select(REQUEST.c.id), RequestFilter(status_open))
        plan = [row[3] for row in explain(reader, chosen.order_by(*REQUEST_ORDER).limit(100))]
        assert "COVERING INDEX request_order" in plan[0]
        assert not any("TEMP B-TREE" in step for step in plan)
    rows = explain(reader, reader.delivered(REQUEST).where(REQUEST.c.id.in_(["0040-1", "0040-2"])))
    assert all(row[3].startswith("SEARCH") for row in rows)
    waiting = reader.requests(status_open=True, limit=LARGE)
    order = [(row.priority, row.deadline_at is None, row.deadline_at or 0, row.registered_at) for row in waiting]
    assert len(order) >= LARGE // 2 and order == sorted(order)
    assert reader.requests(limit=len(waiting)) == waiting


def explain(reader: Reader, query: Any) -> list[Any]:
    text = query.compile(reader._engine, compile_kwargs={"literal_binds": True})
    return list(reader._connection.execute(f"EXPLAIN QUERY PLAN {text}"))


def test_what_waits_or_is_not_folded_is_found_by_its_own_index(benches: tuple[Bench, Bench]) -> None:
    run = benches[1].reader._connection.execute
    for query, index in (
        ("SELECT body FROM entry WHERE author = 1 AND frame_number IS NULL ORDER BY seq", "entry_pending"),
        ("SELECT count(*) FROM entry WHERE state != 'ok' AND state = 'aside'", "entry_not_folded"),
        ("SELECT count(*) FROM frame WHERE author = 1 AND sent_at IS NULL", "frame_sent"),
        ("SELECT point, count(*) FROM request WHERE ended IS 0 GROUP BY point, priority", "request_board"),
    ):
        assert index in " ".join(row[3] for row in run(f"EXPLAIN QUERY PLAN {query}")), query
