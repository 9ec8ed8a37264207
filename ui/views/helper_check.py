# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a helper may work: what was seen, and what the leader says. A panel on the page of the helper."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

import flet as ft

from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.values import Actor, Role, SubjectId
from noodsteunpunt.domain.values_people import Clearance, Identity, Limit, Vog
from noodsteunpunt.station import Station
from ui.desk import Desk
from ui.forms_panel import PanelForm
from ui.labels_helper import languages_of, languages_text
from ui.parts import button, choices, heading, words
from ui.texts import _
from ui.views.form_parts import code_choices, error_lines
from ui.views.panels import panel, panel_text
from ui.views.partners import panel_organisation

CHECKS = frozenset({Role.POINT_LEAD, Role.COORDINATOR, Role.HELPER_COORDINATOR})
NAME = "helper-check"


def check_button(desk: Desk, check: HelperCheck | None) -> ft.Control:
    """Only who may say it sees the button; the others see whom to ask."""
    style, actor = desk.device.style, desk.device.actor
    if actor is None or actor.role not in CHECKS:
        return words(style, _("More than this? The leader or the helper coordinator decides."))
    unfold = desk.do(lambda: _unfold(desk, check or HelperCheck()))
    return choices([button(style, "check-helper", _("Say where they may work"), unfold)])


def _unfold(desk: Desk, check: HelperCheck) -> None:
    texts = desk.open_panel(NAME).texts
    texts["identity"], texts["vog"] = check.identity, check.vog
    texts["clearance"], texts["limits"] = " ".join(sorted(check.clearance)), " ".join(sorted(check.limits))
    texts["languages"], texts["organisation"] = languages_text(check.languages), check.organisation
    desk.redraw()


def check_panel(desk: Desk, helper: SubjectId) -> ft.Control:
    """Identity, VOG, where, limits, languages, organisation."""
    style = desk.device.style
    rows = [
        *_row(desk, "identity", _("Who is it?"), tuple(Identity), several=False),
        *_row(desk, "vog", _("VOG"), tuple(Vog), several=False),
        *_row(desk, "clearance", _("Where may they work?"), tuple(Clearance), several=True),
        words(style, _("Without a VOG only in the public area or in a pair. Into a house nobody goes alone.")),
        *_row(desk, "limits", _("What do they not do?"), tuple(Limit), several=True),
        panel_text(desk, "languages", _("Languages: English, German"), width=420),
        heading(style, _("Via an organisation?")),
        *panel_organisation(desk),
    ]
    return panel(desk, _("Where may they work?"), rows, partial(_record, desk, helper))


def _row(desk: Desk, name: str, title: str, codes: Sequence[StrEnum], *, several: bool) -> list[ft.Control]:
    form, style = desk.panel, desk.device.style

    def press(code: StrEnum) -> None:
        chosen = set(form.texts[name].split())
        form.texts[name] = " ".join(sorted(chosen ^ {code.value})) if several else code.value
        form.answered(name)
        desk.redraw()

    row = code_choices(
        style, f"panel-{name}", codes, lambda code: code.value in form.texts[name].split(),
        lambda code: desk.do(lambda: press(code)),
    )  # fmt: skip
    return [heading(style, title), row, *error_lines(style, form, name)]


def drawn_check(form: PanelForm) -> HelperCheck:
    """What was chosen. Raises ``RuleViolation`` for an unknown language."""
    texts = form.texts
    return HelperCheck(
        Identity(texts["identity"] or Identity.NONE),
        Vog(texts["vog"] or Vog.NONE),
        frozenset(Clearance(code) for code in texts["clearance"].split()),
        frozenset(Limit(code) for code in texts["limits"].split()),
        languages_of(texts["languages"]),
        texts["organisation"],
    )


async def _record(desk: Desk, helper: SubjectId) -> None:
    form = desk.panel

    def command(station: Station, actor: Actor) -> None:
        station.check_helper(helper, drawn_check(form), actor)

    await desk.acts.from_panel(command)
