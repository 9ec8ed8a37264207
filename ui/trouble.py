# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one place that every event of a screen goes through, so that no failure is silent or ends a window.

What a person typed stays in the form; the screen shows a sentence with a code. No Flet here.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.errors import explain, known
from ui.presenter_rules import violation_text
from ui.texts import _, mark

log = logging.getLogger(__name__)

Action = Callable[[], Awaitable[object]]
Handler = Callable[[Any], Awaitable[None]]

SCREEN_CODES = {
    "NSP-901": mark(
        "This did not work: the program made a mistake. What you typed is still there. Try again. Does it come back? "
        "Write this code down and start the program again."
    ),
    "NSP-902": mark(
        "This screen cannot be shown: the program made a mistake. Nothing is lost. Go back to the first screen. Does "
        "it come back? Write this code down and start the program again."
    ),
    "NSP-903": mark("Characters that turn text around were left out. Read back what was recorded."),
    "NSP-904": mark(
        "The program made a mistake while starting. Start it again. Does it come back? Write this code down and ask "
        "for help."
    ),
    "NSP-905": mark("Port {port} of this computer is in use or not possible. Choose another one with --port."),
}
"""Codes of the screens themselves; the others are in ``noodsteunpunt.errors``."""

FAILED_ACTION, FAILED_DRAWING, LEFT_OUT, CANNOT_START, PORT_IN_USE = SCREEN_CODES


def trouble_text(error: Exception) -> str:
    """Code and sentence for whatever a command or a reading raised."""
    if isinstance(error, RuleViolation):
        row = known(error)
        sentence = violation_text(error)
        return sentence if row is None else f"{row.code}: {sentence}"
    return explain(error) or program_text(FAILED_ACTION)


def program_text(code: str, **values: object) -> str:
    """The sentence of a code of the screens."""
    return f"{code}: {_(SCREEN_CODES[code], **values)}"


def recorded_trouble(error: Exception) -> str:
    """As :func:`trouble_text`; what is our own bug also gets a line in the log."""
    if known(error) is None:
        note_down(error)
    return trouble_text(error)


def note_down(error: Exception) -> None:
    """One line for the log, where it happened and what kind; a message could hold what a person typed."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    log.error("%s at %s", type(error).__name__, places)


class Guarded:
    """Makes event handlers that cannot raise. ``complain`` tells the person."""

    def complain(self, text: str) -> None:
        """Show ``text`` on the screen."""
        raise NotImplementedError

    async def attempt(self, action: Action) -> None:
        """Run ``action``; whatever it raises becomes a sentence on the screen."""
        try:
            await action()
        except Exception as error:  # noqa: BLE001 - the one place where a window is kept alive
            self._tell(recorded_trouble(error))

    def attempt_now(self, action: Callable[[], None]) -> None:
        """As :meth:`attempt` for what needs no waiting."""
        try:
            action()
        except Exception as error:  # noqa: BLE001 - as above
            self._tell(recorded_trouble(error))

    def _tell(self, text: str) -> None:
        try:
            self.complain(text)
        except Exception as error:  # noqa: BLE001 - the window itself is gone: nobody is there to read it
            note_down(error)

    def act(self, action: Action) -> Handler:
        """A handler that runs ``action``."""

        async def handler(_event: Any) -> None:
            await self.attempt(action)

        return handler

    def do(self, action: Callable[[], object]) -> Handler:
        """As :meth:`act` for what needs no waiting."""

        def run(_event: Any) -> None:
            action()

        return self.on(run)

    def on(self, hear: Callable[[Any], Awaitable[None] | None]) -> Handler:
        """As :meth:`act` for what needs the event."""

        async def handler(event: Any) -> None:
            async def action() -> None:
                waiting = hear(event)
                if waiting is not None:
                    await waiting

            await self.attempt(action)

        return handler
