# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Wie zit er achter het toetsenbord?* While nobody was added: a name and a role, once per browser. From then on:
number and PIN in one go, or a badge."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.people import PersonRow
from noodsteunpunt.domain.values import Role
from ui.desk import Desk
from ui.fields import field, tick
from ui.forms_people import numbered, usual_role
from ui.labels import label
from ui.parts import button, card, choice, choices, heading, words
from ui.presenter_words import Tone
from ui.texts import _
from ui.trouble import Handler
from ui.views.form_parts import fields_row, keyed

_NAME_WIDTH = 420


def who_card(desk: Desk) -> ft.Control:
    """The card on top of a screen, or instead of it."""
    return _known_people(desk) if desk.keyboard.people else _nobody_yet(desk)


# -- people who were added ------------------------------------------------------------------------------------------


def _known_people(desk: Desk) -> ft.Control:
    style, form = desk.device.style, desk.device.keyboard
    controls: list[ft.Control] = [heading(style, _("Who is at the keyboard?"))]
    if desk.device.locked:
        controls.append(words(style, _("Locked. What was typed is still there."), bold=True))
    people = numbered(desk.keyboard.people)
    begin = button(style, "who-begin", _("Start"), desk.act(desk.keyboard.sit_down), filled=True)
    controls += [
        words(style, _("Type your number and your PIN in one go, or scan your badge.")),
        fields_row([_pin(desk, people[0][0]), begin]),
    ]
    if form.refusal:
        controls.append(keyed("who-refused", words(style, form.refusal, bold=True, colour=style.palette.danger)))
    controls += [
        choices([_person(desk, digits, person) for digits, person in people]),
        *_roles(desk),
    ]
    return keyed("who", card(style, controls, edge=Tone.ATTENTION))


def _person(desk: Desk, digits: str, person: PersonRow) -> ft.Control:
    form = desk.device.keyboard
    chosen = form.person == person.id
    press = desk.do(lambda: desk.keyboard.choose(person.id, usual_role(person)))
    return choice(desk.device.style, f"who-{digits}", f"{digits}   {person.person}", chosen, press)


def _roles(desk: Desk) -> list[ft.Control]:
    """Who has several says which one is worn now."""
    form = desk.device.keyboard
    person = next((row for row in desk.keyboard.people if row.id == form.person), None)
    if person is None or len(person.roles) < 2:
        return []
    rows = [
        choice(
            desk.device.style,
            f"who-role-{role}",
            label(role),
            form.role is role,
            desk.do(lambda role=role: desk.keyboard.choose(person.id, role)),  # type: ignore[misc]
        )
        for role in Role
        if role in person.roles
    ]
    return [choices(rows)]


def _pin(desk: Desk, example: str) -> ft.Control:
    form = desk.device.keyboard

    def typed(text: str) -> None:
        form.texts["pin"] = text
        if form.answered("pin"):
            desk.redraw_soon()

    asked = _("Number and PIN") if form.person is None else _("PIN")
    return field(
        desk,
        "who-pin",
        _("{asked}, or badge", asked=asked),
        form.texts["pin"],
        typed,
        error=form.errors.get("pin", ""),
        help_text="" if form.person else _("For example {digits}4711 for who has number {digits}", digits=example),
        width=_NAME_WIDTH,
        autofocus=True,
        submitted=desk.act(desk.keyboard.sit_down),
        secret=True,
    )


# -- nobody was added yet -------------------------------------------------------------------------------------------


def _nobody_yet(desk: Desk) -> ft.Control:
    style, form = desk.device.style, desk.device.person

    def set_name(text: str) -> None:
        form.texts["name"] = text

    begin = desk.act(desk.keyboard.begin)
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
            width=_NAME_WIDTH,
            autofocus=True,
            submitted=begin,
        ),
        choices(roles),
        *_first_leader(desk),
        ft.Row([button(style, "person-begin", _("Start"), begin, filled=True)]),
    ]
    if form.refusal:
        controls.append(words(style, form.refusal, bold=True, colour=style.palette.danger))
    return keyed("who", card(style, controls, edge=Tone.ATTENTION))


def _first_leader(desk: Desk) -> list[ft.Control]:
    """Who leads may choose a PIN at once; then everybody signs in with one."""
    style, form = desk.device.style, desk.device.person
    if form.role is not desk.keyboard.lead:
        return []

    def typed(text: str) -> None:
        form.texts["pin"] = text
        if form.answered("pin", "conduct"):
            desk.redraw_soon()

    def agreed(value: bool) -> None:
        form.conduct = value

    return [
        words(
            style, _("Choose a PIN, then you can add the others, each with their own. Without one you start as well.")
        ),
        field(
            desk,
            "person-pin",
            _("PIN of four to eight digits, if you want"),
            form.texts["pin"],
            typed,
            error=form.errors.get("pin", ""),
            width=_NAME_WIDTH,
            submitted=desk.act(desk.keyboard.begin),
            secret=True,
        ),
        tick(desk, "person-conduct", _("I know the rules of conduct and keep to them"), form.conduct, agreed),
    ]


def _choose(desk: Desk, role: Role) -> Handler:
    def choose() -> None:
        desk.device.person.role = role
        desk.redraw()

    return desk.do(choose)
