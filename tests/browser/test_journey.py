# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One person's work in a real Chromium, on a real station: forms, lists, the conflict card, a lost connection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from noodsteunpunt.runner import Runner
from tests.support.browser_kit import chromium
from tests.support.screen_driver import (
    FLAGS,
    PATIENCE,
    TOKEN,
    by_id,
    fill,
    opened,
    served,
    shows,
    sit_down,
    tap,
    waits_for,
    woken,
)
from tests.support.screens_kit import running_station, tell_story

pytestmark = pytest.mark.browser

DESK_SIZE = {"width": 1280, "height": 800}


@contextmanager
def chromium_page(folder: Path, *more: str) -> Iterator[Page]:
    """Chromium with an empty home."""
    home = folder / "home"
    home.mkdir()
    environment: dict[str, str | float | bool] = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, *more], env=environment)
        yield browser.new_page(viewport={"width": 1280, "height": 800}, locale="nl-NL")
        browser.close()


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with chromium_page(tmp_path) as opened_page:
        yield opened_page


def tickets(runner: Runner) -> list[str]:
    return [row.ticket for row in runner.query(lambda reader: reader.requests()).result()]


def test_a_helper_and_a_request_are_recorded_with_keys_and_mouse(page: Page, tmp_path: Path) -> None:
    with running_station(tmp_path) as runner, served(runner) as url:
        opened(page, f"{url}?token={TOKEN}")
        sit_down(page)
        page.keyboard.press("F5")
        fill(page, "helper-name", "Testpersoon Twee")
        tap(page, "skill-lifting")
        page.keyboard.press("Control+Enter")
        by_id(page, "recorded").wait_for(state="attached", timeout=PATIENCE)
        page.keyboard.press("F4")
        tap(page, "danger-no")
        tap(page, "group-power")
        tap(page, "category-medical_power")
        fill(page, "request-postcode", "3551AB")
        tap(page, "priority-P1")
        assert tickets(runner) == []
        tap(page, "save-request")
        by_id(page, "recorded").wait_for(state="attached", timeout=PATIENCE)
        assert len(tickets(runner)) == 1
        waits_for(page, tickets(runner)[0])
        page.keyboard.press("F2")
        by_id(page, f"request-{tickets(runner)[0]}").wait_for(state="attached", timeout=PATIENCE)
        waits_for(page, "Stroom medisch apparaat")
        tap(page, "rail-helpers")
        waits_for(page, "Testpersoon Twee")


def test_a_refused_form_keeps_every_letter(page: Page, tmp_path: Path) -> None:
    with running_station(tmp_path) as runner, served(runner) as url:
        opened(page, f"{url}?token={TOKEN}")
        sit_down(page)
        tap(page, "new-request")
        tap(page, "group-basics")
        tap(page, "category-water")
        fill(page, "request-postcode", "waterweg")
        fill(page, "request-place_words", "achter de kerk")
        tap(page, "priority-P3")
        tap(page, "save-request")
        waits_for(page, "Dit is geen postcode")
        assert tickets(runner) == []
        values = page.evaluate("[...document.querySelectorAll('flt-semantics input')].map(e => e.value)")
        assert {"waterweg", "achter de kerk"} <= set(values)


def test_a_lost_connection_loses_neither_the_screen_nor_the_draft(page: Page, tmp_path: Path) -> None:
    with running_station(tmp_path) as runner, served(runner) as url:
        page.add_init_script(
            """const S = window.WebSocket; window.sockets = [];
            window.WebSocket = function (...a) { const s = new S(...a); window.sockets.push(s); return s; };
            window.WebSocket.prototype = S.prototype;"""
        )
        opened(page, f"{url}?token={TOKEN}")
        sit_down(page)
        tap(page, "new-request")
        fill(page, "request-place_words", "achter de kerk")
        with page.expect_navigation(timeout=PATIENCE):
            page.evaluate("window.sockets.forEach(s => s.close())")
        woken(page)
        tap(page, "request-place_words")
        page.wait_for_function("document.activeElement.value === 'achter de kerk'", timeout=PATIENCE)


def test_the_conflict_card_settles_a_double_assignment(page: Page, tmp_path: Path) -> None:
    story = tell_story(tmp_path)
    with story.station(1) as runner, served(runner) as url:
        opened(page, f"{url}?token={TOKEN}")
        sit_down(page, role="point_lead")
        tap(page, "attention-1")
        by_id(page, "conflict-card").wait_for(state="attached", timeout=PATIENCE)
        assert shows(page, "Het Anker (HA)")
        assert shows(page, "De Kern (KB)")
        tap(page, "settle-HA-A001-0")
        by_id(page, "conflict-card").wait_for(state="detached", timeout=PATIENCE)
        (helper,) = [row for row in runner.query(lambda reader: reader.helpers()).result() if row.claims]
        assert [claim.request_ticket for claim in helper.claims] == ["HA-A001-0"]


def test_the_board_shows_points_with_their_age_and_the_queue_empties(page: Page, tmp_path: Path) -> None:
    story = tell_story(tmp_path)
    with story.station(9) as runner, served(runner) as url:
        opened(page, f"{url}?token={TOKEN}")
        sit_down(page, "Testpersoon Kazerne", "coordinator")
        tap(page, "rail-board")
        waits_for(page, "De Kern (KB)")
        tap(page, "see-KB-A001-3")
        waits_for(page, "Alles wat dringend is, is gezien.")
        tap(page, "rail-requests")
        by_id(page, "request-KB-A001-3").wait_for(state="attached", timeout=PATIENCE)
        waits_for(page, "gezien")


def hosts_asked(log: Path, origin: str) -> set[str]:
    """Every host that our pages started a request for, from Chromium's own network log. What the browser
    itself wants from its maker has no page as its initiator."""
    raw = log.read_text("utf-8", errors="replace").rstrip().rstrip(",")
    try:
        events = json.loads(raw)["events"]
    except ValueError:
        events = json.loads(raw + "]}")["events"]
    asked = [event.get("params", {}) for event in events]
    ours = [str(params.get("url", "")) for params in asked if str(params.get("initiator", "")) == origin]
    return {urlsplit(url).hostname or "" for url in ours if url.startswith(("http", "ws"))}


def test_no_request_leaves_this_machine_even_for_strange_letters(tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    asked: list[str] = []
    with running_station(tmp_path) as runner, served(runner) as url:
        origin = url.rstrip("/")
        with chromium_page(tmp_path, f"--log-net-log={log}") as page:
            page.on("request", lambda request: asked.append(request.url))
            opened(page, f"{url}?token={TOKEN}")
            before = len(asked)
            fill(page, "person-name", "\u0645\u0631\u062d\u0628\u0627 \U0001f415 \u2192 \u4f60\u597d")
            page.wait_for_timeout(2000)
    assert hosts_asked(log, origin) == {"127.0.0.1"}
    assert len(asked) - before < 40, "the client keeps asking for a font"
