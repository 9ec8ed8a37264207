# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A message to another point or to all; or one that was heard over another road and is written down here."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from noodsteunpunt.domain.typed import TEXT_LIMITS
from noodsteunpunt.domain.values_desk import Precedence, Road, Topic
from ui.desk import Desk
from ui.fields import field
from ui.parts import choice, choices, heading, stacked, words
from ui.presenter_intake import seen_time
from ui.presenter_messages import HEARD
from ui.presenter_rules import remaining
from ui.texts import _
from ui.theme import SPACE_M
from ui.views.form_parts import code_choices, error_lines, labelled, save_bar


def message_form_view(desk: Desk, *, wide: bool) -> ft.Control:
    """To whom, how soon, what about, the text."""
    style, form = desk.device.style, desk.device.message
    title = _("Message that we heard") if form.heard else _("Answer") if form.in_reply_to else _("New message")
    rows: list[ft.Control] = [heading(style, title, level=1)]
    if form.in_reply_to is None:
        rows.append(_kind(desk, wide=wide))
    rows.append(_to(desk, wide=wide))
    if form.heard:
        rows.append(_road(desk, wide=wide))
    rows += [_how_soon(desk, wide=wide), _text(desk, wide=wide)]
    said = _("Record  Ctrl+Enter") if form.heard else _("Record and send  Ctrl+Enter")
    bar = save_bar(desk, form, "save-message", desk.messages.save, text=said)
    return ft.Column([stacked(rows, spacing=SPACE_M), bar], spacing=SPACE_M, expand=True)


def _set(desk: Desk, name: str, value: object) -> Callable[[], None]:
    def chosen() -> None:
        setattr(desk.device.message, name, value)
        desk.device.message.answered(name, "to_point" if name == "to" else name)
        desk.keep_soon()
        desk.redraw()

    return chosen


def _kind(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.message
    row = choices(
        [
            choice(style, "heard-no", _("We send it"), not form.heard, desk.do(_set(desk, "heard", False))),
            choice(
                style, "heard-yes", _("We heard it by another road"), form.heard, desk.do(_set(desk, "heard", True))
            ),
        ]
    )
    return labelled(style, _("Kind"), [row], wide=wide)


def _to(desk: Desk, *, wide: bool) -> ft.Control:
    style, form, station = desk.device.style, desk.device.message, desk.snapshot.station
    others = [point for point in station.points if point.number != station.point.number]
    answers = [
        choice(
            style,
            f"to-{point.letters}",
            f"{point.name} ({point.letters})",
            form.to == point.number,
            desk.do(_set(desk, "to", point.number)),
        )
        for point in others
    ]
    everybody = _("Somebody else") if form.heard else _("All points")
    answers.append(choice(style, "to-all", everybody, form.to == 0, desk.do(_set(desk, "to", 0))))
    rows: list[ft.Control] = [choices(answers), *error_lines(style, form, "to_point")]
    if form.to == 0 and not form.heard:
        rows.append(words(style, _("Everybody can read this: nothing about a person."), bold=True))
    if form.heard and form.to == 0:
        rows.append(_field(desk, "from_words", _("From whom"), width=420))
    return labelled(style, _("From") if form.heard else _("To"), rows, wide=wide)


def _road(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.message
    row = code_choices(
        style, "road", HEARD, lambda one: form.road is one, lambda one: desk.do(_set(desk, "road", Road(one)))
    )
    return labelled(style, _("Road"), [row], wide=wide)


def _how_soon(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.message
    soon = code_choices(
        style,
        "precedence",
        tuple(Precedence),
        lambda one: form.precedence is one,
        lambda one: desk.do(_set(desk, "precedence", Precedence(one))),
    )
    topic = code_choices(
        style,
        "topic",
        [one for one in Topic if one is not Topic.UNIT],
        lambda one: form.topic is one,
        lambda one: desk.do(_set(desk, "topic", Topic(one))),
    )
    return ft.Column(
        [labelled(style, _("How soon"), [soon], wide=wide), labelled(style, _("About"), [topic], wide=wide)],
        spacing=SPACE_M,
        tight=True,
    )


def _text(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.message
    left = remaining(form.texts["text"], TEXT_LIMITS["text"])
    text = _field(desk, "text", _("Message, without names"), help_text=left, autofocus=True)
    reply = _field(
        desk,
        "reply",
        _("Answer asked before: in 1 hour, 15:00"),
        width=380,
        help_text=seen_time(form.texts["reply"], desk.when()).text,
    )
    return ft.Column(
        [labelled(style, _("Text"), [text], wide=wide), labelled(style, _("Answer"), [reply], wide=wide)],
        spacing=SPACE_M,
        tight=True,
    )


def _field(
    desk: Desk, name: str, text: str, *, width: float | None = None, help_text: str = "", autofocus: bool = False
) -> ft.Control:
    form = desk.device.message

    def typed(value: str) -> None:
        if form.started_at is None:
            form.started_at = desk.now()
        form.texts[name] = value
        form.answered(name)
        desk.redraw_soon()
        desk.keep_soon()

    return field(
        desk,
        f"message-{name}",
        text,
        form.texts[name],
        typed,
        error=form.errors.get(name, ""),
        width=width,
        help_text=help_text,
        autofocus=autofocus,
        submitted=desk.act(desk.messages.save),
    )
