# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Screens read while the station writes: nobody waits, nobody fails, and everybody sees whole commits."""

from __future__ import annotations

import threading
from pathlib import Path

from noodsteunpunt.domain.facts import HelperClaimed
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.store.database import Reader, Store
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import freeze_all, register, register_helper

COMMITS = 25


def look(reader: Reader, stop: threading.Event, seen: list[int], wrong: list[object]) -> None:
    try:
        while not stop.is_set():
            rows = reader.requests(limit=1000)
            seen.append(len(rows))
            for helper in reader.helpers(limit=1000):
                wrong += [helper for claim in helper.claims if claim.request_ticket == claim.request]
            reader.points(NOW), reader.counters(), reader.peers(())
    except Exception as error:  # noqa: BLE001 - whatever it is, the test must hear of it
        wrong.append(error)
    finally:
        reader.close()


def work(store: Store) -> None:
    for index in range(COMMITS):
        request, helper = SubjectId(register(store)), SubjectId(register_helper(store))
        store.record(HelperClaimed(request=request), subject=helper, at=NOW)
        freeze_all(store)
        if index % 10 == 9:
            store.rebuild()
            store.checkpoint()


def test_readers_see_whole_commits_while_the_station_works(tmp_path: Path) -> None:
    store = open_store(tmp_path, papers()[1])
    stop, wrong = threading.Event(), list[object]()
    seen: list[list[int]] = [[], []]
    readers = [threading.Thread(target=look, args=(store.reader(), stop, counts, wrong)) for counts in seen]
    for reader in readers:
        reader.start()
    try:
        work(store)
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    for counts in seen:
        assert counts == sorted(counts), "a commit, once seen, stays"
    assert len(store.export_canonical()["air"]["request"]) == COMMITS
    store.close()
