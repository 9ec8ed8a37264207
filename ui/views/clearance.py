# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""On the page of a helper: where they may work and why, the badge, and a group that splits."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import flet as ft

from noodsteunpunt.domain.values_people import Clearance, Identity, Limit, Vog
from ui.desk import Desk
from ui.labels import label
from ui.parts import button, card, choice, choices, heading, link_button, words
from ui.presenter_clearance import clearance_title, clearance_why, untouched
from ui.presenter_words import Tone
from ui.screen_data import HelperData
from ui.texts import _
from ui.views.form_parts import error_lines
from ui.views.panels import panel, panel_text


def clearance_part(desk: Desk, data: HelperData) -> list[ft.Control]:
    """The next step is to look, until somebody did."""
    style, row, seen = desk.device.style, data.helper, data.seen
    if row is None or not row.own or seen is None:
        return []
    if desk.panel.name == "helper-check":
        return [_check_panel(desk, data)]
    if desk.panel.name == "helper-split":
        return [_split_panel(desk, data)]
    new = untouched(seen.check)
    look = desk.do(lambda: desk.helpers.look(seen, adult=row.adult))
    buttons: list[ft.Control] = [
        button(style, "helper-check", _("Look who it is") if new else _("Look again"), look, filled=new),
        link_button(style, "helper-badge", _("Print the badge"), f"/print/helper/{row.id}"),
    ]
    if row.group_size > 1:
        split = desk.do(lambda: desk.open_panel("helper-split"))
        buttons.append(button(style, "helper-split", _("Some go their own way"), split))
    lines = [words(style, text) for text in clearance_why(seen.check, adult=row.adult)]
    title = words(style, clearance_title(seen.check), bold=True)
    box = card(style, [heading(style, _("Where may this helper work?")), title, *lines, choices(buttons)],
               edge=Tone.ATTENTION if new else Tone.DONE)  # fmt: skip
    return [ft.Semantics(key="clearance", identifier="clearance", container=True, content=box)]


def _codes(desk: Desk, name: str, codes: Iterable[StrEnum], *, adult: bool, several: bool) -> ft.Control:
    style, chosen = desk.device.style, desk.panel.texts[name].split()

    def press(code: str) -> None:
        if several:
            desk.helpers.toggle(name, code)
        else:
            desk.helpers.saw(name, code, adult=adult)

    return choices([
        choice(style, f"{name}-{code}", label(code), code.value in chosen,
               desk.do(lambda code=code.value: press(code)))  # type: ignore[misc]
        for code in codes
    ])  # fmt: skip


def _check_panel(desk: Desk, data: HelperData) -> ft.Control:
    style, form, row = desk.device.style, desk.panel, data.helper
    if row is None:
        return ft.Container()
    adult, parts = row.adult, []
    for name, title, codes, several in (
        ("identity", _("Who is it?"), Identity, False),
        ("vog", _("VOG (stays here)"), Vog, False),
        ("clearance", _("May work"), Clearance, True),
        ("limits", _("Does not do"), Limit, True),
    ):
        parts += [words(style, title, bold=True), _codes(desk, name, codes, adult=adult, several=several),
                  *error_lines(style, form, name)]  # fmt: skip
    parts.append(panel_text(desk, "languages", _("Languages, two letters each: nl en ar"), width=330))
    record = lambda: desk.helpers.check(row.id)  # noqa: E731
    return panel(desk, _("Look who it is, then say where they may work"), parts, record)


def _split_panel(desk: Desk, data: HelperData) -> ft.Control:
    style, row = desk.device.style, data.helper
    if row is None:
        return ft.Container()
    parts = [
        words(style, _("They become a helper of their own, with their own ticket and badge. What was seen of the "
                       "group holds for both.")),
        panel_text(desk, "people", _("How many of {count} go?", count=row.group_size), width=230, autofocus=True),
    ]  # fmt: skip
    return panel(desk, _("Some of the group go their own way"), parts, lambda: desk.helpers.split(row.id))
