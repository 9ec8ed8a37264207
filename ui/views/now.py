# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Nu*: what can be done, and what needs a person now."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.loading import NowData
from ui.parts import button, heading, loading, nothing, pressable, stacked, tone_colour, words
from ui.presenter import AttentionRow, attention, attention_count
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M


def now_view(desk: Desk, above: list[ft.Control]) -> ft.Control:
    """Actions on top, attention below; ``above`` is what the shell has to ask first."""
    style = desk.device.style
    parts: list[ft.Control] = [
        *above,
        words(style, _("This is not 112. Danger to life? Call 112 first.")),
        _actions(desk),
    ]
    if not isinstance(desk.data, NowData):
        return stacked([*parts, loading(style)])
    rows = attention(desk.snapshot, desk.data.urgent, desk.data.conflicts, desk.now())
    parts.append(heading(style, _("Needs attention now: {count}", count=attention_count(rows))))
    if rows:
        parts.append(ft.Column([_attention_row(desk, index, row) for index, row in enumerate(rows)], spacing=SPACE_M))
    else:
        parts.append(nothing(style, _("Nothing needs attention now.")))
    return stacked(parts)


def _actions(desk: Desk) -> ft.Control:
    style = desk.device.style
    buttons = [
        button(
            style, "new-request", _("Request  F4"), desk.act(lambda: desk.go("/requests/new")), filled=True, big=True
        ),
        button(style, "new-helper", _("Helper  F5"), desk.act(lambda: desk.go("/helpers/new")), filled=True, big=True),
        button(style, "find-request", _("Find a request  F2"), desk.act(lambda: desk.go("/requests")), big=True),
        button(style, "report-point", _("Report status  F8"), desk.act(lambda: desk.go("/point")), big=True),
    ]
    return ft.Row(controls=buttons, wrap=True, spacing=SPACE_L, run_spacing=SPACE_M)


def _attention_row(desk: Desk, index: int, row: AttentionRow) -> ft.Control:
    style = desk.device.style
    colour = tone_colour(style, row.tone)
    texts: list[ft.Control] = [
        words(style, row.word, bold=True, colour=colour),
        words(style, row.text, bold=True),
    ]
    if row.detail:
        texts.append(words(style, row.detail))
    content = ft.Container(
        content=ft.Row(controls=texts, wrap=True, spacing=SPACE_L, run_spacing=0),
        border=ft.Border.only(left=ft.BorderSide(6, colour)),
        padding=ft.Padding.symmetric(horizontal=SPACE_L, vertical=SPACE_M),
    )
    if not row.path:
        return content
    return pressable(style, f"attention-{index}", content, desk.act(lambda: desk.go(row.path)))
