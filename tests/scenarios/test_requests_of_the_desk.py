# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A request from the table to its end: intake, steps, doubles, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from noodsteunpunt.domain.drafts import RequestChanges, RequestDraft
from noodsteunpunt.domain.values import Category, DeliveryStep, Priority, RequestStatus
from noodsteunpunt.domain.values_desk import (
    Access,
    Answer,
    AttentionKind,
    CallbackResult,
    Party,
    Reason,
    Vulnerability,
)
from tests.support.desk_kit import COORDINATOR, DESK, LEAD, URGENT, WATER, A, B, C, Town, refused, town

_R = RequestStatus


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as made:
        yield made


def test_what_where_and_how_soon_are_enough(here: Town) -> None:
    station = here.station(A)
    given = station.register_request(RequestDraft(Category.FOOD, Priority.P4, place_words="achter de kerk"), DESK)
    assert given.ticket.startswith("KB-A") and len(given.pin) == 4
    row = here.request(A, given.id).row
    assert (row.status, row.place, row.people) == (_R.NEW, "achter de kerk", 1)
    with refused("no_place", "postcode"):
        station.register_request(RequestDraft(Category.FOOD, Priority.P4), DESK)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"people": 0}, "people"),
        ({"people": -3}, "people"),
        ({"people": 10_000}, "people"),
        ({"needed": -1}, "needed"),
        ({"deadline_minutes": 0}, "deadline"),
        ({"come_back_minutes": 99_999}, "deadline"),
        ({"anonymous": True, "name": "Testpersoon Een"}, "anonymous_name"),
        ({"remarks": "\U0001f525" * 10_000}, "too_long"),
        ({"place_words": "x" * 61}, "too_long"),
        ({"name": "Jan de Vries"}, "real_name"),
    ],
)
def test_what_cannot_be_is_refused_and_no_number_is_spent(here: Town, changes: dict[str, object], code: str) -> None:
    before = here.station(A).register_request(WATER, DESK).ticket
    with refused(code):
        here.station(A).register_request(replace(WATER, **changes), DESK)  # type: ignore[arg-type]
    after = here.station(A).register_request(WATER, DESK).ticket
    assert int(after[4:-2]) == int(before[4:-2]) + 1


def test_a_train_is_a_count_and_odd_letters_stay_as_they_are(here: Town) -> None:
    odd = replace(WATER, people=300, place_words="\u05e9\u05dc\u05d5\u05dd d'Orée \U0001f686", street="'t Zand")
    detail = here.request(A, here.station(A).register_request(odd, DESK).id)
    assert detail.row.people == 300
    assert detail.place_words == "\u05e9\u05dc\u05d5\u05dd d'Orée \U0001f686"
    assert detail.place is not None and detail.place.street == "'t Zand"


def test_what_is_vulnerable_and_how_to_get_in_stays_in_the_house(here: Town) -> None:
    draft = replace(URGENT, vulnerabilities=frozenset({Vulnerability.OXYGEN}), access=frozenset({Access.DOG}))
    given = here.station(A).register_request(draft, DESK)
    here.hand_over(A)
    own, theirs, coordination = (here.request(number, given.id) for number in (A, B, C))
    assert (own.vulnerabilities, own.access, own.name) == (draft.vulnerabilities, draft.access, "Testpersoon Beuk")
    assert (coordination.address, coordination.note) == ("3551AC 8", "accu nog 40 min")
    assert (theirs.address, theirs.note, theirs.row.category) == (None, None, None)
    for other in (theirs, coordination):
        assert (other.vulnerabilities, other.access, other.name, other.phone) == (frozenset(), frozenset(), None, None)


def test_three_addresses_of_one_caller_are_three_requests_or_none(here: Town) -> None:
    station = here.station(A)
    before = station.reader.count_requests()
    drafts = [replace(WATER, house_number=str(number)) for number in (1, 2, 3)]
    with refused("no_place", "2.postcode"):
        station.register_group([*drafts[:2], replace(WATER, postcode="", house_number="")], DESK)
    with refused("group_count"):
        station.register_group(drafts[:1], DESK)
    assert station.reader.count_requests() == before
    first, second, third = station.register_group(drafts, DESK, typed_on=("laptop", "request"))
    assert len({first.ticket, second.ticket, third.ticket}) == 3
    here.hand_over(A)
    for number in (A, C):
        for given in (first, second, third):
            others = {row.id for row in here.request(number, given.id).together}
            assert others == {first.id, second.id, third.id} - {given.id}


def test_every_step_says_what_it_must(here: Town) -> None:
    station = here.station(A)
    request = station.register_request(replace(WATER, needed=40), DESK).id
    with refused("no_reason", "reason"):
        station.change_request(request, _R.WAITING, DESK)
    with refused("no_reason", "reason"):
        station.change_request(request, _R.NOT_POSSIBLE, DESK, reason=Reason.WAITS_GOODS)
    with refused("no_party", "party"):
        station.change_request(request, _R.REFERRED, DESK)
    with refused("met", "met"):
        station.change_request(request, _R.PARTLY_MET, DESK, met=41)
    with refused("no_kept"):
        station.change_request(request, _R.DUPLICATE, DESK)
    with refused("step"):
        station.change_request(request, _R.CLOSED, DESK)
    station.change_request(request, _R.PARTLY_MET, DESK, met=25)
    station.change_request(request, _R.WAITING, DESK, reason=Reason.WAITS_GOODS, words="morgen komt er meer")
    row = here.request(A, request).row
    assert (row.status, row.met, row.needed, row.reason) == (_R.WAITING, 25, 40, Reason.WAITS_GOODS)
    station.change_request(request, _R.REFERRED, DESK, party=Party.WATER_POINT)
    station.call_back(request, CallbackResult.REACHED, DESK)
    row = here.request(A, request).row
    assert (row.status, row.outcome, row.party) == (_R.CONFIRMED, _R.REFERRED, Party.WATER_POINT)
    assert row.told_at is not None
    station.change_request(request, _R.CLOSED, DESK)
    assert here.request(A, request).row.outcome is _R.REFERRED


def test_the_coordination_point_sees_takes_over_answers_and_hands_over(here: Town) -> None:
    point, coordination = here.station(A), here.station(C)
    request = point.register_request(URGENT, DESK).id
    here.hand_over(A)
    with refused("only_coordination"):
        point.answer_request(request, Answer.HELP_COMES, LEAD)
    coordination.see_request(request, COORDINATOR)
    coordination.take_over(request, COORDINATOR)
    with refused("key_in_text"):
        coordination.answer_request(request, Answer.HELP_COMES, COORDINATOR, text="de sleutel ligt onder de mat")
    coordination.answer_request(
        request, Answer.HELP_COMES, COORDINATOR, text="aggregaat komt uit de kazerne", until_minutes=20
    )
    with refused("no_addressee"):
        coordination.hand_over(request, Party.OTHER_POINT, COORDINATOR, point=77)
    coordination.hand_over(request, Party.FIRE_SERVICE, COORDINATOR)
    here.hand_over(C)
    there, elsewhere = here.request(A, request), here.request(B, request)
    assert (there.row.status, there.row.party) == (_R.IN_PROGRESS, Party.FIRE_SERVICE)
    assert there.row.delivery is DeliveryStep.SEEN and there.row.taken_over_by is not None
    assert [answer.text for answer in there.answers] == ["aggregaat komt uit de kazerne"]
    assert [answer.text for answer in elsewhere.answers] == [None], "sealed for the point of the request"
    assert there.answers[0].until == here.now - here.now % 60 + 20 * 60
    assert [line.kind for line in there.history][:3] == ["RequestHandedOver", "RequestAnswered", "RequestTakenOver"]
    assert all(line.name == "" for line in there.history[:4]), "who it was stays at the coordination point"


def test_answers_to_two_points_do_not_share_what_is_sealed(here: Town) -> None:
    one, other = (here.station(number).register_request(URGENT, DESK).id for number in (A, B))
    here.hand_over(A, B)
    for request, text in ((one, "voor de kern"), (other, "voor het anker")):
        here.station(C).answer_request(request, Answer.INFORMATION, COORDINATOR, text=text)
    here.hand_over(C)
    for number, request, text in ((A, one, "voor de kern"), (B, other, "voor het anker")):
        assert [answer.text for answer in here.request(number, request).answers] == [text]
    assert here.request(A, other).answers[0].text is None
    assert [answer.text for answer in here.request(C, one).answers] == ["voor de kern"]


def test_a_step_is_taken_back_by_a_new_fact_from_the_same_point(here: Town) -> None:
    point, coordination = here.station(A), here.station(C)
    request = point.register_request(URGENT, DESK).id
    point.change_request(request, _R.CANCELLED, DESK)
    wrong = here.request(A, request).history[0]
    here.hand_over(A)
    with refused("cannot_undo"):
        coordination.undo(request, wrong.entry, COORDINATOR)
    point.undo(request, wrong.entry, DESK)
    here.hand_over(A)
    for number in (A, C):
        detail = here.request(number, request)
        assert detail.row.status is _R.NEW
        assert [line.undone for line in detail.history] == [False, True, False]
    with refused("cannot_undo"):
        point.undo(request, wrong.entry, DESK)
    with refused("unknown_line"):
        point.undo(request, here.station(B).register_request(WATER, DESK).id, DESK)


def test_doubles_are_merged_by_a_person_and_can_be_parted(here: Town) -> None:
    one = here.station(A).register_request(URGENT, DESK).id
    two = here.station(B).register_request(URGENT, DESK).id
    here.hand_over(A, B)
    with refused("same_request"):
        here.station(B).merge_requests(two, two, DESK)
    here.station(B).merge_requests(two, one, DESK)
    here.hand_over(B)
    double = here.request(A, two).row
    assert (double.status, double.duplicate_of) == (_R.DUPLICATE, one)
    assert double.duplicate_ticket == here.request(A, one).row.ticket
    assert [row.id for row in here.request(C, one).duplicates] == [two]
    with refused("kept_ended"):
        here.station(A).merge_requests(one, two, DESK)
    here.station(A).part_requests(two, DESK)
    here.hand_over(A)
    assert here.request(B, two).row.status is _R.NEW
    with refused("not_double"):
        here.station(A).part_requests(two, DESK)


def test_two_that_point_at_each_other_need_a_person(here: Town) -> None:
    one = here.station(A).register_request(URGENT, DESK).id
    two = here.station(B).register_request(URGENT, DESK).id
    here.hand_over(A, B)
    here.station(A).merge_requests(one, two, DESK)
    here.station(B).merge_requests(two, one, DESK)
    here.hand_over(A, B)
    for number in (A, B, C):
        circles = {i.subject for i in here.station(number).reader.attention(here.now).items if i.kind == "circle"}
        assert circles == {one, two}
    here.station(C).part_requests(one, COORDINATOR)
    here.hand_over(C)
    assert all(AttentionKind.CIRCLE not in here.station(n).reader.attention(here.now).counts for n in (A, B, C))
    assert here.level()


def test_two_people_save_one_record(here: Town) -> None:
    station = here.station(A)
    request = station.register_request(WATER, DESK).id
    form = here.request(A, request).row.revision
    station.correct_request(request, RequestChanges(form, people=3, remarks="drie kratten"), DESK)
    station.correct_request(request, RequestChanges(form, phone="06-00000003"), LEAD)
    with refused("changed_meanwhile", "people"):
        station.correct_request(request, RequestChanges(form, people=5), LEAD)
    station.correct_request(request, RequestChanges(here.request(A, request).row.revision, people=5), LEAD)
    detail = here.request(A, request)
    assert (detail.row.people, detail.remarks, detail.phone) == (5, "drie kratten", "06-00000003")
    assert (detail.row.revision, detail.row.contested) == (3, ())


def test_two_points_that_could_not_know_are_shown_until_somebody_decides(here: Town) -> None:
    request = here.station(A).register_request(WATER, DESK).id
    here.hand_over(A)
    here.station(A).correct_request(request, RequestChanges(0, people=2), DESK)
    here.station(B).correct_request(request, RequestChanges(0, people=7), DESK)
    here.hand_over(A, B)
    assert {here.request(number, request).row.people for number in (A, B, C)} == {7}
    assert here.request(A, request).row.contested == ("people",)
    here.station(A).correct_request(request, RequestChanges(2, people=4), DESK)
    here.hand_over(A)
    rows = [here.request(number, request).row for number in (A, B, C)]
    assert [(row.people, row.contested) for row in rows] == [(4, ())] * 3


def test_an_address_travels_when_it_becomes_urgent_and_is_corrected_from_then_on(here: Town) -> None:
    station = here.station(A)
    request = station.register_request(WATER, DESK).id
    here.hand_over(A)
    assert here.request(C, request).address is None
    station.correct_request(request, RequestChanges(0, priority=Priority.P1, note="nu dringend"), DESK)
    here.hand_over(A)
    assert (here.request(C, request).address, here.request(C, request).note) == ("3551AB 12", "nu dringend")
    station.correct_request(request, RequestChanges(1, priority=Priority.P3, house_number="21"), DESK)
    here.hand_over(A)
    assert here.request(C, request).address == "3551AB 21"
    assert here.request(B, request).address is None


def test_what_travels_as_a_ticket_stays_a_ticket(here: Town) -> None:
    station = here.station(A)
    alone = station.register_request(RequestDraft(Category.MINOR_ALONE, Priority.P1, place_words="balie"), DESK).id
    for changes in (RequestChanges(0, people=2), RequestChanges(0, deadline_minutes=5)):
        with refused("only_ticket"):
            station.correct_request(alone, changes, DESK)
    with refused("register_new"):
        station.correct_request(alone, RequestChanges(0, category=Category.WATER), DESK)
    water = station.register_request(WATER, DESK).id
    with refused("register_new"):
        station.correct_request(water, RequestChanges(0, category=Category.REFUGE), DESK)
    station.correct_request(alone, RequestChanges(0, place_words="stille ruimte", name="Sem"), DESK)
    here.hand_over(A)
    assert here.request(A, alone).name == "Sem"
    there = here.request(C, alone)
    assert (there.address, there.row.pc4, there.row.category, there.name) == (None, "", None, None)
