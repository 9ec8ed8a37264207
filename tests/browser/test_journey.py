# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One person's work in a real Chromium, on a real station: forms, lists, the conflict card, a lost connection."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Playwright

from noodsteunpunt.runner import Runner
from tests.support.browser_kit import chromium
from tests.support.screen_driver import (
    FLAGS,
    PATIENCE,
    TOKEN,
    by_id,
    choose,
    fill,
    focused,
    holds,
    leads,
    opened,
    served,
    shows,
    sit_down,
    tab_to,
    tap,
    type_text,
    waits_for,
    woken,
)
from tests.support.screens_kit import running_station, tell_story

pytestmark = pytest.mark.browser


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
        focused(page, "danger-no")
        page.keyboard.press("Enter")
        focused(page, "request-what")
        tap(page, "group-power")
        leads(page, "category-medical_power", "request-place")
        fill(page, "request-place", "3551AB")
        leads(page, "priority-P1", "request-deadline")
        assert tickets(runner) == []
        tap(page, "save-request")
        by_id(page, "recorded").wait_for(state="attached", timeout=PATIENCE)
        assert len(tickets(runner)) == 1
        waits_for(page, tickets(runner)[0])
        tap(page, "rail-requests")
        by_id(page, f"request-{tickets(runner)[0]}").wait_for(state="attached", timeout=PATIENCE)
        waits_for(page, "Stroom medisch apparaat")
        tap(page, "rail-helpers")
        waits_for(page, "Testpersoon Twee")


@pytest.mark.soak
def test_a_refused_form_keeps_every_letter(page: Page, tmp_path: Path) -> None:
    with running_station(tmp_path) as runner, served(runner) as url:
        opened(page, f"{url}?token={TOKEN}")
        sit_down(page)
        tap(page, "new-request")
        tap(page, "group-basics")
        leads(page, "category-water", "request-place")
        fill(page, "request-place", "waterweg")
        fill(page, "request-people", "min twee")
        leads(page, "priority-P3", "save-request")
        tap(page, "save-request")
        waits_for(page, "Typ een heel getal, in cijfers.")
        assert tickets(runner) == []
        holds(page, "request-place", "waterweg")
        holds(page, "request-people", "min twee")


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
        holds(page, "request-place_words", "achter de kerk")


@pytest.mark.soak
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


@pytest.mark.soak
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


def test_ten_kilobytes_of_emoji_are_refused_and_the_window_goes_on(page: Page, tmp_path: Path) -> None:
    emoji = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u202e" * 500
    with running_station(tmp_path) as runner, served(runner) as url:
        opened(page, f"{url}?token={TOKEN}")
        sit_down(page)
        page.keyboard.press("F5")
        fill(page, "helper-name", "Testpersoon Twee")
        tap(page, "skill-lifting")
        fill(page, "helper-phone", emoji)
        page.keyboard.press("Enter")
        waits_for(page, "NSP-401: Te lang.")
        holds(page, "helper-phone", emoji)
        fill(page, "helper-phone", "06-00000001")
        tap(page, "save-helper")
        by_id(page, "recorded").wait_for(state="attached", timeout=PATIENCE)


def test_with_the_keyboard_alone_a_request_is_recorded_and_left(page: Page, tmp_path: Path) -> None:
    """A digit in the letters, Tab and Enter: no mouse, and every stop of Tab is in the form."""
    with running_station(tmp_path) as runner, served(runner) as url:
        opened(page, f"{url}?token={TOKEN}")
        sit_down(page)
        page.keyboard.press("F4")
        focused(page, "danger-no")
        page.keyboard.press("Enter")
        focused(page, "request-what")
        type_text(page, "request-what", "2")
        by_id(page, "category-charging").wait_for(state="attached", timeout=PATIENCE)
        tab_to(page, "category-charging")
        page.keyboard.press("Enter")
        focused(page, "request-place")
        type_text(page, "request-place", "3551")
        choose(page, "priority-P3")
        focused(page, "save-request")
        page.keyboard.press("Enter")
        by_id(page, "recorded").wait_for(state="attached", timeout=PATIENCE)
        assert len(tickets(runner)) == 1
        page.keyboard.press("Escape")
        by_id(page, "new-request").wait_for(state="attached", timeout=PATIENCE)


def test_one_form_after_another_has_its_own_names_and_focus(page: Page, tmp_path: Path) -> None:
    with running_station(tmp_path) as runner, served(runner) as url:
        opened(page, f"{url}?token={TOKEN}")
        sit_down(page)
        page.keyboard.press("F5")
        fill(page, "helper-remarks", "tot 18 uur")
        page.keyboard.press("F9")
        by_id(page, "save-point").wait_for(state="attached", timeout=PATIENCE)
        assert by_id(page, "save-helper").count() == 0
        page.keyboard.press("F4")
        focused(page, "danger-no")
        page.keyboard.press("F5")
        holds(page, "helper-remarks", "tot 18 uur")


@pytest.mark.soak
def test_the_network_screen_has_the_ledger_and_a_request_its_four_steps(page: Page, tmp_path: Path) -> None:
    story = tell_story(tmp_path)
    with story.station(1) as runner, served(runner) as url:
        opened(page, f"{url}?token={TOKEN}")
        sit_down(page)
        tap(page, "rail-network")
        for text in ("Zendtijd", "gebruikt van", "Levensgevaar", "Het Anker (HA)"):
            waits_for(page, text)
        tap(page, "rail-requests")
        tap(page, "request-KB-A001-3")
        for step in ("vastgelegd", "verzonden", "bij coördinatiepunt", "gezien"):
            waits_for(page, step)


_SIXTY_FRAMES = """() => new Promise(done => {
    let left = 60;
    const frame = () => left-- > 0 ? requestAnimationFrame(frame) : done();
    frame();
})"""


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


def test_no_request_leaves_this_machine_even_for_strange_letters(playwright: Playwright, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    asked: list[str] = []
    with running_station(tmp_path) as runner, served(runner) as url:
        origin = url.rstrip("/")
        flags, environment = [*FLAGS, f"--log-net-log={log}"], {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
        with playwright.chromium.launch(executable_path=chromium(), args=flags, env={**environment}) as browser:
            page = browser.new_page()
            page.on("request", lambda request: asked.append(request.url))
            opened(page, f"{url}?token={TOKEN}")
            before = len(asked)
            fill(page, "person-name", "\u0645\u0631\u062d\u0628\u0627 \U0001f415 \u2192 \u4f60\u597d")
            page.evaluate(_SIXTY_FRAMES)
    assert hosts_asked(log, origin) == {"127.0.0.1"}
    assert len(asked) - before < 40, "the client keeps asking for a font"
