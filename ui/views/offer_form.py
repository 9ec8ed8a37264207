# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing down an offer; and the gate: what the lists say not to bring now is turned away with thanks."""

from __future__ import annotations

import flet as ft

from noodsteunpunt.domain.people import LEADS
from noodsteunpunt.domain.values_point import OfferKind, Wanted
from ui.data_offers import Gate
from ui.desk import Desk
from ui.fields import field, tick
from ui.offer_acts import OFFERS
from ui.parts import button, card, column, heading, pressable, stacked, words
from ui.presenter_intake import seen_time
from ui.presenter_offers import gate_asks
from ui.presenter_words import Tone
from ui.texts import _
from ui.theme import SPACE_M
from ui.trouble import Action, Handler
from ui.views.form_parts import code_choices, error_lines, fields_row, keyed, part, save_bar
from ui.views.saved import saved_view

_LOOKED = frozenset({"what", "amount"})


def offer_form_view(desk: Desk) -> ft.Control:
    """The form, the gate in its place, or the ticket once it is recorded."""
    form, acts = desk.device.offer, desk.offers
    if form.saved is not None:
        path = f"{OFFERS}/{form.saved.id}"
        return saved_view(desk, form.saved, _("Next offer"), acts.next, _("Show this offer"), path)
    if acts.held_back:
        return ft.Column([stacked([_what(desk, acts.turn_away), _gate(desk, acts.gate)]), _turn_away(desk)],
                         spacing=SPACE_M, expand=True)  # fmt: skip
    bar = save_bar(desk, form, "save-offer", acts.save)
    rows = [_what(desk, acts.save), *_wanted(desk, acts.gate), _kind(desk), _who(desk), _rest(desk)]
    return ft.Column([stacked(rows), bar], spacing=SPACE_M, expand=True)


def _make(
    desk: Desk, name: str, text: str, save: Action, *, width: float | None = None, lines: int = 1, help_text: str = ""
) -> ft.Control:
    form = desk.device.offer

    def changed(typed: str) -> None:
        if form.started_at is None:
            form.started_at = desk.now()
        form.texts[name] = typed
        if form.answered(name) or name == "until":
            desk.redraw_soon()
        if name in _LOOKED:
            desk.offers.look_soon()
        desk.keep_soon()

    return field(
        desk, f"offer-{name}", text, form.texts[name], changed, error=form.errors.get(name, ""), width=width,
        lines=lines, help_text=help_text, autofocus=name == "what", submitted=desk.act(save) if lines == 1 else None,
    )  # fmt: skip


def _what(desk: Desk, save: Action) -> ft.Control:
    fields = [
        _make(desk, "what", _("What: 40 blankets, generator, cargo bike"), save, width=560),
        _make(desk, "amount", _("How many"), save, width=150),
    ]
    return keyed("what", part([heading(desk.device.style, _("What is offered?"), level=1), fields_row(fields)]))


def _wanted(desk: Desk, gate: Gate) -> list[ft.Control]:
    if gate.wanted is not Wanted.NOW or gate.what != desk.device.offer.split()[1].strip():
        return []
    style = desk.device.style
    text = words(style, _("Needed now. On the list: {line}", line=gate.line), bold=True, colour=style.palette.done)
    return [keyed("wanted", text)]


def _kind(desk: Desk) -> ft.Control:
    style, form = desk.device.style, desk.device.offer

    def choose(kind: OfferKind) -> None:
        form.choose_kind(kind)
        desk.keep_soon()
        desk.redraw()

    def lent(value: bool) -> None:
        form.loan = value
        desk.keep_soon()

    row = code_choices(
        style, "offer-kind", tuple(OfferKind), lambda kind: form.kind is kind,
        lambda kind: desk.do(lambda: choose(OfferKind(kind))),
    )  # fmt: skip
    return part([row, tick(desk, "offer-loan", _("On loan: it goes back"), form.loan, lent)])


def _who(desk: Desk) -> ft.Control:
    save = desk.offers.save
    fields = [
        _make(desk, "name", _("Name (stays here)"), save, width=330),
        _make(desk, "phone", _("Telephone (stays here)"), save, width=280),
        _make(desk, "postcode", _("Postcode"), save, width=150),
    ]
    return part([heading(desk.device.style, _("Whose is it?")), fields_row(fields)])


def _rest(desk: Desk) -> ft.Control:
    save, texts = desk.offers.save, desk.device.offer.texts
    fields = [
        _make(desk, "place_words", _("Where it is (stays here)"), save, width=330),
        _make(desk, "until", _("It holds until: today 20:00"), save, width=330,
              help_text=seen_time(texts["until"], desk.when()).text),
    ]  # fmt: skip
    return part(
        [
            fields_row(fields),
            _make(desk, "conditions", _("Conditions (stay here): only with its owner, bring it back clean"), save),
            _make(desk, "remarks", _("Remarks (stay here)"), save, lines=2),
        ]
    )


def _gate(desk: Desk, gate: Gate) -> ft.Control:
    """What to say, and where it is wanted instead."""
    style, form = desk.device.style, desk.device.offer
    thanks = _(
        "Thank you for wanting to help. We cannot use this now: we have no room to keep it or to sort it. Please keep"
        " it at home, and look at the board: what we need changes."
    )
    rows: list[ft.Control] = [
        heading(style, _("Do not bring this now")),
        words(style, _("On the list: {line}", line=gate.line)),
        column([words(style, _("Say this:"), colour=style.palette.muted), words(style, thanks, bold=True)], spacing=0),
        *_instead(desk, gate),
        _make(desk, "words", _("Where it can go (stays here)"), desk.offers.turn_away),
        *error_lines(style, form, "amount"),
    ]
    return keyed("gate", card(style, rows, edge=Tone.ATTENTION))


def _instead(desk: Desk, gate: Gate) -> list[ft.Control]:
    style, lines = desk.device.style, gate_asks(gate)
    if not lines:
        return [words(style, _("As far as we know nobody asks for this now. Another point may know of somebody."))]
    rows = [
        pressable(
            style, f"asked-{line.ticket}", words(style, line.text, bold=True), _show(desk, f"/requests/{line.id}")
        )
        for line in lines
    ]
    return [words(style, _("These ask for it all the same:")), *rows]


def _show(desk: Desk, path: str) -> Handler:
    return desk.act(lambda: desk.go(path))


def _turn_away(desk: Desk) -> ft.Control:
    style, acts, actor = desk.device.style, desk.offers, desk.device.actor
    more = [button(style, "ask-elsewhere", _("Ask whether somebody else can use it"), desk.act(acts.ask_elsewhere))]
    if actor is not None and actor.role is LEADS.get(desk.snapshot.station.kind):
        more.append(button(style, "take-anyway", _("Take it all the same"), desk.act(acts.take_anyway)))
    return save_bar(
        desk, desk.device.offer, "turn-away", acts.turn_away, text=_("Thanked, not taken  Ctrl+Enter"), more=more
    )
