# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which offers fit a request, and why. A word of what was offered counts most; of transport and of a place the kind is
enough. The same input gives the same order; a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from noodsteunpunt.domain.values import Category, SubjectId
from noodsteunpunt.domain.values_point import OfferKind, OfferStatus

NEAR = 3
"""Four-digit postcodes that differ by no more are neighbours, in most towns."""

_K = OfferKind
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Wants:
    """What helps: kinds that may hold it, and how people call it, each a beginning or an end of a Dutch word.
    ``any_of``: kinds of which every one helps."""

    kinds: frozenset[OfferKind]
    words: tuple[str, ...] = ()
    any_of: frozenset[OfferKind] = frozenset()


def _wants(*kinds: OfferKind, words: str = "", any_of: OfferKind | None = None) -> Wants:
    every = frozenset({any_of} if any_of else ())
    return Wants(frozenset(kinds) | every, tuple(words.split()), every)


WANTS: dict[Category, Wants] = {
    Category.MEDICAL_POWER: _wants(
        _K.EQUIPMENT, _K.GOODS, words="aggregaat aggregat generator accu batterij omvormer powerstation"
    ),
    Category.MEDICATION: _wants(any_of=_K.TRANSPORT),
    Category.MED_COOLING: _wants(
        _K.EQUIPMENT, _K.GOODS, _K.PLACE, words="koelbox koelkast koeltas koelelement ijs vriezer"
    ),
    Category.CARRY_DOWN: _wants(_K.EQUIPMENT, words="brancard rolstoel evacuatiestoel tilband tillift"),
    Category.EVAC_TRANSPORT: _wants(_K.EQUIPMENT, words="rolstoel", any_of=_K.TRANSPORT),
    Category.WATER: _wants(_K.GOODS, _K.EQUIPMENT, words="water drinkwater jerrycan waterzak flessen"),
    Category.FOOD: _wants(_K.GOODS, _K.SERVICE, words="eten brood broden soep maaltijd fruit koken kookplaat"),
    Category.WARMTH: _wants(
        _K.GOODS, _K.EQUIPMENT, words="deken slaapzak matras bed kachel kruik veldbed", any_of=_K.PLACE
    ),
    Category.CHARGING: _wants(
        _K.EQUIPMENT, _K.GOODS, words="powerbank aggregaat aggregat generator accu oplader stekkerdoos zonnepaneel"
    ),
    Category.BABY: _wants(_K.GOODS, words="luier flesvoeding babyvoeding melkpoeder kinderwagen babykleding doekjes"),
    Category.ANIMAL: _wants(_K.GOODS, _K.PLACE, words="mand voer kooi bench hok riem"),
    Category.REPAIR: _wants(
        _K.EQUIPMENT, _K.SERVICE, _K.GOODS, words="gereedschap zeil zaag zagen ladder plank pomp zandzak"
    ),
    Category.SANITATION: _wants(_K.EQUIPMENT, _K.GOODS, words="toilet emmer pomp ontstopper"),
}
"""Categories that are not here ask for people, not for things."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An offer as matching sees it. ``what`` None: not for this point to read; ``free``: how many nobody has."""

    id: SubjectId
    ticket: str
    kind: OfferKind
    what: str | None
    pc4: str
    status: OfferStatus
    free: int


@dataclass(frozen=True, slots=True)
class ThingMatch:
    """An offer that fits. ``why`` are codes for the screen, the strongest first."""

    offer: SubjectId
    ticket: str
    what: str | None
    free: int
    score: int
    why: tuple[str, ...]


def propose_things(
    category: Category | None, pc4: str, wanted: int, things: Iterable[Thing]
) -> tuple[tuple[ThingMatch, ...], tuple[tuple[SubjectId, str], ...]]:
    """What fits, the best first; and of what would fit the first thing that stands in the way."""
    wants = None if category is None else WANTS.get(category)
    if wants is None:
        return (), ()
    matches: list[ThingMatch] = []
    refused: list[tuple[SubjectId, str]] = []
    for one in things:
        reasons = _fits(wants, one)
        if not reasons:
            continue
        if code := _held_back(one):
            refused.append((one.id, code))
            continue
        if one.free >= wanted:
            reasons.append((10, "enough"))
        if pc4 and one.pc4 == pc4:
            reasons.append((20, "same_area"))
        elif near(pc4, one.pc4):
            reasons.append((10, "near"))
        reasons.sort(key=lambda reason: (-reason[0], reason[1]))
        score = sum(points for points, _ in reasons)
        matches.append(ThingMatch(one.id, one.ticket, one.what, one.free, score, tuple(why for _, why in reasons)))
    matches.sort(key=lambda match: (-match.score, match.ticket, match.offer))
    return tuple(matches), tuple(sorted(refused))


def _fits(wants: Wants, one: Thing) -> list[tuple[int, str]]:
    if one.kind not in wants.kinds:
        return []
    said = _WORD.findall((one.what or "").casefold())
    if any(word.startswith(known) or word.endswith(known) for word in said for known in wants.words):
        return [(40, "is_asked")]
    return [(15, "kind")] if one.kind in wants.any_of else []


def _held_back(one: Thing) -> str:
    if one.status is OfferStatus.NEW:
        return "not_checked"
    if one.status is OfferStatus.EXPIRED:
        return "expired"
    if one.status in {OfferStatus.DECLINED, OfferStatus.WITHDRAWN}:
        return "withdrawn"
    return "none_left" if one.free <= 0 else ""


def near(one: str, other: str) -> bool:
    """Are two areas neighbours, as far as four digits can say?"""
    return one.isdecimal() and other.isdecimal() and 0 < abs(int(one) - int(other)) <= NEAR
