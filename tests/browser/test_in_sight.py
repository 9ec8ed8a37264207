# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must be in sight without scrolling, measured from the rectangles of the accessibility tree: the 112-check and
the button that saves, on a small laptop, on a tablet with its keyboard up, and with letters twice as large."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from noodsteunpunt.domain.drafts import EmergencyDraft
from tests.support.screen_driver import (
    FRAMES,
    PATIENCE,
    TOKEN,
    by_id,
    chosen,
    drawn,
    fill,
    focused,
    opened,
    served,
    sit_down,
    tap,
    watched,
)
from tests.support.screens_kit import DESK, MovingClock, running_station
from ui import app

pytestmark = pytest.mark.browser

LAPTOP, TABLET, KEYBOARD = (1280, 640), (800, 1180), 450
WINDOWS = {"laptop": LAPTOP, "tablet with its keyboard up": (TABLET[0], TABLET[1] - KEYBOARD)}
STATES = ("empty", "letters", "chosen", "refused")
SILENT = 400
"""Seconds after which a noodmelding that nobody answered is an alarm on every screen."""


@pytest.fixture(scope="module")
def intake(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, app.Window]]:
    """One window, on the intake, while two noodmeldingen got no answer: their alarms take room on every screen."""
    clock = MovingClock()
    with (
        running_station(tmp_path_factory.mktemp("sight"), clock=clock) as runner,
        served(runner) as url,
        watched() as windows,
    ):
        for what in ("brand in een schuur", "man, pijn op de borst"):
            draft = EmergencyDraft(what=what, postcode="3551AB", house_number="12")
            runner.call(lambda station, draft=draft: station.report_emergency(draft, DESK)).result()
        clock.ahead = SILENT
        context = browser.new_context(viewport={"width": 1280, "height": 640}, locale="nl-NL")
        page = opened(context.new_page(), f"{url}?token={TOKEN}")
        sit_down(page)
        assert page.locator('[flt-semantics-identifier^="silent-"]').count() == 2
        yield page, windows[-1]
        context.close()


def hidden(page: Page, *identifiers: str) -> list[str]:
    """Those that are not whole inside the window, or lie over each other."""
    size = page.viewport_size
    assert size is not None
    wrong, seen = [], []
    for identifier in identifiers:
        box = by_id(page, identifier).bounding_box()
        if box is None:
            wrong.append(f"{identifier} is being drawn")
            continue
        right, bottom = box["x"] + box["width"], box["y"] + box["height"]
        if box["x"] < 0 or box["y"] < 0 or right > size["width"] + 1 or bottom > size["height"] + 1:
            wrong.append(f"{identifier}: {box}")
        if box["width"] < 48 or box["height"] < 47:
            wrong.append(f"{identifier} is too small to hit: {box}")
        for other, there in seen:
            if (
                box["y"] < there["y"] + there["height"]
                and there["y"] < bottom
                and (box["x"] < there["x"] + there["width"] and there["x"] < right)
            ):
                wrong.append(f"{identifier} lies over {other}")
        seen.append((identifier, box))
    return wrong


def settled(page: Page, window: app.Window, *identifiers: str) -> list[str]:
    """Drawn for this window; a frame more may still move something, and what is wrong must stay wrong."""
    drawn(page, window)
    end, found = time.monotonic() + 6, ["not looked at"]
    while found and time.monotonic() < end:
        page.evaluate(FRAMES)
        found = hidden(page, *identifiers)
    return found


@pytest.mark.parametrize("scale", [pytest.param(100, marks=pytest.mark.soak), 200])
def test_the_112_check_and_save_are_in_sight_whatever_is_typed(intake: tuple[Page, app.Window], scale: int) -> None:
    page, window = intake
    tap(page, "rail-more")
    tap(page, "more-display")
    tap(page, f"scale-{scale}")
    chosen(page, f"scale-{scale}")
    wrong: dict[str, list[str]] = {}
    for state in STATES:
        reach(page, state)
        checks = ("danger-no", "danger-yes", "save-request") if state == "empty" else ("danger-yes", "save-request")
        for name, (width, height) in WINDOWS.items():
            page.set_viewport_size({"width": width, "height": height})
            if found := settled(page, window, *checks):
                wrong[f"{state}, {name}, {scale}%"] = found
        page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
        drawn(page, window)
    fill(page, "request-place", "3551")
    tap(page, "throw-away")
    tap(page, "throw-away-now")
    by_id(page, "new-request").wait_for(state="attached", timeout=PATIENCE)
    assert wrong == {}


def reach(page: Page, state: str) -> None:
    """From one state of the form to the next."""
    match state:
        case "empty":
            page.keyboard.press("F4")
            by_id(page, "danger-no").wait_for(state="attached", timeout=PATIENCE)
        case "letters":
            tap(page, "danger-no")
            focused(page, "request-what")
            fill(page, "request-what", "tra")
            by_id(page, "category-carry_down").wait_for(state="attached", timeout=PATIENCE)
        case "chosen":
            tap(page, "category-carry_down")
            by_id(page, "change-category").wait_for(state="attached", timeout=PATIENCE)
        case _:
            tap(page, "save-request")
            page.wait_for_function(_REFUSED, timeout=PATIENCE)


_REFUSED = "() => document.body.innerText.includes('Nog niet vastgelegd')"
