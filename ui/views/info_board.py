# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What hangs on the board and beside cards, and the field to write a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from noodsteunpunt.domain.board import BoardRow
from ui import info
from ui.desk import Desk
from ui.fields import field, tick
from ui.parts import button, card, choices, column, heading, nothing, words
from ui.presenter_words import Tone, clock_time
from ui.texts import _
from ui.theme import SPACE_M
from ui.views.form_parts import keyed


def board_part(desk: Desk, items: Sequence[BoardRow]) -> ft.Control:
    """Messages with their time, and a new one."""
    style, form = desk.device.style, desk.device.info
    rows: list[ft.Control] = [heading(style, _("On the board"))]
    rows += [item_card(desk, item) for item in items] or [nothing(style, _("Nothing hangs on the board."))]
    rows.append(heading(style, _("New message")))
    rows.append(
        field(
            desk,
            "board-text",
            _("What anybody may read, in short sentences"),
            form.text,
            _text(desk),
            lines=3,
            error=form.error,
        )
    )
    rows.append(field(desk, "board-source", _("Who says so"), form.source, _source(desk), width=360))
    rows.append(
        field(
            desk,
            "board-hours",
            _("Holds for how many hours (empty: until taken down)"),
            form.hours,
            _hours(desk),
            width=420,
        )
    )
    rows.append(
        tick(desk, "board-urgent", _("Urgent: it changes colour on the second screen"), form.urgent, _urgent(desk))
    )
    rows.append(
        choices([button(style, "board-post", _("Put on the board"), desk.act(lambda: info.post(desk)), filled=True)])
    )
    return column(rows, spacing=SPACE_M)


def remark_part(desk: Desk, name: str, items: Sequence[BoardRow]) -> ft.Control:
    """The point's own words beside a card, never in it."""
    style, form = desk.device.style, desk.device.info
    rows: list[ft.Control] = [heading(style, _("Local remarks"))]
    rows += [item_card(desk, item) for item in items if item.card == name]
    rows.append(
        words(
            style,
            _("Stands beside the text of the municipality. That text does not change."),
            colour=style.palette.muted,
        )
    )
    rows.append(
        field(desk, "remark-text", _("What is different here"), form.text, _text(desk), lines=2, error=form.error)
    )
    rows.append(
        choices([button(style, "remark-post", _("Put beside the card"), desk.act(lambda: info.post(desk, name)))])
    )
    return card(style, rows)


def item_card(desk: Desk, item: BoardRow) -> ft.Control:
    """One message: words, time, source, until when; expired ones say so."""
    style, now = desk.device.style, desk.now()
    expired = not item.holds(now)
    about = [clock_time(item.posted_at, now), item.source]
    if item.until_at is not None:
        when = clock_time(item.until_at, now)
        about.append(_("expired {when}", when=when) if expired else _("until {when}", when=when))
    tone = Tone.FADED if expired else Tone.ATTENTION if item.urgent else Tone.PLAIN
    head = _("Urgent: ") if item.urgent else _("Local message: ") if item.card else ""
    shown = card(
        style,
        [
            words(style, head + item.text, bold=not expired),
            words(style, " - ".join(part for part in about if part), colour=style.palette.muted),
            choices(
                [button(style, f"take-down-{item.id}", _("Take down"), desk.act(lambda: info.take_down(desk, item.id)))]
            ),
        ],
        edge=tone,
    )
    return keyed(f"item-{item.id}", shown)


def _text(desk: Desk) -> Callable[[str], None]:
    def remember(text: str) -> None:
        desk.device.info.text = text

    return remember


def _source(desk: Desk) -> Callable[[str], None]:
    def remember(text: str) -> None:
        desk.device.info.source = text

    return remember


def _hours(desk: Desk) -> Callable[[str], None]:
    def remember(text: str) -> None:
        desk.device.info.hours = text

    return remember


def _urgent(desk: Desk) -> Callable[[bool], None]:
    def remember(value: bool) -> None:
        desk.device.info.urgent = value

    return remember
