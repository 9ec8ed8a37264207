# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands around every screen: the top line, the band, the rail or its button, and the notice."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.views_desk import EmergencyRow
from ui.desk import Desk
from ui.look import row_style, target
from ui.parts import pictogram, stacked, tone_colour, words
from ui.presenter import RailItem, TopLine, TopPart, fitting, rail, section_of, top_line
from ui.presenter_emergency import silent_text
from ui.screens import needs_person, safe_view
from ui.seen import may_open
from ui.theme import NARROW, RAIL_WIDTH, SPACE_L, SPACE_M, Style
from ui.views.team import late_band
from ui.views.who import who_card

_WIDE = 860
_RAIL_PICTURE = 24
_STRIPE = 28.0
_MOST_SILENT = 2


def window(desk: Desk, width: float) -> ft.Control:
    """The window: ``width`` in logical pixels decides whether the rail stands beside the screen or behind *Meer*."""
    style = desk.device.style
    desk.shortcuts.clear()
    rail_width = style.size(RAIL_WIDTH)
    has_rail = width - rail_width >= NARROW
    room = (width - (rail_width if has_rail else 0) - 2 * SPACE_L) / style.scale
    content = ft.Container(content=_content(desk, room), padding=SPACE_L, expand=True)
    actor = desk.device.actor
    who = "" if actor is None else actor.name
    top = top_line(desk.snapshot, desk.now(), desk.battery(), who, desk.around)
    rows: list[ft.Control] = [_top(style, top, (width - 2 * SPACE_L) / style.scale)]
    if top.band:
        rows.append(_band(style, top.band))
    rows += [_silent(desk, row) for row in desk.silent[:_MOST_SILENT]]
    rows += [late_band(desk, team) for team in desk.late[:_MOST_SILENT]]
    items = tuple(item for item in rail(desk.snapshot) if may_open(item.path, desk.keyboard.may_see))
    if has_rail:
        side = _rail(desk, items, rail_width)
        rows.append(ft.Row([side, content], spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH))
    else:
        rows += [_menu(desk, items), content]
    column = ft.Column(rows, spacing=0, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return ft.Container(column, bgcolor=style.palette.surface, expand=True)


def _top(style: Style, top: TopLine, room: float) -> ft.Control:
    return ft.Container(
        content=ft.Row([_top_part(style, part) for part in fitting(top.parts, room)], spacing=SPACE_L),
        padding=ft.Padding.symmetric(horizontal=SPACE_L, vertical=SPACE_M),
    )


def _top_part(style: Style, part: TopPart) -> ft.Control:
    text = words(style, part.text, bold=part.bold, colour=tone_colour(style, part.tone), one_line=True)
    return ft.Semantics(key=f"top-{part.name}", identifier=f"top-{part.name}", content=text)


def _band(style: Style, text: str) -> ft.Control:
    """Striped at both ends: it is seen in the corner of the eye, and in black and white."""
    colours = style.palette
    middle = ft.Container(
        content=words(style, text, bold=True, colour=colours.on_attention, one_line=True),
        bgcolor=colours.attention,
        padding=ft.Padding.symmetric(horizontal=SPACE_L, vertical=2),
    )
    stripes = ft.LinearGradient(
        colors=[colours.attention, colours.attention, colours.surface, colours.surface],
        stops=[0.0, 0.5, 0.5, 1.0],
        begin=ft.Alignment(-1, -1),
        end=ft.Alignment(-1 + _STRIPE / 300, 1),
        tile_mode=ft.GradientTileMode.REPEATED,
    )
    return ft.Semantics(
        key="band",
        identifier="band",
        content=ft.Container(content=ft.Row([middle], alignment=ft.MainAxisAlignment.CENTER), gradient=stripes),
    )


def _silent(desk: Desk, row: EmergencyRow) -> ft.Control:
    """On every screen until a person has answered."""
    style = desk.device.style
    look = row_style(style)
    look.bgcolor = style.palette.danger
    text = silent_text(row, desk.now())
    name = f"silent-{row.ticket}"
    return ft.Semantics(
        key=name,
        identifier=name,
        live_region=True,
        content=ft.TextButton(
            content=words(style, text, bold=True, colour=style.palette.on_danger, one_line=True),
            on_click=desk.act(lambda: desk.go(f"/emergencies/{row.id}")),
            style=look,
            height=target(style),
        ),
    )


def _rail(desk: Desk, items: tuple[RailItem, ...], width: float) -> ft.Control:
    column = ft.Column(
        [_rail_item(desk, item, beside=True) for item in items],
        spacing=0,
        scroll=ft.ScrollMode.AUTO,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return ft.Container(content=column, width=width, bgcolor=desk.device.style.palette.surface_alt)


def _rail_item(desk: Desk, item: RailItem, *, beside: bool) -> ft.Control:
    """A pictogram, a word, and a number where something is counted. Beside the screen it is no stop of Tab: Flutter
    goes from left to right over both, and a person would leave the form in the middle. F10 opens the same list."""
    style = desk.device.style
    chosen = section_of(desk.path) == item.path
    colours = style.palette
    ground = colours.primary if chosen else colours.surface_alt
    colour = colours.on_primary if chosen else colours.on_surface
    said: list[ft.Control] = [
        pictogram(style, item.picture, colour=colour, size=_RAIL_PICTURE),
        words(style, item.name, bold=chosen, colour=colour),
    ]
    if item.count:
        said.append(words(style, item.count, bold=True, colour=colour))
    row = ft.Row(said, tight=not beside, spacing=SPACE_M)
    pressed = desk.act(lambda: desk.go(item.path))
    inside: ft.Control
    if beside:
        box = ft.Container(row, bgcolor=ground, height=target(style), padding=ft.Padding.symmetric(horizontal=SPACE_M))
        inside = ft.GestureDetector(content=box, on_tap=pressed, mouse_cursor=ft.MouseCursor.CLICK)
    else:
        look = row_style(style, chosen=chosen)
        look.bgcolor = ground
        inside = ft.TextButton(content=row, on_click=pressed, style=look, height=target(style))
    name = f"rail-{item.path.strip('/') or 'now'}"
    return ft.Semantics(key=name, identifier=name, selected=chosen, button=True, content=inside)


def _menu(desk: Desk, items: tuple[RailItem, ...]) -> ft.Control:
    """No room beside the screen: the first screen, where we are, and the way to all others."""
    here = next((item for item in items if item.path == section_of(desk.path)), items[0])
    shown = [items[0], here] if here is not items[0] else [items[0]]
    if here is not items[-1]:
        shown.append(items[-1])
    row = ft.Row([_rail_item(desk, item, beside=False) for item in shown], spacing=0)
    return ft.Container(row, bgcolor=desk.device.style.palette.surface_alt)


def _content(desk: Desk, room: float) -> ft.Control:
    rows: list[ft.Control] = []
    if desk.notice is not None:
        rows.append(_notice(desk))
    unknown = desk.device.actor is None
    if unknown and (needs_person(desk.path) or desk.asks_who or desk.keyboard.people):
        rows.append(stacked([who_card(desk)]))
    else:
        rows.append(safe_view(desk, room, wide=room >= _WIDE, above=[who_card(desk)] if unknown else []))
    return ft.Column(rows, spacing=SPACE_L, expand=True)


def _notice(desk: Desk) -> ft.Control:
    style, notice = desk.device.style, desk.notice
    if notice is None:
        return ft.Container()
    colour = style.palette.danger if notice.danger else style.palette.attention
    return ft.Semantics(
        key="notice",
        identifier="notice",
        live_region=True,
        content=ft.Container(
            content=words(style, notice.text, bold=True, colour=colour),
            border=ft.Border.all(2, colour),
            padding=SPACE_M,
        ),
    )
