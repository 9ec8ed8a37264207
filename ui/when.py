# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Times that people type, read by the clock on the wall. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.when import read_when
from ui.presenter_words import local_time


@dataclass(frozen=True, slots=True)
class When:
    """``now``: Unix seconds."""

    now: int

    def minutes(self, typed: str, field: str) -> int | None:
        """From now; None when nothing is said. Raises ``RuleViolation`` for ``field``."""
        found = read_when(typed, local_time(self.now), field)
        return None if found is None else found.minutes
