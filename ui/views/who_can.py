# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Wie kan dit doen?*: who fits and why, what holds the others back, and the things that help. A person decides."""

from __future__ import annotations

from functools import partial

import flet as ft

from noodsteunpunt.domain.people import LEADS
from noodsteunpunt.domain.values import SubjectId
from ui.data_work import WhoCan
from ui.desk import Desk
from ui.parts import button, card, choice, choices, column, heading, nothing, words
from ui.presenter_words import Tone
from ui.presenter_work import MatchLine, ThingLine, WhoCanPage, who_can_page
from ui.texts import _, n_
from ui.theme import SPACE_M
from ui.views.form_parts import keyed
from ui.views.panels import panel, panel_text


def who_can_view(desk: Desk, request: SubjectId, ticket: str, data: WhoCan) -> ft.Control:
    """Under what is known of the request."""
    style, picked = desk.device.style, desk.work.picked.get(request, [])
    page = who_can_page(data, picked)
    rows: list[ft.Control] = [heading(style, _("Who can do this?"))]
    if page.assigned:
        rows += _assigned(desk, request, ticket, data, page)
    # Whoever may do it, and above all where nobody here may.
    rows.append(words(style, _("Never alone, and nobody into smoke, gas or high water: that is for the fire service.")))
    if page.never:
        rows.append(words(style, _("Not for helpers. Two of the team do this, or professionals."), bold=True))
    elif page.needs_approval:
        rows.append(_approval(desk, request))
    else:
        rows += [_match(desk, request, line, picked) for line in page.matches]
        if page.more:
            rows.append(
                words(style, n_("{count} more fits", "{count} more fit", page.more), colour=style.palette.muted)
            )
        if not page.matches:
            rows.append(nothing(style, _("Nobody fits who is free. Ask another point, or look below why not.")))
        if picked:
            rows.append(_together(desk, request, picked, page))
    rows += _held_back(desk, page)
    rows += _things(desk, request, page)
    return keyed("who-can", column(rows, spacing=SPACE_M))


def _assigned(desk: Desk, request: SubjectId, ticket: str, data: WhoCan, page: WhoCanPage) -> list[ft.Control]:
    style = desk.device.style
    helpers = [row.id for row in data.assigned if row.own]
    make = desk.act(lambda: desk.work.begin_team(request=request, ticket=ticket, helpers=helpers))
    said = words(style, _("Assigned: {names}", names="; ".join(page.assigned)), bold=True)
    return [card(style, [said, choices([button(style, "make-team", _("Form a team of them"), make)])], edge=Tone.DONE)]


def _approval(desk: Desk, request: SubjectId) -> ft.Control:
    """Only who may give it sees the button; the others see whom to ask."""
    style, actor = desk.device.style, desk.device.actor
    lead = LEADS.get(desk.snapshot.station.kind)
    rows: list[ft.Control] = [
        words(style, _("This is work of professionals. Helpers only support them, after an approval."), bold=True)
    ]
    if actor is not None and actor.role is lead:
        rows.append(choices([button(style, "approve", _("Approve"), desk.do(lambda: desk.open_panel("approve")))]))
    else:
        rows.append(words(style, _("Ask the leader of this point to approve it here.")))
    return card(style, rows, edge=Tone.ATTENTION)


def approval_panel(desk: Desk, request: SubjectId) -> ft.Control:
    """With a reason that can be read afterwards."""
    rows = [
        words(desk.device.style, _("You say that helpers may do this, and answer for it. It stays in the log.")),
        panel_text(desk, "words", _("Why, and which professionals asked for it"), autofocus=True),
    ]
    return panel(desk, _("Approve"), rows, lambda: desk.work.approve(request), _("Approve  Ctrl+Enter"))


def _match(desk: Desk, request: SubjectId, line: MatchLine, picked: list[SubjectId]) -> ft.Control:
    style = desk.device.style
    tick = desk.do(partial(desk.work.pick, request, line.helper))
    buttons = [choice(style, f"pick-{line.ticket}", line.title, line.picked, tick)]
    if line.alone and not picked:
        assign = desk.act(partial(desk.work.assign, request, (line.helper,)))
        buttons.append(button(style, f"assign-{line.ticket}", _("Assign"), assign))
    said = [words(style, line.why)]
    if line.second:
        said.append(words(style, line.second, bold=True, colour=style.palette.attention))
    return keyed(f"match-{line.ticket}", column([choices(buttons), *said], spacing=0))


def _together(desk: Desk, request: SubjectId, picked: list[SubjectId], page: WhoCanPage) -> ft.Control:
    style = desk.device.style
    text = n_("Assign {count} helper", "Assign {count} helpers together", len(picked))
    assign = partial(desk.work.assign, request, tuple(picked))
    desk.shortcuts["Ctrl+Enter"] = assign
    said = _("{step}  Ctrl+Enter", step=text)
    rows: list[ft.Control] = [choices([button(style, "assign-picked", said, desk.act(assign), filled=True)])]
    if page.pair:
        rows.append(words(style, _("Into a house always in a pair: they go together and stay together.")))
    return keyed("together", column(rows, spacing=SPACE_M))


def _held_back(desk: Desk, page: WhoCanPage) -> list[ft.Control]:
    style, shown = desk.device.style, desk.work.held_back
    count = len(page.held_back) + page.held_back_more
    if not count:
        return []
    text = n_("Why not {count} other", "Why not {count} others", count)
    rows: list[ft.Control] = [choices([choice(style, "held-back", text, shown, desk.do(desk.work.show_held_back))])]
    if shown:
        rows += [words(style, line) for line in page.held_back]
        if page.held_back_more:
            more = n_("and {count} more", "and {count} more", page.held_back_more)
            rows.append(words(style, more, colour=style.palette.muted))
    return rows


def _things(desk: Desk, request: SubjectId, page: WhoCanPage) -> list[ft.Control]:
    style = desk.device.style
    rows: list[ft.Control] = [_thing(desk, request, line) for line in page.things]
    if page.things_held:
        rows.append(words(style, _("Not now: {why}", why=page.things_held), colour=style.palette.muted))
    return [heading(style, _("What can help?")), *rows] if rows else []


def _thing(desk: Desk, request: SubjectId, line: ThingLine) -> ft.Control:
    style = desk.device.style
    reserve = desk.act(partial(desk.work.reserve, line.offer, request, line.amount))
    text = _("Reserve {count}", count=line.amount)
    return column(
        [words(style, line.title, bold=True), words(style, line.why),
         choices([button(style, f"reserve-{line.ticket}", text, reserve)])],
        spacing=0,
    )  # fmt: skip
