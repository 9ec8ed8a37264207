# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""An announcement at a point: a card over the pack, found by its words, until the next version of the pack ends it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content.announcement import Announcement, sign_announcement, write_announcement
from content.container import inspect_pack
from content.errors import PackError, Reason
from noodsteunpunt.domain.packs import PackPlace
from noodsteunpunt.library.library import Library, Offer
from noodsteunpunt.library.roots import fingerprint_of
from noodsteunpunt.store.database import Store
from noodsteunpunt.store.errors import StoreError
from tests.support.library_kit import CARD, LEAD, FixedClock, announced, install, library, pack_file, tree
from tests.support.signed_kit import DAY, KEYS, TRUST
from tests.support.station_kit import NOW, open_store, papers
from ui.presenter_points import board_row


def read(made: Library, name: str = CARD) -> str:
    opened = made.open_current()
    assert opened is not None
    with opened:
        held = json.loads(opened.read(name))
        assert {row.name for row in opened.manifest.rows} >= {CARD, "places.json"}
        assert opened.value("places.json")
    return str(held["languages"]["nl"]["body"][0]["spans"][0]["text"])


def found(store: Store, words: str) -> list[str]:
    with store.reader() as reader:
        return [text.item for text in reader.search_pack(words, language="nl")]


def test_it_is_shown_and_found_instead_of_the_card(tmp_path: Path, store: Store, made: Library) -> None:
    pack = pack_file(tmp_path, 1)
    install(made, pack)
    taken = made.announce(announced(pack, "Vannacht weer licht"), LEAD)
    assert (taken.name, taken.number, taken.expired) == (CARD, 1, False)
    assert read(made) == "Vannacht weer licht"
    assert (found(store, "vannacht"), found(store, "brandt")) == ([CARD], [])
    assert found(store, "dorpsplein") == ["places.json#de-kern"], "the rest of the pack stays"
    assert [one.name for one in made.announced()] == [CARD]
    again = library(tmp_path, store)
    assert read(again) == "Vannacht weer licht", "also after a start"


def test_a_card_that_the_pack_has_not(tmp_path: Path, store: Store, made: Library) -> None:
    pack = pack_file(tmp_path, 1)
    install(made, pack)
    made.announce(announced(pack, "Kook het kraanwater", name="card.koken.json"), LEAD)
    assert read(made, "card.koken.json") == "Kook het kraanwater"
    assert read(made) == "Lamp 1 brandt"
    assert found(store, "kraanwater") == ["card.koken.json"]
    made.announce(announced(pack, "Vannacht licht", 7), LEAD)
    assert (found(store, "kraanwater"), found(store, "vannacht")) == (["card.koken.json"], [CARD])


def test_numbers_only_rise(tmp_path: Path, made: Library) -> None:
    pack = pack_file(tmp_path, 1)
    install(made, pack)
    made.announce(announced(pack, "Twee", 2), LEAD)
    for number in (1, 2):
        with pytest.raises(PackError) as refused:
            made.announce(announced(pack, "Een", number), LEAD)
        assert refused.value.reason is Reason.ANNOUNCEMENT_OLD
    made.announce(announced(pack, "Drie", 3), LEAD)
    assert read(made) == "Drie"


def test_what_may_not_be_believed_changes_nothing(tmp_path: Path, store: Store, made: Library) -> None:
    pack = pack_file(tmp_path, 1)
    with pytest.raises(PackError) as refused:
        install(made, pack_file(tmp_path, 2))
        made.announce(announced(pack, "Van een ander pakket"), LEAD)
    assert refused.value.reason is Reason.BASE_OTHER
    pack = pack_file(tmp_path, 2)
    before = store.export_canonical()
    good = announced(pack, "Goed")
    for wrong, reason in (
        (announced(pack, "Alleen", keys=1), Reason.SIGNATURES_FEW),
        (good[:-1], Reason.TRUNCATED),
        (good + b"!", Reason.TRAILING),
        (good[:20] + bytes([good[20] ^ 1]) + good[21:], Reason.SIGNATURE_WRONG),
        (pack.read_bytes(), Reason.NOT_OURS),
    ):
        with pytest.raises(PackError) as refused:
            made.announce(wrong, LEAD)
        assert refused.value.reason is reason
    with inspect_pack(pack) as base:
        bare = write_announcement(base, Announcement(CARD, 1, NOW, NOW + DAY, b"this is no JSON"))
    for key in KEYS[:2]:
        bare = sign_announcement(bare, key)
    with pytest.raises(PackError) as refused:
        made.announce(bare, LEAD)
    assert refused.value.reason is Reason.FILE_JSON
    assert (read(made), store.export_canonical()) == ("Lamp 2 brandt", before)


def test_without_a_pack_there_is_nothing_to_announce_over(tmp_path: Path, made: Library) -> None:
    pack = pack_file(tmp_path, 1)
    install(made, pack)
    other = open_store(tmp_path, papers()[2])
    lonely = library(tmp_path / "b", other)
    try:
        with pytest.raises(PackError) as refused:
            lonely.announce(announced(pack, "Wie hoort mij"), LEAD, Offer(TRUST.data, fingerprint_of(TRUST.data)))
        assert refused.value.reason is Reason.BASE_OTHER
    finally:
        other.close()


def test_the_next_version_ends_it_and_putting_back_brings_it_again(tmp_path: Path, store: Store, made: Library) -> None:
    one, two = pack_file(tmp_path, 1), pack_file(tmp_path, 2)
    install(made, one)
    made.announce(announced(one, "Vannacht licht"), LEAD)
    install(made, two)
    assert (read(made), made.announced(), found(store, "vannacht")) == ("Lamp 2 brandt", [], [])
    made.put_back(LEAD)
    assert (read(made), found(store, "vannacht")) == ("Vannacht licht", [CARD])
    for version in (3, 4):
        install(made, pack_file(tmp_path, version))
    assert store.announcements(_digest(one)) == [], "what can no longer be shown is not kept"


def _digest(pack: Path) -> bytes:
    with inspect_pack(pack) as opened:
        return opened.digest


def test_expired_it_stays_readable_and_says_so(tmp_path: Path, store: Store) -> None:
    clock = FixedClock()
    made = library(tmp_path, store, clock=clock)
    pack = pack_file(tmp_path, 1, expires=NOW + 30 * DAY)
    install(made, pack)
    made.announce(announced(pack, "Vannacht licht", expires=NOW + 100), LEAD)
    clock.time = NOW + 200
    assert [one.expired for one in made.announced()] == [True]
    assert read(made) == "Vannacht licht"


def test_others_hear_that_there_is_one(tmp_path: Path, store: Store, made: Library) -> None:
    pack = pack_file(tmp_path, 1)
    install(made, pack)
    made.announce(announced(pack, "Vannacht licht", 41), LEAD)
    made.announce(announced(pack, "Kook het", 40, name="card.koken.json"), LEAD)
    (row,) = store.export_canonical()["air"]["point_pack"].values()
    assert (row["version"], row["announced"]) == (1, 41)
    with store.reader() as reader:
        (shown,) = [row for row in reader.points(NOW) if row.own]
    assert "met een bericht" in board_row(shown, NOW).pack
    install(made, pack_file(tmp_path, 2))
    (row,) = store.export_canonical()["air"]["point_pack"].values()
    assert (row["version"], row["announced"]) == (2, 0)


def test_a_database_that_refuses_leaves_what_was(tmp_path: Path, store: Store, made: Library) -> None:
    """One transaction: row, words and fact, or none of them."""
    pack = pack_file(tmp_path, 1)
    install(made, pack)
    before = store.export_canonical()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(StoreError):
        patch.setattr(Store, "_append", _refuse)
        made.announce(announced(pack, "Vannacht licht"), LEAD)
    assert (read(made), found(store, "vannacht"), store.export_canonical()) == ("Lamp 1 brandt", [], before)
    current = made.at(PackPlace.CURRENT)
    assert current is not None
    assert store.announcements(current.digest) == []
    assert CARD in tree(1)


def _refuse(*_arguments: object) -> None:
    raise StoreError
