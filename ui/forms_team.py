# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A team that is put together. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass, field

from noodsteunpunt.domain.rules_field import TeamDraft
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_point import TeamTask
from noodsteunpunt.domain.violations import RuleViolation
from ui.forms import Form


@dataclass(slots=True)
class TeamForm(Form):
    """Who, what for, where, and what they are told. ``ticket``: of the request it goes for; ``made``: the team."""

    task: TeamTask | None = None
    helpers: list[SubjectId] = field(default_factory=list)
    request: SubjectId | None = None
    ticket: str = ""
    message: SubjectId | None = None
    made: SubjectId | None = None

    def draft(self) -> TeamDraft:
        """Raises ``RuleViolation`` while it says not what for."""
        if self.task is None:
            raise RuleViolation("no_team_task", "task")
        names = tuple(name.strip() for name in self.texts["names"].split(",") if name.strip())
        return TeamDraft(
            self.task, tuple(self.helpers), names, self.request, self.message, area=self.texts["area"],
            brief=self.texts["brief"], risks=self.texts["risks"],
        )  # fmt: skip

    def refuse(self, violation: RuleViolation) -> None:
        """Names are typed in one field here."""
        name = "names" if violation.field in {"person", "helpers"} else violation.field
        Form.refuse(self, RuleViolation(violation.code, name))
