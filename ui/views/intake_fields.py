# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A text answer of the intake."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.fields import field
from ui.trouble import Action


def answer_field(
    desk: Desk,
    name: str,
    text: str,
    *,
    number: int = 0,
    width: float | None = None,
    lines: int = 1,
    help_text: str = "",
    entered: Action | None = None,
) -> ft.Control:
    """A text answer of the intake; of a group, that of one address."""
    form = desk.device.request
    own = name if number == 0 else f"{name}.{number}"
    return field(
        desk,
        f"request-{own}",
        text,
        form.texts[own],
        lambda typed: desk.intake.typed(own, typed),
        error=form.errors.get(own, ""),
        width=width,
        lines=lines,
        help_text=help_text,
        submitted=desk.act(entered or (lambda: desk.intake.enter(own))),
    )
