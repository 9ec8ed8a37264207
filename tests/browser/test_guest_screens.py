# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Guest pages and board in Chromium: axe finds nothing, nothing leaves this machine, the letters are large enough."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from noodsteunpunt.guest.published import Published
from noodsteunpunt.guest.screen import LEAST_CAPITAL_MM, SCREEN_MM
from tests.support.guest_kit import guests, publish

pytestmark = pytest.mark.browser

CAPITAL = """() => {
  const style = getComputedStyle(document.documentElement);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const box = document.scrollingElement;
  const wide = [...document.querySelectorAll("p,h1")].some(one => one.scrollWidth > one.clientWidth + 1);
  return {capital: pen.measureText("H").actualBoundingBoxAscent, height: innerHeight,
          fits: box.scrollHeight <= innerHeight && !wide,
          still: document.getAnimations().length === 0};
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("point") / "published"
    publish(folder)
    with guests(folder) as door:
        yield f"http://127.0.0.1:{door.port}", folder


def window(browser: Browser, width: int, height: int, asked: list[str]) -> Page:
    """axe runs as a script, which the pages' own policy forbids: it is lifted for the test, and only there."""
    page = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True).new_page()
    page.on("request", lambda request: asked.append(request.url))
    return page


def test_axe_finds_nothing_and_nothing_leaves_this_machine(browser: Browser, site: tuple[str, Path]) -> None:
    base, folder = site
    guide = Published(folder).guide()
    assert guide is not None
    asked: list[str] = []
    page = window(browser, 360, 640, asked)
    pages = [f"/{language}/" for language in guide.languages]
    pages += [f"/{language}/kaart/scenario-ammoniak" for language in guide.languages]
    pages += [f"/nl/{name}" for name in ("zoek?q=lift", "zoek?q=xyzzy", "plaatsen", "nummers", "plattegrond", "bord")]
    pages += ["/nl/kaart/water", "/nope/kaart/x", "/scherm?n=0", "/scherm?n=1", "/scherm?n=2"]
    for path in pages:
        page.goto(base + path)
        found: Any = Axe().run(page)
        assert [(one["id"], path) for one in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert {url for url in asked if not url.startswith(base)} == set()
    page.context.close()


def test_every_page_of_the_board_has_large_letters_and_holds_still(browser: Browser, site: tuple[str, Path]) -> None:
    base, _folder = site
    page = window(browser, 1920, 1080, [])
    for turn in range(4):
        page.goto(f"{base}/scherm?n={turn}")
        seen: Any = page.evaluate(CAPITAL)
        assert seen["capital"] / seen["height"] * SCREEN_MM >= LEAST_CAPITAL_MM
        assert seen["fits"] and seen["still"], turn
    page.context.close()


def test_a_visitor_finds_a_card_by_keyboard(browser: Browser, site: tuple[str, Path]) -> None:
    base, _folder = site
    page = window(browser, 360, 640, [])
    page.goto(f"{base}/nl/")
    page.locator("#q").focus()
    page.keyboard.type("stoeltjeslift")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoek?q=stoeltjeslift")
    page.get_by_role("link", name="Traplift kapot of boven vast").press("Enter")
    page.wait_for_url("**/kaart/traplift")
    assert page.get_by_role("heading", level=1).inner_text() == "Traplift kapot of boven vast"
    page.context.close()
