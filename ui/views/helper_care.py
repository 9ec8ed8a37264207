# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""On the page of a helper: the badge, and a group of which some go their own way."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.views import HelperRow
from ui.desk import Desk
from ui.parts import button, choices, link_button, words
from ui.texts import _
from ui.views.panels import panel, panel_text

SPLIT = "helper-split"


def care_buttons(desk: Desk, row: HelperRow) -> ft.Control:
    """What is printed, and what a group may do."""
    style = desk.device.style
    buttons: list[ft.Control] = [link_button(style, "helper-badge", _("Print the badge"), f"/print/helper/{row.id}")]
    if row.group_size > 1:
        split = desk.do(lambda: desk.open_panel(SPLIT))
        buttons.append(button(style, SPLIT, _("Some go their own way"), split))
    return choices(buttons)


def split_panel(desk: Desk, row: HelperRow) -> ft.Control:
    """How many; one at least, and one at least stays."""
    style = desk.device.style
    said = _(
        "They become a helper of their own, with their own ticket and badge. What was seen of the group holds for both."
    )
    parts = [
        words(style, said),
        panel_text(desk, "people", _("How many of {count} go?", count=row.group_size), width=230, autofocus=True),
    ]
    return panel(desk, _("Some of the group go their own way"), parts, lambda: desk.helpers.split(row.id))
