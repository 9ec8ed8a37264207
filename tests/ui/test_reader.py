# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reader on a real station with the shipped pack: what a person types, reads, counts, and writes beside a card."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import flet as ft
import pytest

from noodsteunpunt.bookcase import bookcase
from noodsteunpunt.domain.board import BoardDraft
from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.guests import Guests, board_of, offer
from noodsteunpunt.library.shelf import Shelf
from noodsteunpunt.runner import Runner
from tests.support.guest_kit import get
from tests.support.reader_kit import station_with_pack
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK
from ui import info
from ui.device import Device

Journey = Callable[[Window], Awaitable[None]]
LEAD = Actor("Testpersoon Leider", Role.POINT_LEAD)


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    with station_with_pack(tmp_path_factory.mktemp("point")) as running:
        yield running


def visit(runner: Runner, route: str, journey: Journey, *, device: Device | None = None, width: int = 1280) -> None:
    async def run() -> None:
        async with window(runner, device=device or Device(actor=DESK), route=route, width=width) as shown:
            await journey(shown)

    asyncio.run(run())


async def search(shown: Window, text: str) -> None:
    await shown.type("info-search", text)
    await asyncio.sleep(info.SEARCH_PAUSE * 2)
    await shown.rest()


def test_an_answer_is_three_taps_from_the_first_screen(runner: Runner) -> None:
    async def journey(shown: Window) -> None:
        assert shown.shows("Veel gevraagd")
        await shown.press("asked-water")
        assert shown.desk.path == "/information/card/water"
        assert shown.shows("Drinkwater") and shown.shows("Vul nu schone flessen")
        assert shown.shows("Bron: ") and shown.shows("geldt tot en met 2027-11-30")
        await shown.press("answered")
        assert shown.shows("Geteld: één vraag beantwoord.")

    visit(runner, "/", journey)


def test_search_answers_while_somebody_types(runner: Runner) -> None:
    async def journey(shown: Window) -> None:
        await search(shown, "stoeltjesl")
        assert shown.shows("Traplift kapot of boven vast")
        await search(shown, "medisijnen op")
        await shown.press("card-medicijnen")
        assert shown.shows("Medicijnen en koelen")
        await shown.press("info-back")
        assert shown.desk.path == "/information"
        assert shown.shows("gevonden") and not shown.shows("Alle kaarten"), "the same hits"
        await shown.desk.go("/requests")
        await shown.desk.go("/information")
        await shown.rest()
        assert shown.shows("Alle kaarten") and not shown.shows("gevonden"), "the next question begins empty"

    visit(runner, "/information", journey)


def test_what_is_not_found_is_one_tap_and_is_counted(runner: Runner) -> None:
    async def journey(shown: Window) -> None:
        await search(shown, "qqqq zzzz")
        await shown.press("not-found")
        assert shown.shows("Geteld: één vraag zonder antwoord.")

    visit(runner, "/information", journey)


def test_a_scenario_leaves_only_its_cards(runner: Runner) -> None:
    async def journey(shown: Window) -> None:
        every = sum(1 for one in shown.controls() if _identifier(one).startswith("card-"))
        await shown.press("scenario-overstroming")
        held = sum(1 for one in shown.controls() if _identifier(one).startswith("card-"))
        assert 0 < held < every / 2 and shown.has("card-scenario-overstroming")
        await shown.press("scenario-overstroming")
        assert sum(1 for one in shown.controls() if _identifier(one).startswith("card-")) == every

    visit(runner, "/information", journey)


def _identifier(control: object) -> str:
    return str(getattr(control, "identifier", "") or "")


def test_two_languages_stand_beside_each_other_and_one_runs_from_right_to_left(runner: Runner) -> None:
    async def journey(shown: Window) -> None:
        await shown.press("beside-ar")
        assert shown.shows("Niet nagelezen door iemand van wie dit de moedertaal is.")
        rtl = [one for one in shown.controls() if isinstance(one, ft.Text) and one.rtl]
        assert any(text.value == "ماء الشرب" for text in rtl)
        before = max(sizes(shown))
        await shown.press("info-large")
        assert max(sizes(shown)) > 1.5 * before
        await shown.press("language-uk")
        assert shown.shows("Питна вода")

    visit(runner, "/information/card/water", journey)


def test_the_point_writes_beside_the_card_and_never_in_it(runner: Runner) -> None:
    async def journey(shown: Window) -> None:
        before = shown.desk.data.shelf.cards["gas"]
        await shown.press("remark-post")
        assert shown.shows("Typ het bericht.")
        await shown.type("remark-text", "De hoofdkraan zit hier achter de bar.")
        await shown.press("remark-post")
        assert shown.shows("Lokaal bericht: De hoofdkraan zit hier achter de bar.")
        assert shown.desk.data.shelf.cards["gas"] == before
        (row,) = [row for row in runner.query(lambda reader: reader.board_items()).result() if row.card == "gas"]
        await shown.press(f"take-down-{row.id}")
        assert not shown.shows("achter de bar")

    visit(runner, "/information/card/gas", journey)


def test_a_message_needs_a_source_and_names_no_person(runner: Runner) -> None:
    async def journey(shown: Window) -> None:
        await shown.type("board-text", "Water vanaf 16:00. Bel 06-00000001.")
        await shown.press("board-post")
        assert shown.shows("Zeg wie dit zegt")
        await shown.type("board-source", "Coördinatiepunt")
        await shown.press("board-post")
        assert not shown.shows("Haal weg")
        await shown.type("board-text", "Water vanaf 16:00 bij De Brug.")
        await shown.type("board-hours", "2")
        await shown.press("board-post")
        assert shown.shows("Water vanaf 16:00 bij De Brug.") and shown.shows("Coördinatiepunt")

    visit(runner, "/information/guests", journey)


def test_places_numbers_and_the_map_are_there_in_words(runner: Runner) -> None:
    async def places(shown: Window) -> None:
        assert shown.shows("1. De Kern") and shown.shows("Noodsteunpunt")

    async def numbers(shown: Window) -> None:
        assert shown.shows("112  Alarmnummer")

    visit(runner, "/information/places", places)
    visit(runner, "/information/numbers", numbers, width=700)


def test_every_control_has_a_name(runner: Runner) -> None:
    async def journey(shown: Window) -> None:
        for control in shown.controls():
            if isinstance(control, ft.FilledButton | ft.TextButton):
                assert control.content, control
            if isinstance(control, ft.TextField):
                assert control.label
            if isinstance(control, ft.Image):
                assert control.semantics_label or control.exclude_from_semantics

    for route in ("/information", "/information/card/scenario-ammoniak", "/information/places", "/information/guests"):
        visit(runner, route, journey)


def test_a_card_that_is_not_there_says_so(runner: Runner) -> None:
    async def journey(shown: Window) -> None:
        assert shown.shows("Deze kaart zit niet in het pakket.")

    visit(runner, "/information/card/nope", journey)


def test_the_leader_lets_visitors_in_and_nobody_else(runner: Runner, tmp_path: Path) -> None:
    guests = Guests(runner, tmp_path / "published")
    offer(runner, guests)
    try:

        async def desk(shown: Window) -> None:
            await shown.press("board-start")
            await shown.until("Alleen op deze computer.")
            await shown.press("guests-switch")
            assert shown.shows("Alleen de leider van het punt laat bezoekers toe.")
            assert not guests.state.open_house

        async def lead(shown: Window) -> None:
            await shown.press("guests-switch")
            await shown.until("Bezoekers niet toelaten")

        visit(runner, "/information/guests", desk)
        assert get(guests.state.port, "/nl/kaart/water")[0] == 200
        visit(runner, "/information/guests", lead, device=Device(actor=LEAD))
        assert guests.state.open_house and guests.state.confined
        draft = BoardDraft("De deur gaat om 20:00 dicht.", "De Kern")
        runner.call(lambda station: station.post_board(draft, LEAD)).result()
        asyncio.run(seen(guests.state.port, "De deur gaat om 20:00 dicht."))
    finally:
        guests.close()
    assert not (tmp_path / "published").exists()


async def seen(port: int, text: str) -> None:
    async with asyncio.timeout(20):
        while text.encode() not in get(port, "/nl/bord")[2]:
            await asyncio.sleep(0.05)


def test_a_station_that_is_gone_lets_go_of_its_pack(tmp_path: Path) -> None:
    def lived() -> tuple[weakref.ref[Runner], weakref.ref[Shelf]]:
        with station_with_pack(tmp_path) as runner:
            shelf = runner.query(lambda reader: bookcase(runner).current(reader)).result()
            assert shelf is not None
            return weakref.ref(runner), weakref.ref(shelf)

    station, shelf = lived()
    gc.collect()
    assert station() is None and shelf() is None


def test_what_is_handed_over_names_nobody(runner: Runner) -> None:
    runner.call(lambda station: station.post_board(BoardDraft("Alles rustig.", "De Kern"), LEAD)).result()
    board = runner.query(lambda reader: board_of(reader, runner.snapshot(), runner.now())).result()
    assert board.items and "Testpersoon" not in repr(board)


def sizes(shown: Window) -> list[float]:
    return [one.style.size for one in shown.controls() if isinstance(one, ft.Text) and one.style and one.style.size]


def _identifier(control: object) -> str:
    return str(getattr(control, "identifier", "") or "")
