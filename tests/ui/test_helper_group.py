# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Helpers as a group: one form, one helper that counts for several; what they lend; where they may work and why."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.domain.values_people import Clearance, Identity, Limit, Vog
from noodsteunpunt.domain.values_point import OfferKind
from noodsteunpunt.domain.views import HelperRow
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import offers
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK, running_station
from ui.device import Device
from ui.forms_point import HelperForm
from ui.labels_helper import languages_of

LEAD = Actor("Testpersoon Leider", Role.POINT_LEAD)
Journey = Callable[[Runner, Window], Awaitable[None]]


def run(folder: Path, journey: Journey, actor: Actor = DESK) -> None:
    async def opened(runner: Runner) -> None:
        async with window(runner, device=Device(actor=actor), route="/helpers/new") as shown:
            await journey(runner, shown)

    with running_station(folder) as runner:
        asyncio.run(opened(runner))


def every(runner: Runner) -> list[HelperRow]:
    return runner.query(lambda reader: reader.helpers()).result()


def check(runner: Runner) -> HelperCheck | None:
    helper = every(runner)[0].id
    return runner.query(lambda reader: reader.helper_check(helper)).result()


async def fill(shown: Window, **texts: str) -> None:
    for name, text in texts.items():
        await shown.type(f"helper-{name}", text)


def test_a_group_with_a_young_one_is_held_to_what_the_youngest_may(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await fill(shown, name="Testpersoon Zes", group_size="4", languages="engels, Duits en pools")
        await shown.press("skill-cook")
        assert not shown.has("helper-youngest")
        await shown.tick("helper-adult")
        await fill(shown, youngest="19", available="vandaag tot 22:00")
        await shown.press("helper-limit-not_at_night")
        await shown.press("helper-vog-stated")
        await shown.press("save-helper")
        assert shown.shows("Is iedereen 18 of ouder? Vink dat dan aan.") and every(runner) == []
        await fill(shown, youngest="16")
        await shown.press("save-helper")
        await shown.press("show")
        row = every(runner)[0]
        assert (row.group_size, row.adult) == (4, False)
        assert row.remarks == "Jongste: 16 jaar. Beschikbaar: vandaag tot 22:00"
        limits = frozenset({Limit.NOT_AT_NIGHT})
        assert check(runner) == HelperCheck(vog=Vog.STATED, limits=limits, languages=("de", "en", "pl"))
        assert shown.shows("Jonger dan 18") and shown.shows("Duits, Engels, Pools")
        assert not shown.has("check-helper"), "the desk does not say where they may work"

    run(tmp_path, journey)


def test_the_leader_says_where_they_may_work_and_the_page_says_why(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await fill(shown, name="Testpersoon Zes", group_size="6")
        await shown.press("skill-lifting")
        await shown.press("save-helper")
        await shown.press("show")
        assert check(runner) is None
        assert shown.shows("Publieke ruimte") and shown.shows("Aanvragen kan nu niet")
        await shown.press("check-helper")
        await shown.press("panel-clearance-home_visit")
        await shown.press("panel-record")
        assert shown.desk.panel.name == "helper-check", "nobody goes into a house unknown"
        await shown.press("panel-identity-shown")
        await shown.press("panel-clearance-data")
        await shown.press("panel-record")
        assert shown.desk.panel.name == "helper-check", "no data without a VOG"
        await shown.press("panel-clearance-data")
        await shown.type("panel-languages", "klingon")
        await shown.press("panel-record")
        assert shown.desk.panel.name == "helper-check" and check(runner) is None
        await shown.type("panel-languages", "Engels")
        await shown.press("panel-record")
        expected = HelperCheck(Identity.SHOWN, Vog.NONE, frozenset({Clearance.HOME_VISIT}), languages=("en",))
        assert check(runner) == expected
        assert shown.shows("in huizen alleen in een paar, en geen gegevens")

    run(tmp_path, journey, LEAD)


def test_what_they_lend_is_an_offer_and_what_is_not_wanted_stops_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = {"niet-brengen": ("Benzine en gasflessen",)}
    monkeypatch.setattr(offers, "items_of", lambda _library, kind: lists.get(kind, ()))

    async def journey(runner: Runner, shown: Window) -> None:
        await fill(shown, name="Testpersoon Zes", postcode="3551", group_size="6", brings="aggregaat, gasflessen")
        await shown.press("skill-lifting")
        await shown.press("save-helper")
        assert every(runner) == [] and shown.shows("Dit staat op de lijst")
        await fill(shown, brings="aggregaat, bakfiets,")
        await shown.press("save-helper")
        now = runner.now()
        made = runner.query(lambda reader: reader.offers(now)).result()
        assert {(row.what, row.kind, row.loan, row.pc4, row.name) for row in made} == {
            ("aggregaat", OfferKind.EQUIPMENT, True, "3551", "Testpersoon Zes"),
            ("bakfiets", OfferKind.EQUIPMENT, True, "3551", "Testpersoon Zes"),
        }
        assert all(shown.shows(f"{row.ticket} {row.what}") for row in made)

    run(tmp_path, journey)


def test_nobody_signs_up_with_more_than_their_word(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        form = HelperForm()
        form.texts["name"], form.texts["remarks"] = "Testpersoon Zes", "kan alles"
        for said in (HelperCheck(vog=Vog.SEEN), HelperCheck(clearance=frozenset({Clearance.HOME_VISIT}))):
            with pytest.raises(RuleViolation, match="only_lead"):
                runner.call(lambda station, said=said: station.sign_up(form.draft(), said, (), LEAD)).result()
        assert every(runner) == []

    run(tmp_path, journey)


def test_languages_are_typed_as_they_are_said() -> None:
    assert languages_of("Engels en Oekraiens; fr") == ("en", "uk", "fr")
    assert languages_of("") == ()


def test_a_kept_group_comes_back_as_it_was() -> None:
    form, again = HelperForm(), HelperForm()
    form.limits, form.vog, form.adult = {Limit.NO_STAIRS}, Vog.STATED, False
    form.texts["brings"] = "aggregaat"
    again.restore(form.answers(), 5)
    assert (again.limits, again.vog, again.adult, again.brings()) == (form.limits, form.vog, False, form.brings())
