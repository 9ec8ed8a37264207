# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Serves screens from this process and drives them in Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue

from playwright.sync_api import Locator, Page

from noodsteunpunt.runner import Runner
from ui.host import build
from ui.server import QuietServer, listen, serve

TOKEN = "one-time"
PATIENCE = 30_000
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
)


@contextmanager
def served(runner: Runner, token: str = TOKEN, port: int = 0) -> Iterator[str]:
    """The real server on loopback, in a thread; gives the address without the token."""
    listener = listen(port)
    started: Queue[QuietServer] = Queue()
    thread = threading.Thread(target=serve, args=(build(runner, token), listener, started.put))
    thread.start()
    server = started.get(timeout=30)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        server.stop()
        thread.join(30)
        listener.close()
        assert not thread.is_alive()


def by_id(page: Page, identifier: str) -> Locator:
    """A control by its semantics identifier."""
    return page.locator(f'[flt-semantics-identifier="{identifier}"]').first


def opened(page: Page, url: str) -> Page:
    """Go there and switch Flutter's accessibility tree on."""
    page.goto(url)
    woken(page)
    return page


def woken(page: Page) -> None:
    """Flutter builds its accessibility tree only after this button was pressed."""
    page.locator("flt-semantics-placeholder").wait_for(state="attached", timeout=PATIENCE)
    page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
    by_id(page, "rail-now").wait_for(state="attached", timeout=PATIENCE)


def tap(page: Page, identifier: str) -> None:
    """A real pointer on the middle: overlays make the ordinary click refuse."""
    target = by_id(page, identifier)
    target.wait_for(state="attached", timeout=PATIENCE)
    target.scroll_into_view_if_needed(timeout=PATIENCE)
    box = target.bounding_box()
    assert box is not None, identifier
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 24))


def fill(page: Page, identifier: str, text: str) -> None:
    """Type until it is there: after the focus Flutter takes a moment to listen, and drops what came before."""
    for _attempt in range(10):
        tap(page, identifier)
        page.wait_for_timeout(250)
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(text)
        page.wait_for_timeout(250)
        if page.evaluate("document.activeElement.value") == text:
            return
    raise AssertionError(f"{identifier} does not take text")


def sit_down(page: Page, name: str = "Testpersoon Balie", role: str = "request_desk") -> None:
    """Answer *Wie ben je?*."""
    fill(page, "person-name", name)
    tap(page, f"role-{role}")
    tap(page, "person-begin")
    by_id(page, "person-begin").wait_for(state="detached", timeout=PATIENCE)


def waits_for(page: Page, text: str) -> None:
    """Until a text is somewhere in the accessibility tree."""
    page.wait_for_function(
        """text => [...document.querySelectorAll('flt-semantics, flt-semantics *')].some(
            e => (e.getAttribute('aria-label') || '').includes(text) || (e.textContent || '').includes(text))""",
        arg=text,
        timeout=PATIENCE,
    )


def shows(page: Page, text: str) -> bool:
    """Is a text in the accessibility tree now?"""
    return bool(
        page.evaluate(
            """text => [...document.querySelectorAll('flt-semantics, flt-semantics *')].some(
            e => (e.getAttribute('aria-label') || '').includes(text) || (e.textContent || '').includes(text))""",
            text,
        )
    )
