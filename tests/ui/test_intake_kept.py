# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is typed in the intake is kept, taken up again, taken along or thrown away."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

from noodsteunpunt.domain.values import Category, Priority
from noodsteunpunt.domain.values_desk import Access, Vulnerability
from tests.support.intake_kit import intake, names, recorded
from tests.support.screen_session import Window
from tests.support.screens_kit import running_station
from ui.forms_request import RequestForm


def test_a_half_typed_form_survives_the_program_and_is_offered_again(tmp_path: Path) -> None:
    async def begins(shown: Window) -> None:
        for name in ("danger-no", "group-power", "category-medical_power", "priority-P2", "vulnerability-oxygen"):
            await shown.press(name)
        await shown.type("request-place", "Dorpsstraat 14")
        await shown.desk.saving.keep()

    async def goes_on(shown: Window) -> None:
        await shown.key("Escape")
        (offer,) = [one for one in names(shown) if one.startswith("go-on-request")]
        assert shown.shows("op een ander scherm")
        await shown.press(offer)
        assert shown.find("request-place").value == "Dorpsstraat 14"
        form = shown.desk.device.request
        assert (form.category, form.priority) == (Category.MEDICAL_POWER, Priority.P2)
        assert form.vulnerabilities == {Vulnerability.OXYGEN}
        await shown.press("save-request")
        assert shown.has("recorded")
        await shown.press("next")
        await shown.key("Escape")
        assert not [one for one in names(shown) if one.startswith("go-on-request")]

    with running_station(tmp_path) as runner:
        intake(runner, begins)
    with running_station(tmp_path) as runner:
        intake(runner, goes_on)
        assert len(recorded(runner)) == 1
        assert runner.query(lambda reader: reader.drafts()).result() == []


def test_a_form_that_is_thrown_away_asks_once_and_leaves_nothing(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.press("danger-no")
        await shown.type("request-place", "Dorpsstraat 14")
        await shown.desk.saving.keep()
        await shown.press("throw-away")
        await shown.press("throw-away-now")
        assert shown.desk.path == "/"
        assert shown.desk.device.request.answers() == {}

    with running_station(tmp_path) as runner:
        intake(runner, journey)
        assert runner.query(lambda reader: reader.drafts()).result() == []


def test_danger_takes_what_was_typed_to_the_noodmelding(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.type("request-place", "Dorpsstraat 12")
        await shown.key("J")
        assert shown.desk.path == "/emergencies/new"
        assert shown.find("emergency-place").value == "Dorpsstraat 12"
        await shown.press("no-emergency")
        assert shown.find("request-place").value == "Dorpsstraat 12"

    with running_station(tmp_path) as runner:
        intake(runner, journey)


def test_a_letter_in_a_field_is_not_the_key_of_danger(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.event(shown.find("request-place"), "focus", None)
        for key in ("J", "N", "2"):
            await shown.key(key)
        assert shown.desk.path == "/requests/new"
        form = shown.desk.device.request
        assert (form.danger, form.group) == (None, None)

    with running_station(tmp_path) as runner:
        intake(runner, journey)


def test_what_a_form_writes_down_it_takes_up_again_and_what_it_does_not_know_it_leaves() -> None:
    form = RequestForm(danger=False, category=Category.WATER, priority=Priority.P3, addresses=2)
    form.texts.update({"place": "1234 AB 5", "place.1": "achter de kerk"})
    form.access.add(Access.DOG)
    again = RequestForm()
    again.restore(form.answers(), 5)
    assert again.answers() == form.answers()
    assert again.started_at == 5
    newer = RequestForm()
    newer.restore({"=category": "teleport", "=addresses": "veel", "=access": "dog portal", "name": "x"}, None)
    assert (newer.category, newer.addresses, newer.access) == (None, 1, {Access.DOG})
    assert RequestForm().answers() == {}


def test_a_new_request_is_empty_also_when_nobody_pressed_next(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        for path in ("/requests/new", "/pictures"):
            for name in ("danger-no", "group-basics", "category-water", "priority-P4"):
                await shown.press(name)
            await shown.type("request-place", "3551")
            await shown.press("save-request")
            assert shown.has("recorded")
            await shown.desk.refresh()
            await shown.rest()
            assert shown.has("recorded"), "it stays until somebody goes on"
            await shown.desk.go(path)
            await shown.rest()
            assert shown.desk.device.request.answers() == {}
            await shown.key("F4")
            assert shown.has("danger-no")

    with running_station(tmp_path) as runner:
        intake(runner, journey)
        assert len(recorded(runner)) == 2


def test_a_window_that_closes_before_a_form_is_kept_leaves_nothing_undone_behind(tmp_path: Path) -> None:
    async def leaves(shown: Window) -> None:
        await shown.type("request-note", "lamp op de gang")
        before = asyncio.all_tasks()
        shown.desk.spawn(shown.desk.saving.keep)
        for task in asyncio.all_tasks() - before:
            task.cancel()  # as the loop does where it ends before the turn of this one

    with running_station(tmp_path) as runner:
        intake(runner, leaves)
    gc.collect()  # a coroutine that nobody awaited is a warning here, and warnings are errors
