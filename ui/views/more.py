# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Meer*: every screen that the rail does not show, and the rail itself where it has no room."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.values import Role
from ui.desk import Desk
from ui.labels import label
from ui.look import target
from ui.parts import button, choice, choices, heading, pictogram, pressable, stacked, words
from ui.presenter import rail, top_line
from ui.seen import may_open
from ui.texts import _, mark
from ui.theme import SPACE_L, SPACE_M

_SCREENS = (
    ("emergencies", "/emergencies", "emergency", mark("Emergency reports")),
    ("children", "/children", "person", mark("Children alone")),
    ("care", "/care", "helpers", mark("How am I doing?")),
    ("card", "/card", "person", mark("Card: how does it go on?")),
    ("pictures", "/pictures", "answered", mark("Pictures to point at")),
    ("count", "/count", "crowd", mark("Count people, no names  F7")),
    ("point", "/point", "flag", mark("Status of this point  F9")),
    ("keys", "/keys", "keys", mark("What the keys do  F1")),
    ("display", "/display", "display", mark("Colours and text size")),
)


def more_view(desk: Desk) -> ft.Control:
    """Rows with a pictogram and a word; below, what the top line may have had no room for."""
    style = desk.device.style
    rows = [_row(desk, f"more-{name}", path, picture, _(text)) for name, path, picture, text in _SCREENS]
    rows += [
        _row(desk, f"more-{item.path.strip('/') or 'now'}", item.path, item.picture, f"{item.name}  {item.count}")
        for item in rail(desk.snapshot)
        if item.path != "/more" and may_open(item.path, desk.keyboard.may_see)
    ]
    actor = desk.device.actor
    parts: list[ft.Control] = [
        heading(style, _("More"), level=1),
        ft.Row(rows, wrap=True, spacing=SPACE_M, run_spacing=SPACE_M),
        heading(style, _("Now at this point")),
        *(words(style, part.text) for part in top_line(desk.snapshot, desk.now(), desk.battery()).parts),
    ]
    if actor is not None:
        parts += [
            heading(style, _("At this keyboard")),
            words(style, f"{actor.name} - {label(actor.role)}"),
            *_other_roles(desk, actor.role),
            choices([button(style, "hand-over", _("Somebody else sits here  F12"), desk.do(desk.keyboard.hand_over))]),
        ]
    return stacked(parts)


def _other_roles(desk: Desk, worn: Role) -> list[ft.Control]:
    """Who signed in and has several roles wears another one with a press."""
    own = next((row.roles for row in desk.keyboard.people if row.id == desk.device.seat), frozenset())
    if len(own) < 2:
        return []
    rows = [
        choice(
            desk.device.style,
            f"wear-{role}",
            label(role),
            role is worn,
            desk.act(lambda role=role: desk.keyboard.wear(role)),  # type: ignore[misc]
        )
        for role in Role
        if role in own
    ]
    return [choices(rows)]


def _row(desk: Desk, identifier: str, path: str, picture: str, text: str) -> ft.Control:
    style = desk.device.style
    content = ft.Row(
        [pictogram(style, picture), words(style, text, bold=True)],
        spacing=SPACE_L,
        tight=True,
    )
    row = pressable(style, identifier, content, desk.act(lambda: desk.go(path)), height=target(style) + 16)
    return ft.Container(row, width=style.size(330), border=ft.Border.all(1, style.palette.outline))
