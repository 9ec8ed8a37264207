# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a rule says when it refuses."""

from __future__ import annotations


class RuleViolation(Exception):
    """``code`` says what is wrong, ``field`` where; neither holds what was typed."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(f"{code}:{field}")
        self.code = code
        self.field = field
