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
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Playwright, expect

from tests.support.browser_kit import chromium
from tests.support.screen_driver import FLAGS, PATIENCE, by_id, fill, focused, opened, press, sit_down, tap

pytestmark = pytest.mark.browser


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


def hosts_in(log: Path) -> set[str]:
    """Every host in Chromium's own network log that a page asked for. What the browser wants for itself has no
    page as its initiator and is not the kit's."""
    events, _ = json.JSONDecoder().raw_decode(log.read_text("utf-8", errors="replace"))
    requests = [event["params"] for event in events["events"] if "url" in event.get("params", {})]
    pages = [request for request in requests if str(request.get("initiator", "")).startswith("http")]
    assert len(pages) > 10
    return {urlsplit(str(request["url"])).hostname or "" for request in pages}


def test_from_the_form_to_seen(playwright: Playwright, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    with demonstration(tmp_path) as urls:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, f"--log-net-log={log}"])
        size = {"width": 1280, "height": 900}
        point = opened(browser.new_page(viewport=size), urls[0])
        sit_down(point, "Testpersoon Balie", "request_desk")
        tap(point, "new-request")
        focused(point, "danger-no")  # a press before that meets a form that is still being drawn
        point.keyboard.press("Enter")
        focused(point, "request-what")
        tap(point, "group-power")
        tap(point, "category-medical_power")
        focused(point, "request-place")
        fill(point, "request-place", "3551AB")
        tap(point, "priority-P1")
        focused(point, "request-deadline")
        fill(point, "request-note", "accu nog 40 min")
        tap(point, "save-request")
        by_id(point, "recorded").wait_for(state="attached", timeout=PATIENCE)
        expect(point.get_by_text("KB-A001-3").first).to_be_attached(timeout=PATIENCE)

        coordination = opened(browser.new_page(viewport=size), urls[2])
        sit_down(coordination, "Testpersoon Coördinator", "coordinator")
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
