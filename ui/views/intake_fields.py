# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A text answer of the intake."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from ui.desk import Desk
from ui.fields import field


def answer_field(
    desk: Desk,
    name: str,
    text: str,
    *,
    number: int = 0,
    width: float | None = None,
    lines: int = 1,
    help_text: str = "",
    entered: Callable[[], object] | None = None,
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
        submitted=desk.do(entered) if entered is not None else desk.act(lambda: desk.intake.enter(name)),
    )
