# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A child who came alone, and who seeks one. They are kept nowhere but in the memory of this laptop until they are
recorded. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass, field

from noodsteunpunt.domain.rules_field import ChildDraft
from noodsteunpunt.domain.seeking import Sought
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.violations import RuleViolation
from ui.forms import Form, whole_number


@dataclass(slots=True)
class ChildForm(Form):
    """*Kind alleen*. ``request``: the call-back ticket that there was already."""

    request: SubjectId | None = None

    def draft(self) -> ChildDraft:
        """As it was filled in; the station looks at it."""
        texts = self.texts
        age = whole_number(texts["age"], "age") if texts["age"].strip() else None
        return ChildDraft(
            texts["wristband"], texts["first"], texts["second"], name=texts["name"], age=age, looks=texts["looks"],
            found=texts["found"], needs=texts["needs"], request=self.request,
        )  # fmt: skip


@dataclass(slots=True)
class SeekForm(Form):
    """*Ik zoek mijn kind*: what is said of the child, and by whom."""

    def sought(self) -> Sought:
        """What can be compared while it is typed."""
        try:
            age = whole_number(self.texts["age"], "age") if self.texts["age"].strip() else None
        except RuleViolation:
            age = None
        return Sought(self.texts["sought"], age, self.texts["looks"])

    def said(self) -> str:
        """For the two who check: what the seeker said before anybody told them anything."""
        parts = (self.texts["sought"], self.texts["age"], self.texts["looks"])
        return ", ".join(part.strip() for part in parts if part.strip())


@dataclass(slots=True)
class ChildForms:
    """What is half typed at one browser."""

    child: ChildForm = field(default_factory=ChildForm)
    seek: SeekForm = field(default_factory=SeekForm)
