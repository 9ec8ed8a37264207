# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Wie ben je?*: name and role, once per browser."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.values import Role
from ui.desk import Desk
from ui.fields import field
from ui.labels import label
from ui.parts import button, card, choice, choices, heading, words
from ui.presenter_words import Tone
from ui.texts import _
from ui.trouble import Handler


def who_card(desk: Desk) -> ft.Control:
    """The card on top of a screen."""
    style, form = desk.device.style, desk.device.person

    def set_name(text: str) -> None:
        form.texts["name"] = text

    roles = [choice(style, f"role-{role}", label(role), form.role is role, _choose(desk, role)) for role in Role]
    controls = [
        heading(style, _("Who are you?")),
        words(style, _("Your name stays at this point. Your role goes with what you record.")),
        field(
            desk,
            "person-name",
            _("Your name"),
            form.texts["name"],
            set_name,
            error=form.errors.get("name", ""),
            width=420,
            autofocus=True,
            submitted=desk.act(desk.begin),
        ),
        choices(roles),
    ]
    controls.append(ft.Row([button(style, "person-begin", _("Start"), desk.act(desk.begin), filled=True)]))
    if form.refusal:
        controls.append(words(style, form.refusal, bold=True, colour=style.palette.danger))
    return card(style, controls, edge=Tone.ATTENTION)


def _choose(desk: Desk, role: Role) -> Handler:
    def choose() -> None:
        desk.device.person.role = role
        desk.redraw()

    return desk.do(choose)
