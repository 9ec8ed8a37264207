# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a search found: in the information, and in all that is recorded. What was not found counts as a question."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.packs import PackText
from noodsteunpunt.domain.views_desk import Found, FoundRow
from ui.desk import Desk
from ui.parts import button, card, choices, column, heading, nothing, pressable, words
from ui.presenter_words import clock_time
from ui.screen_data import SearchData
from ui.texts import _, mark
from ui.theme import SPACE_L, SPACE_M

_KINDS = {
    Found.REQUEST: (mark("Request"), "requests"),
    Found.HELPER: (mark("Helper"), "helpers"),
    Found.EMERGENCY: (mark("Emergency report"), "emergencies"),
    Found.MESSAGE: (mark("Message"), "messages"),
    Found.OFFER: (mark("Offer"), "helpers/offers"),
}


def found_view(desk: Desk, found: SearchData) -> ft.Control:
    """Information first: that is what most people come for."""
    style = desk.device.style
    rows: list[ft.Control] = [
        heading(style, _("Information")),
        *(information_card(desk, index, text) for index, text in enumerate(found.information)),
    ]
    if not found.information:
        rows.append(nothing(style, _("Nothing found in the information.")))
    rows.append(
        choices(
            [
                button(
                    style,
                    "not-found",
                    _("Not found: count as a question without an answer"),
                    desk.act(lambda: desk.acts.count_question(found=False, words=found.words)),
                )
            ]
        )
    )
    rows.append(heading(style, _("Recorded here")))
    rows += [_record(desk, row) for row in found.records.rows]
    if not found.records.rows:
        rows.append(nothing(style, _("Nothing found.")))
    if found.records.more:
        rows.append(words(style, _("There are more. Type another letter."), colour=style.palette.muted))
    return column(rows, spacing=SPACE_M)


def information_card(desk: Desk, index: int, text: PackText) -> ft.Control:
    """A text of the pack, with the button that says that it answered the question."""
    style = desk.device.style
    answered = button(
        style,
        f"answered-{index}",
        _("This answered it"),
        desk.act(lambda: desk.acts.count_question(found=True, item=text.item)),
    )
    name = text.item.removeprefix("card.").removesuffix(".json")
    read = button(
        style, f"read-{index}", _("Read the card"), desk.act(lambda: desk.go(f"/information/card/{name}")), filled=True
    )
    return card(style, [words(style, text.title, bold=True), words(style, text.body), choices([read, answered])])


def _record(desk: Desk, row: FoundRow) -> ft.Control:
    style = desk.device.style
    kind, section = _KINDS[row.what]
    ended = style.palette.muted if row.ended else None
    content = ft.Row(
        [
            words(style, _(kind), colour=style.palette.muted),
            words(style, row.ticket, bold=True, colour=ended),
            words(style, row.excerpt, colour=ended),
            words(style, clock_time(row.at, desk.now()), colour=style.palette.muted),
        ],
        wrap=True,
        spacing=SPACE_L,
        run_spacing=0,
    )
    opened = desk.act(lambda: desk.go(f"/{section}/{row.id}"))
    return pressable(style, f"found-{row.ticket or row.id}", content, opened)
