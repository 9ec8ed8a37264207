# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``python -m ui --config station.toml``: the station with its screens, until Ctrl-C.

Prints one line with the address to open. Exit statuses and error codes are those of ``noodsteunpunt.errors``.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from pathlib import Path

from noodsteunpunt.assembly import open_station
from noodsteunpunt.config import default_config_path, load_settings
from noodsteunpunt.errors import TABLE, explain, known
from ui.browser import open_window
from ui.host import build
from ui.server import listen, serve
from ui.texts import _


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 after a stop in good order."""
    options = _parser().parse_args(arguments)
    try:
        settings = load_settings(options.config)
        with open_station(options.config) as runner:
            token = secrets.token_urlsafe(24)
            port = settings.screen_port if options.port is None else options.port
            try:
                listener = listen(port)
            except OSError:
                print(_("Port {port} is in use. Choose another one with --port.", port=port), file=sys.stderr)
                return 69
            url = f"http://127.0.0.1:{listener.getsockname()[1]}/?token={token}"
            print(url, flush=True)
            if not options.no_browser:
                open_window(url)
            serve(build(runner, token), listener)
    except tuple(TABLE) as error:
        row = known(error)
        print(explain(error), file=sys.stderr)
        return row.status if row is not None else 70
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui", description=_("The screens of an emergency point"))
    parser.add_argument("--config", type=Path, default=default_config_path(), help=_("settings file (station.toml)"))
    parser.add_argument("--port", type=int, default=None, help=_("port on 127.0.0.1; 0 takes a free one"))
    parser.add_argument("--no-browser", action="store_true", help=_("only print the address"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
