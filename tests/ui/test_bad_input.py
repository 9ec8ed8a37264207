# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ten kilobytes of emoji and characters that turn text around, in every field: refused or left out with a sentence and
a code, nothing lost, nothing stopped, nothing on the screen in another order."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from noodsteunpunt.runner import Runner
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK, running_station
from ui.device import Device
from ui.parts import button, words
from ui.texts import plain
from ui.theme import Style

EMOJI = "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f9f4" * 500
OVERRIDES = "\u202edraait\u202c \u2066\u2067om\u2069 \u200f"
TURNED = OVERRIDES * 500
TURNING = {chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
REQUEST_TEXTS = ("house_number", "place_words", "note", "name", "phone", "health_note", "access_note", "remarks")
REQUEST_NUMBERS = ("place", "deadline", "come_back", "people", "needed")
HELPER_TEXTS, HELPER_NUMBERS = ("name", "phone", "remarks"), ("postcode", "group_size")


def counts(runner: Runner) -> tuple[int, int]:
    return runner.query(lambda reader: (len(reader.requests()), len(reader.helpers()))).result()


def nothing_turns(shown: Window) -> None:
    assert not [text for text in shown.texts() if TURNING & set(text)]


async def fill_request(shown: Window) -> None:
    await shown.press("group-power")
    await shown.press("category-medical_power")
    await shown.type("request-place", "3551AB")
    await shown.press("priority-P1")


async def fill_helper(shown: Window) -> None:
    await shown.type("helper-name", "Testpersoon Twee")
    await shown.press("skill-lifting")


async def refused_and_kept(shown: Window, runner: Runner, prefix: str, name: str, text: str) -> None:
    """One bad field in a good form; afterwards it is good again."""
    field, save = f"{prefix}-{name}", f"save-{prefix}"
    good, before = shown.find(field).value, counts(runner)
    await shown.type(field, text)
    await shown.press(save)
    assert counts(runner) == before, name
    assert shown.shows("NSP-401: "), name
    assert shown.find(field).error is not None, name
    assert shown.find(field).value == text, name
    nothing_turns(shown)
    await shown.type(field, good)


@pytest.mark.parametrize("text", [EMOJI, TURNED], ids=["emoji", "turned"])
def test_no_field_of_the_intake_takes_ten_kilobytes_and_none_stops_the_next(tmp_path: Path, text: str) -> None:
    assert len(text.encode()) > 10_000

    async def journey(runner: Runner) -> None:
        async with window(runner, device=Device(actor=DESK), route="/requests/new") as shown:
            await fill_request(shown)
            for name in REQUEST_TEXTS + REQUEST_NUMBERS:
                await refused_and_kept(shown, runner, "request", name, text)
            await shown.press("save-request")
            assert shown.has("recorded")
        assert counts(runner) == (1, 0)

    with running_station(tmp_path) as runner:
        asyncio.run(journey(runner))


@pytest.mark.parametrize("text", [EMOJI, TURNED], ids=["emoji", "turned"])
def test_no_field_of_the_helper_form_does_either(tmp_path: Path, text: str) -> None:
    async def journey(runner: Runner) -> None:
        async with window(runner, device=Device(actor=DESK), route="/helpers/new") as shown:
            await fill_helper(shown)
            for name in HELPER_TEXTS + HELPER_NUMBERS:
                await refused_and_kept(shown, runner, "helper", name, text)
            await shown.press("save-helper")
            assert shown.has("recorded")
        assert counts(runner) == (0, 1)

    with running_station(tmp_path) as runner:
        asyncio.run(journey(runner))


def test_the_status_form_the_search_field_and_the_card_do_not_either(tmp_path: Path) -> None:
    async def journey(runner: Runner) -> None:
        async with window(runner) as shown:
            for text in (EMOJI, TURNED):
                await shown.type("person-name", text)
                await shown.press("role-point_lead")
                await shown.press("person-begin")
                assert shown.shows("NSP-401: Te lang.")
                assert shown.find("person-name").value == text
            await shown.type("person-name", f"Testpersoon {OVERRIDES}Balie")
            await shown.submit("person-name")
            assert shown.shows("Testpersoon draait om Balie")
            nothing_turns(shown)
            await shown.key("F9")
            await shown.press("status-open")
            await shown.press("power-grid")
            await shown.type("point-staff", "2")
            for name in ("staff", "visitors", "power_hours"):
                await refused_and_kept(shown, runner, "point", name, EMOJI)
            await shown.press("save-point")
            assert runner.query(lambda reader: reader.point_status(1)).result() is not None
            await shown.press("rail-requests")
            await shown.type("search", TURNED)
            await shown.submit("search")
            assert shown.shows("Geen hulpvraag gevonden.")
            nothing_turns(shown)

    with running_station(tmp_path) as runner:
        asyncio.run(journey(runner))


def test_what_turns_text_around_is_left_out_and_that_is_said(tmp_path: Path) -> None:
    async def journey(runner: Runner) -> None:
        async with window(runner, device=Device(actor=DESK), route="/requests/new") as shown:
            await fill_request(shown)
            await shown.type("request-place_words", f"achter {OVERRIDES}kerk")
            await shown.submit("request-place_words")
            assert shown.has("recorded")
            assert shown.shows("NSP-903: ")
            await shown.press("show")
            assert shown.shows("3551AB achter draait om kerk")
            nothing_turns(shown)

    with running_station(tmp_path) as runner:
        asyncio.run(journey(runner))


def test_nothing_that_is_shown_turns_its_neighbours_wherever_it_came_from() -> None:
    dirty = f"KB{''.join(sorted(TURNING))}-A001-3"
    assert plain(dirty) == "KB-A001-3"
    assert words(Style(), dirty).value == "KB-A001-3"

    async def never(_event: object) -> None:
        raise AssertionError

    assert button(Style(), "b", dirty, never).content.content == "KB-A001-3"  # type: ignore[attr-defined]
