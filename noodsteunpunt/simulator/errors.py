# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with what a person asks of a simulation."""

from __future__ import annotations


class PlanError(Exception):
    """``key`` is the file and the place in it, or the option; ``problem`` a short sentence in the chosen language."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.key = where
        self.problem = problem
