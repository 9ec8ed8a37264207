# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The intake on one screen: the 112-check above, what, where and how soon, all else below, and the button that saves.

Check and button stand still; what is between them scrolls.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from noodsteunpunt.domain.rules_request import travels_sealed
from noodsteunpunt.domain.typed import NOTE_CHARACTERS
from noodsteunpunt.domain.values import Category, Priority
from ui.desk import Desk
from ui.everyday import GROUPS
from ui.labels import explained, label, short
from ui.parts import button, choice, choices, heading, stacked, tile, words
from ui.presenter_intake import Seen, care, chosen_need, place_help, seen_time, similar_lines
from ui.presenter_rules import remaining
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M, TEXT
from ui.trouble import Action
from ui.views.form_parts import error_lines, fields_row, keyed, labelled, save_bar
from ui.views.intake_fields import answer_field
from ui.views.intake_more import more_rows
from ui.views.ticket import ticket_view

_TILES, _NARROW_TILES, _TILE_WIDTH = 8, 4, 118
_FITTING, _SIMILAR, _STREETS = 8, 3, 5


def intake_view(desk: Desk, room: float, *, wide: bool) -> ft.Control:
    """The form, or the ticket once it is recorded. ``room``: pixels beside each other at normal text size."""
    form = desk.device.request
    if form.saved is not None:
        return ticket_view(desk)
    rows = [
        _what(desk, room, wide=wide),
        *(_where(desk, number, wide=wide) for number in range(form.addresses)),
        *_similar(desk, wide=wide),
        _how_soon(desk, wide=wide),
        _note(desk, wide=wide),
        *more_rows(desk, wide=wide),
    ]
    bar = save_bar(desk, form, "save-request", desk.intake.save, _("This is not 112."))
    return ft.Column([_danger(desk), stacked(rows, spacing=SPACE_M), bar], spacing=SPACE_M, expand=True)


def _danger(desk: Desk) -> ft.Control:
    """One key when the answer is no."""
    style, form, intake = desk.device.style, desk.device.request, desk.intake
    desk.shortcuts["J"] = intake.say_yes
    yes = button(style, "danger-yes", _("Yes  J: emergency report"), desk.act(intake.say_yes), picture="emergency")
    if form.danger is None:

        async def no() -> None:
            intake.say_no()

        desk.shortcuts["N"] = no
        said = heading(style, _("Is somebody's life in danger right now?"), size=TEXT)
        answers = [
            button(style, "danger-no", _("No  Enter"), desk.do(intake.say_no), filled=True, autofocus=True),
            yes,
        ]
    else:
        said = words(style, _("No danger to life right now."), bold=True, colour=style.palette.done)
        answers = [button(style, "danger-yes", _("There is  J: emergency report"), desk.act(intake.say_yes))]
    row = [said, *answers]
    return ft.Semantics(
        key="danger",
        identifier="danger",
        container=True,
        content=ft.Row(
            row, wrap=True, spacing=SPACE_L, run_spacing=SPACE_M, vertical_alignment=ft.CrossAxisAlignment.CENTER
        ),
    )


def _what(desk: Desk, room: float, *, wide: bool) -> ft.Control:
    style, form, intake = desk.device.style, desk.device.request, desk.intake
    if form.category is not None:
        chosen = [
            words(style, chosen_need(form.category), bold=True),
            button(style, "change-category", _("Something else"), desk.do(intake.change_category)),
        ]
        row = ft.Row(
            chosen, wrap=True, spacing=SPACE_L, run_spacing=SPACE_M, vertical_alignment=ft.CrossAxisAlignment.CENTER
        )
        lines: list[ft.Control] = [keyed("chosen-category", row)]
        if said := care(form.category):
            lines.append(keyed("care", words(style, said, bold=True, colour=style.palette.attention)))
        if form.category is Category.MINOR_ALONE:
            go = button(
                style, "child-go-on", _("Go on with two of the team"), desk.act(desk.children.begin), filled=True
            )
            lines.append(keyed("child-go-on", choices([go])))
        if form.category is Category.TRACING:
            ask = button(style, "trace-go-on", _("Go on: who is missing"), desk.act(desk.traces.begin), filled=True)
            lines.append(keyed("trace-go-on", choices([ask])))
        return labelled(style, _("What"), lines, wide=wide)
    for digit, group in enumerate(GROUPS, 1):
        desk.shortcuts[str(digit)] = _shortcut(partial(intake.choose_group, group))
    fitting = form.fitting()
    found = [
        choice(style, f"category-{one}", label(one), False, desk.do(partial(intake.choose_category, one)))
        for one in fitting[:_FITTING]
    ]
    help_text = _("Enter takes the first") if fitting else _("A digit, or letters: tra, insulin, lift")
    letters = answer_field(desk, "what", _("Letters"), width=300, help_text=help_text, entered=intake.first_fitting)
    return labelled(
        style,
        _("What"),
        [
            _tiles(desk, room, wide=wide),
            fields_row([letters, *found]),
            *error_lines(style, form, "category"),
        ],
        wide=wide,
    )


def _tiles(desk: Desk, room: float, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.request
    beside = 112 if wide else 0
    per_row = _TILES if room - beside >= _TILES * _TILE_WIDTH else _NARROW_TILES
    width = ((room - beside - 8) * style.scale - (per_row - 1) * SPACE_M) / per_row
    tiles = [
        tile(
            style,
            f"group-{group}",
            str(digit),
            group,
            label(group),
            form.shown_group is group,
            desk.do(partial(desk.intake.choose_group, group)),
            width=width,
        )
        for digit, group in enumerate(GROUPS, 1)
    ]
    return ft.Row(tiles, wrap=True, spacing=SPACE_M, run_spacing=SPACE_M)


def _shortcut(act: Callable[[], None]) -> Action:
    async def pressed() -> None:
        act()

    return pressed


def _where(desk: Desk, number: int, *, wide: bool) -> ft.Control:
    style, form, intake = desk.device.style, desk.device.request, desk.intake
    title = _("Where") if form.addresses == 1 else _("Address {number}", number=number + 1)
    place = form.place(number, intake.streets)
    fields = [
        answer_field(
            desk,
            "place",
            _("Postcode or street"),
            number=number,
            width=330,
            help_text=place_help(form.of_address("place", number), place, intake.streets),
        ),
        answer_field(desk, "house_number", _("Number"), number=number, width=130),
        answer_field(desk, "place_words", _("Or in words: behind the church, second porch"), number=number, width=430),
    ]
    if number:
        fields.append(answer_field(desk, "name", _("Name (stays here)"), number=number, width=330))
    typed = form.of_address("place", number)
    streets = [] if place.known or len(typed.strip()) < 2 else intake.streets.suggest(typed, _STREETS)
    suggestions = [
        button(
            style,
            f"street-{number}-{index}",
            " ".join(part for part in (street.name, street.district or street.pc4) if part),
            desk.do(partial(intake.choose_street, street, number)),
        )
        for index, street in enumerate(streets)
    ]
    rows = [fields_row(fields)]
    if suggestions:
        rows.append(keyed(f"streets-{number}", choices(suggestions)))
    return labelled(style, title, rows, wide=wide)


def _similar(desk: Desk, *, wide: bool) -> list[ft.Control]:
    style, intake = desk.device.style, desk.intake
    lines = similar_lines(intake.similar[:_SIMILAR], desk.now())
    if not lines:
        return []
    rows: list[ft.Control] = [
        ft.Row(
            [
                words(style, line.text, bold=True),
                button(style, f"same-{line.ticket}", _("This is the same"), desk.act(partial(intake.same_as, line.id))),
            ],
            wrap=True,
            spacing=SPACE_L,
            run_spacing=0,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        )
        for line in lines
    ]
    return [keyed("similar", labelled(style, _("Looks like"), rows, wide=wide))]


def _how_soon(desk: Desk, *, wide: bool) -> ft.Control:
    style, form, intake = desk.device.style, desk.device.request, desk.intake
    buttons = []
    for digit, priority in enumerate(Priority, 1):
        if form.category is not None:
            desk.shortcuts[str(digit)] = _shortcut(partial(intake.choose_priority, priority))
        pressed = desk.do(partial(intake.choose_priority, priority))
        buttons.append(choice(style, f"priority-{priority}", short(priority), form.priority is priority, pressed))
    seen: Seen = seen_time(form.texts["deadline"], desk.when())
    limit = answer_field(
        desk,
        "deadline",
        _("At the latest: in 40 min, 14:30"),
        width=290,
        help_text=seen.text,
    )
    rows: list[ft.Control] = [fields_row([*buttons, limit]), *error_lines(style, form, "priority")]
    if form.priority is not None:
        meaning = _("Chosen: {meaning}.", meaning=explained(form.priority))
        rows.append(keyed("meaning", words(style, meaning, colour=style.palette.muted)))
    if seen.urgent and form.priority in {None, Priority.P3, Priority.P4}:
        make = button(
            style,
            "make-p2",
            _("That is within 4 hours: make it P2"),
            desk.do(lambda: intake.choose_priority(Priority.P2)),
        )
        rows.append(keyed("make-p2", choices([make])))
    return labelled(style, _("How soon"), rows, wide=wide)


def _note(desk: Desk, *, wide: bool) -> ft.Control:
    style, form = desk.device.style, desk.device.request
    travels = form.priority is None or travels_sealed(form.category, form.priority)
    left = remaining(form.texts["note"], NOTE_CHARACTERS)
    if not travels:
        left = _("With this priority the note stays here.") + " " + left
    line = answer_field(desk, "note", _("What the coordinator must know, without names"), help_text=left)
    return labelled(style, _("Note"), [line], wide=wide)
