# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every fold does first: facts in one order, each once, and which of them do not count."""

from __future__ import annotations

from collections.abc import Iterable

from noodsteunpunt.domain.facts import EnteredTwice, FactUndone, Stamped, author_of
from noodsteunpunt.domain.values import SubjectId


def in_order(facts: Iterable[Stamped]) -> list[Stamped]:
    """Sorted by (lamport, author, log, seq), each entry once."""
    return sorted({fact.order: fact for fact in facts}.values(), key=lambda fact: fact.order)


def entered_twice(facts: Iterable[Stamped]) -> set[SubjectId]:
    """Entries that their own point took back because the first ones turned up."""
    return {
        stamped.fact.entry
        for stamped in facts
        if isinstance(stamped.fact, EnteredTwice) and _same_point(stamped.fact.entry, stamped.author)
    }


def undone(facts: Iterable[Stamped]) -> set[SubjectId]:
    """Entries that a person of their own point took back."""
    return {
        stamped.fact.entry
        for stamped in facts
        if isinstance(stamped.fact, FactUndone) and _same_point(stamped.fact.entry, stamped.author)
    }


def _same_point(entry: SubjectId, author: int) -> bool:
    try:
        return author_of(entry) >> 6 == author >> 6
    except ValueError:
        return False


def first(earlier: int | None, at: int) -> int:
    """The first time counts."""
    return at if earlier is None else earlier
