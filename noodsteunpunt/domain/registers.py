# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of which only the newest is ever shown. In a frame of its own such a fact has a register, and its author may
say later that the frame is superseded: who comes back after days need not fetch it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from noodsteunpunt.domain.facts import FACTS, Fact, PackInstalled, PointReported, ShiftTold

NEWEST_ONLY: tuple[type[Fact], ...] = (PointReported, PackInstalled, ShiftTold)
"""No other fact takes one of these back, and no row needs one that a later one of its subject replaced."""

PER_KIND = 64
"""Subjects of one kind and author that have a register; further ones do without."""


def register_of(kind: int, subject: str, subjects: Sequence[str]) -> int:
    """1 .. 255, or 0 for none. ``subjects``: those of which the author said something of this kind before, in that
    order; with the same kind and subject the register is always the same, and no other has it."""
    fact: Any = FACTS.get(kind)
    order = list(dict.fromkeys([*subjects, subject]))
    place = order.index(subject)
    if fact not in NEWEST_ONLY or place >= PER_KIND:
        return 0
    return 1 + PER_KIND * NEWEST_ONLY.index(fact) + place


def repeats(kind: int, values: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
    """Can it be superseded by the next one? The first report of a status stays: since when the doors are open is
    counted from it."""
    if FACTS.get(kind) is not PointReported:
        return True
    return before is not None and before.get("status") == values.get("status")
