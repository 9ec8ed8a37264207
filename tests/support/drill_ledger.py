# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people were told in a drill, kept apart from every station."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from noodsteunpunt.domain.values import SubjectId

POINTS = (1, 2)


@dataclass(slots=True)
class Ledger:
    """What people were told. ``live``: claim -> (helper, when it is let go). Times in ms: ``answers`` by the clock,
    ``worked`` what of that this process computed, which another program on the machine does not lengthen."""

    requests: dict[SubjectId, str] = field(default_factory=dict)
    open_at: dict[int, list[SubjectId]] = field(default_factory=lambda: {point: [] for point in POINTS})
    claims: set[SubjectId] = field(default_factory=set)
    live: dict[SubjectId, tuple[SubjectId, float]] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    answers: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def doubles(self) -> set[SubjectId]:
        """Helpers that more than one live claim holds."""
        held = Counter(helper for helper, _ in self.live.values())
        return {helper for helper, count in held.items() if count > 1}


def percentile(values: list[float], share: float) -> float:
    """Of sorted values; 0 of none."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0
