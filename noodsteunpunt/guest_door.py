# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Starts and ends the guest process. It gets one folder, an empty environment, no open file and no key.

On its own it listens on this machine only, for the second screen. Visitors come in after the leader's switch.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_KEPT = ("SYSTEMROOT", "TZ", "LANG")
"""All that is left of the environment: what Windows cannot start without, and how times are written."""


class GuestsNotStarted(Exception):
    """The guest process did not start; ``port_taken`` when another program has the port."""

    def __init__(self, *, port_taken: bool) -> None:
        super().__init__("port" if port_taken else "start")
        self.port_taken = port_taken


@dataclass(frozen=True, slots=True)
class GuestSettings:
    """``open_house``: visitors on the point's network may come in. ``address``: what they type."""

    port: int = 8480
    open_house: bool = False
    address: str = ""


class GuestDoor:
    """One guest process at most."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self.port = 0
        self.confined: dict[str, bool] = {}

    @property
    def running(self) -> bool:
        """The process is there."""
        return self._process is not None and self._process.poll() is None

    def open(self, settings: GuestSettings) -> None:
        """Start, or start again with other settings. Raises GuestsNotStarted."""
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        host = "0.0.0.0" if settings.open_house else "127.0.0.1"  # noqa: S104 - the leader's switch says so
        command = [sys.executable, "-m", "noodsteunpunt.guest", str(self._folder.resolve())]
        command += ["--host", host, "--port", str(settings.port), "--address", settings.address, "--bound"]
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        root = Path(__file__).resolve().parents[1]
        process = subprocess.Popen(
            command,
            cwd=root,  # the program's own folder: an empty environment has no search path
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            text=True,
        )
        self._process = process
        told = self._first_line(process)
        if "port" not in told:
            self.close()
            raise GuestsNotStarted(port_taken=told.get("problem") == "OSError")
        self.port = int(told["port"])
        self.confined = {key: bool(told[key]) for key in ("files", "network", "signals", "calls")}

    @staticmethod
    def _first_line(process: subprocess.Popen[str]) -> dict[str, Any]:
        stream = process.stdout
        line = stream.readline() if stream is not None else ""
        try:
            told = json.loads(line)
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}

    def close(self) -> None:
        """End it; idempotent."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
