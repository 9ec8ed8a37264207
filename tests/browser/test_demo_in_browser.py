# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a newcomer sees, in a real Chromium: the demonstration's three screens, from the form to *gezien*."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Locator, Page, expect, sync_playwright

from tests.support.browser_kit import chromium

pytestmark = pytest.mark.browser

PATIENCE = 30_000
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-default-apps", "--no-proxy-server")  # fmt: skip


@contextmanager
def demonstration(folder: Path) -> Iterator[list[str]]:
    """The real command with an empty home; gives the three addresses."""
    command = [
        sys.executable,
        "-m",
        "noodsteunpunt",
        "demo",
        "--no-browser",
        "--folder",
        str(folder / "demo"),
        "--seed",
        "1",
    ]
    environment = {**os.environ, "HOME": str(folder), "NOODSTEUNPUNT_LANG": "nl"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        try:
            found: list[str] = []
            for line in process.stdout:
                found += re.findall(r"http://127\.0\.0\.1:\d+/\S*", line)
                if len(found) == 3:
                    break
            yield found
        finally:
            process.send_signal(signal.SIGINT)
            process.stdout.read()
            assert process.wait(30) == 0


def by_id(page: Page, identifier: str) -> Locator:
    return page.locator(f'[flt-semantics-identifier="{identifier}"]').first


def opened(page: Page, url: str) -> Page:
    """Flutter builds its accessibility tree only after this button was pressed."""
    page.goto(url)
    page.locator("flt-semantics-placeholder").wait_for(state="attached", timeout=PATIENCE)
    page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
    by_id(page, "rail-now").wait_for(state="attached", timeout=PATIENCE)
    return page


def press(page: Page, target: Locator) -> None:
    """A real pointer on the middle: overlays make the ordinary click refuse. The tree may be drawn anew between
    finding and measuring: look again."""
    for _ in range(20):
        target.wait_for(state="attached", timeout=PATIENCE)
        box = None
        with suppress(Error):
            target.scroll_into_view_if_needed(timeout=1000)
            box = target.bounding_box(timeout=1000)
        if box is not None:
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            return
        page.wait_for_timeout(200)
    raise AssertionError(target)


def tap(page: Page, identifier: str) -> None:
    press(page, by_id(page, identifier))


def fill(page: Page, identifier: str, text: str) -> None:
    """After the focus Flutter takes a moment to listen to the keyboard."""
    tap(page, identifier)
    page.wait_for_timeout(200)
    page.keyboard.type(text, delay=20)
    page.wait_for_timeout(300)


def sits_down(page: Page, name: str, role: str) -> None:
    fill(page, "person-name", name)
    tap(page, f"role-{role}")
    tap(page, "person-begin")
    by_id(page, "person-begin").wait_for(state="detached", timeout=PATIENCE)


def hosts_in(log: Path) -> set[str]:
    """Every host in Chromium's own network log that a page asked for. What the browser wants for itself has no
    page as its initiator and is not the kit's."""
    events, _ = json.JSONDecoder().raw_decode(log.read_text("utf-8", errors="replace"))
    requests = [event["params"] for event in events["events"] if "url" in event.get("params", {})]
    pages = [request for request in requests if str(request.get("initiator", "")).startswith("http")]
    assert len(pages) > 10
    return {urlsplit(str(request["url"])).hostname or "" for request in pages}


def test_from_the_form_to_seen(tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    with demonstration(tmp_path) as urls, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET, f"--log-net-log={log}"])
        size = {"width": 1280, "height": 900}
        point = opened(browser.new_page(viewport=size), urls[0])
        sits_down(point, "Testpersoon Balie", "request_desk")
        tap(point, "new-request")
        tap(point, "danger-no")
        tap(point, "group-power")
        tap(point, "category-medical_power")
        fill(point, "request-postcode", "3551AB")
        tap(point, "priority-P1")
        fill(point, "request-note", "accu nog 40 min")
        tap(point, "save-request")
        by_id(point, "recorded").wait_for(state="attached", timeout=PATIENCE)
        expect(point.get_by_text("KB-A001-3").first).to_be_attached(timeout=PATIENCE)

        coordination = opened(browser.new_page(viewport=size), urls[2])
        sits_down(coordination, "Testpersoon Coördinator", "coordinator")
        tap(coordination, "rail-requests")
        row = coordination.get_by_role("button", name=re.compile("KB-A001-3")).first
        press(coordination, row)
        expect(coordination.get_by_text(re.compile("accu nog 40 min")).first).to_be_attached(timeout=PATIENCE)
        tap(coordination, "see")

        tap(point, "show")
        expect(point.get_by_text(re.compile("gezien", re.IGNORECASE)).first).to_be_attached(timeout=PATIENCE)
        expect(point.get_by_text(re.compile("gezien [a-z0-9]", re.IGNORECASE)).first).to_be_attached(timeout=PATIENCE)

        other = opened(browser.new_page(viewport=size), urls[1])
        tap(other, "rail-requests")
        row = other.get_by_role("button", name=re.compile("KB-A001-3")).first
        row.wait_for(state="attached", timeout=PATIENCE)
        assert "accu nog" not in other.content()
        browser.close()
    assert hosts_in(log) == {"127.0.0.1"}
