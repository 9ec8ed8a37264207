# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Nu*: search, the four things that visitors come for, and what needs a person now."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.fields import field
from ui.parts import button, card, choices, column, heading, loading, nothing, pressable, stacked, tone_colour, words
from ui.presenter_attention import AttentionRow, DraftRow, attention_count, attention_rows, draft_rows
from ui.presenter_info import asked_rows
from ui.presenter_shift import next_step
from ui.presenter_words import Tone
from ui.screen_data import NowData
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.views.children import child_cards
from ui.views.form_parts import keyed
from ui.views.found import found_view
from ui.views.info import card_row
from ui.views.shift_parts import next_card
from ui.views.trace import trace_cards

_WORD_WIDTH = 250


def now_view(desk: Desk, above: list[ft.Control], *, wide: bool) -> ft.Control:
    """``above`` is what the shell has to ask first."""
    style, data = desk.device.style, desk.data
    parts: list[ft.Control] = [*above, _search(desk), _actions(desk)]
    if not isinstance(data, NowData):
        return stacked([*parts, loading(style)])
    if data.found is not None:
        return stacked([*parts, found_view(desk, data.found)])
    if data.duty is not None and (step := next_step(data.duty, desk.now())).pressing:
        parts.append(next_card(desk, step))
    parts += [*child_cards(desk, data.children), *trace_cards(desk, data.traces)]
    drafts = draft_rows(data.drafts, desk.device.id, desk.connected(), desk.now())
    if drafts:
        parts.append(keyed("drafts", card(style, [_draft(desk, row) for row in drafts], edge=Tone.ATTENTION)))
    rows = attention_rows(desk.snapshot, data.attention, desk.now())
    count = attention_count(data.attention, len(desk.snapshot.alarms))
    parts.append(heading(style, _("Needs attention now: {count}", count=count)))
    if rows:
        parts.append(ft.Column([_attention_row(desk, row, wide=wide) for row in rows], spacing=SPACE_M))
    else:
        parts.append(nothing(style, _("Nothing needs attention now.")))
    if data.shelf is not None:
        parts.append(heading(style, _("Often asked")))
        parts += [card_row(desk, row, "asked") for row in asked_rows(data.shelf, desk.device.info.language)]
    return stacked(parts)


def _search(desk: Desk) -> ft.Control:
    def typed(text: str) -> None:
        desk.typed_search = text
        if not text.strip() and desk.filter.search:
            desk.spawn(lambda: desk.search(""))

    line = field(
        desk,
        "search",
        _("Search: information, ticket, street, name. Then Enter  F2"),
        desk.typed_search,
        typed,
        submitted=desk.act(lambda: desk.search(desk.typed_search)),
    )
    # At the top of what scrolls: the label that rises above the edge would be cut off.
    return ft.Container(line, padding=ft.Padding.only(top=SPACE_M))


def _actions(desk: Desk) -> ft.Control:
    style = desk.device.style
    buttons = [
        button(
            style,
            "answered",
            _("Question answered  F3"),
            desk.act(lambda: desk.acts.count_question(found=True)),
            big=True,
            picture="answered",
        ),
        button(
            style,
            "new-request",
            _("Request  F4"),
            desk.act(lambda: desk.go("/requests/new")),
            filled=True,
            big=True,
            picture="requests",
        ),
        button(
            style, "new-helper", _("Helper  F5"), desk.act(lambda: desk.go("/helpers/new")), big=True, picture="helpers"
        ),
        button(
            style,
            "new-emergency",
            _("Emergency report  F8"),
            desk.act(lambda: desk.go("/emergencies/new")),
            tone=Tone.DANGER,
            big=True,
            picture="emergency",
        ),
    ]
    more = [
        button(style, "child-alone", _("Child alone"), desk.act(lambda: desk.go("/children/new")), picture="person"),
        button(style, "seek-child", _("Somebody seeks a child"), desk.act(lambda: desk.go("/children/seek"))),
        button(style, "missing", _("Somebody is missing"), desk.act(lambda: desk.traces.begin())),
    ]
    return column([
        ft.Row(controls=buttons, wrap=True, spacing=SPACE_L, run_spacing=SPACE_M),
        ft.Row(controls=more, wrap=True, spacing=SPACE_L, run_spacing=SPACE_M),
    ], spacing=SPACE_M)  # fmt: skip


def _draft(desk: Desk, row: DraftRow) -> ft.Control:
    style, saving = desk.device.style, desk.saving
    name = f"{row.kept.form}-{row.kept.device}"
    buttons = [button(style, f"go-on-{name}", _("Go on"), desk.act(lambda: saving.go_on_with(row.kept)), filled=True)]
    if desk.panel.name == f"drop-{name}":
        sure = _("Nothing of it is kept. Throw it away")
        buttons.append(
            button(style, f"drop-now-{name}", sure, desk.act(lambda: saving.throw_away(row.kept)), tone=Tone.DANGER)
        )
    else:
        buttons.append(button(style, f"drop-{name}", _("Throw away"), desk.do(lambda: desk.open_panel(f"drop-{name}"))))
    return ft.Row(
        [words(style, row.text, bold=True), choices(buttons)],
        wrap=True,
        spacing=SPACE_L,
        run_spacing=SPACE_M,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )


def _attention_row(desk: Desk, row: AttentionRow, *, wide: bool) -> ft.Control:
    style = desk.device.style
    colour = tone_colour(style, row.tone)
    word = words(style, row.word, bold=True, colour=colour)
    text, clock = words(style, row.text, bold=True), words(style, row.clock)
    if wide:
        text.expand = True
        inside: ft.Control = ft.Row(
            [ft.Container(word, width=style.size(_WORD_WIDTH)), text, clock],
            spacing=SPACE_L,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
    else:
        inside = ft.Row([word, text, clock], wrap=True, spacing=SPACE_L, run_spacing=0)
    content = ft.Container(
        content=inside,
        border=ft.Border.only(left=ft.BorderSide(6, colour)),
        padding=ft.Padding.symmetric(horizontal=SPACE_L, vertical=SPACE_M),
    )
    if not row.path:
        return content
    return pressable(style, row.name, content, desk.act(lambda: desk.go(row.path)))
