# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The intake below the three required answers: people, what makes it harder, access, coming back, who. All may stay
empty; what never leaves the laptop says so."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.values_desk import Access, CallbackWay, Requester, Vulnerability
from ui.desk import Desk
from ui.fields import tick
from ui.parts import button, card, choices, words
from ui.presenter_intake import seen_time
from ui.presenter_words import Tone
from ui.texts import _
from ui.trouble import Handler
from ui.views.form_parts import code_choices, error_lines, fields_row, keyed, labelled
from ui.views.intake_fields import answer_field
from ui.words import NOTICE


def more_rows(desk: Desk, *, wide: bool) -> list[ft.Control]:
    """One row each."""
    return [
        _people(desk, wide=wide),
        _harder(desk, wide=wide),
        _access(desk, wide=wide),
        _coming_back(desk, wide=wide),
        _who(desk, wide=wide),
        _rest(desk, wide=wide),
    ]


def _people(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.request
    asked = code_choices(
        style,
        "requester",
        [one for one in Requester if one is not Requester.UNKNOWN],
        lambda one: form.requester is one,
        lambda one: desk.do(lambda: desk.intake.set("requester", one)),
    )
    numbers = fields_row(
        [
            answer_field(desk, "people", _("People"), width=110),
            answer_field(desk, "needed", _("How many are needed"), width=220),
            asked,
        ]
    )
    return labelled(style, _("People"), [numbers], wide=wide)


def _harder(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.request
    chosen = code_choices(
        style,
        "vulnerability",
        tuple(Vulnerability),
        lambda one: one in form.vulnerabilities,
        lambda one: _toggle(desk, "vulnerabilities", one),
    )
    note = answer_field(desk, "health_note", _("Health (stays here)"))
    return labelled(style, _("Take care (stays here)"), [chosen, note], wide=wide)


def _access(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.request
    chosen = code_choices(
        style, "access", tuple(Access), lambda one: one in form.access, lambda one: _toggle(desk, "access", one)
    )
    note = answer_field(desk, "access_note", _("Access: key, bell, floor (stays here)"))
    return labelled(style, _("Access (stays here)"), [chosen, note], wide=wide)


def _toggle(desk: Desk, name: str, value: object) -> Handler:
    return desk.do(lambda: desk.intake.toggle(name, value))


def _coming_back(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.request
    time = answer_field(
        desk,
        "come_back",
        _("We tell more at: in 2 hours, 16:00"),
        width=330,
        help_text=seen_time(form.texts["come_back"], desk.when()).text,
    )
    ways = code_choices(
        style,
        "way",
        tuple(CallbackWay),
        lambda one: form.way is one,
        lambda one: desk.do(lambda: desk.intake.set("way", one)),
    )
    return labelled(style, _("Coming back"), [fields_row([time, ways])], wide=wide)


def _who(desk: Desk, *, wide: bool) -> ft.Control:
    style, form, intake = desk.device.style, desk.device.request, desk.intake

    def unfold() -> None:
        intake.shows_notice = not intake.shows_notice
        desk.redraw()

    rows: list[ft.Control] = [
        fields_row(
            [
                answer_field(desk, "name", _("Name (stays here)"), width=330),
                answer_field(desk, "phone", _("Telephone (stays here)"), width=280),
                tick(desk, "request-anonymous", _("Anonymous"), form.anonymous, lambda on: intake.set("anonymous", on)),
                button(style, "privacy", _("What happens with this?"), desk.do(unfold)),
            ]
        ),
        *error_lines(style, form, "requests"),
    ]
    if intake.shows_notice:
        rows.append(keyed("privacy-notice", card(style, [words(style, _(line)) for line in NOTICE])))
    return labelled(style, _("Who (stays here)"), rows, wide=wide)


def _rest(desk: Desk, *, wide: bool) -> ft.Control:
    style, intake = desk.device.style, desk.intake
    remarks = answer_field(desk, "remarks", _("Remarks (stay here)"), lines=2)
    buttons = [
        button(style, "add-address", _("One more address"), desk.do(intake.add_address)),
        button(style, "pictures", _("Pictures to point at"), desk.act(lambda: desk.go("/pictures"))),
        button(style, "count", _("A crowd: count it  F7"), desk.act(lambda: desk.go("/count"))),
    ]
    if desk.panel.name == "throw-away":
        sure = _("Nothing of it is kept. Throw it away")
        buttons.append(button(style, "throw-away-now", sure, desk.act(intake.throw_away), tone=Tone.DANGER))
    else:
        buttons.append(
            button(style, "throw-away", _("Throw this form away"), desk.do(lambda: desk.open_panel("throw-away")))
        )
    return labelled(style, _("More"), [remarks, choices(buttons)], wide=wide)
