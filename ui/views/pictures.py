# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Plaatjes*: the eight kinds of help large enough to point at, for who does not hear or speaks another language. The
choice goes to the intake."""

from __future__ import annotations

from functools import partial

import flet as ft

from noodsteunpunt.domain.values import CategoryGroup
from noodsteunpunt.domain.values_desk import Vulnerability
from ui.desk import Desk
from ui.everyday import GROUPS
from ui.labels import label
from ui.look import button_style
from ui.parts import button, choice, choices, heading, pictogram, stacked, words
from ui.texts import _
from ui.theme import HEADING, SPACE_L, SPACE_M

_PICTURE, _TILE, _TILE_HEIGHT = 88, 210, 170


def pictures_view(desk: Desk) -> ft.Control:
    """Turn the screen to the visitor."""
    style, form = desk.device.style, desk.device.request
    tiles = [_tile(desk, digit, group) for digit, group in enumerate(GROUPS, 1)]
    for digit, group in enumerate(GROUPS, 1):
        desk.shortcuts[str(digit)] = partial(desk.intake.point_at, group)
    why = [
        choice(
            style,
            f"because-{one}",
            label(one),
            one in form.vulnerabilities,
            desk.do(partial(desk.intake.toggle, "vulnerabilities", one)),
        )
        for one in (Vulnerability.DEAF, Vulnerability.NO_DUTCH)
    ]
    danger = button(style, "danger-yes", "112", desk.act(desk.intake.say_yes), picture="emergency", big=True)
    return stacked(
        [
            heading(style, _("Point at what you need"), level=1),
            ft.Row(tiles, wrap=True, spacing=SPACE_M, run_spacing=SPACE_M),
            choices([danger, *why]),
            words(style, _("Turn the screen to the visitor. Write with pen and paper if that helps.")),
        ]
    )


def _tile(desk: Desk, digit: int, group: CategoryGroup) -> ft.Control:
    style = desk.device.style
    colour = style.palette.primary
    content = ft.Column(
        [
            pictogram(style, group, colour=colour, size=_PICTURE),
            words(style, f"{digit}  {label(group)}", size=HEADING, bold=True, colour=colour, centred=True),
        ],
        spacing=SPACE_M,
        tight=True,
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    look = button_style(style, filled=False)
    look.padding = SPACE_L
    name = f"picture-{group}"
    return ft.Semantics(
        key=name,
        identifier=name,
        content=ft.FilledButton(
            content=content,
            on_click=desk.act(partial(desk.intake.point_at, group)),
            width=style.size(_TILE),
            height=style.size(_TILE_HEIGHT),
            style=look,
        ),
    )
