# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Running a point in Chromium over an overheard mesh: opening by the list, who is at the keyboard, aggression in the
queue, the handover at 14:00, a takeover without one, the point that moves. Keys are counted; ``-s`` prints the
figures."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from noodsteunpunt.domain.drafts import HelperDraft, MessageDraft, PointReportDraft, RequestDraft
from noodsteunpunt.domain.rules_field import ChildDraft, TeamDraft
from noodsteunpunt.domain.values import Actor, Category, PointStatus, PowerSource, Priority, Role, Skill
from noodsteunpunt.domain.values_desk import Precedence
from noodsteunpunt.domain.values_point import HandoverItem, ListMoment, ShiftEnd, TeamStep, TeamTask
from noodsteunpunt.domain.views_desk import MessageRow
from noodsteunpunt.domain.views_point import ShiftView
from noodsteunpunt.station import Station
from tests.support.screen_driver import by_id
from tests.support.vignette_kit import CP, HA, KB, Desks, Seat, desks, install_pack, until

pytestmark = pytest.mark.browser

LEADER, SECOND, NEXT = "Testpersoon Leider", "Testpersoon Twee", "Testpersoon Drie"
LEAD = Actor(LEADER, Role.POINT_LEAD)
STEPS = [f"Stap {number}: iets dat gedaan moet zijn" for number in range(1, 6)]
REPORT = PointReportDraft(PointStatus.OPEN, 2, 30, PowerSource.GENERATOR, 3)


@pytest.fixture(scope="module")
def both(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    """De Kern works, Het Anker opens, and the coordination point hears both."""
    folder = tmp_path_factory.mktemp("desks")
    with desks(folder, browser, (KB, HA, CP)) as made:
        made.seats[KB].runner.call(_begin).result()
        install_pack(folder, made.seats[HA].runner, {}, {"opening": STEPS})
        yield made


def _begin(station: Station) -> None:
    station.open_shift(LEADER, LEAD, minutes=45)
    station.join_shift(SECOND, frozenset({Role.REQUEST_DESK}), LEAD)
    station.join_shift(NEXT, frozenset({Role.RECEPTION}), LEAD)
    station.open_point(REPORT, LEAD)


@pytest.fixture
def anker(both: Desks) -> Seat:
    """The desk of Het Anker, on its first screen."""
    return both.seats[HA].afresh()


def shift(seat: Seat) -> ShiftView:
    found = seat.runner.query(lambda reader: reader.shift()).result()
    assert found is not None
    return found


def figures(name: str, seat: Seat, began: float) -> None:
    typist, took = seat.typist, time.monotonic() - began
    print(f"\n{name}: {typist.keys + typist.points} presses, {typist.seconds:.0f} s of hands, {took:.1f} s here")


def test_opening_by_the_list_and_who_is_at_the_keyboard(both: Desks, anker: Seat, post: Seat) -> None:
    """De eerste leider kiest een PIN, de lijst, "we zijn open"; dan iemand die binnenloopt."""
    began = time.monotonic()
    typist = anker.counts("hulpvraag")
    anker.key("F12")
    anker.at("person-name")
    anker.says("person-name", LEADER)
    anker.tap("role-point_lead")
    anker.fill("person-pin", "4711")
    anker.tap("person-conduct")
    anker.does("person-begin", lambda: anker.device.actor == LEAD)
    anker.key("F2")
    anker.tap("next-step")
    anker.fill("shift-person", SECOND)
    anker.key("Control+Enter")
    for number in range(len(STEPS)):
        anker.at(f"step-done-{number}")
        anker.key("Enter")
        until(lambda number=number: steps_left(anker) == len(STEPS) - 1 - number)  # type: ignore[misc]
    anker.tap("power-battery")
    anker.key("Control+Enter")
    anker.sees("Gezegd tegen alle punten: ")
    figures(f"opening, {len(STEPS)} steps", anker, began)
    assert typist.keys + typist.points < 120

    def known() -> bool:
        rows = post.runner.query(lambda reader: reader.points(post.runner.now())).result()
        return any(row.point.number == HA and row.status is PointStatus.OPEN for row in rows)

    until(known)
    anker.sees("Gezegd tegen alle punten: bij coördinatiepunt")
    _walk_in(anker)
    _switch(anker)
    both.never_sent(LEADER, SECOND, "4711", "2468", "Testpersoon Nieuw", "Stap 1")


def steps_left(seat: Seat) -> int:
    view = seat.runner.query(lambda reader: reader.newest_list(ListMoment.OPENING)).result()
    return view.open_steps if view else -1


def _walk_in(anker: Seat) -> None:
    """Name, role, PIN, rules: half a minute."""
    began, typist = time.monotonic(), anker.counts("hulpvraag")
    anker.tap("rail-shift")
    anker.tap("to-people")
    anker.at("add-person")
    anker.key("Enter")
    anker.at("new-person")
    anker.says("new-person", "Testpersoon Nieuw")
    anker.key("Tab")
    anker.at("new-pin")
    anker.says("new-pin", "2468")
    anker.tap("new-role-request_desk")
    anker.tap("new-conduct")
    anker.key("Control+Enter")
    anker.sees("Testpersoon Nieuw kan nu gaan zitten, met de PIN.")
    figures("a walk-in volunteer", anker, began)
    assert typist.seconds <= 30, typist
    assert [one.person for one in shift(anker).people] == [LEADER, SECOND, "Testpersoon Nieuw"]


def _switch(anker: Seat) -> None:
    """F12, number and PIN, Enter."""
    began, typist = time.monotonic(), anker.counts("hulpvraag")
    anker.key("F12")
    anker.page.wait_for_selector('[flt-semantics-identifier="who-pin"]', state="attached")
    anker.says("who-pin", "22468")
    anker.key("Enter")
    until(lambda: anker.device.actor == Actor("Testpersoon Nieuw", Role.REQUEST_DESK))
    figures("another person at the keyboard", anker, began)
    assert typist.keys <= 7 and typist.seconds < 3, typist


def test_19_aggression_in_the_queue(both: Desks, desk: Seat, post: Seat) -> None:
    """Een man met een hond dreigt in de rij."""
    began, typist = time.monotonic(), desk.counts("hulpvraag")
    desk.tap("rail-shift")
    desk.tap("to-log")
    desk.tap("log-incident")
    desk.tap("incident-aggression")
    desk.key("Control+Enter")
    desk.sees("Het team ziet het; het coördinatiepunt hoort de soort.")
    figures("vignette 19", desk, began)
    assert typist.points + typist.keys <= 12
    desk.fill("shift-log", "Man met hond, rode jas, dreigde Testpersoon Twee")
    desk.key("Control+Enter")
    desk.key("F2")
    desk.sees("Voorval op dit punt")
    desk.sees("Agressie of bedreiging")

    def heard() -> bool:
        rows = post.runner.query(lambda reader: reader.messages()).result()
        return any("agressie" in (row.text or "") for row in rows)

    until(heard)
    post.tap("rail-messages")
    post.sees("Voorval op ons punt: agressie of bedreiging.")
    both.never_sent("rode jas", "hond", "Testpersoon Twee", "Testpersoon Balie")
    assert not both.sent_in_the_open("agressie")
    line = desk.runner.query(lambda reader: reader.open_incidents()).result()[0][0]
    desk.runner.call(lambda station: station.settle_incident(line, "man is weg", LEAD)).result()


def _busy(station: Station) -> None:
    """5 P2, 2 teams out, 1 child, 1 P1 that nobody has seen; the generator has 3 hours (it was reported)."""
    for number in range(4):  # the child's call-back ticket is the fifth
        draft = RequestDraft(Category.WELFARE_CHECK, Priority.P2, postcode="3551", place_words=f"portiek {number}")
        station.register_request(draft, LEAD)
    station.register_request(
        RequestDraft(Category.MEDICAL_POWER, Priority.P1, postcode="3551AB", house_number="8"), LEAD
    )
    station.register_child(ChildDraft("17", LEADER, SECOND, name="Testpersoon Sem", age=8), LEAD)
    station.write_message(MessageDraft("Generator nodig", to_point=CP, precedence=Precedence.FLASH), LEAD)
    for names in (("Testpersoon Vier", "Testpersoon Vijf"), ("Testpersoon Zes", "Testpersoon Zeven")):
        team = station.form_team(TeamDraft(TeamTask.RUNNER, names=names, brief="naar de kazerne en terug"), LEAD)
        station.team_step(team, TeamStep.BRIEFED, LEAD)
        station.team_step(team, TeamStep.OUT, LEAD, minutes=60)


def test_13_handover_at_two(both: Desks, desk: Seat) -> None:
    """Overdracht 14:00: 5 open P2, 2 teams buiten, 1 kind, 1 onbevestigde P1, generator 3 uur."""
    desk.runner.call(_busy).result()
    began, typist = time.monotonic(), desk.counts("hulpvraag")
    desk.sees("Overdracht om ")
    desk.tap("next-step")
    desk.sees("Aggregaat, nog 3 uur")
    desk.sees("bandje 17")
    handover = desk.runner.query(lambda reader: reader.handover(shift(desk).id)).result()
    assert handover is not None
    items = [line.item for line in handover.lines]
    assert (items.count(HandoverItem.TEAM), items.count(HandoverItem.P1), items.count(HandoverItem.CHILD)) == (2, 1, 1)
    assert next(line.count for line in handover.lines if line.item is HandoverItem.P2) == 5
    for number in range(len(items)):
        assert by_id(desk.page, "accept-handover").count() == 0, "nobody takes over what was not told"
        desk.at(f"tick-{number}")
        desk.key("Enter")
        until(lambda number=number: ticked(desk) == number + 1)  # type: ignore[misc]
    desk.tap("receiver-0")
    desk.key("Control+Enter")
    desk.sees(f"Overgedragen. {SECOND} leidt nu.")
    figures(f"vignette 13, {len(items)} lines", desk, began)
    assert typist.seconds < 90, typist
    assert shift(desk).lead == SECOND and not shift(desk).flagged
    last = desk.runner.query(lambda reader: reader.shifts()).result()[1]
    assert last.how is ShiftEnd.HANDED_OVER
    both.never_sent("Testpersoon Sem", "Testpersoon Vier", SECOND, "bandje")


def ticked(seat: Seat) -> int:
    handover = seat.runner.query(lambda reader: reader.handover(shift(seat).id)).result()
    return sum(line.ticked for line in handover.lines) if handover else 0


def test_taking_over_without_a_handover_is_three_presses(both: Desks, desk: Seat) -> None:
    """De leider valt uit; iemand moet het nu doen."""
    before = shift(desk).id
    desk.tap("rail-shift")
    began, typist = time.monotonic(), desk.counts("hulpvraag")
    desk.tap("take-over")
    desk.tap("lead-0")
    desk.does("why-unwell", lambda: shift(desk).id != before)
    desk.sees("Overgenomen zonder overdracht")
    figures("taking over without a handover", desk, began)
    assert typist.points == 3 and shift(desk).flagged
    desk.key("F2")
    desk.sees("Overgenomen zonder overdracht: ")
    told = both.seats[CP].runner

    def flagged() -> bool:
        return any(
            row.point == KB and row.flagged for row in told.query(lambda reader: reader.told_of_shifts()).result()
        )

    until(flagged)
    both.never_sent("De leider is ziek", LEADER)


def test_14_the_point_is_evacuated(both: Desks, desk: Seat, anker: Seat, post: Seat) -> None:
    """Natuurbrand draait onze kant op, wij verplaatsen naar sporthal De Brug."""
    where = "Wij verplaatsen naar sporthal De Brug"
    draft = RequestDraft(Category.WATER, Priority.P3, postcode="3551", name="Testpersoon Vrager")
    ticket = desk.runner.call(lambda station: station.register_request(draft, LEAD)).result().ticket
    helper = HelperDraft(frozenset({Skill.DRIVER}), "3551", name="Testpersoon Helper")
    desk.runner.call(lambda station: station.register_helper(helper, LEAD)).result()
    open_before = still_open(desk)
    desk.tap("rail-shift")
    began, typist = time.monotonic(), desk.counts("hulpvraag")
    desk.tap("to-move")
    desk.at("shift-text")
    desk.says("shift-text", where)
    desk.key("Control+Enter")
    desk.sees("Bericht aan alle punten: ")
    figures("vignette 14", desk, began)
    assert typist.seconds < 30, typist
    assert desk.runner.query(lambda reader: reader.point_status(KB)).result() is PointStatus.RELOCATING
    for path, words in (("move", where), ("open", ticket)):
        page = desk.page.context.request.get(f"{desk.url}/print/{path}").text()
        assert words in re.sub("<[^>]+>", " ", page) and "Testpersoon Vrager" not in page
    for seat in (anker, post):
        until(lambda seat=seat: where in [row.text for row in heard(seat)])  # type: ignore[misc]
    rows = post.runner.query(lambda reader: reader.points(post.runner.now())).result()
    assert next(row.status for row in rows if row.point.number == KB) is PointStatus.RELOCATING
    assert still_open(desk) == open_before, "all tickets stay open"
    desk.sees("Bericht aan alle punten: bij coördinatiepunt")
    desk.does("say-open-again", lambda: desk.runner.query(lambda r: r.point_status(KB)).result() is PointStatus.OPEN)
    both.never_sent("Testpersoon Vrager", "Testpersoon Helper")


def still_open(seat: Seat) -> int:
    """Open requests by the database: what a screen was given last may be a moment old."""
    return seat.runner.call(lambda station: station.snapshot().counters.open_requests).result()


def heard(seat: Seat) -> list[MessageRow]:
    return seat.runner.query(lambda reader: reader.messages()).result()
