# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the intake understood of what is being typed, in words. No Flet here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noodsteunpunt.domain.places import Place, StreetTable
from noodsteunpunt.domain.values import GROUP_OF, Category, SubjectId
from noodsteunpunt.domain.views_desk import Similar
from noodsteunpunt.domain.violations import RuleViolation
from ui.labels import label
from ui.presenter_rules import violation_text
from ui.presenter_words import clock_time, deadline
from ui.texts import _, mark
from ui.when import When

URGENT_MINUTES = 4 * 60

_CARE = {
    Category.LIFE_THREAT: mark("Danger to life is an emergency report: press J."),
    Category.MINOR_ALONE: mark(
        "Two of us stay with the child. Not on the board. Nobody takes the child along on a name alone."
    ),
    Category.TRACING: mark("Who is sought stays here. Longer than agreed? Then it goes to the police."),
    Category.DEATH: mark("The police tell the family, we do not. Nothing of it goes by radio."),
    Category.REFUGE: mark("The address stays here and with who helps. Do not say it aloud."),
    Category.NUISANCE: mark("Keep your distance. Do not step in between."),
}
"""What whoever sits at the desk must know of some needs: of people's safety at a point, and that the police tell the
relatives of the dead."""

_WHY = {
    "place": mark("same address"),
    "street": mark("same street"),
    "area": mark("same postcode area"),
    "group": mark("same kind of help"),
    "words": mark("same words"),
    "name": mark("same name"),
    "time": mark("just before"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """How a time was understood; ``text`` says so, or why not."""

    text: str = ""
    minutes: int | None = None

    @property
    def urgent(self) -> bool:
        """Does it run out within four hours?"""
        return self.minutes is not None and self.minutes < URGENT_MINUTES


@dataclass(frozen=True, slots=True)
class SimilarLine:
    """A request that may be the same."""

    id: SubjectId
    ticket: str
    text: str


def seen_time(typed: str, when: When) -> Seen:
    """What the kit made of it, while it is typed."""
    if not typed.strip():
        return Seen()
    try:
        minutes = when.minutes(typed, "deadline")
    except RuleViolation as violation:
        return Seen(violation_text(violation))
    if minutes is None:
        return Seen(_("No time: it stays empty."))
    at = when.now + 60 * minutes
    return Seen(_("Understood: {time}, {left}", time=clock_time(at, when.now), left=deadline(at, when.now)), minutes)


def place_help(typed: str, place: Place, streets: StreetTable, *, offered: bool = True) -> str:
    """What the kit made of an address; one that the pack does not know is taken as it is. ``offered``: streets that
    begin so are shown to choose from."""
    if not typed.strip():
        return _("For example 1234 AB, or Kerkstraat 12")
    known = ", ".join(part for part in (place.street, place.postcode) if part)
    if place.known and known:
        return _("Understood: {place}", place=f"{known} {place.house_number}".strip())
    if offered and streets.suggest(typed, 1) and not place.known and not streets.named(place.street or place.words):
        return _("Choose the street below, or type on.")
    if len(streets.named(place.street or place.words)) > 1:
        return _("There is more than one. Choose which, or add the village.")
    if streets.streets and not place.postcode:
        return _("Not in the list of streets. It is taken as you type it.")
    return ""


def care(category: Category | None) -> str:
    """What to do or leave with this need; empty for most."""
    return _(_CARE[category]) if category in _CARE else ""


def chosen_need(category: Category) -> str:
    """The exact need with its group."""
    need, group = label(category), label(GROUP_OF[category])
    return need if need == group else f"{need} ({group})"


def similar_lines(similar: Sequence[Similar], now: int) -> tuple[SimilarLine, ...]:
    """Why each looks like it, and since when it is there."""
    return tuple(
        SimilarLine(
            one.id,
            one.ticket,
            ", ".join(
                [one.ticket, *(_(_WHY[why]) for why in one.why if why in _WHY), clock_time(one.registered_at, now)]
            ),
        )
        for one in similar
    )
