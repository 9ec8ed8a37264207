# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Serves screens from this process and drives them in Chromium."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Queue

from playwright.sync_api import Error, Locator, Page

from noodsteunpunt.runner import Runner
from ui import app
from ui.host import build
from ui.server import QuietServer, listen, serve

TOKEN = "one-time"
PATIENCE = 30_000
_TURN = 2000
"""Milliseconds of one try; a loaded machine gets as many tries as PATIENCE allows."""
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


@contextmanager
def watched() -> Iterator[list[app.Window]]:
    """Windows that open from here on, in this order: to know what the station has drawn."""
    seen: list[app.Window] = []

    class Watched(app.Window):
        """A window that is known here."""

        async def start(self) -> None:
            """As always."""
            seen.append(self)
            await super().start()

    ordinary = app.Window
    app.Window = Watched  # type: ignore[misc]
    try:
        yield seen
    finally:
        app.Window = ordinary  # type: ignore[misc]


def drawn(page: Page, window: app.Window) -> None:
    """Until the station has drawn that window for the size that the browser has, and the browser has painted it."""
    size, deadline = page.viewport_size, time.monotonic() + PATIENCE / 1000
    assert size is not None
    while (window._page.width, window._page.height) != (size["width"], size["height"]):
        assert time.monotonic() < deadline, "the browser does not tell of its size"
        page.evaluate(FRAMES)
    for _turn in range(3):
        page.evaluate(FRAMES)


def by_id(page: Page, identifier: str) -> Locator:
    """A control by its semantics identifier."""
    return page.locator(f'[flt-semantics-identifier="{identifier}"]').first


def opened(page: Page, url: str) -> Page:
    """Go there, until the first screen is in the accessibility tree."""
    page.goto(url)
    woken(page)
    return page


def woken(page: Page) -> None:
    """The page opens Flutter's accessibility tree by itself."""
    by_id(page, "rail-now").wait_for(state="attached", timeout=PATIENCE)


def tap(page: Page, identifier: str) -> None:
    """A press on the control of that name."""
    press(page, by_id(page, identifier))


def press(page: Page, target: Locator) -> None:
    """A real pointer near the top of its middle: overlays make the ordinary click refuse. The tree may be drawn anew
    between finding and measuring, and what is above it may still come: a person presses what stands still."""
    deadline = time.monotonic() + PATIENCE / 1000
    before = None
    while True:
        target.wait_for(state="attached", timeout=PATIENCE)
        with suppress(Error):
            target.scroll_into_view_if_needed(timeout=_TURN)
            box = target.bounding_box(timeout=_TURN)
            if box is not None and box == before:
                page.mouse.click(box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 24))
                return
            before = box
            page.evaluate(FRAMES)
        assert time.monotonic() < deadline, target


def fill(page: Page, identifier: str, text: str) -> None:
    """Press on a field and type."""
    type_text(page, identifier, text, lambda: tap(page, identifier))


def type_text(page: Page, identifier: str, text: str, enter: Callable[[], None] = lambda: None) -> None:
    """Type in the field of that name, which has the focus after ``enter``, until the text stays: after the focus
    Flutter takes a moment to listen, and drops what came before. No letter is typed while another has the focus."""
    deadline = time.monotonic() + PATIENCE / 1000
    while True:
        enter()
        with suppress(Error):
            page.wait_for_function(_TAKES_TEXT, arg=identifier, timeout=_TURN)
            page.keyboard.press("Control+A")
            page.keyboard.insert_text(text)
            page.evaluate(FRAMES)
            page.wait_for_function(_HOLDS, arg=[identifier, text], timeout=_TURN)
            return
        assert time.monotonic() < deadline, f"{identifier} does not take text"


_FOCUS = """(() => {
    const named = document.activeElement.closest('[flt-semantics-identifier]');
    return named && named.getAttribute('flt-semantics-identifier');
})()"""
_TAKES_TEXT = f"name => {_FOCUS} === name && ['INPUT', 'TEXTAREA'].includes(document.activeElement.tagName)"
_HOLDS = f"([name, text]) => {_FOCUS} === name && document.activeElement.value === text"
FRAMES = """() => new Promise(done => {
    let left = 4;
    const frame = () => left-- > 0 ? requestAnimationFrame(frame) : done();
    frame();
})"""


def holds(page: Page, identifier: str, text: str) -> None:
    """Until a field shows a text. Flutter fills the page's own field only while it has the focus: one that was drawn
    anew reads as empty before that, whatever a person sees there."""
    deadline = time.monotonic() + PATIENCE / 1000
    while True:
        tap(page, identifier)
        with suppress(Error):
            page.wait_for_function(_HOLDS, arg=[identifier, text], timeout=_TURN)
            return
        found = page.evaluate("document.activeElement.value")
        assert time.monotonic() < deadline, f"{identifier} holds {found!r}"


def focused(page: Page, identifier: str, patience: float = PATIENCE) -> None:
    """Until the control of that name has the focus, for long enough that Flutter knows it too; ``patience`` in ms."""
    page.wait_for_function(f"name => {_FOCUS} === name", arg=identifier, timeout=patience)
    page.evaluate(FRAMES)


def leads(page: Page, identifier: str, to: str) -> None:
    """Press an answer after which ``to`` has the focus, and again while it has not: on a slow computer what is drawn
    anew may move away from under the pointer."""
    deadline = time.monotonic() + PATIENCE / 1000
    while True:
        tap(page, identifier)
        with suppress(Error):
            focused(page, to, 2 * _TURN)
            return
        assert time.monotonic() < deadline, f"{identifier} does not lead to {to}"


def tab_to(page: Page, identifier: str) -> None:
    """Tab until the control of that name has the focus; its ring is what a person follows. A redraw may replace the
    focused element, and between two stops nothing has the focus: only another name is another stop. What is still being
    read appears later: a person goes round again."""
    deadline = time.monotonic() + PATIENCE / 1000
    page.wait_for_function(f"() => {_FOCUS} !== null", timeout=PATIENCE)
    passed = [page.evaluate(_FOCUS)]
    while passed[-1] != identifier:
        assert time.monotonic() < deadline, f"Tab does not reach {identifier}: {passed[-40:]}"
        page.keyboard.press("Tab")
        with suppress(Error):
            page.wait_for_function(f"before => ![null, before].includes({_FOCUS})", arg=passed[-1], timeout=_TURN)
        passed.append(page.evaluate(_FOCUS))


def choose(page: Page, identifier: str) -> None:
    """Tab to an answer and press Enter; done when it shows that it is chosen."""
    tab_to(page, identifier)
    page.keyboard.press("Enter")
    chosen(page, identifier)


def chosen(page: Page, identifier: str) -> None:
    """Until an answer shows that it is chosen."""
    answer = page.locator(f'[flt-semantics-identifier="{identifier}"][aria-checked="true"]')
    answer.wait_for(state="attached", timeout=PATIENCE)


def sit_down(page: Page, name: str = "Testpersoon Balie", role: str = "request_desk") -> None:
    """Answer *Wie ben je?*."""
    fill(page, "person-name", name)
    tap(page, f"role-{role}")
    chosen(page, f"role-{role}")
    tap(page, "person-begin")
    by_id(page, "person-begin").wait_for(state="detached", timeout=PATIENCE)


_NAMELESS = """() => [...document.querySelectorAll(
    '[role=button], [role=link], [role=checkbox], [role=radio], [role=tab], input, textarea')]
  .filter(one => !(one.getAttribute('aria-label') || one.innerText || one.title || '').trim())
  .map(one => one.closest('[flt-semantics-identifier]')?.getAttribute('flt-semantics-identifier') || one.outerHTML)"""


def named(page: Page) -> None:
    """Whatever can be pressed or filled in says what it is, in its label or its words."""
    with suppress(Error):  # while it is being drawn; then it is told which
        page.wait_for_function(f"() => ({_NAMELESS})().length === 0", timeout=_TURN)
    assert page.evaluate(_NAMELESS) == []


_SHOWS = """text => [...document.querySelectorAll('flt-semantics, flt-semantics *')].some(
    e => (e.getAttribute('aria-label') || '').includes(text) || (e.textContent || '').includes(text))"""


def waits_for(page: Page, text: str) -> None:
    """Until a text is somewhere in the accessibility tree."""
    page.wait_for_function(_SHOWS, arg=text, timeout=PATIENCE)


def shows(page: Page, text: str) -> bool:
    """Is a text in the accessibility tree now?"""
    return bool(page.evaluate(_SHOWS, text))
