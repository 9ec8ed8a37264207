# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Packs in the database: which is current, what others hear of it, and what can be found in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from noodsteunpunt.domain.facts import PackInstalled
from noodsteunpunt.domain.packs import InstalledPack, PackPlace
from noodsteunpunt.domain.views import PackName
from noodsteunpunt.search.builder import Document, build_index
from noodsteunpunt.store.database import Store
from noodsteunpunt.store.errors import StoreError
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import freeze_all, own_frames
from ui.presenter_points import board_row

DAY = 86_400
EXPIRES = NOW // DAY + 30
TEXTS = [
    Document(
        "card.water.json",
        "nl",
        "Drinkwater",
        "Haal drie liter.",
        (
            (6.0, "Drinkwater"),
            (1.0, "Haal bij elk waterpunt drie liter. Kook het één keer. Ook zonder stroom, stroom, stroom."),
        ),
    ),
    Document("card.water.json", "en", "Drinking water", "", ((6.0, "Drinking water"), (1.0, "Three litres a person."))),
    Document("card.stroom.json", "nl", "Stroom", "", ((6.0, "Stroom"), (1.0, "Er is soms geen water. Hier wel."))),
]


def a_pack(version: int) -> InstalledPack:
    return InstalledPack(bytes([version]) * 32, "voorbeelddam", version, 2, NOW, EXPIRES * DAY, b"root", NOW + version)


def install(store: Store, version: int, texts: list[Document] = TEXTS, **said: bool) -> None:
    fact = PackInstalled(pack="voorbeelddam", version=version, core_version=2, expires=EXPIRES, **said)
    store.put_pack(a_pack(version), build_index(texts), fact, NOW + version * 60)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[dict[int, Store]]:
    made = {point: open_store(tmp_path, paper) for point, paper in papers().items()}
    yield made
    for store in made.values():
        store.close()


def shown(store: Store, point: int) -> PackName | None:
    with store.reader() as reader:
        return next(row.pack for row in reader.points(NOW) if row.point.number == point)


def test_the_newest_is_current_and_the_one_before_is_kept(stores: dict[int, Store]) -> None:
    for version in (1, 2, 3, 2):
        install(stores[1], version)
    assert {pack.version: pack.place for pack in stores[1].packs()} == {
        2: PackPlace.CURRENT, 3: PackPlace.PREVIOUS, 1: PackPlace.FORMER,
    }  # fmt: skip


def test_the_coordination_point_hears_which_pack_each_point_goes_by(stores: dict[int, Store]) -> None:
    for point, versions in ((1, (4, 5)), (2, (3,))):
        for version in versions:
            install(stores[point], version)
        freeze_all(stores[point])
    frames = [frame for point in (1, 2) for frame in own_frames(stores[point])]
    stores[9].accept(reversed(frames), NOW)
    assert shown(stores[9], 1) == PackName("voorbeelddam", 5, 2, EXPIRES * DAY, NOW + 300)
    assert shown(stores[9], 2) == PackName("voorbeelddam", 3, 2, EXPIRES * DAY, NOW + 180)
    assert shown(stores[9], 9) is None
    export = stores[9].export_canonical()
    assert len(export["air"]["point_pack"]) == 2, "one subject a point, however often it installs"
    stores[9].rebuild()
    assert stores[9].export_canonical() == export


def test_the_board_says_version_age_and_expiry(stores: dict[int, Store]) -> None:
    install(stores[1], 5)
    with stores[1].reader() as reader:
        row = next(row for row in reader.points(NOW) if row.own)
    fresh = board_row(row, NOW + 300 + 3 * 3600)
    assert "voorbeelddam 5" in fresh.pack
    assert "3 u" in fresh.pack
    assert not fresh.pack_old
    old = board_row(row, EXPIRES * DAY)
    assert old.pack.endswith("verlopen")
    assert old.pack_old


@pytest.mark.parametrize(
    "fact",
    [
        PackInstalled(pack="x", version=1, expires=(1 << 62) - 1),
        PackInstalled(pack="voorbeelddam\u202e", version=1, expires=EXPIRES),
        PackInstalled(pack="x" * 41, version=1, expires=EXPIRES),
        PackInstalled(version=1, expires=EXPIRES),
    ],
)
def test_a_pack_that_cannot_be_is_kept_and_not_folded(stores: dict[int, Store], fact: PackInstalled) -> None:
    stores[1].record(fact, subject=None, at=NOW)
    freeze_all(stores[1])
    stores[9].accept(own_frames(stores[1]), NOW)
    assert shown(stores[9], 1) is None
    with stores[9].reader() as reader:
        assert reader.journal_counts()["unknown"] == 1


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("stroom", "nl", ["card.stroom.json", "card.water.json"]),
        ("WATERPUNT drie", "", ["card.water.json", "card.stroom.json"]),  # the second for one half of the word
        ("drink", "en", ["card.water.json"]),
        ('"title:" OR * NOT (', "nl", []),
        ("', ; --", "", []),
        ("", "", []),
    ],
)
def test_words_are_found_in_every_form_and_never_a_query(
    stores: dict[int, Store], words: str, language: str, found: list[str]
) -> None:
    install(stores[1], 1, [Document("old", "nl", "water", "", ((1.0, "waterpunt drie een drink"),))])
    install(stores[1], 2)
    with stores[1].reader() as reader:
        assert [text.item for text in reader.search_pack(words, language=language)] == found


def test_an_index_of_another_version_finds_nothing_until_it_is_made_again(stores: dict[int, Store]) -> None:
    install(stores[1], 1)
    stores[1].put_index(b"\x81\xa6format\x00")
    with stores[1].reader() as reader:
        assert not stores[1].index_readable()
        assert reader.search_pack("stroom") == []
        stores[1].put_index(build_index(TEXTS))
        assert stores[1].index_readable()
        assert reader.search_pack("stroom")


def test_row_words_and_fact_are_one(stores: dict[int, Store], monkeypatch: pytest.MonkeyPatch) -> None:
    install(stores[1], 1)
    before = stores[1].packs(), stores[1].export_canonical()

    def refuse(*_arguments: object) -> None:
        raise StoreError("power cut")

    with monkeypatch.context() as patch, pytest.raises(StoreError):
        patch.setattr(stores[1], "_append", refuse)
        install(stores[1], 2, [])
    assert (stores[1].packs(), stores[1].export_canonical()) == before
    with stores[1].reader() as reader:
        assert reader.search_pack("stroom")
