# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far a new or repaired station is: what came of what is open, and what not. It never says more than the
coordination point signed and what counts as held here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.views_network import Arrival
from ui.presenter_words import Tone, clock_time, duration
from ui.texts import _, mark, n_

_WHAT = (
    mark("P1 and emergency reports"),
    mark("P1, P2, emergency reports and urgent messages"),
    mark("P1, P2, emergency reports and urgent messages of all points, and everything of this point"),
)
"""By what the overview covers."""


@dataclass(frozen=True, slots=True)
class ArrivalLines:
    """``share``: 0..1, below 1 as long as something that is open may be missing."""

    headline: str
    share: float
    more: tuple[str, ...]
    tone: Tone


def arrival_lines(arrival: Arrival | None, now: int) -> ArrivalLines | None:
    """Nothing without an overview of the coordination point, or when nothing of it is missing."""
    if arrival is None:
        return None
    complete = arrival.whole and arrival.here >= arrival.named
    everything = complete and arrival.own
    share = 1.0 if everything else min(0.99, arrival.here / max(1, arrival.named))
    more = (*_scope(arrival, now), *_left(arrival, complete=complete))
    tone = Tone.DONE if everything else Tone.ATTENTION
    return ArrivalLines(_headline(arrival, complete=complete), share, more, tone)


def _headline(arrival: Arrival, *, complete: bool) -> str:
    if complete:
        return _("What was open is here.") if arrival.own else _("What was urgent is here. The rest is not yet.")
    told = {
        "here": arrival.here,
        "named": arrival.named,
        "percent": min(99, 100 * arrival.here // max(1, arrival.named)),
    }
    if arrival.own:
        return _("{here} of {named} messages about what is open are here ({percent} %).", **told)
    return _("{here} of {named} messages about what is urgent are here ({percent} %).", **told)


def _scope(arrival: Arrival, now: int) -> tuple[str, ...]:
    """What the overview speaks of, and of when it is."""
    what = _(_WHAT[2 if arrival.own else min(arrival.levels, 2) - 1])
    if arrival.at is None:
        lines = [_("This is what the coordination point counted: {what}.", what=what)]
    else:
        time = clock_time(arrival.at, now)
        lines = [_("This is what the coordination point counted at {time}: {what}.", time=time, what=what)]
    if not arrival.whole:
        lines.append(_("A part of that count is still on its way: more may be open."))
    lines.append(_("What came later is not in it."))
    return tuple(lines)


def _left(arrival: Arrival, *, complete: bool) -> tuple[str, ...]:
    lines = []
    if arrival.seconds is not None:
        time = duration(max(60, 60 * round(arrival.seconds / 60)))
        if complete:
            lines.append(_("At this pace the other messages take about {time} more.", time=time))
        else:
            lines.append(_("At this pace it takes about {time} more.", time=time))
    if not arrival.older:
        return tuple(lines)
    if arrival.whole and arrival.own:
        lines.append(
            n_(
                "{count} message that is about nothing open comes after that.",
                "{count} messages that are about nothing open come after that.",
                arrival.older,
            )
        )
    else:
        lines.append(
            n_("{count} other message comes after that.", "{count} other messages come after that.", arrival.older)
        )
    return tuple(lines)
