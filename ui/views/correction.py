# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Other answers to a request that is recorded: what was there stays in the history."""

from __future__ import annotations

from functools import partial

import flet as ft

from noodsteunpunt.domain.typed import NOTE_CHARACTERS
from noodsteunpunt.domain.values import Priority
from ui.desk import Desk
from ui.fields import field
from ui.forms_request import CorrectionForm
from ui.labels import short
from ui.parts import choice, choices, heading, loading, stacked, words
from ui.presenter_intake import seen_time
from ui.presenter_rules import remaining
from ui.screen_data import RequestData
from ui.texts import _
from ui.theme import SPACE_M
from ui.views.form_parts import fields_row, labelled, save_bar


def correction_view(desk: Desk, request: str, *, wide: bool) -> ft.Control:
    """The form, filled in with what is known; only what differs is recorded."""
    style, data = desk.device.style, desk.data
    form = desk.device.correction
    if form is None or form.request != request:
        if not isinstance(data, RequestData) or data.detail is None:
            return loading(style)
        form = desk.device.correction = CorrectionForm.of(data.detail)
    chosen = [
        choice(
            style,
            f"priority-{priority}",
            short(priority),
            form.priority is priority,
            desk.do(partial(_choose, desk, form, priority)),
        )
        for priority in Priority
    ]
    rows: list[ft.Control] = [
        heading(style, _("Correct this request"), level=1),
        labelled(
            style,
            _("Where"),
            [
                fields_row(
                    [
                        _text(desk, form, "place", _("Postcode or street"), width=330),
                        _text(desk, form, "place_words", _("Or in words"), width=430),
                    ]
                )
            ],
            wide=wide,
        ),
        labelled(style, _("How soon"), [choices(chosen), _deadline(desk, form)], wide=wide),
        labelled(style, _("Note"), [_note(desk, form)], wide=wide),
        labelled(style, _("People"), [_text(desk, form, "people", _("People"), width=130)], wide=wide),
        labelled(style, _("Stays here"), [_house(desk, form)], wide=wide),
        words(style, _("What stood there stays in the history."), colour=style.palette.muted),
    ]
    bar = save_bar(desk, form, "save-correction", desk.forms.save_correction)
    return ft.Column([stacked(rows, spacing=SPACE_M), bar], spacing=SPACE_M, expand=True)


def _choose(desk: Desk, form: CorrectionForm, priority: Priority) -> None:
    form.priority = priority
    form.answered("priority")
    desk.redraw()


def _deadline(desk: Desk, form: CorrectionForm) -> ft.Control:
    seen = seen_time(form.texts["deadline"], desk.when())
    return _text(desk, form, "deadline", _("Another time: in 40 min, 14:30"), width=330, help_text=seen.text)


def _note(desk: Desk, form: CorrectionForm) -> ft.Control:
    left = remaining(form.texts["note"], NOTE_CHARACTERS)
    return _text(desk, form, "note", _("What the coordinator must know, without names"), help_text=left)


def _house(desk: Desk, form: CorrectionForm) -> ft.Control:
    fields = [
        _text(desk, form, "name", _("Name (stays here)"), width=330),
        _text(desk, form, "phone", _("Telephone (stays here)"), width=280),
        _text(desk, form, "health_note", _("Health (stays here)"), width=520),
        _text(desk, form, "access_note", _("Access: key, bell, floor (stays here)"), width=520),
        _text(desk, form, "remarks", _("Remarks (stay here)"), width=520),
    ]
    return fields_row(fields)


def _text(
    desk: Desk, form: CorrectionForm, name: str, text: str, *, width: float | None = None, help_text: str = ""
) -> ft.Control:
    def typed(value: str) -> None:
        form.texts[name] = value
        if form.answered(name) or name in {"note", "deadline"}:
            desk.redraw_soon()

    error = form.errors.get(name, "")
    if error and name in form.theirs:
        error += " " + _("It says now: {text}", text=form.theirs[name] or "-")
    return field(
        desk,
        f"correct-{name}",
        text,
        form.texts[name],
        typed,
        error=error,
        width=width,
        help_text=help_text,
        submitted=desk.act(desk.forms.save_correction),
    )
