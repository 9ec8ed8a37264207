# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The noodmelding: what, where, how many, danger, how to get there. It goes out as soon as it is recorded."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from noodsteunpunt.domain.typed import TEXT_LIMITS
from noodsteunpunt.domain.values_desk import Danger, EmergencyKind
from ui.desk import Desk
from ui.fields import field, tick
from ui.parts import button, stacked, words
from ui.presenter_intake import place_help
from ui.presenter_rules import remaining
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.views.form_parts import code_choices, fields_row, labelled, save_bar
from ui.words import NOT_112


def emergency_form_view(desk: Desk, *, wide: bool) -> ft.Control:
    """The sentence about 112 and the button stand still; what is between them scrolls."""
    style, form = desk.device.style, desk.device.emergency
    rows = [
        _kind(desk, wide=wide),
        labelled(style, _("What"), [_text(desk, "what", _("What is happening? Without names"), limit=True)], wide=wide),
        _where(desk, wide=wide),
        _how_many(desk, wide=wide),
        labelled(
            style, _("Way in"), [_text(desk, "access", _("How to get there: gate, floor, dog"), limit=True)], wide=wide
        ),
        _who(desk, wide=wide),
    ]
    bar = save_bar(
        desk,
        form,
        "save-emergency",
        desk.emergencies.save,
        text=_("Record and send  Ctrl+Enter"),
        more=[_give_up(desk)],
    )
    return ft.Column([not_112(desk), stacked(rows, spacing=SPACE_M), bar], spacing=SPACE_M, expand=True)


def not_112(desk: Desk) -> ft.Control:
    """Always in sight where a noodmelding is."""
    style = desk.device.style
    return ft.Semantics(
        key="not-112",
        identifier="not-112",
        content=ft.Container(
            words(style, _(NOT_112), bold=True, colour=style.palette.danger),
            border=ft.Border.all(2, style.palette.danger),
            padding=ft.Padding.symmetric(horizontal=SPACE_L, vertical=SPACE_M),
        ),
    )


def _give_up(desk: Desk) -> ft.Control:
    async def back() -> None:
        desk.device.request.danger = None
        await desk.go("/requests/new")

    return button(desk.device.style, "no-emergency", _("No danger after all: back to the request"), desk.act(back))


def _typed(desk: Desk, name: str) -> Callable[[str], None]:
    form = desk.device.emergency

    def typed(text: str) -> None:
        if form.started_at is None:
            form.started_at = desk.now()
        form.texts[name] = text
        said = form.answered(*(("place", "place_words") if name in {"place", "place_words"} else (name,)))
        if said or name in {"what", "place", "access"}:
            desk.redraw_soon()
        desk.keep_soon()

    return typed


def _text(
    desk: Desk, name: str, text: str, *, width: float | None = None, limit: bool = False, help_text: str = ""
) -> ft.Control:
    form = desk.device.emergency
    return field(
        desk,
        f"emergency-{name}",
        text,
        form.texts[name],
        _typed(desk, name),
        error=form.errors.get(name, ""),
        width=width,
        help_text=remaining(form.texts[name], TEXT_LIMITS[name]) if limit else help_text,
        autofocus=name == "what",
        submitted=desk.act(lambda: _enter(desk)),
    )


async def _enter(desk: Desk) -> None:
    missing = desk.device.emergency.missing()
    if missing:
        desk.focus(f"emergency-{missing}")
    else:
        await desk.emergencies.save()


def _kind(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.emergency

    def choose(kind: EmergencyKind) -> Callable[[], None]:
        def chosen() -> None:
            form.kind = kind
            desk.keep_soon()
            desk.focus("emergency-what")

        return chosen

    row = code_choices(
        style,
        "kind",
        tuple(EmergencyKind),
        lambda one: form.kind is one,
        lambda one: desk.do(choose(EmergencyKind(one))),
    )
    return labelled(style, _("Kind"), [row], wide=wide)


def _where(desk: Desk, *, wide: bool) -> ft.Control:
    form, streets = desk.device.emergency, desk.intake.streets
    read = streets.completed(form.place())
    row = fields_row(
        [
            _text(
                desk,
                "place",
                _("Postcode or street"),
                width=330,
                help_text=place_help(form.texts["place"], read, streets, offered=False),
            ),
            _text(desk, "house_number", _("Number"), width=130),
            _text(desk, "place_words", _("Or in words: behind the church, second porch"), width=430),
        ]
    )
    return labelled(desk.device.style, _("Where"), [row], wide=wide)


def _how_many(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.emergency

    def toggle(danger: Danger) -> Callable[[], None]:
        def toggled() -> None:
            form.dangers ^= {danger}
            desk.keep_soon()
            desk.redraw()

        return toggled

    chips = code_choices(
        style, "peril", tuple(Danger), lambda one: one in form.dangers, lambda one: desk.do(toggle(Danger(one)))
    )
    people = _text(desk, "people", _("How many people"), width=220)
    return ft.Column(
        [
            labelled(style, _("How many"), [fields_row([people])], wide=wide),
            labelled(style, _("Danger"), [chips], wide=wide),
        ],
        spacing=SPACE_M,
        tight=True,
    )


def _who(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.emergency

    def tried(on: bool) -> None:
        form.tried_112 = on
        desk.keep_soon()

    row = fields_row(
        [
            _text(desk, "name", _("Name (stays here)"), width=330),
            _text(desk, "phone", _("Telephone (stays here)"), width=280),
            tick(desk, "emergency-tried", _("112 was tried in vain"), form.tried_112, tried),
        ]
    )
    return labelled(style, _("Reported by"), [row], wide=wide)
