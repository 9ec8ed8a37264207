# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Hoe gaat het met mij?* for who works here; below, for the leader, how long everybody is on duty."""

from __future__ import annotations

from functools import partial

import flet as ft

from ui.care_acts import LONG, relief_text, to_relieve
from ui.data_shift import ShiftData
from ui.desk import Desk
from ui.fields import field
from ui.parts import button, card, choice, choices, heading, link_button, stacked, words
from ui.presenter_words import Tone, duration
from ui.selfcheck import QUESTIONS
from ui.selfcheck import WORDS as FEELS
from ui.texts import _
from ui.views.form_parts import keyed, labelled


def care_view(desk: Desk, *, wide: bool) -> ft.Control:
    """Five things, a press each; then what to do, and a press that takes all of it away."""
    style, mine = desk.device.style, desk.care.mine
    private = _("Only for you. It is kept nowhere and ends when somebody else sits down here.")
    parts: list[ft.Control] = [
        heading(style, _("How am I doing?"), level=1),
        words(style, private, bold=True, colour=style.palette.done),
    ]
    parts.append(_advice(desk))
    for name, text in QUESTIONS:
        feels = [
            choice(style, f"feel-{name}-{feel}", _(said), mine.answers.get(name) is feel,
                   desk.do(partial(desk.care.answer, name, feel)))
            for feel, said in FEELS
        ]  # fmt: skip
        parts.append(labelled(style, _(text), [choices(feels)], wide=wide))

    def typed(text: str) -> None:
        mine.note = text

    parts.append(field(desk, "feel-note", _("For yourself, if you like"), mine.note, typed, lines=2))
    if desk.keyboard.leads:
        parts.append(_on_duty(desk))
    return stacked(parts)


def _advice(desk: Desk) -> ft.Control:
    style, care, mine = desk.device.style, desk.care, desk.care.mine
    lines = []
    if mine.heavy:
        lines.append(_("Stop for a while. Eat, drink, lie down. Somebody else takes your place."))
    if mine.shaken:
        lines.append(_("Tell somebody you trust what you saw. It is normal that it stays with you these days."))
    if not lines:
        lines.append(_("Drink some water, and look again in two hours."))
    heavy = mine.heavy and not mine.asked
    buttons = [
        button(style, "relieve-me", _("Relieve me: the leader sees only a number"), desk.do(care.ask), filled=heavy),
        button(style, "wipe", _("Done: wipe my answers"), desk.do(care.wipe), filled=not heavy and mine.begun),
        link_button(style, "print-aftercare", _("Sheet for afterwards"), "/print/aftercare", picture="print"),
    ]
    said = [words(style, line, size=20, bold=True) for line in lines]
    return keyed("advice", card(style, [*said, choices(buttons)], edge=Tone.ATTENTION if heavy else Tone.DONE))


def _on_duty(desk: Desk) -> ft.Control:
    style, data = desk.device.style, desk.data
    shift = data.glance.shift if isinstance(data, ShiftData) else None
    count = to_relieve(shift, desk.relief.asked, desk.now())
    rows: list[ft.Control] = [heading(style, _("On duty"))]
    for one in shift.people if shift else ():
        long = desk.now() - one.since >= LONG
        text = f"{one.person}  {duration(max(0, desk.now() - one.since))}"
        rows.append(words(style, text, bold=long, colour=style.palette.attention if long else None))
    if count:
        rows.append(words(style, relief_text(count), size=20, bold=True, colour=style.palette.attention))
        tell = desk.act(lambda: desk.care.tell(count))
        buttons = [button(style, "tell-relief", _("Ask the coordination point for people"), tell)]
        if desk.relief.asked:
            buttons.append(button(style, "relief-arranged", _("Arranged"), desk.do(desk.care.arranged)))
        rows.append(choices(buttons))
    incident = desk.act(lambda: desk.go("/shift/log"))
    rows.append(choices([button(style, "care-incident", _("Something shocking happened: write it down"), incident)]))
    return keyed("on-duty", card(style, rows))
