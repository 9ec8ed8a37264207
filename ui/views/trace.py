# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Ik zoek mijn vader*: the form, and the page with the next step until somebody is found or the police has it."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from noodsteunpunt.domain.lifecycles import ENDED
from noodsteunpunt.domain.values import Category, SubjectId
from noodsteunpunt.domain.views import RequestRow
from ui.data_trace import TraceData
from ui.desk import Desk
from ui.fields import field
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
    stacked,
    tone_colour,
    words,
)
from ui.presenter_intake import care, seen_time
from ui.presenter_requests import Fact
from ui.presenter_trace import TraceStep, looked_lines, next_for_trace, trace_line
from ui.presenter_words import Tone
from ui.texts import _
from ui.theme import SPACE_L, SPACE_M
from ui.trouble import Handler
from ui.views.child_form import two_names
from ui.views.form_parts import error_lines, fields_row, keyed, part, save_bar
from ui.views.panels import panel, panel_text
from ui.views.shift_parts import reading

_FIELDS = (
    ("sought", 640), ("clothes", 640), ("seen", 640), ("seeker", 300), ("relation", 220), ("phone", 220),
    ("police", 360),
)  # fmt: skip


def _labels() -> dict[str, str]:
    return {
        "sought": _("Who is missing: name, age, confused or ill"),
        "clothes": _("Looks like: clothes, hair"),
        "seen": _("Where and when last seen, where do they go often"),
        "seeker": _("Who asks: name"),
        "relation": _("Son, daughter, neighbour ..."),
        "phone": _("Telephone"),
        "police": _("To the police, unless found: in 2 hours, 15:30"),
    }


def trace_form_view(desk: Desk) -> ft.Control:
    """All of it stays here."""
    style, form, save = desk.device.style, desk.device.trace, desk.traces.register
    labels = _labels()

    def line(name: str, width: int) -> ft.Control:
        def typed(value: str) -> None:
            form.texts[name] = value
            if form.answered(name) or name == "police":
                desk.redraw_soon()

        help_text = seen_time(form.texts[name], desk.when()).text if name == "police" else ""
        return field(
            desk, f"trace-{name}", labels[name], form.texts[name], typed, error=form.errors.get(name, ""), width=width,
            help_text=help_text, submitted=desk.act(save), autofocus=name == "sought",
        )  # fmt: skip

    said = words(style, care_of_trace(), bold=True, colour=style.palette.attention)
    parts: list[ft.Control] = [
        heading(style, _("Somebody is missing"), level=1),
        said,
        part([heading(style, _("Who is missing? (stays here)")), fields_row([line(*one) for one in _FIELDS[:3]])]),
        part([heading(style, _("Who asks? (stays here)")), fields_row([line(*one) for one in _FIELDS[3:6]])]),
        part([heading(style, _("Agreed")), fields_row([line(*_FIELDS[6])])]),
    ]
    bar = save_bar(desk, form, "save-trace", save, _("Only a call-back ticket goes by radio."))
    return ft.Column([stacked(parts), bar], spacing=SPACE_M, expand=True)


def care_of_trace() -> str:
    """What whoever sits at the desk must know."""
    return care(Category.TRACING)


def trace_cards(desk: Desk, rows: Sequence[RequestRow]) -> list[ft.Control]:
    """On *Nu*, while it is open."""
    style, shown = desk.device.style, []
    for row in rows:
        text, tone = trace_line(row, desk.now())
        said = words(style, text, bold=True, colour=tone_colour(style, tone))
        go = button(style, f"trace-{row.ticket}", _("Go on"), _opens(desk, f"/trace/{row.id}"), tone=tone)
        line = ft.Row([said, go], wrap=True, spacing=SPACE_L, run_spacing=SPACE_M,
                      vertical_alignment=ft.CrossAxisAlignment.CENTER)  # fmt: skip
        shown.append(keyed(f"card-trace-{row.id}", card(style, [line], edge=tone)))
    return shown


def _opens(desk: Desk, path: str) -> Handler:
    return desk.act(lambda: desk.go(path))


def trace_view(desk: Desk, *, wide: bool) -> ft.Control:
    """The page of one."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, TraceData):
        return reading(desk, _("Somebody is missing"))
    if data.detail is None:
        return nothing(style, _("This request is not known here (any more)."))
    detail, row = data.detail, data.detail.row
    step = next_for_trace(data, desk.now(), leads=desk.keyboard.leads)
    left = [
        heading(style, f"{row.ticket}  {_('Somebody is missing')}", level=1),
        words(style, label(row.status), bold=True),
        _next(desk, data, step),
    ]
    hidden = _("Not for this role")
    told = [(_("Sought and told"), detail.remarks), (_("Last seen"), detail.place_words), (_("Asked by"), detail.name),
            (_("Telephone"), detail.phone)]  # fmt: skip
    facts = tuple(Fact(name, hidden if value is None else value, value is None) for name, value in told if value != "")
    teams = [words(style, line) for line in looked_lines(data, desk.now())]
    right: list[ft.Control] = [fact_rows(style, facts)]
    if teams:
        right.append(card(style, [heading(style, _("Who looked")), *teams]))
    return stacked([beside(column(left), column(right), wide=wide)])


def _next(desk: Desk, data: TraceData, step: TraceStep) -> ft.Control:
    opened = _panel(desk, data)
    if opened is not None:
        return opened
    style, row = desk.device.style, data.detail.row if data.detail else None
    if row is None:
        return ft.Container()
    said = words(style, step.text, size=20, bold=True, colour=tone_colour(style, step.tone))
    tone = Tone.PLAIN if step.tone is Tone.DONE else step.tone
    press = desk.act(lambda: _begin(desk, data, step.act))
    go = button(style, "trace-next", step.button, press, filled=True, big=True, tone=tone, autofocus=True)
    others: list[ft.Control] = []
    if row.status not in ENDED:
        others.append(button(style, "trace-found", _("Found"), desk.act(lambda: desk.traces.found(row.id))))
        if step.act not in {"police", "tell"}:
            police = desk.act(lambda: _begin(desk, data, "police"))
            others.append(button(style, "trace-police", _("To the police now"), police))
    if step.act != "tell":
        others.append(button(style, "trace-request", _("To the request"), _opens(desk, f"/requests/{row.id}")))
    return keyed("trace-next-card", card(style, [said, choices([go]), choices(others)], edge=step.tone))


async def _begin(desk: Desk, data: TraceData, act: str) -> None:
    if data.detail is None:
        return
    if act == "leader":
        desk.keyboard.hand_over()
    elif act == "tell":
        await desk.go(f"/requests/{data.detail.row.id}")
    else:
        form = desk.open_panel(f"trace-{act}")
        if act == "look":
            form.texts["area"] = data.detail.place_words or ""
        desk.redraw()


def _panel(desk: Desk, data: TraceData) -> ft.Control | None:
    """None where none is open, or what it was about is over."""
    if data.detail is None:
        return None
    request, team = data.detail.row.id, data.outside
    match desk.panel.name:
        case "trace-look" if team is None:
            return _look_panel(desk, data, request)
        case "trace-back" if team is not None:
            form, style = desk.panel, desk.device.style
            codes = (("yes", _("Found")), ("no", _("Not found")))
            buttons = [
                choice(style, f"found-{code}", text, form.texts["found"] == code,
                       desk.do(lambda code=code: _found(desk, code)))  # type: ignore[misc]
                for code, text in codes
            ]  # fmt: skip
            seen = panel_text(desk, "words", _("What did they see? (stays here)"))
            rows = [choices(buttons), *error_lines(style, form, "found"), seen]
            return panel(desk, _("What do they tell?"), rows, lambda: desk.traces.back(request, team))
        case "trace-police":
            who = panel_text(desk, "words", _("Who of the police took it, and when"), autofocus=True)
            told = words(desk.device.style, _("Bring the card by runner to the police. Nothing of it goes by radio."))
            return panel(desk, _("The police has it"), [told, who], lambda: desk.traces.to_police(request))
        case _:
            return None


def _found(desk: Desk, code: str) -> None:
    desk.panel.texts["found"] = code
    desk.panel.answered("found")
    desk.redraw()


def _why(desk: Desk) -> ft.Control:
    """The leader's reason, in a press."""
    style, form = desk.device.style, desk.panel

    def choose(text: str) -> None:
        form.texts["words"] = text
        form.answered("words")
        desk.redraw()

    reasons = (_("The police cannot be reached"), _("The police asks us to look"))
    rows = [
        choice(style, f"why-{number}", text, form.texts["words"] == text,
               desk.do(lambda text=text: choose(text)))  # type: ignore[misc]
        for number, text in enumerate(reasons)
    ]  # fmt: skip
    title = words(style, _("Why may two of ours look? (the leader)"), bold=True)
    return column([title, choices(rows), *error_lines(style, form, "words")], spacing=SPACE_M)


def _look_panel(desk: Desk, data: TraceData, request: SubjectId) -> ft.Control:
    form = desk.panel

    async def record() -> None:
        await desk.traces.look(request, approved=data.approved)

    rows = [
        *two_names(desk, form, data.people, record, fill=False),
        *error_lines(desk.device.style, form, "names"),
        fields_row(
            [
                panel_text(desk, "area", _("Where do they look?"), width=420),
                panel_text(desk, "minutes", _("Back in how many minutes? (30)"), width=320),
            ]
        ),
        panel_text(desk, "brief", _("What do they do? Not into water or dark"), width=640),
    ]
    if not data.approved:
        rows.insert(0, _why(desk))
    return panel(desk, _("Who goes and looks?"), rows, record, _("They go  Ctrl+Enter"))
