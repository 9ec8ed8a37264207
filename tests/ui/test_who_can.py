# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Wie kan dit doen?* and teams, on a real station without a browser: what is proposed, what holds others back, and
what is seen when a team does not come back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from noodsteunpunt.domain.drafts import HelperDraft, RequestDraft
from noodsteunpunt.domain.rules_field import TeamDraft
from noodsteunpunt.domain.rules_offer import OfferDraft
from noodsteunpunt.domain.values import Category, HelperStatus, Priority, Skill, SubjectId
from noodsteunpunt.domain.values_point import OfferKind, OfferStatus, TeamStatus, TeamStep, TeamTask
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.enrolment import demo_enrolments
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from tests.support.clearance_kit import LEADER, may_visit
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK, MovingClock, Story, running_station
from tests.support.station_kit import POINTS
from ui.device import Device

VISIT = RequestDraft(Category.CARE_ROUND, Priority.P3, postcode="3551AB", house_number="1")
LIFT = RequestDraft(Category.STUCK_LIFT, Priority.P2, postcode="3551AB")


def visit(runner: Runner, route: str, journey: Callable[[Window], Awaitable[None]], *, leads: bool = False) -> None:
    async def run() -> None:
        async with window(runner, device=Device(actor=LEADER if leads else DESK), route=route) as shown:
            await journey(shown)

    asyncio.run(run())


def signed_up(station: Station, name: str, *skills: Skill, size: int = 1, adult: bool = True) -> str:
    draft = HelperDraft(frozenset(skills or {Skill.COOK}), "3551", adult, False, size, f"Testpersoon {name}")
    return station.register_helper(draft, DESK).ticket


def ids(station: Station) -> dict[str, SubjectId]:
    return {row.ticket: row.id for row in station.reader.helpers()}


def teams(runner: Runner) -> list[TeamView]:
    return runner.query(lambda reader: reader.teams(runner.now(), ended=True)).result()


def test_a_pair_is_chosen_for_a_visit_and_the_others_say_why_not(tmp_path: Path) -> None:
    with running_station(tmp_path) as runner:
        people = [("Eik", Skill.NURSE), ("Es", Skill.COOK), ("Els", Skill.COOK)]
        eik, es, _ = runner.call(lambda s: [signed_up(s, name, skill) for name, skill in people]).result()
        runner.call(lambda s: may_visit(s, *(ids(s)[ticket] for ticket in (eik, es)))).result()
        request = runner.call(lambda s: s.register_request(VISIT, DESK)).result()

        async def journey(shown: Window) -> None:
            assert shown.shows("Wie kan dit doen?") and shown.shows("kan dit: Verpleegkundige")
            assert not shown.has(f"assign-{eik}"), "nobody visits alone"
            assert shown.shows("Niet alleen: kies een tweede")
            await shown.press("held-back")
            assert shown.shows("mag nog niet in huizen")
            await shown.press(f"pick-{eik}")
            await shown.press("assign-picked")
            assert shown.shows("Niemand gaat alleen een huis in. Kies een tweede persoon.")
            await shown.press(f"pick-{es}")
            assert shown.shows("2 helpers samen koppelen")
            await shown.key("Enter", ctrl=True)
            assert shown.shows("2 helpers gekoppeld.") and shown.shows("Gekoppeld:")
            await shown.press("make-team")
            assert shown.shows(f"Team voor {request.ticket}")
            await shown.type("team-brief", "aanbellen, samen naar binnen")
            await shown.key("Enter", ctrl=True)
            assert shown.shows("Briefing: zeg het, en vink het af")

        visit(runner, f"/requests/{request.id}", journey)
        (team,) = teams(runner)
        assert (team.task, team.size, team.request, team.status) == (
            TeamTask.OTHER, 2, request.id, TeamStatus.PLANNED,
        )  # fmt: skip


def test_the_leader_approves_here_and_nobody_else(tmp_path: Path) -> None:
    with running_station(tmp_path) as runner:
        duo = runner.call(lambda s: signed_up(s, "Duo", size=2)).result()
        runner.call(lambda s: may_visit(s, ids(s)[duo])).result()
        request = runner.call(lambda s: s.register_request(LIFT, DESK)).result()

        async def desk(shown: Window) -> None:
            assert shown.shows("Dit is werk van hulpdiensten.") and shown.shows("Vraag de leider van dit punt")
            assert not shown.has("approve") and not shown.has(f"assign-{duo}")

        async def leader(shown: Window) -> None:
            await shown.press("approve")
            await shown.press("panel-record")
            assert shown.shows("NSP-401"), "with a reason"
            await shown.type("panel-words", "brandweer vraagt iemand bij de deur")
            await shown.key("Enter", ctrl=True)
            await shown.press(f"assign-{duo}")
            assert shown.shows("1 helper gekoppeld.")

        visit(runner, f"/requests/{request.id}", desk)
        visit(runner, f"/requests/{request.id}", leader, leads=True)


def test_a_thing_that_helps_is_reserved_from_the_request(tmp_path: Path) -> None:
    with running_station(tmp_path) as runner:
        draft = OfferDraft("aggregaat met kabel", OfferKind.EQUIPMENT, 2, postcode="3551")
        offer = runner.call(lambda s: s.register_offer(draft, DESK)).result()
        power = RequestDraft(Category.MEDICAL_POWER, Priority.P2, postcode="3551AB")
        request = runner.call(lambda s: s.register_request(power, DESK)).result()

        async def waits(shown: Window) -> None:
            assert shown.shows("Wat kan helpen?") and shown.shows("1 nog niet bekeken")

        async def journey(shown: Window) -> None:
            assert shown.shows("aggregaat met kabel, 2 vrij") and shown.shows("dit wordt gevraagd")
            await shown.press(f"reserve-{offer.ticket}")
            assert shown.shows("aggregaat met kabel, 1 vrij")

        visit(runner, f"/requests/{request.id}", waits)
        runner.call(lambda s: s.change_offer(offer.id, OfferStatus.AVAILABLE, DESK)).result()
        visit(runner, f"/requests/{request.id}", journey)
        (row,) = runner.query(lambda reader: reader.offers(runner.now())).result()
        assert [(hold.request, hold.amount) for hold in row.holds] == [(request.id, 1)]


def test_a_team_is_briefed_goes_out_is_missed_and_comes_back(tmp_path: Path) -> None:
    clock = MovingClock()
    begun = demo_enrolments(POINTS, clock.now() - 3600)
    with running_station(tmp_path, clock=clock, enrolments=begun) as runner:

        async def journey(shown: Window) -> None:
            await shown.press("tab-teams")
            assert shown.shows("Er zijn nog geen teams.")
            await shown.press("new-runner")
            await shown.press("save-team")
            assert shown.shows("NSP-401") and shown.shows("Een team is minstens twee mensen")
            await shown.type("team-names", "Testpersoon Een, Testpersoon Twee")
            await shown.press("save-team")
            (team,) = teams(runner)
            assert shown.find("team-briefed").disabled
            for line in ("together", "no-danger", "no-force", "due"):
                await shown.press(f"told-{line}")
            await shown.key("Enter", ctrl=True)
            await shown.type("panel-words", "naar de kazerne, door de Dorpsstraat")
            await shown.press("panel-record")
            await shown.press("team-out")
            assert shown.find("panel-due").value == "over 1 uur"
            await shown.type("panel-due", "over 30 min")
            await shown.key("Enter", ctrl=True)
            assert teams(runner)[0].status is TeamStatus.OUT and not shown.has(f"late-{team.id}")
            clock.ahead = 45 * 60
            await shown.desk.go("/")
            await shown.rest()
            assert shown.has(f"late-{team.id}"), "on every screen"
            assert shown.shows("Team te laat: Testpersoon Een, Testpersoon Twee")
            assert shown.shows("Team niet op tijd terug")
            await shown.press("attention-0")
            assert shown.has("team-late") and shown.shows("TE LAAT") and shown.shows("1. Roep het team op")
            await shown.press("team-back")
            assert not shown.has(f"late-{team.id}")
            await shown.press("team-debriefed")
            await shown.type("panel-words", "kazerne weet het, niemand gezien")
            await shown.press("panel-record")
            assert shown.shows("nabesproken")

        visit(runner, "/helpers", journey)
        assert [team.status for team in teams(runner)] == [TeamStatus.DEBRIEFED]


def test_the_card_of_two_claims_has_steps(story: Story) -> None:
    with story.station(1) as runner:
        rows = runner.query(lambda reader: reader.helpers()).result()
        helper = next(row for row in rows if row.status is HelperStatus.CONFLICT)

        async def journey(shown: Window) -> None:
            for step in ("1. Overleg:", "2. Kies naar welke hulpvraag", "3. Zoek iemand anders"):
                assert shown.shows(step)
            await shown.press("conflict-message")
            assert shown.desk.path == "/messages/new"

        visit(runner, f"/helpers/{helper.id}", journey)


def test_who_may_not_do_it_any_more_stands_on_the_first_screen(tmp_path: Path) -> None:
    with running_station(tmp_path) as runner:
        duo = runner.call(lambda s: signed_up(s, "Duo", size=2)).result()

        def lets_go(station: Station) -> SubjectId:
            team = TeamDraft(TeamTask.DELIVERY, (ids(station)[duo],), brief="water")
            made = station.form_team(team, LEADER)
            station.team_step(made, TeamStep.BRIEFED, LEADER)
            row = station.reader.helper(ids(station)[duo])
            assert row is not None
            station.release_claim(row.id, row.claims[0].id, LEADER)
            return made

        made = runner.call(lets_go).result()

        async def journey(shown: Window) -> None:
            assert shown.shows("Mag dit niet (meer) doen") and shown.shows("iemand is ook elders ingezet")
            await shown.press("attention-0")
            assert shown.desk.path == f"/helpers/teams/{made}"

        visit(runner, "/", journey)
