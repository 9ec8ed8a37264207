# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the keys do, on one screen."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.keys import GROUPS, Key
from ui.parts import card, column, heading, stacked, words
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M, Style

_NAME_WIDTH = 150


def keys_view(desk: Desk) -> ft.Control:
    """A card per place where keys mean something."""
    style = desk.device.style
    cards = [
        card(style, [heading(style, _(title)), column([_key(style, key) for key in keys], spacing=SPACE_M)])
        for title, keys in GROUPS
    ]
    return stacked([heading(style, _("What the keys do"), level=1), *cards])


def _key(style: Style, key: Key) -> ft.Control:
    name = ft.Container(words(style, key.name, bold=True), width=style.size(_NAME_WIDTH))
    text = words(style, _(key.text), expand=True)
    return ft.Row([name, text], spacing=SPACE_L, vertical_alignment=ft.CrossAxisAlignment.START)
