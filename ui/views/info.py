# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Informatie*: search while somebody talks, the scenarios, and every card."""

from __future__ import annotations

import flet as ft

from ui import info
from ui.desk import Desk
from ui.fields import field
from ui.parts import button, choice, choices, heading, loading, nothing, pressable, stacked, words
from ui.presenter_info import CardRow, all_rows, asked_rows, found_rows, scenarios
from ui.screen_data import InfoData
from ui.texts import _, n_
from ui.theme import SPACE_M
from ui.trouble import Handler


def info_view(desk: Desk) -> ft.Control:
    """Search on top; without words the questions that come most, then every card."""
    style, data = desk.device.style, desk.data
    parts: list[ft.Control] = [heading(style, _("Information"), level=1), _search(desk)]
    if not isinstance(data, InfoData):
        return stacked([*parts, loading(style)])
    if data.shelf is None:
        return stacked([*parts, nothing(style, _("There is no information pack at this point. Bring it on a stick."))])
    shelf, chosen, language = data.shelf, desk.filter.scenario, desk.device.info.language
    parts.append(
        choices(
            [
                choice(style, f"scenario-{name}", title, chosen == name, _choose(desk, name))
                for name, title in scenarios(shelf)
            ]
        )
    )
    if data.searched:
        rows = found_rows(shelf, data.found, chosen)
        parts.append(heading(style, n_("{count} card found", "{count} cards found", len(rows))))
        parts += [card_row(desk, row) for row in rows]
        parts.append(_not_found(desk, data.searched))
    else:
        if not chosen:
            parts.append(heading(style, _("Often asked")))
            parts += [card_row(desk, row, "asked") for row in asked_rows(shelf, language)]
        parts.append(heading(style, _("All cards")))
        parts += [card_row(desk, row) for row in all_rows(shelf, language, chosen)]
    return stacked(parts, spacing=SPACE_M)


def _choose(desk: Desk, scenario: str) -> Handler:
    return desk.act(lambda: info.choose_scenario(desk, scenario))


def _search(desk: Desk) -> ft.Control:
    style = desk.device.style
    typing = field(
        desk,
        "info-search",
        _("What does somebody ask? Type a few words"),
        desk.typed_search,
        lambda text: info.typed(desk, text),
        width=460,
        autofocus=True,
        submitted=desk.act(lambda: desk.search(desk.typed_search)),
    )
    links = [
        button(
            style, "info-places", _("Places and map"), desk.act(lambda: desk.go("/information/places")), picture="flag"
        ),
        button(
            style,
            "info-numbers",
            _("Telephone numbers"),
            desk.act(lambda: desk.go("/information/numbers")),
            picture="speak",
        ),
        button(
            style,
            "info-guests",
            _("Board and visitors"),
            desk.act(lambda: desk.go("/information/guests")),
            picture="crowd",
        ),
    ]
    return ft.Column([typing, choices(links)], spacing=SPACE_M, tight=True)


def _not_found(desk: Desk, searched: str) -> ft.Control:
    style = desk.device.style
    press = desk.act(lambda: desk.acts.count_question(found=False, words=searched))
    return choices(
        [
            button(style, "not-found", _("Not found: count this question"), press, picture="search"),
            button(style, "info-request", _("Make it a request  F4"), desk.act(lambda: desk.go("/requests/new"))),
        ]
    )


def card_row(desk: Desk, row: CardRow, prefix: str = "card") -> ft.Control:
    """One card as a row that opens it."""
    style = desk.device.style
    lines: list[ft.Control] = [words(style, row.title, bold=True)]
    about = " - ".join(part for part in (row.kind, row.lead) if part)
    if about:
        lines.append(words(style, about, colour=style.palette.muted))
    content = ft.Column(
        lines,
        spacing=0,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.END if row.rtl else ft.CrossAxisAlignment.START,
    )
    return pressable(style, f"{prefix}-{row.id}", content, desk.act(lambda: desk.go(f"/information/card/{row.id}")))
