# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Overnemen zonder overdracht*: three presses. That it is done, who, why."""

from __future__ import annotations

import flet as ft

from ui.data_shift import ShiftData
from ui.desk import Desk
from ui.parts import button, card, choice, choices, heading, words
from ui.presenter_words import Tone
from ui.texts import _, mark
from ui.views.form_parts import keyed
from ui.views.panels import panel, panel_text
from ui.views.shift_parts import names_here

REASONS = (
    ("absent", mark("The leader is not here")),
    ("unwell", mark("The leader is ill or hurt")),
    ("needed", mark("The leader is needed elsewhere")),
    ("tired", mark("The leader cannot go on")),
)
"""Why, in a press."""


def takeover_panel(desk: Desk, data: ShiftData) -> ft.Control:
    """Who, then why; for another reason or another name a few words."""
    style, form = desk.device.style, desk.panel
    shift = data.glance.shift
    if form.name == "take-over-words":
        rows = [
            panel_text(desk, "lead", _("Who leads from here on (stays here)"), width=420, autofocus=True),
            panel_text(desk, "words", _("Why")),
        ]
        return panel(desk, _("Take over without a handover"), rows, lambda: desk.shift.take_over(form.texts["words"]))
    if form.name == "take-over-why":
        title = _("{person} takes over. Why?", person=form.texts["lead"])
        rows = [
            button(
                style,
                f"why-{name}",
                _(text),
                desk.act(lambda text=text: desk.shift.take_over(_(text))),  # type: ignore[misc]
                filled=True,
            )
            for name, text in REASONS
        ]
    else:
        title = _("Who leads from here on?")
        names = names_here(desk, data, without=shift.lead if shift else "")
        rows = [
            choice(style, f"lead-{number}", name, False, desk.do(lambda name=name: _who(desk, name)))  # type: ignore[misc]
            for number, name in enumerate(names)
        ]
    others = [
        button(style, "take-over-words", _("Something else"), desk.do(lambda: _other(desk))),
        button(style, "panel-close", _("Not now  Esc"), desk.act(desk.back)),
    ]
    said = words(style, _("This is logged, and stays visible until the next handover."))
    parts: list[ft.Control] = [heading(style, title), said, choices(rows), choices(others)]
    if form.refusal:
        parts.append(words(style, form.refusal, bold=True, colour=style.palette.danger))
    return keyed(f"panel-{form.name}", card(style, parts, edge=Tone.ATTENTION))


def _who(desk: Desk, name: str) -> None:
    desk.open_panel("take-over-why").texts["lead"] = name
    desk.redraw()


def _other(desk: Desk) -> None:
    lead = desk.panel.texts["lead"]
    desk.open_panel("take-over-words").texts["lead"] = lead
    desk.redraw()
