# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a desk keeps on its disk: half-typed forms, words to search, facts that stand in the house log alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from noodsteunpunt.courier.desk import CourierDesk
from noodsteunpunt.domain.drafts import QuestionDraft, RequestChanges
from noodsteunpunt.domain.facts import is_house
from noodsteunpunt.domain.places import Street, StreetTable, read_place
from noodsteunpunt.domain.values import CategoryGroup, Priority, RequestStatus
from noodsteunpunt.domain.values_desk import Reason
from noodsteunpunt.domain.views_desk import Found
from tests.support.desk_kit import CHEST, DESK, LEAD, URGENT, WATER, A, C, Town, refused, town
from tests.support.station_kit import helper

TYPED = {
    "what": "koelkast doet het niet",
    "name": "Testpersoon Linde",
    "odd": "\u202e\U0001f525 ' \ud800",
    "long": "a" * 10_000,
}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


# -- half-typed forms -----------------------------------------------------------------------------------------------


def test_a_form_survives_a_crash_and_another_device_takes_it_over(here: Town) -> None:
    station = here.station(A)
    station.keep_draft("tablet 2", "request", {"what": "k"}, started_at=here.now - 9)
    station.keep_draft("tablet 2", "request", TYPED)
    station.keep_draft("laptop", "helper", {"name": "Testpersoon Eik"})
    here.simulation.points[A].station = None
    station.store._lock.close()  # a process that is gone has let go of it, and closed nothing else
    again = here.simulation.start(A)
    (kept,) = again.reader.drafts("tablet 2")
    assert kept.answers == TYPED and kept.started_at == here.now - 9
    assert {draft.device for draft in again.reader.drafts()} == {"tablet 2", "laptop"}
    again.register_request(WATER, DESK, typed_on=("tablet 2", "request"))
    assert again.reader.draft("tablet 2", "request") is None
    assert again.reader.draft("laptop", "helper") is not None


def test_a_form_that_is_refused_keeps_its_draft(here: Town) -> None:
    station = here.station(A)
    station.keep_draft("laptop", "request", TYPED)
    with refused("people"):
        station.register_request(replace(WATER, people=0), DESK, typed_on=("laptop", "request"))
    assert station.reader.draft("laptop", "request") is not None
    with refused("too_long", "draft"):
        station.keep_draft("laptop", "request", {"what": "x" * 1_000_001})
    assert station.reader.draft("laptop", "request").answers == TYPED  # type: ignore[union-attr]


def test_a_form_goes_with_its_key_and_by_no_road(here: Town) -> None:
    station = here.station(A)
    station.keep_draft("laptop", "request", TYPED)
    keys = station.store.keys_of(A, for_coordination=False)
    assert not any(line.subject.startswith("draft:") for line in keys), "no courier takes it along"
    station.store._connection.execute("DELETE FROM subject_key WHERE subject LIKE 'draft:%'")
    assert station.reader.drafts() == [], "without its key there is nothing to read"
    station.keep_draft("laptop", "request", TYPED)
    station.drop_draft("laptop", "request", abandoned=DESK, seconds=40)
    station.drop_draft("laptop", "request")
    run = station.store._connection.execute
    assert run("SELECT count(*) FROM draft").fetchone()[0] == 0
    assert run("SELECT count(*) FROM subject_key WHERE subject LIKE 'draft:%'").fetchone()[0] == 0
    assert isinstance(station.courier, CourierDesk) and station.store.pending(1) == []


# -- facts that stand alone -----------------------------------------------------------------------------------------


def test_a_fact_of_the_house_is_in_its_chain_and_survives_a_restart(here: Town) -> None:
    station = here.station(A)
    asked = [station.count_question(QuestionDraft(False, words=f"vraag {number}"), DESK) for number in range(3)]
    assert all(is_house(subject) for subject in asked) and len(set(asked)) == 3
    before = station.store.export_canonical()
    assert {row["words"] for row in before["house"]["question"].values()} == {"vraag 0", "vraag 1", "vraag 2"}
    here.simulation.stop(A)
    again = here.simulation.start(A).store
    again.rebuild()
    assert again.export_canonical() == before
    again._connection.execute("DELETE FROM subject_key WHERE subject = ?", (asked[1],))
    again.rebuild()
    left = again.export_canonical()["house"]["question"]
    assert asked[1] not in left and len(left) == 2, "without its key it is gone"


# -- search ---------------------------------------------------------------------------------------------------------


def found(here: Town, number: int, typed: str, *what: Found) -> list[str]:
    return [row.id for row in here.station(number).reader.search(typed, what=what).rows]


def test_search_finds_everything_that_may_be_read_here_and_nothing_else(here: Town) -> None:
    station = here.station(A)
    beuk = station.register_request(URGENT, DESK).id
    eik = station.register_helper(helper(), DESK).id
    chest = station.report_emergency(CHEST, DESK).id
    here.hand_over(A)
    assert found(here, A, "testpersoon") and found(here, C, "testpersoon") == []
    assert set(found(here, A, "testpersoon")) == {beuk, eik}
    assert found(here, A, "beuk") == found(here, A, "06-00000012") == found(here, A, "0600000012") == [beuk]
    assert found(here, C, "accu 40") == [beuk], "the coordination point reads the note"
    assert found(here, A, "3551ac 8") == found(here, A, "3551 AC") == [beuk]
    assert found(here, C, "borst") == found(here, C, "trap links") == [chest]
    assert found(here, A, "KB-A001") == [beuk]
    assert found(here, A, "PIJN bor") == [chest]
    assert set(found(here, A, "kb", Found.HELPER)) == {eik}
    assert found(here, A, "'; DROP TABLE request; --") == found(here, A, '"*') == found(here, A, "") == []
    assert found(here, A, "\U0001f525") == found(here, A, "NEAR(a b)") == []


def test_what_is_urgent_and_open_comes_first_and_pages_follow(here: Town) -> None:
    station = here.station(A)
    ids = [station.register_request(replace(WATER, name=f"Testpersoon N{n}"), DESK).id for n in range(6)]
    urgent = station.register_request(URGENT, DESK).id
    station.change_request(ids[5], RequestStatus.NOT_POSSIBLE, DESK, reason=Reason.NO_MEANS)
    assert found(here, A, "kb") == [urgent, *reversed(ids[:5]), ids[5]]
    first = station.reader.search("kb", limit=3)
    second = station.reader.search("kb", offset=3, limit=3)
    third = station.reader.search("kb", offset=6, limit=3)
    assert (first.more, second.more, third.more) == (True, True, False)
    assert [row.id for page in (first, second, third) for row in page.rows] == found(here, A, "kb")
    assert [row.id for row in station.reader.requests(search="kb", status_open=True)] == [urgent, *ids[:5]]
    assert station.reader.count_requests(search="kb n5") == 1


def test_what_was_corrected_is_found_by_its_new_words_only(here: Town) -> None:
    station = here.station(A)
    request = station.register_request(replace(WATER, name="Testpersoon Berk"), DESK).id
    station.correct_request(request, RequestChanges(0, name="Testpersoon Wilg"), DESK)
    assert found(here, A, "berk") == [] and found(here, A, "wilg") == [request]
    before = found(here, A, "kb")
    station.store.rebuild()
    assert found(here, A, "kb") == before


# -- what looks alike -----------------------------------------------------------------------------------------------


def test_the_same_house_is_seen_while_it_is_typed(here: Town) -> None:
    station = here.station(A)
    station.streets = StreetTable.of([Street("Kerkstraat", ("3551AC",))])
    request = station.register_request(replace(URGENT, postcode="", street="Kerkstraat", house_number="8"), DESK).id
    other = station.register_request(replace(WATER, postcode="3551AC", house_number="30"), DESK).id

    def alike(typed: str, group: CategoryGroup | None = None, **more: str) -> list[tuple[str, tuple[str, ...]]]:
        place = read_place(typed, station.streets)
        return [(s.id, s.why) for s in station.reader.similar(place, now=here.now, group=group, **more)]

    assert alike("3551AC 8", CategoryGroup.POWER)[0] == (request, ("place", "group", "time"))
    assert [one for one, _ in alike("kerkstr 8")] == [request]
    assert (other, ("street", "group", "time")) in alike("Kerkstraat", CategoryGroup.BASICS)
    assert alike("Kerkstraat 99") == [], "the same street alone is chance"
    assert alike("9999ZZ 1", CategoryGroup.POWER) == []
    assert alike("achter de kerk", CategoryGroup.POWER, name="testpersoon beuk")[0][0] == request
    station.change_request(request, RequestStatus.CANCELLED, DESK)
    assert alike("3551AC 8", CategoryGroup.POWER) == []


def test_one_that_another_point_registered_is_seen_by_area_and_need(here: Town) -> None:
    request = here.station(A).register_request(URGENT, DESK).id
    here.hand_over(A)
    place = read_place("3551AC 8")
    (alike,) = here.station(C).reader.similar(place, now=here.now, group=CategoryGroup.POWER)
    assert alike.id == request and "place" in alike.why
    assert here.station(2).reader.similar(place, now=here.now, group=CategoryGroup.POWER) == []


# -- what needs a person --------------------------------------------------------------------------------------------


def test_the_list_is_sorted_and_counts_what_it_does_not_show(here: Town) -> None:
    station = here.station(A)
    for _ in range(4):
        station.register_request(replace(WATER, priority=Priority.P1), DESK)
    station.register_request(replace(WATER, deadline_minutes=10), DESK)
    station.report_emergency(CHEST, DESK)
    here.later(6 * 60)
    seen = station.reader.attention(here.now, most=2)
    assert [item.kind.value for item in seen.items] == ["emergency_silent", "p1_unseen", "p1_unseen", "deadline"]
    assert {kind.value: count for kind, count in seen.counts.items()} == {
        "emergency_silent": 1, "p1_unseen": 4, "deadline": 1,
    }  # fmt: skip
    here.later(10 * 60)
    late = [item for item in station.reader.attention(here.now).items if item.kind == "deadline"]
    assert [item.late for item in late] == [True]
    assert late[0].codes["priority"] == "P3" and late[0].ticket.startswith("KB-A")
    assert [item.kind.value for item in here.station(C).reader.attention(here.now).items] == []
    here.hand_over(A)
    assert "p1_unseen" in {item.kind.value for item in here.station(C).reader.attention(here.now).items}


def test_two_claims_and_an_unread_answer_are_on_it(here: Town) -> None:
    free = here.station(A).register_helper(helper(), LEAD).id
    requests = {n: here.station(n).register_request(WATER, LEAD).id for n in (A, 2)}
    here.hand_over(A, 2)
    for number, request in requests.items():
        here.station(number).claim_helper(free, request, LEAD)
    here.hand_over(A, 2)
    for number in (A, 2):
        items = here.station(number).reader.attention(here.now).items
        assert [(item.kind.value, item.subject) for item in items] == [("conflict", free)]
