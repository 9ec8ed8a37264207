# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Voorzieningen*: of each service what is known, and one button that says it."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.lifelines import SERVICES, STATES, Service, Works
from ui.parts import card, choice, choices, heading, stacked, words
from ui.presenter_messages import message_line, point_names
from ui.presenter_words import Tone
from ui.texts import _
from ui.theme import SPACE_M
from ui.views.form_parts import error_lines, labelled, save_bar
from ui.views.shift_parts import reading, shift_data


def lifelines_view(desk: Desk, *, wide: bool) -> ft.Control:
    """What was said last, and what is said now."""
    style, form, data = desk.device.style, desk.device.duty.lifelines, shift_data(desk)
    if data is None:
        return reading(desk, _("What works around here"))
    parts: list[ft.Control] = [heading(style, _("What works around here"), level=1)]
    if data.lifelines is not None:
        line = message_line(data.lifelines, point_names(desk.snapshot.station.points), desk.now())
        parts.append(card(style, [words(style, line.text, bold=True), words(style, line.status)], edge=Tone.PLAIN))
    parts.append(words(style, _("Say only what somebody here saw or tried. What nobody knows you leave open.")))
    parts += [
        labelled(style, _(SERVICES[service]).capitalize(), [_states(desk, service)], wide=wide) for service in Service
    ]
    parts += error_lines(style, form, "lifelines")
    save = desk.shift.say_lifelines
    bar = save_bar(desk, form, "say-lifelines", save, text=_("Tell the coordination point  Ctrl+Enter"))
    return ft.Column([stacked(parts), bar], spacing=SPACE_M, expand=True)


def _states(desk: Desk, service: Service) -> ft.Control:
    form = desk.device.duty.lifelines

    def press(works: Works) -> None:
        if form.said.get(service) is works:
            del form.said[service]
        else:
            form.said[service] = works
        form.answered("lifelines")
        desk.redraw()

    return choices(
        [
            choice(
                desk.device.style,
                f"{service}-{works}",
                _(text),
                form.said.get(service) is works,
                desk.do(lambda works=works: press(works)),  # type: ignore[misc]
            )
            for works, text in STATES.items()
        ]
    )
