# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening, the work of a shift, the night, closing: the list of the pack step by step, and what is said at its end."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.values import PointStatus, Role
from noodsteunpunt.domain.values_point import Custody, ListMoment, StepMark
from noodsteunpunt.domain.views_point import ListView
from ui.data_shift import ShiftData
from ui.desk import Desk
from ui.labels import label
from ui.parts import button, card, choice, choices, column, heading, stacked, tone_colour, words
from ui.presenter_shift import StepRow, list_rows, next_open
from ui.presenter_words import Tone, clock_time
from ui.texts import _, n_
from ui.theme import SPACE_L, SPACE_M
from ui.trouble import Action, Handler
from ui.views.form_parts import error_lines, fields_row, keyed, part, save_bar
from ui.views.panels import panel, panel_text
from ui.views.shift_parts import left_card, name_choices, names_here, reading, say_fields, shift_data, text_of
from ui.views.shift_said import said_open

_BEFORE = frozenset({None, PointStatus.STANDBY, PointStatus.ACTIVATING, PointStatus.CLOSED})
_GIVE = "give"


def list_view(desk: Desk, moment: ListMoment) -> ft.Control:
    """One step stands out; when none is left, what is said to everybody does."""
    data = shift_data(desk)
    if data is None:
        return reading(desk, label(moment))
    title = heading(desk.device.style, label(moment), level=1)
    match moment:
        case ListMoment.OPENING:
            parts, bar = _opening(desk, data)
        case ListMoment.NIGHT:
            parts, bar = _night(desk, data)
        case ListMoment.CLOSING:
            parts, bar = _closing(desk, data)
        case _:
            parts, bar = _steps(desk, data, moment), None
    return ft.Column([stacked([title, *parts]), *([bar] if bar else [])], spacing=SPACE_M, expand=True)


Parts = tuple[list[ft.Control], ft.Control | None]


# -- opening --------------------------------------------------------------------------------------------------------


def _opening(desk: Desk, data: ShiftData) -> Parts:
    shift, going = data.glance.shift, data.lists.get(ListMoment.OPENING)
    if shift is None or len(shift.people) < 2:
        return _first_people(desk, data)
    opened = data.glance.status not in _BEFORE
    if not opened and going is None and ListMoment.OPENING in data.listed:
        return _begin(desk, ListMoment.OPENING), None
    if not opened and going is not None and going.open_steps:
        return _steps(desk, data, ListMoment.OPENING), None
    if opened:
        return [*said_open(desk, data), *_steps(desk, data, ListMoment.OPENING)], None
    form = desk.device.duty.say
    form.begin(data.report, len(shift.people))
    save = desk.shift.open_point
    statuses = [
        choice(desk.device.style, f"status-{status}", label(status), (form.status or PointStatus.OPEN) is status,
               desk.do(lambda status=status: _status(desk, status)))  # type: ignore[misc]
        for status in (PointStatus.OPEN, PointStatus.LIMITED, PointStatus.FULL)
    ]  # fmt: skip
    parts = [
        words(desk.device.style, _("Every step is done. Now tell it: it goes to all points.")),
        part([choices(statuses), *error_lines(desk.device.style, form, "status")]),
        *say_fields(desk, form, save=save),
        *_steps(desk, data, ListMoment.OPENING),
    ]
    return parts, save_bar(desk, form, "say-open", save, text=_("We are open: tell it  Ctrl+Enter"))


def _status(desk: Desk, status: PointStatus) -> None:
    desk.device.duty.say.status = status
    desk.redraw()


def _first_people(desk: Desk, data: ShiftData) -> Parts:
    """Two can start: who leads, who else."""
    style, form, save = desk.device.style, desk.device.duty.shift, desk.shift.open_shift
    shift = data.glance.shift
    parts: list[ft.Control] = []
    actor = desk.device.actor
    lead = shift.lead if shift else form.texts["lead"] or (actor.name if actor else "")
    if shift is None:
        form.texts["lead"] = lead
        parts.append(
            part([heading(style, _("Who leads this shift?")),
                  *name_choices(desk, form, "lead", _("Name of the leader (stays here)"), names_here(desk, data))])
        )  # fmt: skip
    others = names_here(desk, data, without=lead)
    roles = [
        choice(style, f"second-role-{role}", label(role), role in form.roles,
               desk.do(lambda role=role: _second_role(desk, role)))  # type: ignore[misc]
        for role in Role if role is not Role.COORDINATOR
    ]  # fmt: skip
    parts += [
        part([heading(style, _("Who is the second one? One alone cannot open.")),
              *name_choices(desk, form, "person", _("Name (stays here)"), others, save=save, autofocus=True),
              choices(roles), *error_lines(style, form, "roles")]),
        fields_row([
            text_of(desk, form, "until", _("Until when, for example 14:00"), save=save, width=320),
            text_of(desk, form, "minimum", _("At least how many people (2)"), save=save, width=320),
        ]),
    ]  # fmt: skip
    return parts, save_bar(desk, form, "begin-shift", save, text=_("Begin the shift  Ctrl+Enter"))


def _second_role(desk: Desk, role: Role) -> None:
    desk.device.duty.shift.roles ^= {role}
    desk.device.duty.shift.answered("roles")
    desk.redraw()


# -- the list itself ------------------------------------------------------------------------------------------------


def _begin(desk: Desk, moment: ListMoment) -> list[ft.Control]:
    style = desk.device.style
    press = desk.act(lambda: desk.shift.start_list(moment))
    return [
        words(style, _("The list of the information pack, step by step. Who did what is kept with it.")),
        ft.Row([button(style, "start-list", _("Begin the list"), press, filled=True, big=True, autofocus=True)]),
    ]


def _steps(desk: Desk, data: ShiftData, moment: ListMoment) -> list[ft.Control]:
    """Done steps say who and when; the first open one has the buttons, and Enter is *done*."""
    style, going = desk.device.style, data.lists.get(moment)
    if going is None:
        if moment in data.listed:
            return _begin(desk, moment)
        return [words(style, _("The information pack has no list for this."), colour=style.palette.muted)]
    left = going.open_steps
    count = n_("{count} step left", "{count} steps left", left) if left else _("Every step is done.")
    head = ft.Row([heading(style, going.title or label(moment)), words(style, count, bold=True)], wrap=True,
                  spacing=SPACE_L)  # fmt: skip
    upcoming = next_open(going)
    rows = [_step(desk, going, row, row.step == upcoming) for row in list_rows(going, desk.now())]
    return [head, column(rows, spacing=SPACE_M)]


def _step(desk: Desk, going: ListView, row: StepRow, first: bool) -> ft.Control:
    style, number = desk.device.style, row.step.number
    done = row.step.mark is not StepMark.OPEN
    said = [words(style, f"{number + 1}. {row.text}", bold=first, colour=tone_colour(style, row.tone))]
    if row.said:
        said.append(words(style, row.said, colour=style.palette.muted))
    name = f"step-{number}"
    if not first:
        press = desk.act(lambda: desk.shift.mark(going.id, number, StepMark.OPEN if done else StepMark.DONE))
        tick = choice(style, name, _("Done") if done else _("Do now"), done, press)
        body = column(said, spacing=0)
        body.expand = True
        return ft.Row([body, tick], spacing=SPACE_L, vertical_alignment=ft.CrossAxisAlignment.START)

    def mark(word: StepMark) -> Handler:
        return desk.act(lambda: desk.shift.mark(going.id, number, word))

    buttons = [
        button(style, f"step-done-{number}", _("Done"), mark(StepMark.DONE), filled=True, autofocus=True, big=True),
        button(style, f"step-not-needed-{number}", _("Not needed here"), mark(StepMark.NOT_NEEDED)),
    ]
    if row.step.card:
        path = f"/information/card/{row.step.card}"
        buttons.append(button(style, "step-card", _("How to do it"), desk.act(lambda: desk.go(path))))
    return keyed(f"next-step-{number}", card(style, [*said, choices(buttons)], edge=Tone.ATTENTION))


# -- night and closing ----------------------------------------------------------------------------------------------


def _night(desk: Desk, data: ShiftData) -> Parts:
    style, form = desk.device.style, desk.device.duty.say
    if data.glance.status is PointStatus.NIGHT_CLOSED:
        form.begin(data.report, len(data.glance.shift.people) if data.glance.shift else 0)
        parts = [words(style, _("The point is closed for the night.")), *say_fields(desk, form, save=desk.shift.reopen)]
        return parts, save_bar(desk, form, "say-open-again", desk.shift.reopen, text=_("Open again  Ctrl+Enter"))
    return _ending(desk, data, ListMoment.NIGHT, desk.shift.sleep, "say-night", _("Closed for the night  Ctrl+Enter"))


def _ending(desk: Desk, data: ShiftData, moment: ListMoment, save: Action, name: str, text: str) -> Parts:
    form, left = desk.device.duty.say, data.to_sleep if moment is ListMoment.NIGHT else data.to_close
    form.begin(data.report, len(data.glance.shift.people) if data.glance.shift else 0)
    parts = [*left_card(desk, left, _("First settle this")), *_steps(desk, data, moment)]
    if not left.nothing:
        return parts, None
    return [*say_fields(desk, form, save=save), *parts], save_bar(desk, form, name, save, text=text)


def _closing(desk: Desk, data: ShiftData) -> Parts:
    style, form = desk.device.style, desk.device.duty.say
    status, going = data.glance.status, data.lists.get(ListMoment.CLOSING)
    if status is PointStatus.CLOSED:
        return [words(style, _("The point is closed. The records are sealed."), bold=True)], None
    if data.glance.shift is None:
        return [
            words(style, _("Nobody is on duty: there is nothing to close. Say it with the status of this point."))
        ], None
    if status is not PointStatus.CLOSING:
        form.begin(data.report, len(data.glance.shift.people))
        save = desk.shift.begin_closing
        parts = [
            words(
                style, _("From now on nobody new comes in. Everything that is open gets an answer or goes to others.")
            ),
            *say_fields(desk, form, save=save),
            *left_card(desk, data.to_close, _("Still open")),
        ]
        return parts, save_bar(desk, form, "say-closing", save, text=_("We are closing: tell it  Ctrl+Enter"))
    parts, bar = _ending(
        desk, data, ListMoment.CLOSING, desk.shift.close, "say-closed", _("Closed: seal the records  Ctrl+Enter")
    )
    return [*parts, *_custody(desk, going)], bar


def _custody(desk: Desk, going: ListView | None) -> list[ft.Control]:
    """What leaves the point, and who took it."""
    style, form = desk.device.style, desk.panel
    if going is None:
        return []
    rows: list[ft.Control] = [heading(style, _("What goes to whom"))]
    rows += [
        words(style, _("{thing}: {receiver}, {time}", thing=label(thing), receiver=receiver,
                       time=clock_time(at, desk.now())), colour=style.palette.done)
        for thing, receiver, at in going.given
    ]  # fmt: skip
    if form.name != _GIVE:
        rows.append(ft.Row([button(style, "give", _("Give something along"), desk.do(lambda: desk.open_panel(_GIVE)))]))
        return [card(style, rows)]

    def choose(thing: Custody) -> None:
        form.texts["thing"] = thing.value
        desk.redraw()

    chosen = form.texts["thing"] or Custody.RECORDS.value
    things = [
        choice(style, f"give-{thing}", label(thing), chosen == thing.value,
               desk.do(lambda thing=thing: choose(thing)))  # type: ignore[misc]
        for thing in Custody
    ]  # fmt: skip
    asked = [
        choices(things),
        panel_text(desk, "receiver", _("Name of who takes it (stays here)"), width=420, autofocus=True),
        panel_text(desk, "words", _("Remark (stays here)")),
    ]
    return [card(style, rows), panel(desk, _("What goes to whom"), asked, lambda: desk.shift.give(going.id))]
