# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One Chromium with an empty home for all journeys; a fresh profile for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.support.browser_kit import chromium
from tests.support.screen_driver import FLAGS
from tests.support.vignette_kit import CP, KB, Desks, Seat, desks, install_pack

CARDS = {
    "insuline": ("Insuline koel houden", "Insuline in gebruik mag vier weken buiten de koelkast, onder 25 graden."),
    "zuurstof": ("Zuurstof thuis", "Bel de leverancier van de zuurstof. Het nummer staat op de fles."),
}
THINGS = {"niet-brengen": ("Kleding en schoenen", "Speelgoed"), "nodig": ("Schone dekens",)}


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Once a module: its loop must not be there when another module runs its own."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium with an empty home."""
    environment: dict[str, str | float | bool] = {"HOME": str(tmp_path_factory.mktemp("home")), "PATH": "/usr/bin:/bin"}
    started = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS], env=environment)
    yield started
    started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def both(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    """De Kern and the coordination point, for all vignettes of a module."""
    folder = tmp_path_factory.mktemp("desks")
    with desks(folder, browser, (KB, CP)) as made:
        install_pack(folder, made.seats[KB].runner, CARDS, things=THINGS)
        yield made


@pytest.fixture
def desk(both: Desks) -> Seat:
    """The desk of De Kern, on its first screen."""
    return both.seats[KB].afresh()


@pytest.fixture
def post(both: Desks) -> Seat:
    """The coordination point, on its first screen."""
    return both.seats[CP].afresh()
