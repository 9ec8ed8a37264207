# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Children who came alone: the list, and the page of one with the next step."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from noodsteunpunt.domain.values_point import ChildStatus, Proof, ReleaseTo
from noodsteunpunt.domain.views_point import ChildView
from ui.data_children import ChildrenData
from ui.desk import Desk
from ui.labels import label
from ui.parts import (
    beside,
    button,
    card,
    choice,
    choices,
    column,
    fact_rows,
    heading,
    nothing,
    pressable,
    stacked,
    tone_colour,
    words,
)
from ui.presenter_children import ChildStep, child_facts, child_title, next_for, seeker_lines
from ui.presenter_words import Tone
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.trouble import Action, Handler
from ui.views.child_form import two_names
from ui.views.form_parts import error_lines, keyed
from ui.views.panels import panel, panel_text
from ui.views.shift_parts import name_choices, reading

_FITS = tuple(proof for proof in Proof if proof is not Proof.NAME_SAID)


def _me(desk: Desk) -> str:
    return desk.device.actor.name if desk.device.actor else ""


def child_cards(desk: Desk, children: Sequence[ChildView]) -> list[ft.Control]:
    """On *Nu*, until each of them has gone along."""
    style, rows = desk.device.style, []
    for child in children:
        step = next_for(child, _me(desk))
        said = words(style, f"{child_title(child)}. {step.text}", bold=True, colour=tone_colour(style, step.tone))
        go = button(style, f"child-{child.wristband}", _("Go on"), _opens(desk, child), tone=step.tone)
        row = ft.Row([said, go], wrap=True, spacing=SPACE_L, run_spacing=SPACE_M,
                     vertical_alignment=ft.CrossAxisAlignment.CENTER)  # fmt: skip
        rows.append(keyed(f"card-child-{child.id}", card(style, [row], edge=step.tone)))
    return rows


def _opens(desk: Desk, child: ChildView) -> Handler:
    return desk.act(lambda: desk.go(f"/children/{child.id}"))


def children_view(desk: Desk) -> ft.Control:
    """Who is here, and who went along."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, ChildrenData):
        return reading(desk, _("Children alone"))
    here = [child for child in data.children if child.status is not ChildStatus.RELEASED]
    gone = [child for child in data.children if child.status is ChildStatus.RELEASED]
    new = button(style, "new-child", _("Child alone"), desk.act(lambda: desk.children.begin()), filled=not here)
    seek = button(style, "seek-child", _("Somebody seeks a child"), desk.act(lambda: desk.go("/children/seek")))
    parts: list[ft.Control] = [heading(style, _("Children alone"), level=1), choices([new, seek])]
    parts += child_cards(desk, here) or [nothing(style, _("No child is here alone."))]
    if gone:
        parts.append(heading(style, _("Gone along")))
        parts += [pressable(style, f"gone-{one.wristband}", words(style, child_title(one)), _opens(desk, one))
                  for one in gone]  # fmt: skip
    return stacked(parts)


def child_view(desk: Desk, identifier: str, *, wide: bool) -> ft.Control:
    """The page of one child; what has to be said with a step opens under it."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, ChildrenData):
        return reading(desk, _("Child alone"))
    child = next((one for one in data.children if one.id == identifier), None)
    if child is None:
        return nothing(style, _("This child is not known here (any more)."))
    step = next_for(child, _me(desk))
    left: list[ft.Control] = [
        heading(style, child_title(child), level=1),
        words(style, label(child.status), bold=True),
        _next(desk, data, child, step),
    ]
    right: list[ft.Control] = [fact_rows(style, child_facts(child, desk.now(), bare=data.bare))]
    for seeker in child.seekers:
        lines = [words(style, text, bold=tone is not Tone.PLAIN, colour=tone_colour(style, tone))
                 for text, tone in seeker_lines(seeker, desk.now())]  # fmt: skip
        right.append(card(style, [heading(style, _("Asks for the child")), *lines],
                          edge=Tone.DANGER if seeker.doubted else Tone.PLAIN))  # fmt: skip
    return stacked([beside(column(left), column(right), wide=wide)])


def _next(desk: Desk, data: ChildrenData, child: ChildView, step: ChildStep) -> ft.Control:
    style = desk.device.style
    opened = _panel(desk, data, child, step)
    if opened is not None:
        return opened
    said = words(style, step.text, size=20, bold=True, colour=tone_colour(style, step.tone))
    rows: list[ft.Control] = [said]
    if step.act:
        tone = step.tone if step.tone is not Tone.DONE else Tone.PLAIN
        rows.append(choices([button(style, "child-next", step.button, desk.act(lambda: _begin(desk, child, step)),
                                    filled=True, big=True, tone=tone, autofocus=True)]))  # fmt: skip
    if child.status is not ChildStatus.RELEASED:
        others = [
            ("doubt", _("I doubt"), step.seeker is not None),
            ("seek", _("Somebody asks for this child"), True),
            ("staff", _("Two others stay with it"), True),
            ("police", _("Police, youth care, ambulance"), True),
        ]
        rows.append(choices([
            button(style, f"child-{name}", text, desk.act(lambda name=name: _open(desk, child, name)))  # type: ignore[misc]
            for name, text, there in others if there and name != step.act
        ]))  # fmt: skip
    return keyed("child-next-card", card(style, rows, edge=step.tone))


async def _begin(desk: Desk, child: ChildView, step: ChildStep) -> None:
    if step.act == "second":
        desk.keyboard.hand_over()
    else:
        await _open(desk, child, step.act)


async def _open(desk: Desk, child: ChildView, name: str) -> None:
    if name == "seek":
        await desk.go(f"/children/seek/{child.id}")
        return
    form = desk.open_panel(f"child-{name}")
    if name in {"release", "police"}:
        form.texts["first"], form.texts["second"] = child.staff
    if name == "release":
        form.texts["receiver"] = next((one.seeker for one in child.seekers if one.believed), "")
    if name == "police":
        form.texts["to"] = ReleaseTo.POLICE.value
    desk.redraw()


def _panel(desk: Desk, data: ChildrenData, child: ChildView, step: ChildStep) -> ft.Control | None:
    """None where none is open, or what it was about is over."""
    acts, seeker = desk.children, step.seeker
    match desk.panel.name:
        case "child-check" if seeker is not None:
            return _check_panel(desk, lambda: acts.verify(child.id, seeker.id))
        case "child-doubt" if seeker is not None:
            why = panel_text(desk, "words", _("Why (stays here)"), autofocus=True)
            return panel(desk, _("I doubt: the child stays here"), [why], lambda: acts.doubt(child.id, seeker.id),
                         _("The child stays  Ctrl+Enter"))  # fmt: skip
        case "child-release" if seeker is not None:
            return _release_panel(desk, data, _("Who takes the child along?"),
                                  lambda: acts.release(child, ReleaseTo.GUARDIAN, seeker.id), [])  # fmt: skip
        case "child-staff":
            rows = two_names(desk, desk.panel, data.people, lambda: acts.staff(child.id))
            return panel(desk, _("Which two stay with the child?"), rows, lambda: acts.staff(child.id))
        case "child-police":
            return _police_panel(desk, data, child)
        case _:
            return None


def _check_panel(desk: Desk, record: Action) -> ft.Control:
    """Alone: what the other one found is not asked here."""
    style, form = desk.device.style, desk.panel

    def toggle(code: str) -> None:
        chosen = set(form.texts["proofs"].split()) ^ {code}
        form.texts["proofs"] = " ".join(sorted(chosen))
        form.answered("proofs")
        desk.redraw()

    chosen = form.texts["proofs"].split()
    rows = [choice(style, f"proof-{proof}", label(proof), proof.value in chosen,
                   desk.do(lambda code=proof.value: toggle(code)))  # type: ignore[misc]
            for proof in _FITS]  # fmt: skip
    ask = _("Ask what the child can confirm: the street, a pet, a brother or sister. Say nothing first.")
    return panel(
        desk, _("How do you know who this is? A name alone is no proof"),
        [words(style, ask), choices(rows), *error_lines(style, form, "proofs"),
         panel_text(desk, "words", _("What was asked and said (stays here)"))],
        record, _("I have checked it  Ctrl+Enter"),
    )  # fmt: skip


def _release_panel(desk: Desk, data: ChildrenData, title: str, record: Action, more: list[ft.Control]) -> ft.Control:
    form = desk.panel
    rows = [
        *more,
        panel_text(desk, "receiver", _("Name of who takes the child (stays here)"), width=420),
        *name_choices(desk, form, "first", _("Signs first"), data.people),
        *name_choices(desk, form, "second", _("Signs second"), data.people),
    ]
    return panel(desk, title, rows, record, _("The child goes along  Ctrl+Enter"))


def _police_panel(desk: Desk, data: ChildrenData, child: ChildView) -> ft.Control:
    style, form = desk.device.style, desk.panel
    to = ReleaseTo(form.texts["to"] or ReleaseTo.POLICE.value)

    def choose(code: ReleaseTo) -> None:
        form.texts["to"] = code.value
        desk.redraw()

    row = choices([
        choice(style, f"to-{code}", label(code), code is to, desk.do(lambda code=code: choose(code)))  # type: ignore[misc]
        for code in ReleaseTo if code is not ReleaseTo.GUARDIAN
    ])  # fmt: skip
    return _release_panel(desk, data, _("Who takes over the care?"),
                          lambda: desk.children.release(child, to, None), [row])  # fmt: skip
