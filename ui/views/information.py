# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Informatie*: search in the pack of the municipality. What is not found counts as a question without an answer."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.fields import field
from ui.parts import button, choices, heading, loading, nothing, stacked, words
from ui.screen_data import InformationData
from ui.texts import _
from ui.views.found import information_card


def information_view(desk: Desk) -> ft.Control:
    """A field, and the texts that fit."""
    style, data = desk.device.style, desk.data

    def typed(text: str) -> None:
        desk.typed_search = text

    search = field(
        desk,
        "search",
        _("Search in the information, then Enter"),
        desk.typed_search,
        typed,
        autofocus=True,
        submitted=desk.act(lambda: desk.search(desk.typed_search)),
    )
    parts: list[ft.Control] = [heading(style, _("Information"), level=1), search]
    if not isinstance(data, InformationData):
        return stacked([*parts, loading(style)])
    if not data.pack:
        parts.append(nothing(style, _("No information is installed here. Ask the municipality for the pack.")))
        return stacked(parts)
    parts.append(words(style, _("Information of the municipality: {pack}", pack=data.pack), colour=style.palette.muted))
    parts += [information_card(desk, index, text) for index, text in enumerate(data.found)]
    if data.words and not data.found:
        parts.append(nothing(style, _("Nothing found in the information.")))
    if data.words:
        count = desk.act(lambda: desk.acts.count_question(found=False, words=data.words))
        parts.append(
            choices([button(style, "not-found", _("Not found: count as a question without an answer"), count)])
        )
    return stacked(parts)
