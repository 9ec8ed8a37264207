# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Helpers who come with an organisation, and a team of one that is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from noodsteunpunt.domain.drafts import HelperDraft, RequestDraft
from noodsteunpunt.domain.partners import UnitDraft
from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.values import Actor, Category, Priority, Role, Skill, SubjectId
from noodsteunpunt.domain.values_desk import MessageStatus, Precedence, Topic, UnitTask
from noodsteunpunt.domain.views_desk import MessageRow
from noodsteunpunt.runner import Runner
from tests.support.clearance_kit import LEADER, may_visit
from tests.support.screen_session import Window, window
from tests.support.screens_kit import COORDINATOR, DESK, running_station
from ui.device import Device

COOKS = HelperDraft(frozenset({Skill.COOK}), "3551", group_size=3, name="Testpersoon Groep")
LOST = RequestDraft(
    Category.WELFARE_CHECK, Priority.P2, postcode="3551AB", house_number="12", place_words="bij de Molenplas",
    name="Testpersoon Wilgenroos",
)  # fmt: skip
COORDINATION_POINT = 9


def visit(runner: Runner, route: str, journey: Callable[[Window], Awaitable[None]], actor: Actor = DESK) -> None:
    async def run() -> None:
        async with window(runner, device=Device(actor=actor), route=route) as shown:
            await journey(shown)

    asyncio.run(run())


def asked(runner: Runner, request: SubjectId) -> list[MessageRow]:
    return runner.query(lambda reader: reader.messages(about=request, topic=Topic.UNIT)).result()


def test_who_signs_up_says_with_which_organisation_they_come(tmp_path: Path) -> None:
    with running_station(tmp_path) as runner:

        async def sign_up(shown: Window) -> None:
            await shown.type("helper-name", "Testpersoon Zes")
            await shown.press("skill-cook")
            await shown.press("helper-organisation-rode-kruis")
            await shown.press("save-helper")
            await shown.until("Volgende helper")
            await shown.desk.go("/helpers")
            await shown.rest()
            assert shown.shows("via Rode Kruis")

        visit(runner, "/helpers/new", sign_up)
        (row,) = runner.query(lambda reader: reader.helpers(search="kruis")).result()
        assert row.organisation == "Rode Kruis"

        async def change(shown: Window) -> None:
            assert shown.shows("Via organisatie") and shown.shows("Rode Kruis")
            await shown.press("check-helper")
            await shown.type("panel-organisation", "x" * 31)
            await shown.press("panel-record")
            assert shown.shows("Te lang. Maak het korter: hoogstens 30 tekens.")
            await shown.press("panel-organisation-leger-des-heils")
            await shown.press("panel-record")
            assert shown.shows("Leger des Heils")

        visit(runner, f"/helpers/{row.id}", change, LEADER)
        check = runner.query(lambda reader: reader.helper_check(row.id)).result()
        assert check == HelperCheck(organisation="Leger des Heils")


def test_a_group_that_splits_keeps_its_organisation_and_matching_tells_it(tmp_path: Path) -> None:
    with running_station(tmp_path) as runner:
        group = runner.call(lambda s: s.sign_up(COOKS, HelperCheck(organisation="Salvage"), [], DESK)).result()[0]
        runner.call(lambda s: s.split_group(group.id, 1, DESK)).result()
        rows = runner.query(lambda reader: reader.helpers()).result()
        parts = [row for row in rows if row.id != group.id]
        assert [row.organisation for row in parts] == ["Salvage", "Salvage"]
        meals = RequestDraft(Category.FOOD, Priority.P3, postcode="3551AB")
        request = runner.call(lambda s: s.register_request(meals, DESK)).result()
        runner.call(lambda s: may_visit(s, *(row.id for row in parts))).result()
        both = HelperCheck(organisation="Salvage")
        runner.call(lambda s: [s.check_helper(row.id, both, LEADER) for row in parts]).result()

        async def journey(shown: Window) -> None:
            assert shown.shows("via Salvage")

        visit(runner, f"/requests/{request.id}", journey)


def test_a_team_is_asked_for_from_the_request(tmp_path: Path) -> None:
    with running_station(tmp_path) as runner:
        request = runner.call(lambda s: s.register_request(LOST, DESK)).result()

        async def journey(shown: Window) -> None:
            await shown.press("ask-unit")
            await shown.type("panel-people", "twaalf")
            await shown.press("panel-record")
            assert shown.shows("Typ een heel getal, in cijfers.")
            await shown.type("panel-people", "12")
            for press, sentence in (
                ("", "Van welke organisatie? Kies er een, of typ de naam."),
                ("panel-organisation-veteranen-search-team", "Waarvoor is de ploeg? Kies er een."),
                ("panel-unit_task-other", "Waarvoor? Zeg het in een paar woorden, zonder namen."),
            ):
                if press:
                    await shown.press(press)
                await shown.press("panel-record")
                assert shown.shows(sentence)
            await shown.type("panel-unit_what", "mevrouw Wilgenroos zoeken")
            await shown.press("panel-record")
            assert shown.shows("Nog niet vastgelegd") and not asked(runner, request.id)
            await shown.press("panel-unit_task-search")
            await shown.key("Enter", ctrl=True)
            await shown.until("Ploeg aangevraagd: Veteranen Search Team, zoeken, 12 mensen, zo snel mogelijk, om ")

        visit(runner, f"/requests/{request.id}", journey)
        (row,) = asked(runner, request.id)
        said = f"Ploeg gevraagd voor {request.ticket}: Veteranen Search Team, zoeken, 12 mensen, zo snel mogelijk"
        assert (row.text, row.to_point, row.precedence) == (said, COORDINATION_POINT, Precedence.PRIORITY)
        lines = runner.query(lambda reader: reader.logbook()).result()
        assert [line.text for line in lines if line.about == request.id and line.text] == [said]
        assert row.status in {MessageStatus.WAITING, MessageStatus.SENT}, "nobody has it yet"

        async def message(shown: Window) -> None:
            assert shown.shows("Ploeg gevraagd")
            await shown.press(f"message-{row.ticket}")
            await shown.press("show-request")
            assert shown.shows(request.ticket) and shown.has(f"unit-{row.ticket}")

        visit(runner, "/messages", message, Actor("Testpersoon Radio", Role.RADIO_OPERATOR))


def test_the_coordination_point_asks_nobody(tmp_path: Path) -> None:
    with running_station(tmp_path, point=COORDINATION_POINT) as runner:
        request = runner.call(lambda s: s.register_request(LOST, COORDINATOR)).result()
        draft = UnitDraft("Rode Kruis", UnitTask.FIRST_AID, 2)
        refusal = runner.call(lambda s: s.ask_unit(request.id, draft, COORDINATOR)).exception()
        assert getattr(refusal, "code", "") == "unit_here"

        async def journey(shown: Window) -> None:
            assert shown.has("callback") and not shown.has("ask-unit")
            await shown.desk.go("/messages/new")
            await shown.rest()
            assert shown.has("topic-helpers") and not shown.has("topic-unit"), "by ask_unit alone"

        visit(runner, f"/requests/{request.id}", journey, COORDINATOR)
