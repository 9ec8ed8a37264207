# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a group or a helper says of itself besides skills: age of the youngest, until when, languages, limits, VOG, and
what they lend."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import flet as ft

from noodsteunpunt.domain.values_people import Limit, Vog
from ui.desk import Desk
from ui.parts import heading, tone_colour, words
from ui.presenter_words import Tone
from ui.texts import _
from ui.views.form_parts import code_choices, fields_row, keyed, part
from ui.views.partners import organisation_choices

Make = Callable[[str, str, float], ft.Control]
"""Draws a field of the form: name, label, width."""


def young_part(desk: Desk, make: Make) -> list[ft.Control]:
    """Asked where not everybody is grown up."""
    if desk.device.helper.adult:
        return []
    style = desk.device.style
    said = _(
        "Together they only do what the youngest may, by day, with an adult. Sign up who is younger than 18 apart."
    )
    return [
        keyed("young", part([
            make("youngest", _("Age of the youngest"), 230),
            words(style, said, bold=True, colour=tone_colour(style, Tone.ATTENTION)),
        ]))
    ]  # fmt: skip


def said_part(desk: Desk, make: Make) -> ft.Control:
    """Their own word: it gives no clearance."""
    style, form = desk.device.style, desk.device.helper

    def limit(code: StrEnum) -> None:
        form.limits ^= {Limit(code)}
        desk.keep_soon()
        desk.redraw()

    def vog(code: StrEnum) -> None:
        form.vog = Vog(code)
        desk.keep_soon()
        desk.redraw()

    def pick(text: str) -> None:
        form.texts["organisation"] = text
        form.answered("organisation")
        desk.keep_soon()
        desk.redraw()

    limits = code_choices(
        style, "helper-limit", tuple(Limit), lambda code: code in form.limits, lambda code: desk.do(lambda: limit(code))
    )
    vogs = code_choices(
        style,
        "helper-vog",
        (Vog.NONE, Vog.STATED),
        lambda code: form.vog is code,
        lambda code: desk.do(lambda: vog(code)),
    )
    first = fields_row(
        [
            make("languages", _("Languages: English, German"), 330),
            make("available", _("Available: today until 22:00"), 330),
        ]
    )
    return part(
        [
            heading(style, _("What they do not do, what they have")),
            limits,
            vogs,
            words(style, _("Without a VOG only in the public area or in a pair. Into a house nobody goes alone.")),
            first,
            words(style, _("Via an organisation?")),
            organisation_choices(desk, "helper-organisation", form.texts["organisation"], pick),
            make("organisation", _("Another organisation"), 330),
            make("brings", _("Lends, with commas: generator, cargo bike"), 560),
        ]
    )
