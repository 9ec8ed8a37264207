# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The intake without a browser: from letters to the exact need, an address as people type it, groups,
and what stays here."""

from __future__ import annotations

from pathlib import Path

import pytest

from noodsteunpunt.domain.values import Category, CategoryGroup, Priority
from noodsteunpunt.domain.values_desk import Access, CallbackWay, Requester, Vulnerability
from tests.support.intake_kit import intake, recorded
from tests.support.screen_session import Window
from tests.support.screens_kit import running_station
from ui.everyday import narrowed
from ui.labels import label


@pytest.mark.parametrize("category", Category)
def test_every_need_is_found_by_its_own_name_and_by_the_digit_of_its_group(category: Category) -> None:
    from noodsteunpunt.domain.values import GROUP_OF

    assert narrowed(label(category))[0] is category
    digit = list(CategoryGroup).index(GROUP_OF[category]) + 1
    assert category in narrowed(str(digit))
    assert narrowed(f"{digit}{label(category)}")[0] is category


@pytest.mark.parametrize(
    ("typed", "category"),
    [
        ("tra", Category.CARRY_DOWN),
        ("traplift", Category.CARRY_DOWN),
        ("stoeltjeslift", Category.CARRY_DOWN),
        ("insuline koelen", Category.MED_COOLING),
        ("beademing", Category.MEDICAL_POWER),
        ("2be", Category.MEDICAL_POWER),
        ("noodfles", Category.MEDICATION),
        ("thuiszorg", Category.CARE_ROUND),
        ("windeln", Category.BABY),
        ("Luiers", Category.BABY),
        ("scootmobiel", Category.CHARGING),
        ("hond", Category.ANIMAL),
        ("gebaren", Category.INTERPRETER),
        ("vermist", Category.TRACING),
        ("mijn koelkast doet het niet meer", Category.MED_COOLING),
        ("we hebben geen dekens", Category.WARMTH),
        ("Oekraïens", Category.INTERPRETER),
        ("ik ben Sem en ik weet niet waar mama is", Category.MINOR_ALONE),
        ("ik zoek mijn vader, hij is licht dement", Category.TRACING),
        ("ze zeggen dat het kraanwater vergiftigd is", Category.WATER),
        ("gerucht", Category.INFO),
        ("gift", Category.OTHER),
        ("mag mijn scootmobiel aan de stekker", Category.CHARGING),
        ("agressie in de rij", Category.NUISANCE),
        ("hij is dronken", Category.NUISANCE),
    ],
)
def test_the_words_that_visitors_use_lead_to_the_need(typed: str, category: Category) -> None:
    assert narrowed(typed)[0] is category


def test_of_some_needs_the_desk_is_told_what_to_leave(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.press("danger-no")
        await shown.type("request-what", "kind alleen")
        await shown.submit("request-what")
        assert shown.shows("Niemand krijgt het kind mee op alleen een naam.")
        await shown.type("request-place_words", "hier aan de balie")
        await shown.press("priority-P2")
        await shown.press("save-request")
        await shown.press("show")
        assert shown.shows("Twee van ons blijven bij het kind.")
        await shown.key("F4")
        await shown.press("danger-no")
        await shown.press("group-basics")
        await shown.press("category-water")
        assert not shown.has("care")

    with running_station(tmp_path) as runner:
        intake(runner, journey)


def test_what_nobody_knows_finds_nothing_and_a_digit_that_is_no_group_neither() -> None:
    assert narrowed("xyzzy") == narrowed("9") == narrowed("") == narrowed("   ") == ()
    assert narrowed("x" * 10_000) == ()


def test_three_answers_are_enough_and_enter_goes_from_one_to_the_next(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        asked: list[str] = []
        shown.desk.focus = asked.append  # type: ignore[method-assign]
        await shown.press("danger-no")
        await shown.type("request-what", "7lui")
        await shown.submit("request-what")
        assert shown.shows("Spullen voor baby of kind (Spullen)")
        await shown.type("request-place", "3551 ab 12")
        await shown.submit("request-place")
        await shown.key("3")
        assert asked == ["request-what", "request-place", "priority-P1", "save-request"]
        await shown.key("Enter", ctrl=True)
        assert shown.has("recorded")

    with running_station(tmp_path) as runner:
        intake(runner, journey)
        (one,) = recorded(runner)
        assert (one.row.category, one.row.priority, one.address) == (Category.BABY, Priority.P3, "3551AB 12")
        assert one.row.people == 1


def test_of_something_urgent_the_time_and_the_note_are_asked_next(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        asked: list[str] = []
        shown.desk.focus = asked.append  # type: ignore[method-assign]
        for name in ("danger-no", "group-power", "category-medical_power"):
            await shown.press(name)
        await shown.type("request-place_words", "achter de kerk, 2e portiek")
        await shown.key("1")
        assert asked[-1] == "request-deadline"
        await shown.type("request-deadline", "over 40 min")
        await shown.until("nog 40 min")
        await shown.submit("request-deadline")
        assert asked[-1] == "request-note"
        await shown.type("request-note", "accu beademing")
        await shown.submit("request-note")
        assert shown.has("recorded")

    with running_station(tmp_path) as runner:
        intake(runner, journey)
        (one,) = recorded(runner)
        assert one.row.deadline_at is not None
        assert 39 * 60 <= one.row.deadline_at - one.row.registered_at <= 41 * 60
        assert (one.note, one.address, one.travelled) == ("accu beademing", "achter de kerk, 2e portiek", True)


def test_a_time_within_four_hours_asks_whether_it_is_urgent(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        for name in ("danger-no", "group-power", "category-charging", "priority-P3"):
            await shown.press(name)
        assert not shown.has("make-p2")
        await shown.type("request-deadline", "over 3 uur")
        shown.desk.redraw()
        await shown.rest()
        await shown.press("make-p2")
        assert shown.desk.device.request.priority is Priority.P2
        assert not shown.has("make-p2")

    with running_station(tmp_path) as runner:
        intake(runner, journey)


def test_everything_else_goes_along_and_what_stays_here_says_so(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        for name in ("danger-no", "group-check", "category-care_round", "priority-P2", "requester-care_org"):
            await shown.press(name)
        for name in ("vulnerability-alone", "vulnerability-dementia", "access-bell_dead", "access-needs_key"):
            await shown.press(name)
        await shown.press("vulnerability-dementia")
        await shown.type("request-place", "Dorpsstraat 14")
        await shown.type("request-access_note", "sleutel onder de pot")
        await shown.type("request-come_back", "over 2 uur")
        await shown.press("way-at_door")
        for text in ("Toegang (blijft hier)", "Let op (blijft hier)", "Naam (blijft hier)", "Telefoon (blijft hier)"):
            assert shown.shows(text)
        assert not shown.has("privacy-notice")
        await shown.press("privacy")
        assert shown.shows("Over de radio gaan: het nummer")
        await shown.press("save-request")
        assert shown.has("recorded")

    with running_station(tmp_path) as runner:
        intake(runner, journey)
        (one,) = recorded(runner)
        assert one.requester is Requester.CARE_ORG
        assert one.vulnerabilities == {Vulnerability.ALONE}
        assert one.access == {Access.BELL_DEAD, Access.NEEDS_KEY}
        assert one.access_note == "sleutel onder de pot"
        assert one.row.callback_way is CallbackWay.AT_DOOR
        assert one.row.callback_at is not None
        assert one.address == "Dorpsstraat 14"


def test_somebody_who_wants_to_stay_anonymous_is_helped_and_a_name_is_then_refused(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        for name in ("danger-no", "group-basics", "category-water", "priority-P4"):
            await shown.press(name)
        await shown.type("request-place", "3551")
        await shown.type("request-name", "Testpersoon Een")
        await shown.event(shown.find("request-anonymous"), "change", True)
        shown.desk.device.request.anonymous = True
        await shown.press("save-request")
        assert shown.shows("Je koos anoniem.")
        await shown.type("request-name", "")
        await shown.press("save-request")
        assert shown.has("recorded")

    with running_station(tmp_path) as runner:
        intake(runner, journey)
        assert recorded(runner)[0].anonymous


def test_three_addresses_of_a_care_organisation_are_three_requests_in_one_go(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        for name in ("danger-no", "group-check", "category-care_round", "priority-P3"):
            await shown.press(name)
        await shown.press("add-address")
        await shown.press("add-address")
        for number, place in enumerate(("3551AB 1", "Kerkstraat 2", "")):
            await shown.type(f"request-place{f'.{number}' if number else ''}", place)
        await shown.press("save-request")
        assert recorded(runner) == []
        assert shown.find("request-place.2").error is not None
        await shown.type("request-place_words.2", "woonboot De Hoop")
        await shown.press("save-request")
        assert shown.has("recorded")
        assert shown.shows("En voor de anderen: ")

    with running_station(tmp_path) as runner:
        intake(runner, journey)
        found = recorded(runner)
        assert [one.address for one in found] == ["3551AB 1", "Kerkstraat 2", "woonboot De Hoop"]
        assert {one.row.together for one in found[1:]} == {found[0].row.id}
