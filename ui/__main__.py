# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``python -m ui --config station.toml``: the station with its screens, until Ctrl-C (``--bound``: or until standard
input closes).

Prints one line with the address to open; what stops it goes to standard error, and to a page where there is a browser.
Exit statuses and error codes are those of ``noodsteunpunt.errors``.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import threading
from contextlib import suppress
from pathlib import Path

from noodsteunpunt.assembly import open_station
from noodsteunpunt.config import default_config_path, load_settings
from noodsteunpunt.errors import explain, known
from noodsteunpunt.guest_door import GuestSettings
from noodsteunpunt.guests import Guests, offer
from ui.browser import open_window
from ui.host import build
from ui.server import QuietServer, listen, serve
from ui.stopped import show_page
from ui.texts import _
from ui.trouble import CANNOT_START, PORT_IN_USE, note_down, program_text


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 after a stop in good order."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options.config, options.port, browser=not options.no_browser, bound=options.bound)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person reads a sentence with a code
        row, text = known(error), explain(error)
        if row is None or text is None:
            note_down(error)
            return _stopped(program_text(CANNOT_START), 70, browser=not options.no_browser)
        return _stopped(text, row.status, browser=not options.no_browser)


def _run(config: Path, wanted_port: int | None, *, browser: bool, bound: bool) -> int:
    settings = load_settings(config)
    with open_station(config) as runner:
        token = secrets.token_urlsafe(24)
        port = settings.screen_port if wanted_port is None else wanted_port
        try:
            listener = listen(port)
        except (OSError, OverflowError):
            return _stopped(program_text(PORT_IN_USE, port=port), 69, browser=browser)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/?token={token}"
        print(url, flush=True)
        if browser:
            open_window(url)
        door = GuestSettings(settings.guest_port, address=settings.guest_address)
        guests = Guests(runner, settings.data / "published", door)
        offer(runner, guests)
        try:
            serve(build(runner, token), listener, _stop_with_stdin if bound else None)
        finally:
            guests.close()
    return 0


def _stop_with_stdin(server: QuietServer) -> None:
    """Whoever started us holds the other end; it closes however that program ends, also when it is killed."""

    def wait() -> None:
        # Not sys.stdin: its lock, held by this thread, would be in the way when Python ends.
        with suppress(OSError):
            while os.read(0, 1024):
                continue
        server.stop()

    threading.Thread(target=wait, name="stdin", daemon=True).start()


def _stopped(text: str, status: int, *, browser: bool) -> int:
    print(text, file=sys.stderr)
    if browser:
        show_page(text)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui", description=_("The screens of an emergency point"))
    parser.add_argument("--config", type=Path, default=default_config_path(), help=_("settings file (station.toml)"))
    parser.add_argument("--port", type=int, default=None, help=_("port on 127.0.0.1; 0 takes a free one"))
    parser.add_argument("--no-browser", action="store_true", help=_("only print the address"))
    parser.add_argument("--bound", action="store_true", help=_("end when standard input is closed"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
