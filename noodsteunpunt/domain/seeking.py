# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which child may be meant by who seeks one: what is said of it beside what was written down when it came.

It is a proposal, never proof: the worst mistake is a child that goes with somebody because a description fits. So every
child that is here stays in the list, with why it may be the one or why not, and two people find out who asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from noodsteunpunt.domain.values_point import ChildStatus
from noodsteunpunt.domain.views_point import ChildView

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
"""Letters of a word that says something of what a child looks like: *met*, *een* and *en* are in every description."""
_NEAR = 1
"""Years: a child of eight says eight, who seeks it may say seven."""


class Why(StrEnum):
    """Why a child may be meant, or not."""

    NAME = "name"
    LOOKS = "looks"
    AGE = "age"
    OTHER_AGE = "other_age"


_WORTH = {Why.NAME: 4, Why.LOOKS: 2, Why.AGE: 1, Why.OTHER_AGE: -3}


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody says of the child they seek; each may be empty. ``age`` in years."""

    name: str = ""
    age: int | None = None
    looks: str = ""


@dataclass(frozen=True, slots=True)
class MayBe:
    """A child that is here, and why it may be meant. ``fits``: more speaks for it than against."""

    child: ChildView
    why: tuple[Why, ...]

    @property
    def fits(self) -> bool:
        """Worth asking further."""
        return _worth(self.why) > 0


def who_may_be(sought: Sought, children: Sequence[ChildView]) -> tuple[MayBe, ...]:
    """All who are here, the likeliest first; of equals who waits longest."""
    here = [child for child in children if child.status is not ChildStatus.RELEASED]
    found = [MayBe(child, _why(sought, child)) for child in here]
    return tuple(sorted(found, key=lambda one: (-_worth(one.why), one.child.came_at, one.child.id)))


def _worth(why: Sequence[Why]) -> int:
    return sum(_WORTH[one] for one in why)


def _why(sought: Sought, child: ChildView) -> tuple[Why, ...]:
    why = []
    if _words(sought.name) & _words(child.name) - _NOT_A_NAME:
        why.append(Why.NAME)
    said = f"{child.looks} {child.found} {child.needs}"
    if _telling(sought.looks) & _telling(said):
        why.append(Why.LOOKS)
    if sought.age is not None and child.age is not None:
        why.append(Why.AGE if abs(sought.age - child.age) <= _NEAR else Why.OTHER_AGE)
    return tuple(why)


_NOT_A_NAME = frozenset({"testpersoon", "mijn", "zoon", "dochter", "kind", "van", "de", "den", "der"})
"""Words beside a name; the first is how invented people are called in an exercise."""


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in _words(text) if len(word) >= _SHORTEST)
