# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Iemand zoekt een kind*: first what they say of it, then who may be meant. The screen says of a child no more than a
wristband: who asks stands beside it, and learns nothing that they could say next."""

from __future__ import annotations

from functools import partial

import flet as ft

from noodsteunpunt.domain.seeking import who_may_be
from noodsteunpunt.domain.values import SubjectId
from ui.data_children import ChildrenData
from ui.desk import Desk
from ui.parts import button, card, choices, column, heading, stacked, words
from ui.presenter_children import MayBeRow, may_be_rows
from ui.presenter_words import Tone
from ui.texts import _
from ui.theme import SPACE_M
from ui.views.child_form import child_text
from ui.views.form_parts import fields_row, keyed, part
from ui.views.shift_parts import reading


def seek_form_view(desk: Desk, child: str = "") -> ft.Control:
    """Enter takes the first that fits. ``child``: the one whose page it was opened from, the only one that is shown."""
    style, data, form = desk.device.style, desk.data, desk.device.children.seek
    title = _("Somebody seeks a child")
    if not isinstance(data, ChildrenData):
        return reading(desk, title)
    asked = [one for one in data.children if not child or one.id == child]
    found = may_be_rows(who_may_be(form.sought(), asked))
    best = next((row for row in found if row.fits or child), None)

    async def go_on() -> None:
        if best is not None and form.texts["seeker"].strip() and form.texts["relation"].strip():
            await desk.children.seek(best.found.child.id)
        else:
            missing = next(
                (name for name in ("sought", "seeker", "relation") if not form.texts[name].strip()), "sought"
            )
            desk.focus(f"seek-{missing}")

    def text(name: str, said: str, width: float, *, autofocus: bool = False) -> ft.Control:
        return child_text(desk, form, name, said, go_on, width=width, autofocus=autofocus, prefix="seek")

    parts: list[ft.Control] = [
        heading(style, title, level=1),
        words(style, _("Let them tell. Do not say what the child looks like, or that it is here."), bold=True,
              colour=style.palette.attention),
        part([heading(style, _("What do they say of the child? (stays here)")),
              fields_row([text("sought", _("Name of the child"), 300, autofocus=True), text("age", _("Age"), 120),
                          text("looks", _("Looks like: clothes, hair"), 420)])]),
        part([heading(style, _("Who seeks? (stays here)")),
              fields_row([text("seeker", _("Name"), 300), text("relation", _("Mother, father, grandmother ..."), 300),
                          text("phone", _("Telephone"), 220)])]),
        _proposals(desk, found, best),
    ]  # fmt: skip
    if form.refusal:
        parts.append(words(style, _("Not recorded yet: {problem}", problem=form.refusal), bold=True,
                           colour=style.palette.danger))  # fmt: skip
    return ft.Column([stacked(parts)], spacing=SPACE_M, expand=True)


def _proposals(desk: Desk, found: tuple[MayBeRow, ...], best: MayBeRow | None) -> ft.Control:
    style = desk.device.style
    rows: list[ft.Control] = [heading(style, _("Who may be meant"))]
    for row in found:
        said = words(style, row.text, bold=row.fits)
        press = desk.act(partial(desk.children.seek, SubjectId(row.found.child.id)))
        name = f"may-be-{row.found.child.wristband}"
        go = button(style, name, _("This one: ask further"), press, filled=row is best)
        rows.append(keyed(f"row-{name}", column([said, choices([go])], spacing=SPACE_M)))
    if best is None:
        nobody = _("No child here fits what was said.") if found else _("No child is here alone.")
        rows.append(words(style, nobody))
        trace = desk.act(desk.children.seek_further)
        rows.append(choices([button(style, "trace-child", _("Not here: seek further"), trace, filled=True)]))
    return keyed("proposals", card(style, rows, edge=Tone.ATTENTION if best else Tone.FADED))
