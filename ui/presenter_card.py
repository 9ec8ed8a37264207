# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may be told to who shows a card. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.views import PointName
from noodsteunpunt.domain.views_desk import CardAnswer
from ui.labels import label
from ui.presenter_requests import Fact
from ui.presenter_words import clock_time, deadline, when
from ui.texts import _


@dataclass(frozen=True, slots=True)
class CardPage:
    """A heading and facts."""

    title: str
    facts: tuple[Fact, ...]


def card_page(answer: CardAnswer, points: tuple[PointName, ...], now: int) -> CardPage:
    """Nothing of it has arrived here is also an answer."""
    names = {point.number: f"{point.name} ({point.letters})" for point in points}
    facts = []
    if answer.ask_lead:
        facts.append(Fact(_("More"), _("only the leader of the point tells more")))
    if answer.status is None:
        facts.append(Fact(_("Status"), _("nothing of this has arrived here yet")))
    else:
        facts.append(Fact(_("Status"), label(answer.status)))
    if answer.answer is not None:
        facts.append(Fact(_("Answer"), label(answer.answer)))
    if answer.kept_ticket:
        facts.append(Fact(_("Goes on as"), answer.kept_ticket))
    if answer.come_back_at is not None:
        left = deadline(answer.come_back_at, now)
        facts.append(Fact(_("You hear more at"), f"{clock_time(answer.come_back_at, now)}, {left}"))
    if answer.told_at is not None:
        facts.append(Fact(_("Told"), when(answer.told_at, now)))
    if answer.point is not None:
        facts.append(Fact(_("Registered by"), names.get(answer.point, str(answer.point))))
    if answer.as_of is not None:
        facts.append(Fact(_("As known here"), when(answer.as_of, now)))
    return CardPage(answer.ticket, tuple(facts))
