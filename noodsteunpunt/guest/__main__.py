# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``python -m noodsteunpunt.guest FOLDER``: serve what was published, until standard input closes or Ctrl-C.

Prints one line of JSON on standard output when it listens: ``{"port": 8480, "files": true, ...}``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import uvicorn

from noodsteunpunt.clock import SystemClock
from noodsteunpunt.guest.app import guest_app
from noodsteunpunt.guest.calls import refuse_calls
from noodsteunpunt.guest.confine import confine, program_paths
from noodsteunpunt.guest.connections import allow_files, guarded
from noodsteunpunt.guest.published import Published

_BACKLOG = 512
_AFTER_THE_STATION = 5
"""Steps of niceness: when the processor is short, visitors wait and the station does not."""


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 after a stop in good order, 69 when the port is taken."""
    options = _parser().parse_args(arguments)
    folder = Path(options.folder).resolve()
    try:
        listener = _listen(options.host, options.port)
    except (OSError, OverflowError) as error:
        _tell({"problem": type(error).__name__})
        return 69
    app = guest_app(Published(folder), SystemClock(), options.address)
    config = uvicorn.Config(
        app,
        http=guarded(),  # type: ignore[arg-type]  # uvicorn calls it and asks no more of it
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
        limit_concurrency=1000,
        backlog=_BACKLOG,
    )
    config.load()
    allow_files()
    if hasattr(os, "nice"):
        os.nice(_AFTER_THE_STATION)
    server = uvicorn.Server(config)
    confined = confine([folder, *program_paths()])
    _tell({"port": listener.getsockname()[1]} | asdict(confined) | {"calls": refuse_calls()})
    if options.bound:
        threading.Thread(target=_stop_with_stdin, args=(server,), daemon=True).start()
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        server.run(sockets=[listener])
    return 0


def _tell(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener


def _stop_with_stdin(server: uvicorn.Server) -> None:
    """Whoever started us holds the other end; it closes however that program ends."""
    with suppress(OSError):
        while os.read(0, 1024):
            continue
    server.should_exit = True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m noodsteunpunt.guest", description=__doc__)
    parser.add_argument("folder", help="what the station published")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets visitors in")
    parser.add_argument("--port", type=int, default=8480)
    parser.add_argument("--address", default="", help="what visitors type, such as http://10.42.0.1")
    parser.add_argument("--bound", action="store_true", help="end when standard input is closed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
