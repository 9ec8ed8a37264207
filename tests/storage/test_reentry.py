# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Going on under a new replica: what a copy of the database writes under the old one stays apart."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from noodsteunpunt.domain.values import HelperStatus, RequestStatus, SubjectId
from noodsteunpunt.station.replica import draw_replica
from noodsteunpunt.store.database import Store
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import freeze_all, own_frames, register, register_helper

PAPERS = papers()[1]


def two_copies(folder: Path) -> tuple[Store, Store]:
    """One closed database, opened at two places."""
    store = open_store(folder / "a", PAPERS)
    register(store, note="voor de kopie")
    store.close()
    shutil.copytree(folder / "a", folder / "b")
    return open_store(folder / "a", PAPERS), open_store(folder / "b", PAPERS)


def move_on(store: Store, start: int = 1) -> int:
    return store.reenter_own(lambda: draw_replica(store, PAPERS, Random(2)), start)


def requests(store: Store) -> dict[str, tuple[RequestStatus, str | None, str | None]]:
    """Id -> status, note, name."""
    found = {}
    for row in store.reader().requests():
        detail = store.reader().request(row.id)
        assert detail is not None
        found[str(row.id)] = (row.status, detail.note, detail.name)
    return found


def test_a_name_never_sticks_to_a_request_of_the_other_copy(tmp_path: Path) -> None:
    first, second = two_copies(tmp_path)
    register(first, note="van de eerste", name="Testpersoon Berk")
    other = register(second, note="van de tweede", name="Testpersoon Wilg")
    freeze_all(first), freeze_all(second)
    assert move_on(first) == 2
    first.accept(own_frames(second)[1:], NOW)
    seen = requests(first)
    assert seen[other] == (RequestStatus.NEW, "van de tweede", None)
    open_notes = sorted((note, name) for status, note, name in seen.values() if status is RequestStatus.NEW)
    assert open_notes == [
        ("van de eerste", "Testpersoon Berk"),
        ("van de tweede", None),
        ("voor de kopie", "Testpersoon Berk"),
    ]


def test_what_turns_up_after_all_counts_once_and_has_its_name_again(tmp_path: Path) -> None:
    store, copy = two_copies(tmp_path)
    copy.close()
    second = register(store, note="daarna", name="Testpersoon Wilg")
    helper = register_helper(store)
    freeze_all(store)
    sent = own_frames(store)
    assert move_on(store) == 3
    assert len(requests(store)) == 2
    store.accept(sent[1:], NOW)
    after = requests(store)
    assert after[second] == (RequestStatus.NEW, "daarna", "Testpersoon Wilg")
    assert sorted(status for status, _, _ in after.values()) == sorted(
        [RequestStatus.NEW, RequestStatus.NEW, RequestStatus.DUPLICATE, RequestStatus.DUPLICATE]
    )
    shown = {row.id: row.status for row in store.reader().helpers()}
    assert shown.pop(SubjectId(helper)) is HelperStatus.REGISTERED
    assert list(shown.values()) == [HelperStatus.OFF_DUTY]
    before = store.export_canonical()
    store.accept(sent[1:], NOW)
    store.rebuild()
    assert store.export_canonical() == before
