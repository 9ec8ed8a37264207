# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which view draws which path. What cannot be drawn says so, and leaves rail and top line."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.loading import FailedData
from ui.trouble import FAILED_DRAWING, note_down, program_text
from ui.views.board import board_view
from ui.views.display import display_view
from ui.views.failed import failed_view
from ui.views.helper_detail import helper_detail_view
from ui.views.helper_form import helper_form_view
from ui.views.helpers import helpers_view
from ui.views.keys import keys_view
from ui.views.more import more_view
from ui.views.network import network_view
from ui.views.now import now_view
from ui.views.point_form import point_form_view
from ui.views.request_detail import request_detail_view
from ui.views.request_form import request_form_view
from ui.views.requests import requests_view

FORMS = frozenset({"/requests/new", "/helpers/new", "/point"})
"""Screens where something is recorded: first a person says who they are."""


def safe_view(desk: Desk, room: float, *, wide: bool, above: list[ft.Control]) -> ft.Control:
    """The screen of the path, or why there is none. ``room``: pixels beside each other at normal text size."""
    if isinstance(desk.data, FailedData):
        return failed_view(desk, desk.data.text)
    try:
        return _view(desk, room, wide=wide, above=above)
    except Exception as error:  # noqa: BLE001 - Flet would end the window on anything that drawing raises
        note_down(error)
        return failed_view(desk, program_text(FAILED_DRAWING))


def _view(desk: Desk, room: float, *, wide: bool, above: list[ft.Control]) -> ft.Control:
    match [part for part in desk.path.split("?")[0].split("/") if part]:
        case ["requests", *rest]:
            return _requests(desk, rest, wide=wide)
        case ["helpers", *rest]:
            return _helpers(desk, rest, wide=wide)
        case ["board"]:
            return board_view(desk, wide=wide)
        case ["network"]:
            return network_view(desk, wide=wide)
        case ["point"]:
            return point_form_view(desk)
        case ["display"]:
            return display_view(desk)
        case ["keys"]:
            return keys_view(desk)
        case ["more"]:
            return more_view(desk)
        case _:
            return now_view(desk, above)


def _requests(desk: Desk, rest: list[str], *, wide: bool) -> ft.Control:
    match rest:
        case []:
            return requests_view(desk, wide=wide)
        case ["new"]:
            return request_form_view(desk)
        case _:
            return request_detail_view(desk, wide=wide)


def _helpers(desk: Desk, rest: list[str], *, wide: bool) -> ft.Control:
    match rest:
        case []:
            return helpers_view(desk)
        case ["new"]:
            return helper_form_view(desk)
        case _:
            return helper_detail_view(desk, wide=wide)
