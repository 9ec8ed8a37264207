# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Delivery steps under each other: reached or not, with the word and the time."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from ui.parts import words
from ui.presenter_words import StepRow
from ui.theme import SPACE_M, Style


def step_rows(style: Style, steps: Sequence[StepRow]) -> list[ft.Control]:
    """A mark, a word and a time each."""
    rows: list[ft.Control] = []
    for step in steps:
        colour = style.palette.done if step.reached else style.palette.muted
        icon = ft.Icons.CHECK_CIRCLE if step.reached else ft.Icons.RADIO_BUTTON_UNCHECKED
        said = [
            ft.Icon(icon, color=colour, size=style.size(20)),
            words(style, step.word, bold=step.reached, colour=None if step.reached else colour),
            words(style, step.text, colour=style.palette.muted),
        ]
        rows.append(ft.Row(list[ft.Control](said), wrap=True, spacing=SPACE_M, run_spacing=0))
    return rows
