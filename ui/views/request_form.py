# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The intake: three required things, the rest below. What is typed stays until it is saved."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from noodsteunpunt.domain.rules import NOTE_CHARACTERS
from noodsteunpunt.domain.values import CALLBACK_ONLY, CategoryGroup, Priority
from ui.desk import Desk
from ui.fields import field
from ui.forms import RequestForm, categories_of
from ui.labels import explained, label, short
from ui.loading import RequestData
from ui.parts import choice, choices, heading, stacked, words
from ui.presenter_rules import remaining
from ui.presenter_words import delivery
from ui.texts import _
from ui.theme import SPACE_M
from ui.views.form_parts import error_lines, fields_row, keyed, part, save_bar
from ui.views.saved import saved_view


def request_form_view(desk: Desk) -> ft.Control:
    """The form, or the ticket once it is recorded."""
    form = desk.device.request
    if form.saved is not None:
        path = f"/requests/{form.saved.id}"
        texts = (_("Next request"), desk.next_request, _("Show this request"), path)
        return saved_view(desk, form.saved, *texts, progress=_progress(desk))
    parts = [_danger(desk), _what(desk), _where(desk), _how_soon(desk), _note(desk), _more(desk)]
    remark = _("This is not 112.") + " " + _("Danger to life? Call 112 first.")
    bar = save_bar(desk, form, "save-request", desk.save_request, remark)
    return ft.Column([stacked(parts), bar], spacing=SPACE_M, expand=True)


def _progress(desk: Desk) -> str:
    """Where the request is on its way by now."""
    data = desk.data
    if not isinstance(data, RequestData) or data.detail is None:
        return _("On its way: {step}", step=_("recorded {when}", when="").strip())
    return _("On its way: {step}", step=delivery(data.detail.row, desk.now(), coordination=desk.coordination))


_PLACE = ("postcode", "place_words")
"""One of the two is enough, so an answer to one answers for both."""


class _Fields:
    """Makes fields of one form that remember what is typed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.form = desk.device.request

    def changed(self, name: str, *, redraw: bool = False) -> Callable[[str], None]:
        def change(text: str) -> None:
            if self.form.started_at is None:
                self.form.started_at = self.desk.now()
            self.form.texts[name] = text
            said = self.form.answered(*(_PLACE if name in _PLACE else (name,)))
            if redraw or said:
                self.desk.redraw_soon()

        return change

    def make(
        self, name: str, text: str, *, width: float | None = None, lines: int = 1, help_text: str = ""
    ) -> ft.Control:
        return field(
            self.desk,
            f"request-{name}",
            text,
            self.form.texts[name],
            self.changed(name),
            error=self.form.errors.get(name, ""),
            width=width,
            lines=lines,
            help_text=help_text,
            submitted=self.desk.act(self.desk.save_request),
        )


def _choose(desk: Desk, change: Callable[[RequestForm], None]) -> Callable[[], None]:
    def chosen() -> None:
        form = desk.device.request
        if form.started_at is None:
            form.started_at = desk.now()
        change(form)
        form.answered(*(name for name in ("category", "priority") if getattr(form, name) is not None))
        desk.redraw()

    return chosen


def _danger(desk: Desk) -> ft.Control:
    style, form = desk.device.style, desk.device.request
    controls: list[ft.Control] = [
        heading(style, _("Is somebody's life in danger right now?")),
        choices(
            [
                choice(
                    style,
                    "danger-no",
                    _("No"),
                    form.danger is False,
                    desk.do(_choose(desk, _answer(False))),
                    autofocus=True,
                ),
                choice(style, "danger-yes", _("Yes"), form.danger is True, desk.do(_choose(desk, _answer(True)))),
            ]
        ),
    ]
    if form.danger:
        controls.append(
            words(
                style,
                _("Call 112 now. No connection? Warn your point leader and send someone to the fire station.")
                + " "
                + _("Then record it here: it goes first."),
                bold=True,
                colour=style.palette.danger,
            )
        )
    return part(controls)


def _answer(danger: bool) -> Callable[[RequestForm], None]:
    return lambda form: form.answer_danger(danger)


def _what(desk: Desk) -> ft.Control:
    style, form = desk.device.style, desk.device.request

    def group_choice(group: CategoryGroup) -> ft.Control:
        chosen = _choose(desk, lambda form: form.choose_group(group))
        return choice(style, f"group-{group}", label(group), form.group is group, desk.do(chosen))

    controls: list[ft.Control] = [
        heading(style, _("What is needed?")),
        choices([group_choice(group) for group in CategoryGroup]),
    ]
    if form.group is not None:
        controls.append(_categories(desk, form.group))
    if form.category in CALLBACK_ONLY:
        controls.append(words(style, _("Only a call-back ticket goes by radio: nothing about who, where or what.")))
    return part(controls + error_lines(style, form, "category"))


def _categories(desk: Desk, group: CategoryGroup) -> ft.Control:
    style, form = desk.device.style, desk.device.request
    controls = []
    for category in categories_of(group):

        def chosen(form: RequestForm, category: object = category) -> None:
            form.category = next(known for known in categories_of(group) if known == category)

        handler = desk.do(_choose(desk, chosen))
        controls.append(choice(style, f"category-{category}", label(category), form.category is category, handler))
    return choices(controls)


def _where(desk: Desk) -> ft.Control:
    style, fields = desk.device.style, _Fields(desk)
    return part(
        [
            heading(style, _("Where?")),
            fields_row(
                [
                    fields.make("postcode", _("Postcode"), width=150),
                    fields.make("house_number", _("Number"), width=130),
                    fields.make("place_words", _("Or in words: behind the church, second porch"), width=420),
                ]
            ),
        ]
    )


def _how_soon(desk: Desk) -> ft.Control:
    style, form, fields = desk.device.style, desk.device.request, _Fields(desk)
    buttons = []
    for priority in Priority:

        def chosen(form: RequestForm, priority: Priority = priority) -> None:
            form.priority = priority

        handler = desk.do(_choose(desk, chosen))
        buttons.append(choice(style, f"priority-{priority}", short(priority), form.priority is priority, handler))
    meaning = "" if form.priority is None else _("Chosen: {meaning}.", meaning=explained(form.priority))
    return part(
        [
            heading(style, _("How soon?")),
            choices(buttons),
            *error_lines(style, form, "priority"),
            *([keyed("meaning", words(style, meaning, colour=style.palette.muted))] if meaning else []),
            fields_row(
                [
                    fields.make(
                        "deadline_minutes",
                        _("At the latest within ... minutes"),
                        width=330,
                        help_text=_("For example 40"),
                    )
                ]
            ),
        ]
    )


def _note(desk: Desk) -> ft.Control:
    style, form, fields = desk.device.style, desk.device.request, _Fields(desk)
    left = remaining(form.texts["note"], NOTE_CHARACTERS)
    travels = form.priority in {Priority.P1, Priority.P2} and form.category not in CALLBACK_ONLY
    controls = [
        heading(style, _("For the coordinator, without names")),
        field(
            desk,
            "request-note",
            _("What must the coordinator know?"),
            form.texts["note"],
            fields.changed("note", redraw=True),
            error=form.errors.get("note", ""),
            help_text=left,
            submitted=desk.act(desk.save_request),
        ),
    ]
    if form.priority is not None and not travels:
        controls.append(words(style, _("With this priority the note stays here."), colour=style.palette.muted))
    return part(controls)


def _more(desk: Desk) -> ft.Control:
    style, fields = desk.device.style, _Fields(desk)
    return part(
        [
            heading(style, _("More, if there is time")),
            fields_row(
                [
                    fields.make("people", _("People"), width=130),
                    fields.make("name", _("Name (stays here)"), width=330),
                    fields.make("phone", _("Telephone (stays here)"), width=280),
                ]
            ),
            fields.make("health_note", _("Health: oxygen, cannot walk, deaf ... (stays here)")),
            fields.make("access_note", _("Access: key, bell, floor, dog ... (stays here)")),
            fields.make("remarks", _("Remarks (stay here)"), lines=2),
        ]
    )
