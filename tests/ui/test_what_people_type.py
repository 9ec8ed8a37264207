# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people type where a time, a number, a name or a place is asked, on every form of the desk; two people who save
one record; a computer whose clock is wrong. Clear Dutch, nothing lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from noodsteunpunt.clock import SystemClock
from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.values import Category, Priority
from noodsteunpunt.enrolment import demo_enrolments
from noodsteunpunt.runner import Runner
from tests.support.intake_kit import intake, recorded
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK, running_station
from tests.support.station_kit import POINTS
from ui.device import Device

NO_TIME = {
    "31-02-2026 13:75": "Deze datum bestaat niet.",
    "13:75": "Deze tijd begrijpt het programma niet.",
    "3 uur": "Is dit een kloktijd, of zo lang vanaf nu?",
    "x" * 10_000: "Deze tijd begrijpt het programma niet.",
}
TIMES = {"over 3 uur": True, "morgen tien uur": True, "weet ik niet": False, "": False}
NO_NUMBER = ("-2", "min twee", "99999999999999999999", "🔥")
PLACES = ("'s-Gravenhof 1", 'café "De Zon" & <b>zn.</b>', "شارع ٣", "bij de 🐕")


async def water(shown: Window) -> None:
    for name in ("danger-no", "group-basics", "category-water", "priority-P4"):
        await shown.press(name)
    await shown.type("request-place", "3551")


async def refused(shown: Window, field: str, save: str, text: str) -> str:
    """The sentence under the field; the letters stay."""
    await shown.type(field, text)
    await shown.press(save)
    found = shown.find(field)
    assert found.value == text
    assert found.error is not None, (field, text[:40], shown.texts())
    assert shown.shows("NSP-401") or shown.shows("Nog niet vastgelegd"), (field, text[:40])
    return str(found.error.value)


def at(runner: Runner, path: str, journey: Callable[[Window], Awaitable[None]]) -> None:
    async def run() -> None:
        async with window(runner, device=Device(actor=DESK), route=path) as shown:
            await journey(shown)

    asyncio.run(run())


def test_times_on_the_intake(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await water(shown)
        for name in ("deadline", "come_back"):
            for typed, sentence in NO_TIME.items():
                assert sentence.rstrip(".?") in await refused(shown, f"request-{name}", "save-request", typed), typed
            await shown.type(f"request-{name}", "")
        for typed in TIMES:
            await shown.type("request-deadline", typed)
            await shown.press("save-request")
            assert shown.has("recorded"), typed
            await shown.press("next")
            await water(shown)

    with running_station(tmp_path, enrolments=demo_enrolments(POINTS, SystemClock().now() - 3600)) as runner:
        intake(runner, journey)
        assert [one.row.deadline_at is not None for one in recorded(runner)] == list(TIMES.values())


def test_numbers_on_every_form(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await water(shown)
        for typed in NO_NUMBER:
            await refused(shown, "request-people", "save-request", typed)
        await shown.key("F5")
        await shown.type("helper-name", "Testpersoon Twee")
        await shown.press("skill-lifting")
        for typed in NO_NUMBER:
            await refused(shown, "helper-group_size", "save-helper", typed)
        await shown.key("F7")
        for typed in NO_NUMBER:
            await refused(shown, "count-present", "save-count", typed)
        await shown.key("F8")
        await shown.type("emergency-what", "man, pijn op de borst")
        await shown.type("emergency-place", "3551AB 1")
        for typed in NO_NUMBER:
            await refused(shown, "emergency-people", "save-emergency", typed)
        await shown.key("F4")
        assert shown.find("request-people").value == NO_NUMBER[-1], "nothing is lost on the way"

    with running_station(tmp_path) as runner:
        intake(runner, journey)
        assert recorded(runner) == []
        assert runner.query(lambda reader: (reader.helpers(), reader.head_counts())).result() == ([], [])


@pytest.mark.parametrize("typed", PLACES)
def test_places_and_names_are_taken_letter_by_letter(tmp_path: Path, typed: str) -> None:
    async def journey(shown: Window) -> None:
        await water(shown)
        await shown.type("request-place", "")
        await shown.type("request-place_words", typed)
        await shown.type("request-name", f"Testpersoon {typed}")
        await shown.press("save-request")
        assert shown.has("recorded"), shown.texts()
        await shown.press("show")
        assert shown.shows(typed), shown.texts()

    with running_station(tmp_path) as runner:
        intake(runner, journey)
        assert (recorded(runner)[0].address, recorded(runner)[0].name) == (typed, f"Testpersoon {typed}")


def test_a_promise_and_a_message_read_times_as_the_intake_does(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.press("callback")
        for typed, sentence in NO_TIME.items():
            assert sentence.rstrip(".?") in await refused(shown, "panel-due", "panel-record", typed), typed
        await shown.type("panel-due", "morgen tien uur")
        await shown.press("panel-record")
        assert shown.shows("Beloofd: ")
        await shown.key("F6")
        await shown.press("to-CP")
        await shown.type("message-text", "water is op")
        for typed, sentence in NO_TIME.items():
            said = await refused(shown, "message-reply", "save-message", typed)
            assert sentence.rstrip(".?") in said, typed

    with running_station(tmp_path, enrolments=demo_enrolments(POINTS, SystemClock().now() - 3600)) as runner:
        draft = RequestDraft(Category.WATER, Priority.P4, postcode="3551")
        given = runner.call(lambda station: station.register_request(draft, DESK)).result()
        at(runner, f"/requests/{given.id}", journey)


def test_two_people_who_save_one_record(tmp_path: Path) -> None:
    async def both(request: str) -> None:
        path = f"/requests/{request}/edit"
        async with (
            window(runner, device=Device(actor=DESK), route=path) as one,
            window(runner, device=Device(actor=DESK), route=path) as other,
        ):
            await one.type("correct-people", "4")
            await one.press("save-correction")
            await other.type("correct-people", "5")
            await other.type("correct-remarks", "kom achterom")
            await other.press("save-correction")
            assert other.shows("Iemand anders heeft dit veranderd terwijl je typte."), other.texts()
            assert other.shows("Er staat nu: 4")
            assert other.find("correct-people").value == "5"
            assert other.find("correct-remarks").value == "kom achterom"

            assert (recorded(runner)[0].row.people, recorded(runner)[0].remarks or "") == (4, "")
            await other.press("save-correction")
            assert other.desk.path == f"/requests/{request}"

    with running_station(tmp_path) as runner:
        draft = RequestDraft(Category.WATER, Priority.P4, postcode="3551", people=2)
        given = runner.call(lambda station: station.register_request(draft, DESK)).result()
        asyncio.run(both(given.id))
        (kept,) = recorded(runner)
        assert (kept.row.people, kept.remarks) == (5, "kom achterom")


class WrongClock(SystemClock):
    """Starts at a moment that cannot be."""

    def __init__(self, year: int) -> None:
        self._ahead = int(datetime(year, 1, 1, 0, 0, 30, tzinfo=UTC).timestamp()) - super().now()

    def now(self) -> int:
        """Unix seconds."""
        return super().now() + self._ahead


@pytest.mark.parametrize("year", [1970, 2031])
def test_a_computer_whose_clock_is_wrong(tmp_path: Path, year: int) -> None:
    async def journey(shown: Window) -> None:
        await water(shown)
        await shown.type("request-deadline", "over 3 uur")
        await shown.press("save-request")
        assert shown.has("recorded"), shown.texts()
        for path in ("/", "/requests", f"/requests/{recorded(runner)[0].row.id}", "/network", "/emergencies/new"):
            await shown.desk.go(path)
            await shown.rest()
            assert not shown.shows("NSP-9"), (path, shown.texts())
            assert not [text for text in shown.texts() if "-1" in text.split() or "min -" in text], path

    enrolments = demo_enrolments(POINTS, SystemClock().now() - 3600)
    with running_station(tmp_path, enrolments=enrolments, clock=WrongClock(year)) as runner:
        intake(runner, journey)
        assert len(recorded(runner)) == 1
