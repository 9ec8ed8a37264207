# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a command on this computer reaches a station that runs: a port on 127.0.0.1 and a word in the data folder.

The word is drawn at every start and lies in a file that only the station's user may read: who can read the data folder
can use the door, and nobody else. Behind it are a few commands of :mod:`noodsteunpunt.control`, one line each.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import secrets
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from noodsteunpunt.control import HANDLERS, serve
from noodsteunpunt.courier import commands as courier
from noodsteunpunt.errors import NobodyAnswers
from noodsteunpunt.runner import Runner

log = logging.getLogger(__name__)

ACTS = ("take_radio", "stand_by", "revoke", "rekey", "ask_to_take_out", "bring_order", "announce_to_all")
COMMANDS = {name: HANDLERS[name] for name in (*courier.COMMANDS, *ACTS)}
LONGEST_LINE = 1 << 16
PATIENCE = 10.0
"""Seconds in which a caller must have said the word."""


def door_file(data: Path) -> Path:
    """Where a running station says how it is reached."""
    return data / "door.json"


class Door:
    """Opens on construction; close it before the runner."""

    def __init__(self, runner: Runner, data: Path) -> None:
        self._runner = runner
        self._file = door_file(data)
        self._word = secrets.token_hex(32)
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        self._file.unlink(missing_ok=True)
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            json.dump({"port": port, "word": self._word}, stream)
        self._thread = threading.Thread(target=self._run, name="door", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Nobody comes in any more; idempotent."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread on Linux; on Windows closing does
        self._listener.close()
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        while True:
            try:
                caller, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._attend, args=(caller,), name="door caller", daemon=True).start()

    def _attend(self, caller: socket.socket) -> None:
        try:
            with caller, caller.makefile("rw", encoding="utf-8", newline="\n") as stream:
                caller.settimeout(PATIENCE)
                said = stream.readline(len(self._word) + 1).rstrip("\n")
                if not hmac.compare_digest(said.encode(), self._word.encode()):
                    return
                line = stream.readline(LONGEST_LINE)
                caller.settimeout(None)
                serve(self._runner, [line], stream, COMMANDS)
        except (OSError, ValueError) as error:
            log.warning("a caller at the door left: %s", type(error).__name__)


def ask(data: Path, command: dict[str, Any]) -> dict[str, Any]:
    """The answer of the station that runs with this data folder. Raises :class:`NobodyAnswers`."""
    try:
        told = json.loads(door_file(data).read_text("ascii"))
        with socket.create_connection(("127.0.0.1", int(told["port"])), PATIENCE) as called:
            called.settimeout(None)  # a large bundle takes its time
            with called.makefile("rw", encoding="utf-8", newline="\n") as stream:
                stream.write(f"{told['word']}\n{json.dumps({'id': 1, **command})}\n")
                stream.flush()
                answer: dict[str, Any] = json.loads(stream.readline())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NobodyAnswers from error
    return answer
