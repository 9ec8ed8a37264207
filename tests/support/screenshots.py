# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``python -m tests.support.screenshots --out DIR``: a picture of every screen in every look, to be looked at.

Looks: light, dark, high contrast and 200% on a small laptop (1280x640); a tablet upright (800x1180), also with its
keyboard up (450 pixels less). ``--only`` takes a regular expression on the file names.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from playwright.sync_api import Page, sync_playwright

from noodsteunpunt.runner import Runner
from tests.support.browser_kit import chromium
from tests.support.screen_driver import FLAGS, TOKEN, drawn, opened, watched, woken
from tests.support.screen_scenes import COORDINATION_SCENES, POINT_SCENES, Scene
from tests.support.screens_kit import tell_story
from ui import app
from ui.device import Device
from ui.guard import Guard
from ui.host import build
from ui.server import QuietServer, listen, serve
from ui.theme import PaletteName, Style


@dataclass(frozen=True, slots=True)
class Look:
    """A palette, a text size and a window."""

    name: str
    style: Style
    width: int
    height: int


LOOKS = (
    Look("laptop-light", Style(), 1280, 640),
    Look("tablet", Style(), 800, 1180),
    Look("laptop-dark", Style(PaletteName.DARK), 1280, 640),
    Look("tablet-keyboard", Style(), 800, 730),
    Look("laptop-contrast", Style(PaletteName.CONTRAST), 1280, 640),
    Look("tablet-200", Style(scale=2.0), 800, 1180),
    Look("laptop-200", Style(scale=2.0), 1280, 640),
    Look("tablet-200-keyboard", Style(scale=2.0), 800, 730),
)


_FIRST_PICTURE = 800
"""Milliseconds after a page was loaded, in which it shows the client's own word."""


@contextmanager
def _served(runner: Runner) -> Iterator[tuple[str, Callable[[], Device]]]:
    """The address, and the device of the browser that came in."""
    guard = build(runner, TOKEN)
    assert isinstance(guard, Guard)
    listener = listen(0)
    started: Queue[QuietServer] = Queue()
    thread = threading.Thread(target=serve, args=(guard, listener, started.put))
    thread.start()
    server = started.get(timeout=30)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", lambda: next(iter(guard.devices.values()))
    finally:
        server.stop()
        thread.join(30)
        listener.close()


def _at_rest(page: Page) -> bytes:
    """The picture once two in a row are the same."""
    before = b""
    for _turn in range(20):
        page.wait_for_timeout(200)
        picture = page.screenshot()
        if picture == before:
            return picture
        before = picture
    return before


def take(out: Path, wanted: re.Pattern[str]) -> int:
    """Writes the pictures; returns how many."""
    count = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, watched() as windows:
        story = tell_story(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS])
        for point, scenes in ((1, POINT_SCENES), (9, COORDINATION_SCENES)):
            scenes = tuple(scene for scene in scenes if _looks(scene, wanted))
            if not scenes:
                continue
            with story.station(point) as runner, _served(runner) as (url, device):
                page = browser.new_page(viewport={"width": 1000, "height": 600}, locale="nl-NL")
                opened(page, f"{url}/?token={TOKEN}")
                for scene in scenes:
                    count += _scene(page, url, device(), runner, windows, scene, out, wanted)
                page.close()
        browser.close()
    return count


def _looks(scene: Scene, wanted: re.Pattern[str]) -> list[Look]:
    return [look for look in LOOKS if wanted.search(f"{scene.name}-{look.name}")]


def _scene(
    page: Page,
    url: str,
    device: Device,
    runner: Runner,
    windows: list[app.Window],
    scene: Scene,
    out: Path,
    wanted: re.Pattern[str],
) -> int:
    path = scene.set_up(device, runner)
    page.set_viewport_size({"width": 1000, "height": 600})
    page.goto(url + path)
    woken(page)
    page.wait_for_timeout(_FIRST_PICTURE)
    looks = _looks(scene, wanted)
    for look in looks:
        device.style = look.style
        for height in (look.height - 10, look.height):  # the browser tells of a new size, and the screen is drawn anew
            page.set_viewport_size({"width": look.width, "height": height})
            drawn(page, windows[-1])
        (out / f"{scene.name}-{look.name}.png").write_bytes(_at_rest(page))
    return len(looks)


def main() -> int:
    """Exit status 0 if there was anything to take."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--only", type=re.compile, default=re.compile(""), help="regular expression on the names")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    count = take(options.out, options.only)
    print(f"{count} pictures in {options.out}")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
