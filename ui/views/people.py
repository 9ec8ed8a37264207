# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Medewerkers*: who works here with which roles, somebody new in half a minute, a badge, a forgotten PIN."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.people import PersonRow
from noodsteunpunt.domain.values import Role
from ui.desk import Desk
from ui.fields import field, tick
from ui.labels import label
from ui.parts import (
    button,
    card,
    choice,
    choices,
    column,
    fact_rows,
    heading,
    link_button,
    nothing,
    pressable,
    stacked,
    words,
)
from ui.presenter_requests import Fact
from ui.presenter_shift import roles_text
from ui.presenter_words import Tone, when
from ui.texts import _, mark
from ui.theme import SPACE_L, SPACE_M
from ui.views.form_parts import error_lines, fields_row, part, save_bar
from ui.views.panels import panel, panel_text
from ui.views.shift_parts import reading, shift_data

_PIN = "new-pin"
CONDUCT = (
    mark("You help everybody alike, and you know what you do not do: no medical acts, no promises."),
    mark("What you hear of people stays here. You do not photograph and do not post."),
    mark("You never go out alone, and never into a house alone."),
    mark("You listen to the leader of the point. Danger? You walk away and say it."),
)
"""The rules that are told before somebody begins."""


def people_view(desk: Desk) -> ft.Control:
    """Everybody, and the button for one more."""
    style, data = desk.device.style, shift_data(desk)
    if data is None:
        return reading(desk, _("Who works here"))
    here = [row for row in data.people if not row.gone]
    gone = [row for row in data.people if row.gone]
    add = button(style, "add-person", _("Add somebody"), desk.act(lambda: desk.go("/shift/people/add")), filled=True,
                 big=True, autofocus=True)  # fmt: skip
    parts: list[ft.Control] = [heading(style, _("Who works here"), level=1), ft.Row([add])]
    if not here:
        parts.append(nothing(style, _("Nobody was added yet. The leader adds herself first: then the others can be.")))
    parts += [_row(desk, row) for row in here]
    if gone:
        parts += [heading(style, _("Not here any more")), *(_row(desk, row) for row in gone)]
    return stacked(parts)


def _row(desk: Desk, row: PersonRow) -> ft.Control:
    style = desk.device.style
    seen = "" if row.at is None else _("at a keyboard since {when}", when=when(row.at, desk.now()))
    said = ft.Row(
        [words(style, row.person, bold=True), words(style, roles_text(row.roles)),
         words(style, seen, colour=style.palette.muted)],
        wrap=True, spacing=SPACE_L, run_spacing=0,
    )  # fmt: skip
    return pressable(style, f"person-{row.id}", said, desk.act(lambda: desk.go(f"/shift/people/{row.id}")))


def add_view(desk: Desk) -> ft.Control:
    """Name, role, PIN, and the rules: half a minute."""
    style, form, save = desk.device.style, desk.device.new_person, desk.keyboard.add
    first = not desk.keyboard.people
    if first:
        form.roles.add(desk.keyboard.lead)

    def typed(name: str, value: str) -> None:
        form.texts[name] = value
        if form.answered(name):
            desk.redraw_soon()

    def role(code: Role) -> None:
        form.roles ^= {code}
        form.answered("roles")
        desk.redraw()

    def agreed(value: bool) -> None:
        form.conduct = value
        form.answered("conduct")

    other = Role.COORDINATOR if desk.keyboard.lead is Role.POINT_LEAD else Role.POINT_LEAD
    roles = [
        choice(style, f"new-role-{code}", label(code), code in form.roles,
               desk.do(lambda code=code: role(code)))  # type: ignore[misc]
        for code in Role if code is not other
    ]  # fmt: skip
    one = [
        field(desk, "new-person", _("Name (stays here)"), form.texts["person"], lambda text: typed("person", text),
              error=form.errors.get("person", ""), width=420, autofocus=True),
        field(desk, "new-pin", _("PIN of four to eight digits, typed by themselves"), form.texts["pin"],
              lambda text: typed("pin", text), error=form.errors.get("pin", ""), width=420, secret=True,
              submitted=desk.act(save)),
    ]  # fmt: skip
    intro = _("You are the first, so you lead this point.") if first else _("Let them type the PIN themselves.")
    parts = [
        heading(style, _("Add somebody"), level=1),
        words(style, intro),
        fields_row(one),
        part([heading(style, _("Which roles")), choices(roles), *error_lines(style, form, "roles")]),
        card(style, [heading(style, _("Tell them the rules")), *(words(style, f"- {_(text)}") for text in CONDUCT),
                     tick(desk, "new-conduct", _("Told, and they agree"), form.conduct, agreed),
                     *error_lines(style, form, "conduct")]),
    ]  # fmt: skip
    bar = save_bar(desk, form, "save-person", save, text=_("Add  Ctrl+Enter"))
    return ft.Column([stacked(parts), bar], spacing=SPACE_M, expand=True)


def person_view(desk: Desk, identifier: str) -> ft.Control:
    """One of them: roles, badge, PIN, gone."""
    style, data = desk.device.style, shift_data(desk)
    if data is None:
        return reading(desk, _("Who works here"))
    row = next((one for one in data.people if one.id == identifier), None)
    if row is None:
        return nothing(style, _("This person does not work here (any more)."))
    back = desk.act(lambda: desk.go("/shift/people"))
    parts: list[ft.Control] = [
        heading(style, row.person, level=1),
        fact_rows(style, (Fact(_("Added"), when(row.added_at, desk.now())),)),
        ft.Row([button(style, "people-back", _("Done: to the list"), back, filled=True, autofocus=True)]),
    ]
    if row.gone:
        again = desk.act(lambda: desk.keyboard.change(row.id, back=True))
        parts += [words(style, _("Does not work here any more.")), ft.Row([button(style, "back", _("Is back"), again)])]
        return stacked(parts)
    parts += [_roles(desk, row), *_proofs(desk, row)]
    return stacked(parts)


def _roles(desk: Desk, row: PersonRow) -> ft.Control:
    style = desk.device.style
    other = Role.COORDINATOR if desk.keyboard.lead is Role.POINT_LEAD else Role.POINT_LEAD
    roles = [
        choice(style, f"role-of-{code}", label(code), code in row.roles,
               desk.act(lambda code=code: desk.keyboard.change_role(row, code)))  # type: ignore[misc]
        for code in Role if code is not other
    ]  # fmt: skip
    return part([heading(style, _("Which roles")), choices(roles)])


def _proofs(desk: Desk, row: PersonRow) -> list[ft.Control]:
    style = desk.device.style
    buttons = [
        link_button(style, "print-badge", _("Badge on paper"), f"/print/badge/{row.id}", picture="print"),
        button(style, "new-badge", _("Badge lost: a new one"),
               desk.act(lambda: desk.keyboard.change(row.id, badge=True))),
        button(style, "forgot-pin", _("PIN forgotten: another one"), desk.do(lambda: desk.open_panel(_PIN))),
        button(style, "gone", _("Does not work here any more"),
               desk.act(lambda: desk.keyboard.change(row.id, gone=True)), tone=Tone.ATTENTION),
    ]  # fmt: skip
    parts: list[ft.Control] = [heading(style, _("Badge and PIN")), choices(buttons)]
    if desk.panel.name == _PIN:
        asked = panel_text(desk, "pin", _("New PIN, typed by themselves"), width=420, autofocus=True)
        parts.append(panel(desk, _("Another PIN"), [asked], lambda: desk.keyboard.new_pin(row.id)))
    return [column(parts)]
