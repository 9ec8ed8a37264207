# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads aloud with the speech engine that this machine has, if it has one. Nothing is installed and nothing is sent."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress

_ENGINES = (
    ("espeak-ng", ("espeak-ng", "-s", "150", "-v", "{language}", "--stdin")),
    ("espeak", ("espeak", "-s", "150", "-v", "{language}", "--stdin")),
    ("spd-say", ("spd-say", "--wait", "--pipe-mode", "-l", "{language}")),
)
_LONGEST = 6000


class Speech:
    """One voice at a time. ``find`` looks for a program by name."""

    def __init__(self, find: Callable[[str], str | None] = shutil.which) -> None:
        self._command = next((command for name, command in _ENGINES if find(name)), ())
        self._process: subprocess.Popen[str] | None = None

    @property
    def there(self) -> bool:
        """This machine can read aloud."""
        return bool(self._command)

    def say(self, text: str, language: str) -> None:
        """Begins, and stops what was being read. Raises OSError when the engine does not start."""
        self.stop()
        if not self._command:
            return
        command = [part.format(language=language) for part in self._command]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, encoding="utf-8"
        )
        self._process = process
        with suppress(BrokenPipeError):
            if process.stdin is not None:
                process.stdin.write(text[:_LONGEST])
                process.stdin.close()

    def stop(self) -> None:
        """Silence; idempotent."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(2)
