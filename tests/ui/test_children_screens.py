# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Kind alleen* on screens: two of the shift, who seeks, two who check, and only then along; one next step on each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from noodsteunpunt.clock import SystemClock
from noodsteunpunt.domain.rules_field import ChildDraft
from noodsteunpunt.domain.values import Actor, Category, Priority, Role
from noodsteunpunt.domain.values_point import ChildStatus, Proof, ReleaseTo
from noodsteunpunt.domain.views_point import ChildView
from noodsteunpunt.enrolment import demo_enrolments
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from tests.support.screen_session import Window, window
from tests.support.screens_kit import running_station
from tests.support.station_kit import POINTS
from tests.ui.test_shift_screens import filled
from ui.data_children import read_children
from ui.device import Device

LEADER, SECOND = "Testpersoon Leider", "Testpersoon Twee"
LEAD = Actor(LEADER, Role.POINT_LEAD)
OTHER = Actor(SECOND, Role.RECEPTION)
CHILD = ChildDraft("17", LEADER, SECOND, name="Testpersoon Sem", age=8, looks="blauwe jas, rode laarzen")
Journey = Callable[[Runner, Window], Awaitable[None]]


def run(folder: Path, journey: Journey, route: str, *before: Callable[[Station], object]) -> None:
    async def opened(runner: Runner) -> None:
        async with window(runner, device=Device(actor=LEAD), route=route) as shown:
            await journey(runner, shown)

    with running_station(folder, enrolments=demo_enrolments(POINTS, SystemClock().now() - 3600)) as runner:
        runner.call(start).result()
        for act in before:
            runner.call(act).result()
        asyncio.run(opened(runner))


async def go(shown: Window, path: str) -> None:
    await shown.desk.go(path)
    await shown.rest()


def start(station: Station) -> None:
    station.open_shift(LEADER, LEAD, minutes=600)
    station.join_shift(SECOND, frozenset({Role.RECEPTION}), LEAD)


def registered(station: Station) -> None:
    station.register_child(CHILD, LEAD)


def sought(station: Station) -> None:
    registered(station)
    station.seek_child(station.reader.children()[0].id, "Testpersoon Moeder", "moeder", LEAD, words="Sem, blauwe jas")


def believed(station: Station) -> None:
    sought(station)
    child = station.reader.children()[0]
    for actor in (LEAD, OTHER):
        station.verify_child(child.id, child.seekers[0].id, frozenset({Proof.DOCUMENT}), actor)


def child_of(runner: Runner) -> ChildView:
    (found,) = runner.query(lambda reader: reader.children(gone=True)).result()
    return found


def test_from_the_intake_to_a_child_with_two(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await shown.press("danger-no")
        await shown.type("request-what", "kind alleen")
        await shown.submit("request-what")
        await shown.press("child-go-on")
        assert shown.desk.path == "/children/new"
        await shown.key("Enter", ctrl=True)
        assert shown.shows("Welk nummer staat op het bandje?")
        await shown.type("child-wristband", "17")
        await shown.type("child-age", "8 jaar")
        await shown.key("Enter", ctrl=True)
        assert shown.shows("Typ een heel getal"), "an age is a number"
        await shown.type("child-age", "8")
        await shown.key("Enter", ctrl=True)
        child = child_of(runner)
        assert (child.wristband, child.age, set(child.staff)) == ("17", 8, {LEADER, SECOND})
        assert shown.desk.path == f"/children/{child.id}"
        assert filled(shown) == ["child-next"]
        requests = runner.query(lambda reader: reader.requests()).result()
        assert [(row.category, row.priority) for row in requests] == [(Category.MINOR_ALONE, Priority.P2)]
        await go(shown, "/")
        assert shown.shows("Kind alleen, bandje 17") and shown.has("child-17")

    run(tmp_path, journey, "/requests/new")


def test_one_person_alone_does_not_register_a_child(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await shown.type("child-wristband", "17")
        await shown.type("shift-second", LEADER)
        await shown.type("shift-first", LEADER)
        await shown.key("Enter", ctrl=True)
        assert shown.shows("Er zijn twee verschillende mensen van het team nodig.")
        await shown.type("shift-second", "Testpersoon Voorbijganger")
        await shown.key("Enter", ctrl=True)
        assert runner.query(lambda reader: reader.children()).result() == []

    run(tmp_path, journey, "/children/new")


def test_what_the_seeker_says_proposes_a_wristband_and_nothing_else(tmp_path: Path) -> None:
    def two(station: Station) -> None:
        registered(station)
        station.register_child(ChildDraft("18", LEADER, SECOND, name="Testpersoon Noor", age=3, looks="jurk"), LEAD)

    async def journey(runner: Runner, shown: Window) -> None:
        assert shown.has("trace-child"), "nothing was said yet: no child fits"
        await shown.type("seek-sought", "Sem")
        await shown.type("seek-age", "7")
        await shown.type("seek-looks", "een blauwe jas")
        await shown.desk.refresh()
        await shown.rest()
        await shown.until("Bandje 17: dezelfde naam, ziet eruit zoals verteld, ongeveer die leeftijd")
        assert shown.shows("Bandje 18: een andere leeftijd")
        assert not shown.shows("laarzen") and not shown.shows("Noor"), "who asks stands beside the screen"
        await shown.submit("seek-looks")
        assert child_at(runner, "17").seekers == (), "who asks must say who they are"
        await shown.type("seek-seeker", "Testpersoon Moeder")
        await shown.type("seek-relation", "moeder")
        await shown.submit("seek-relation")
        assert [one.seeker for one in child_at(runner, "17").seekers] == ["Testpersoon Moeder"]
        assert shown.shows("2 van het team controleren elk alleen wie dat is")
        assert shown.shows("Vertelde: Sem, 7, een blauwe jas"), "for the two who check"

    run(tmp_path, journey, "/children/seek", two)


def child_at(runner: Runner, wristband: str) -> ChildView:
    children = runner.query(lambda reader: reader.children()).result()
    return next(child for child in children if child.wristband == wristband)


def test_two_check_each_alone_before_it_goes_along(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await go(shown, f"/children/{child_of(runner).id}")
        assert filled(shown) == ["child-next"] and not shown.has("panel-record")
        await shown.press("child-next")
        await shown.press("panel-record")
        assert shown.shows("Een naam alleen is geen bewijs. Vraag een bewijs")
        assert child_of(runner).seekers[0].words == (), "no proof, nothing recorded"
        await shown.press("proof-document")
        await shown.press("panel-record")
        assert child_of(runner).status is ChildStatus.SOUGHT
        assert filled(shown) == ["child-next"] and shown.shows("De tweede gaat hier zitten  F12")
        await shown.press("child-next")
        assert shown.desk.device.actor is None and shown.has("person-name"), "somebody else sits down"
        shown.desk.device.actor, shown.desk.asks_who = OTHER, False
        await shown.desk.refresh()
        await shown.rest()
        await shown.press("child-next")
        await shown.press("proof-child_knows")
        await shown.press("panel-record")
        assert child_of(runner).status is ChildStatus.VERIFIED
        await shown.press("child-next")
        await shown.press("panel-record")
        assert child_of(runner).status is ChildStatus.RELEASED
        assert shown.shows("Er is niets meer te doen.") and filled(shown) == []
        await go(shown, "/")
        assert not shown.shows("bandje 17")

    run(tmp_path, journey, "/children", sought)


def test_doubt_keeps_the_child_here_until_the_police_comes(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await go(shown, f"/children/{child_of(runner).id}")
        await shown.press("child-doubt")
        await shown.type("panel-words", "het kind wil niet mee")
        await shown.press("panel-record")
        assert shown.shows("Testpersoon Leider twijfelt")
        await shown.press("child-next")
        await shown.press("panel-record")
        assert child_of(runner).status is ChildStatus.SOUGHT, "who takes the child must have a name"
        await shown.type("panel-receiver", "Testpersoon Agent")
        await shown.press("panel-record")
        child = child_of(runner)
        assert child.status is ChildStatus.RELEASED and not child.wrong

    run(tmp_path, journey, "/children", believed)


def test_who_leaves_the_shift_is_replaced_first(tmp_path: Path) -> None:
    def alone(station: Station) -> None:
        registered(station)
        station.take_over_shift("Testpersoon Drie", "ziek", LEAD)
        station.join_shift("Testpersoon Vier", frozenset({Role.RECEPTION}), LEAD)

    async def journey(runner: Runner, shown: Window) -> None:
        assert child_of(runner).alone, "who took over does not know the child"
        assert shown.shows("Twee van het team moeten nu bij het kind zijn. Wie?")
        await shown.press("child-17")
        assert filled(shown) == ["child-next"]
        await shown.press("child-next")
        await shown.type("shift-first", "Testpersoon Drie")
        await shown.type("shift-second", "Testpersoon Vier")
        await shown.press("panel-record")
        child = child_of(runner)
        assert set(child.staff) == {"Testpersoon Drie", "Testpersoon Vier"} and not child.alone

    run(tmp_path, journey, "/", alone)


def test_a_role_that_needs_no_names_reads_none(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        data = runner.query(read_children).result()
        text = repr(data.without_names())
        assert "Sem" in repr(data) and "17" in text
        assert not any(word in text for word in ("Sem", "blauwe", "Moeder"))
        assert shown.shows("bandje 17")

    run(tmp_path, journey, "/children", sought)


def test_a_release_that_two_had_not_checked_is_the_first_thing(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        child = child_of(runner)
        await go(shown, f"/children/{child.id}")
        assert not shown.has("child-release"), "there is no button to give a child along before the check"
        await shown.press("child-police")
        await shown.press(f"to-{ReleaseTo.YOUTH_CARE}")
        await shown.type("panel-receiver", "Testpersoon Zorg")
        await shown.press("panel-record")
        assert child_of(runner).status is ChildStatus.RELEASED

    run(tmp_path, journey, "/children", sought)
