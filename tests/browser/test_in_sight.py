# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must be in sight without scrolling, measured from the rectangles of the accessibility tree: the 112-check and
the button that saves, on a small laptop, on a tablet with its keyboard up, and with letters twice as large."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.screen_driver import PATIENCE, TOKEN, by_id, fill, opened, served, sit_down, tap
from tests.support.screens_kit import running_station

pytestmark = pytest.mark.browser

LAPTOP, TABLET, KEYBOARD = (1280, 640), (800, 1180), 450
WINDOWS = {
    "laptop": LAPTOP,
    "tablet": TABLET,
    "tablet with keyboard": (TABLET[0], TABLET[1] - KEYBOARD),
}
STATES = ("empty", "letters", "chosen", "refused")


@pytest.fixture(scope="module")
def intake(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One window, on the intake."""
    with running_station(tmp_path_factory.mktemp("sight")) as runner, served(runner) as url:
        context = browser.new_context(viewport={"width": 1280, "height": 640}, locale="nl-NL")
        page = opened(context.new_page(), f"{url}?token={TOKEN}")
        sit_down(page)
        yield page
        context.close()


def resized(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("([w, h]) => innerWidth === w && innerHeight === h", arg=[width, height], timeout=PATIENCE)
    before, same = "", 0
    while same < 4:  # the station draws for the new size, and Flutter a few frames after it
        page.wait_for_timeout(120)
        now = str(page.evaluate(_RECTANGLES))
        before, same = now, same + 1 if now == before else 0


_RECTANGLES = """() => [...document.querySelectorAll('[flt-semantics-identifier]')].map(e => {
    const r = e.getBoundingClientRect();
    return [e.getAttribute('flt-semantics-identifier'), r.x, r.y, r.width, r.height].join(' ');
}).join('|')"""


def hidden(page: Page, *identifiers: str) -> list[str]:
    """Those that are not whole inside the window, or lie over each other."""
    size = page.viewport_size
    assert size is not None
    wrong, seen = [], []
    for identifier in identifiers:
        box = by_id(page, identifier).bounding_box()
        assert box is not None, identifier
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


def settled(page: Page, *identifiers: str) -> list[str]:
    """Flutter draws a new size a few frames later: what is wrong must stay wrong."""
    found: list[str] = []
    for _turn in range(30):
        found = hidden(page, *identifiers)
        if not found:
            return []
        page.wait_for_timeout(100)
    return found


@pytest.mark.parametrize("scale", [100, 200])
def test_the_112_check_and_save_are_in_sight_whatever_is_typed(intake: Page, scale: int) -> None:
    resized(intake, *LAPTOP)
    tap(intake, "rail-more")
    tap(intake, "more-display")
    tap(intake, f"scale-{scale}")
    wrong: dict[str, list[str]] = {}
    for state in STATES:
        reach(intake, state)
        checks = ("danger-no", "danger-yes", "save-request") if state == "empty" else ("danger-yes", "save-request")
        for name, (width, height) in WINDOWS.items():
            resized(intake, width, height)
            if found := settled(intake, *checks):
                wrong[f"{state}, {name}, {scale}%"] = found
        resized(intake, *LAPTOP)
    fill(intake, "request-place", "3551")
    tap(intake, "throw-away")
    tap(intake, "throw-away-now")
    by_id(intake, "new-request").wait_for(state="attached", timeout=PATIENCE)
    assert wrong == {}


def reach(page: Page, state: str) -> None:
    """From one state of the form to the next."""
    match state:
        case "empty":
            page.keyboard.press("F4")
            by_id(page, "danger-no").wait_for(state="attached", timeout=PATIENCE)
        case "letters":
            tap(page, "danger-no")
            fill(page, "request-what", "tra")
            by_id(page, "category-carry_down").wait_for(state="attached", timeout=PATIENCE)
        case "chosen":
            tap(page, "category-carry_down")
            by_id(page, "change-category").wait_for(state="attached", timeout=PATIENCE)
        case _:
            tap(page, "save-request")
            page.wait_for_timeout(300)
