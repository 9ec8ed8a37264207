# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which view draws which path. What cannot be drawn says so, and leaves rail and top line."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from ui.desk import Desk
from ui.presenter import section_of
from ui.presenter_shift import MOMENTS
from ui.screen_data import FailedData
from ui.seen import may_open
from ui.trouble import FAILED_DRAWING, note_down, program_text
from ui.views.board import board_view
from ui.views.card import card_view
from ui.views.care import care_view
from ui.views.child_form import child_form_view
from ui.views.children import child_view, children_view
from ui.views.correction import correction_view
from ui.views.count_form import count_form_view
from ui.views.display import display_view
from ui.views.emergency import emergencies_view, emergency_view
from ui.views.emergency_form import emergency_form_view
from ui.views.failed import failed_view, not_yours_view
from ui.views.handover import handover_view
from ui.views.helper_detail import helper_detail_view
from ui.views.helper_form import helper_form_view
from ui.views.helpers import helpers_view
from ui.views.info import info_view
from ui.views.info_card import info_card_view
from ui.views.info_guests import guests_view
from ui.views.info_places import numbers_view, places_view
from ui.views.intake import intake_view
from ui.views.keys import keys_view
from ui.views.lifelines import lifelines_view
from ui.views.logbook import logbook_view
from ui.views.message_form import message_form_view
from ui.views.messages import message_view, messages_view
from ui.views.more import more_view
from ui.views.network import network_view
from ui.views.now import now_view
from ui.views.offer_detail import offer_detail_view
from ui.views.offer_form import offer_form_view
from ui.views.offers import offers_view
from ui.views.people import add_view, people_view, person_view
from ui.views.pictures import pictures_view
from ui.views.point_form import point_form_view
from ui.views.request_detail import request_detail_view
from ui.views.requests import requests_view
from ui.views.seek_form import seek_form_view
from ui.views.shift import shift_view
from ui.views.shift_lists import list_view
from ui.views.shift_said import move_view
from ui.views.team import team_view
from ui.views.team_form import team_form_view
from ui.views.teams import teams_view
from ui.views.trace import trace_form_view, trace_view

FORMS = frozenset(
    {
        "/requests/new",
        "/helpers/new",
        "/helpers/teams/new",
        "/helpers/offers/new",
        "/emergencies/new",
        "/messages/new",
        "/count",
        "/point",
    }
)
"""Screens where something is recorded: first a person says who they are."""


def needs_person(path: str) -> bool:
    """Does this screen first ask who sits here?"""
    return path in FORMS or section_of(path) == "/shift" or path.startswith(("/children", "/trace"))


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
    if not may_open(desk.path, desk.keyboard.may_see):
        return not_yours_view(desk)
    match [part for part in desk.path.split("?")[0].split("/") if part]:
        case [section, *rest] if section in _SECTIONS:
            return _SECTIONS[section](desk, rest, room, wide)
        case [name] if name in _SINGLE:
            return _SINGLE[name](desk, wide)
        case _:
            return now_view(desk, above, wide=wide)


def _requests(desk: Desk, rest: list[str], room: float, wide: bool) -> ft.Control:
    match rest:
        case []:
            return requests_view(desk, wide=wide)
        case ["new"]:
            return intake_view(desk, room, wide=wide)
        case [request, "edit"]:
            return correction_view(desk, request, wide=wide)
        case _:
            return request_detail_view(desk, wide=wide)


def _helpers(desk: Desk, rest: list[str], _room: float, wide: bool) -> ft.Control:
    match rest:
        case []:
            return helpers_view(desk)
        case ["new"]:
            return helper_form_view(desk)
        case ["offers"]:
            return offers_view(desk)
        case ["offers", "new"]:
            return offer_form_view(desk)
        case ["offers", *_]:
            return offer_detail_view(desk, wide=wide)
        case ["teams"]:
            return teams_view(desk)
        case ["teams", "new"]:
            return team_form_view(desk, wide=wide)
        case ["teams", *_]:
            return team_view(desk, wide=wide)
        case _:
            return helper_detail_view(desk, wide=wide)


def _emergencies(desk: Desk, rest: list[str], _room: float, wide: bool) -> ft.Control:
    match rest:
        case []:
            return emergencies_view(desk)
        case ["new"]:
            return emergency_form_view(desk, wide=wide)
        case _:
            return emergency_view(desk, wide=wide)


def _messages(desk: Desk, rest: list[str], _room: float, wide: bool) -> ft.Control:
    match rest:
        case []:
            return messages_view(desk)
        case ["new"]:
            return message_form_view(desk, wide=wide)
        case _:
            return message_view(desk, wide=wide)


def _information(desk: Desk, rest: list[str], _room: float, wide: bool) -> ft.Control:
    match rest:
        case ["card", name]:
            return info_card_view(desk, name, wide=wide)
        case ["places"]:
            return places_view(desk, wide=wide)
        case ["numbers"]:
            return numbers_view(desk)
        case ["guests"]:
            return guests_view(desk)
        case _:
            return info_view(desk)


def _shift(desk: Desk, rest: list[str], _room: float, wide: bool) -> ft.Control:
    match rest:
        case ["log"]:
            return logbook_view(desk)
        case ["handover"]:
            return handover_view(desk)
        case ["move"]:
            return move_view(desk)
        case ["lifelines"]:
            return lifelines_view(desk, wide=wide)
        case ["people"]:
            return people_view(desk)
        case ["people", "add"]:
            return add_view(desk)
        case ["people", person]:
            return person_view(desk, person)
        case [name] if name in _MOMENTS:
            return list_view(desk, _MOMENTS[name])
        case _:
            return shift_view(desk, wide=wide)


def _children(desk: Desk, rest: list[str], _room: float, wide: bool) -> ft.Control:
    match rest:
        case []:
            return children_view(desk)
        case ["new"]:
            return child_form_view(desk)
        case ["seek"]:
            return seek_form_view(desk)
        case ["seek", child]:
            return seek_form_view(desk, child)
        case _:
            return child_view(desk, rest[0], wide=wide)


def _trace(desk: Desk, rest: list[str], _room: float, wide: bool) -> ft.Control:
    return trace_form_view(desk) if rest in ([], ["new"]) else trace_view(desk, wide=wide)


_MOMENTS = {path: moment for moment, path in MOMENTS.items()}

_SECTIONS: dict[str, Callable[[Desk, list[str], float, bool], ft.Control]] = {
    "requests": _requests,
    "helpers": _helpers,
    "emergencies": _emergencies,
    "messages": _messages,
    "information": _information,
    "shift": _shift,
    "children": _children,
    "trace": _trace,
}
_SINGLE: dict[str, Callable[[Desk, bool], ft.Control]] = {
    "board": lambda desk, wide: board_view(desk, wide=wide),
    "network": lambda desk, wide: network_view(desk, wide=wide),
    "count": lambda desk, wide: count_form_view(desk, wide=wide),
    "pictures": lambda desk, _wide: pictures_view(desk),
    "card": lambda desk, _wide: card_view(desk),
    "point": lambda desk, _wide: point_form_view(desk),
    "display": lambda desk, _wide: display_view(desk),
    "care": lambda desk, wide: care_view(desk, wide=wide),
    "keys": lambda desk, _wide: keys_view(desk),
    "more": lambda desk, _wide: more_view(desk),
}
