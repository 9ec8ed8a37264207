# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A station in a process of its own, driven by JSON lines."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any


def own_group() -> dict[str, Any]:
    """Options of ``Popen`` that keep Ctrl-C from a child: only its parent is told, and ends it in good order."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"process_group": 0}


class StationFailed(Exception):
    """The process ended, or answered a command with an error."""


class StationProcess:
    """``python -m noodsteunpunt station --config ... --control``; what it complains of goes to the file ``log``."""

    def __init__(self, name: str, config: Path, log: Path) -> None:
        self.name = name
        self._config = config
        self._log = log
        self._next = 0
        self._process = self._spawn()

    def _spawn(self) -> subprocess.Popen[str]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "noodsteunpunt", "station", "--config", str(self._config), "--control"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                bufsize=1,
                **own_group(),
            )

    def complaints(self) -> str:
        """What it wrote to its log."""
        return self._log.read_text("utf-8", errors="replace")

    def do(self, command: str, **values: Any) -> Any:
        """Send a command and wait for its answer."""
        self.post(command, **values)
        return self.answer()

    def post(self, command: str, **values: Any) -> None:
        """Send a command; the answer waits in the pipe."""
        if self._process.stdin is None:
            raise StationFailed(self.name)
        self._next += 1
        line = json.dumps({"id": self._next, "do": command, **values}, ensure_ascii=False)
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise StationFailed(f"{self.name} takes no command: {self.complaints().strip()[-500:]}") from error

    def answer(self) -> Any:
        """The next answer."""
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            status = self._process.wait()
            raise StationFailed(f"{self.name} ended with {status}: {self.complaints().strip()[-500:]}")
        answer = json.loads(line)
        if "error" in answer:
            raise StationFailed(f"{self.name}: {answer['say']}")
        return answer["ok"]

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        self._process.kill()
        self._reap()

    def restart(self) -> None:
        """Start again on the same folder."""
        self._process = self._spawn()

    def end_input(self) -> None:
        """The station will close in good order; :meth:`close` waits for that."""
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.close()

    def close(self) -> None:
        """End of input, and the end of the process."""
        self.end_input()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._reap()

    def _reap(self) -> None:
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
