# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands around every screen: the top line, the band, the rail and the notice."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.loading import FailedData
from ui.look import row_style, target
from ui.parts import stacked, words
from ui.presenter import RailItem, TopLine, rail, section_of, top_line
from ui.texts import _
from ui.theme import NARROW, RAIL_WIDTH, SPACE_L, SPACE_M, Style
from ui.trouble import FAILED_DRAWING, note_down, program_text
from ui.views.board import board_view
from ui.views.display import display_view
from ui.views.failed import failed_view
from ui.views.helper_detail import helper_detail_view
from ui.views.helper_form import helper_form_view
from ui.views.helpers import helpers_view
from ui.views.network import network_view
from ui.views.now import now_view
from ui.views.point_form import point_form_view
from ui.views.request_detail import request_detail_view
from ui.views.request_form import request_form_view
from ui.views.requests import requests_view
from ui.views.who import who_card

_WIDE = 860
_FORMS = {"/requests/new", "/helpers/new", "/point"}


def shell(desk: Desk, width: float) -> ft.Control:
    """The window: ``width`` in logical pixels decides where the rail goes."""
    style = desk.device.style
    rail_width = style.size(RAIL_WIDTH)
    has_rail = width - rail_width >= NARROW
    content_width = width - (rail_width if has_rail else 0) - 2 * SPACE_L
    entries = (*rail(desk.snapshot), RailItem("/display", _("Display"), ""))
    items = [_rail_item(desk, item) for item in entries]
    content = ft.Container(
        content=_content(desk, wide=content_width / style.scale >= _WIDE),
        padding=SPACE_L,
        expand=True,
    )
    top = top_line(desk.snapshot, desk.now())
    rows: list[ft.Control] = [_top(desk, top)]
    if top.band:
        rows.append(_band(style, top.band))
    if has_rail:
        side = ft.Container(
            content=ft.Column(
                items,
                spacing=0,
                scroll=ft.ScrollMode.AUTO,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            ),
            width=rail_width,
            bgcolor=style.palette.surface_alt,
        )
        rows.append(
            ft.Row(
                [side, content],
                spacing=0,
                expand=True,
                vertical_alignment=ft.CrossAxisAlignment.STRETCH,
            )
        )
    else:
        entries_row = ft.Row(items, wrap=True, spacing=0, run_spacing=0)
        rows += [ft.Container(entries_row, bgcolor=style.palette.surface_alt), content]
    window = ft.Column(rows, spacing=0, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return ft.Container(window, bgcolor=style.palette.surface, expand=True)


def _top(desk: Desk, top: TopLine) -> ft.Control:
    style = desk.device.style
    colours = style.palette
    radio = words(style, top.radio, bold=not top.radio_works, colour=None if top.radio_works else colours.attention)
    who = desk.device.actor
    parts = [
        words(style, top.point, bold=True),
        words(style, top.status),
        radio,
        words(style, top.airtime),
        words(style, top.clock, bold=True),
    ]
    if who is not None:
        parts.append(words(style, who.name, colour=colours.muted))
    return ft.Container(
        content=ft.Row(list[ft.Control](parts), wrap=True, spacing=SPACE_L, run_spacing=0),
        padding=ft.Padding.symmetric(horizontal=SPACE_L, vertical=SPACE_M),
    )


def _band(style: Style, text: str) -> ft.Control:
    colours = style.palette
    return ft.Semantics(
        key="band",
        identifier="band",
        content=ft.Container(
            content=words(style, text, bold=True, colour=colours.on_attention),
            bgcolor=colours.attention,
            padding=ft.Padding.symmetric(horizontal=SPACE_L, vertical=2),
            alignment=ft.Alignment.CENTER,
        ),
    )


def _rail_item(desk: Desk, item: RailItem) -> ft.Control:
    style = desk.device.style
    chosen = section_of(desk.path) == item.path
    colours = style.palette
    look = row_style(style, chosen=chosen)
    look.bgcolor = colours.primary if chosen else colours.surface_alt
    colour = colours.on_primary if chosen else colours.on_surface
    row = ft.Row(
        tight=True,
        controls=[
            words(style, item.name, bold=chosen, colour=colour),
            words(style, item.count, bold=True, colour=colour),
        ],
        spacing=SPACE_M,
    )
    return ft.Semantics(
        identifier=f"rail-{item.path.strip('/') or 'now'}",
        selected=chosen,
        content=ft.TextButton(
            content=row, on_click=desk.act(lambda: desk.go(item.path)), style=look, height=target(style)
        ),
    )


def _content(desk: Desk, *, wide: bool) -> ft.Control:
    rows: list[ft.Control] = []
    if desk.notice is not None:
        rows.append(_notice(desk))
    unknown = desk.device.actor is None
    if unknown and (desk.path in _FORMS or desk.asks_who):
        rows.append(stacked([who_card(desk)]))
    else:
        rows.append(_safe_view(desk, wide=wide, above=[who_card(desk)] if unknown else []))
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


def _safe_view(desk: Desk, *, wide: bool, above: list[ft.Control]) -> ft.Control:
    """The screen of the path, or why there is none: rail and top line stay in any case."""
    if isinstance(desk.data, FailedData):
        return failed_view(desk, desk.data.text)
    try:
        return _view(desk, wide=wide, above=above)
    except Exception as error:  # noqa: BLE001 - Flet would end the window on anything that drawing raises
        note_down(error)
        return failed_view(desk, program_text(FAILED_DRAWING))


def _view(desk: Desk, *, wide: bool, above: list[ft.Control]) -> ft.Control:
    match [part for part in desk.path.split("?")[0].split("/") if part]:
        case ["requests"]:
            return requests_view(desk, wide=wide)
        case ["requests", "new"]:
            return request_form_view(desk)
        case ["requests", _]:
            return request_detail_view(desk, wide=wide)
        case ["helpers"]:
            return helpers_view(desk)
        case ["helpers", "new"]:
            return helper_form_view(desk)
        case ["helpers", _]:
            return helper_detail_view(desk, wide=wide)
        case ["board"]:
            return board_view(desk, wide=wide)
        case ["network"]:
            return network_view(desk, wide=wide)
        case ["point"]:
            return point_form_view(desk)
        case ["display"]:
            return display_view(desk)
        case _:
            return now_view(desk, above)
