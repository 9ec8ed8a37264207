# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Vastgelegd*: the ticket large, and what comes next. Shown only after the commit."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from noodsteunpunt.station import Registered
from ui.desk import Desk
from ui.parts import button, card, words
from ui.presenter_words import Tone
from ui.texts import _
from ui.theme import HEADING, SPACE_L, SPACE_M, TITLE


def saved_view(
    desk: Desk,
    saved: Registered,
    next_text: str,
    next_form: Callable[[], None],
    show_text: str,
    path: str,
    *,
    progress: str = "",
) -> ft.Control:
    """One big ticket, to copy on a slip; ``progress`` says how far what was recorded is by now."""
    style = desk.device.style

    async def show() -> None:
        next_form()
        await desk.go(path)

    return card(
        style,
        [
            ft.Semantics(
                identifier="recorded",
                live_region=True,
                content=words(style, _("Recorded"), size=HEADING, bold=True, colour=style.palette.done),
            ),
            ft.Semantics(identifier="ticket", content=words(style, saved.ticket, size=2 * TITLE, bold=True)),
            words(style, _("Write this ticket on the slip.")),
            *([ft.Semantics(identifier="progress", content=words(style, progress, bold=True))] if progress else []),
            ft.Row(
                [
                    button(style, "next", next_text, desk.do(next_form), filled=True, autofocus=True),
                    button(style, "show", show_text, desk.act(show)),
                ],
                wrap=True,
                spacing=SPACE_L,
                run_spacing=SPACE_M,
            ),
        ],
        edge=Tone.DONE,
    )
