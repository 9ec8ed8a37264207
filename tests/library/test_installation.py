# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pack comes onto a point: only a better one of its own municipality, the old one kept, expiry said and no lock."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.container import inspect_pack
from content.delta import make_delta
from content.errors import PackError, Reason
from noodsteunpunt.domain.packs import PackPlace
from noodsteunpunt.domain.rules import RuleViolation
from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.library.library import Library, Offer, RootMissing
from noodsteunpunt.library.roots import fingerprint_of
from noodsteunpunt.store.database import Store
from tests.support.library_kit import LEAD, FixedClock, install, lamp, library, pack_file, tree
from tests.support.signed_kit import KEYS, STRANGER, TRUST, a_pack, a_root, root_file
from tests.support.station_kit import NOW

DAY = 86_400


def held(made: Library) -> dict[PackPlace, int]:
    places = {place: made.at(place) for place in (PackPlace.CURRENT, PackPlace.PREVIOUS)}
    return {place: pack.version for place, pack in places.items() if pack}


def on_disk(folder: Path) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in (folder / "library").iterdir())


def test_versions_rise_and_one_is_kept(tmp_path: Path, made: Library) -> None:
    for version in (1, 2, 3):
        assert install(made, pack_file(tmp_path, version)) == version
        assert lamp(made) == f"Lamp {version}"
    assert held(made) == {PackPlace.CURRENT: 3, PackPlace.PREVIOUS: 2}
    assert on_disk(tmp_path) == ["2", "3"]
    current = made.at(PackPlace.CURRENT)
    assert current is not None
    assert current.core_version == 4


def test_an_older_version_is_refused_also_after_putting_back(tmp_path: Path, made: Library) -> None:
    one, two = pack_file(tmp_path, 1), pack_file(tmp_path, 2)
    install(made, one)
    install(made, two)
    made.put_back(LEAD)
    assert lamp(made) == "Lamp 1"
    with pytest.raises(PackError) as refused:
        install(made, one)
    assert refused.value.reason is Reason.ROLLED_BACK
    assert install(made, two) == 2, "the highest version may come again"
    assert held(made) == {PackPlace.CURRENT: 2, PackPlace.PREVIOUS: 1}


def test_the_same_pack_again_changes_nothing(tmp_path: Path, store: Store, made: Library) -> None:
    install(made, pack_file(tmp_path, 1))
    install(made, pack_file(tmp_path, 2))
    before = store.export_canonical()
    assert install(made, pack_file(tmp_path, 2)) == 2
    assert store.export_canonical() == before
    assert held(made) == {PackPlace.CURRENT: 2, PackPlace.PREVIOUS: 1}


def test_only_the_leader_puts_back_and_only_what_is_kept(tmp_path: Path, store: Store, made: Library) -> None:
    install(made, pack_file(tmp_path, 1))
    with pytest.raises(RuleViolation) as refused:
        made.put_back(LEAD)
    assert refused.value.code == "no_previous_pack"
    install(made, pack_file(tmp_path, 2))
    with pytest.raises(RuleViolation) as refused:
        made.put_back(Actor("Testpersoon Balie", Role.REQUEST_DESK))
    assert refused.value.code == "only_lead"
    assert made.put_back(LEAD).version == 1
    (row,) = store.export_canonical()["air"]["point_pack"].values()
    assert (row["version"], row["put_back"]) == (1, 1)
    with store.reader() as reader:
        assert [text.body for text in reader.search_pack("brandt")] == ["Lamp 1 brandt"]


@pytest.mark.parametrize(
    ("pack", "reason"),
    [
        (a_pack(tree(9), KEYS[:1], version=9), Reason.SIGNATURES_FEW),
        (a_pack(tree(9), (KEYS[0], STRANGER), version=9), Reason.SIGNER_UNKNOWN),
        (a_pack(tree(9), version=9, pack_id="ander"), Reason.OTHER_PACK),
        (a_pack(tree(9), version=9, municipality="GM0001"), Reason.OTHER_MUNICIPALITY),
        (a_pack(tree(8), version=2), Reason.VERSION_TWICE),
        (a_pack(tree(9), version=9)[:-1], Reason.TRUNCATED),
        (a_pack(tree(9, card__x__json=b"[" * 20_000), version=9), Reason.FILE_JSON),
        (a_pack({"places.json": b"[]\n"}, version=9), Reason.FILE_MISSING),
        (b"PK\x03\x04 and what a zip has", Reason.ARCHIVE),
        (b"", Reason.TRUNCATED),
    ],
)
def test_what_is_refused_leaves_everything_as_it_was(
    tmp_path: Path, store: Store, made: Library, pack: bytes, reason: Reason
) -> None:
    for version in (1, 2):
        install(made, pack_file(tmp_path, version))
    before = store.packs(), store.export_canonical(), on_disk(tmp_path)
    stick = tmp_path / "stick.nspack"
    stick.write_bytes(pack)
    with pytest.raises(PackError) as refused:
        install(made, stick)
    assert refused.value.reason is reason
    assert (store.packs(), store.export_canonical(), on_disk(tmp_path)) == before
    assert lamp(made) == "Lamp 2"


def test_a_pack_for_a_point_without_a_root_or_with_another_is_refused(tmp_path: Path, made: Library) -> None:
    stick = pack_file(tmp_path, 1)
    for root in (None, TRUST.data):
        with pytest.raises(RootMissing):
            made.install(stick, LEAD, Offer(root))
    with pytest.raises(PackError) as refused:
        made.install(stick, LEAD, Offer(TRUST.data, bytes(32)))
    assert refused.value.reason is Reason.ROOT_FINGERPRINT
    install(made, stick)
    assert made.install(pack_file(tmp_path, 2), LEAD).version == 2, "the root is known by now"


def test_the_next_root_comes_with_a_pack_and_the_old_pack_stays_readable(tmp_path: Path, made: Library) -> None:
    install(made, pack_file(tmp_path, 1))
    fresh = (KEYS[0], KEYS[1], STRANGER)
    root = root_file(a_root(*fresh, version=2), *KEYS[:2])
    stick = tmp_path / "next.nspack"
    stick.write_bytes(a_pack(tree(2), (KEYS[0], STRANGER), version=2, root=2))
    with pytest.raises(PackError) as refused:
        made.install(stick, LEAD)
    assert refused.value.reason is Reason.SIGNER_UNKNOWN
    assert made.install(stick, LEAD, Offer(root)).version == 2
    assert made.put_back(LEAD).version == 1
    assert lamp(made) == "Lamp 1"
    with pytest.raises(PackError) as refused:
        made.install(stick, LEAD, Offer(TRUST.data, fingerprint_of(TRUST.data)))
    assert refused.value.reason is Reason.ROOT_ROLLED_BACK


def test_a_difference_is_installed_like_the_whole(tmp_path: Path, made: Library) -> None:
    one, two = pack_file(tmp_path, 1), pack_file(tmp_path, 2)
    difference = tmp_path / "1-2.nsdiff"
    with inspect_pack(one) as old, inspect_pack(two) as new:
        difference.write_bytes(make_delta(old, new))
    with pytest.raises(PackError) as refused:
        install(made, difference)
    assert refused.value.reason is Reason.BASE_OTHER
    install(made, one)
    assert install(made, difference) == 2
    assert lamp(made) == "Lamp 2"
    current = made.at(PackPlace.CURRENT)
    assert current is not None
    assert (tmp_path / "library" / current.file).read_bytes() == two.read_bytes()


def test_an_expired_pack_is_read_and_says_so_and_nobody_is_sure_without_a_clock(tmp_path: Path, store: Store) -> None:
    clock = FixedClock()
    made = library(tmp_path, store, clock=clock)
    install(made, pack_file(tmp_path, 1, expires=NOW + DAY))
    for time, expired in ((NOW, False), (NOW + DAY, True), (NOW + 4000 * DAY, True), (NOW - 1, None), (0, None)):
        clock.time = time
        opened = made.open_current()
        assert opened is not None
        with opened:
            assert opened.expired is expired, time
        assert lamp(made) == "Lamp 1"


def test_expired_keys_refuse_a_new_pack_but_not_where_no_clock_is_trusted(tmp_path: Path, store: Store) -> None:
    clock = FixedClock()
    made = library(tmp_path, store, clock=clock)
    install(made, pack_file(tmp_path, 1))
    clock.time = NOW + 200 * DAY
    two = pack_file(tmp_path, 2)
    with pytest.raises(PackError) as refused:
        made.install(two, LEAD)
    assert refused.value.reason is Reason.SIGNER_EXPIRED
    assert made.install(two, LEAD, Offer(clock_trusted=False)).version == 2
    clock.time = 0  # a flat battery on the mainboard
    assert made.install(pack_file(tmp_path, 3), LEAD).version == 3


def test_a_damaged_pack_is_replaced_by_the_kept_one_and_can_be_brought_again(tmp_path: Path, made: Library) -> None:
    for version in (1, 2):
        install(made, pack_file(tmp_path, version))
    current = made.at(PackPlace.CURRENT)
    assert current is not None
    assert not made.damaged()
    path = tmp_path / "library" / current.file
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert made.damaged()
    assert lamp(made) == "Lamp 1"
    install(made, pack_file(tmp_path, 2))
    assert not made.damaged()
    assert lamp(made) == "Lamp 2"
    assert held(made) == {PackPlace.CURRENT: 2, PackPlace.PREVIOUS: 1}


def test_what_stands_in_a_pack_is_found_in_its_own_language(tmp_path: Path, store: Store, made: Library) -> None:
    install(made, pack_file(tmp_path, 1))
    with store.reader() as reader:
        for language in ("en", "nl"):
            found = reader.search_pack("dorpsplein", language=language)
            assert [(text.item, text.language) for text in found] == [("places.json#de-kern", language)]
        assert reader.search_pack("dorpsplein", cards=True) == []
        assert [text.title for text in reader.search_pack("core", language="en")] == ["The Core"]
        assert reader.search_pack("core", language="nl") == []
        assert [text.item for text in reader.search_pack("lamps")] == ["card.stroom.json"]
        assert reader.search_pack("paragraph heading") == []
