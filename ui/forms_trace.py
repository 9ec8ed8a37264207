# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Ik zoek mijn vader*: who is missing, where last seen, who asks, and when it goes to the police. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.values import Category, Priority
from noodsteunpunt.domain.violations import RuleViolation
from ui.forms import Form
from ui.texts import _
from ui.when import When

AGREED = 120
"""Minutes until it goes to the police, where nothing else was agreed."""
_SAID = ("sought", "clothes", "relation")


@dataclass(slots=True)
class TraceForm(Form):
    """All of it stays here; a call-back ticket travels. The agreed time is the promise to tell who asks."""

    def draft(self, now: When) -> RequestDraft:
        """Raises ``RuleViolation`` while it is not said who is missing, where last seen, or who asks."""
        texts = self.texts
        for name in ("sought", "seen", "seeker"):
            if not texts[name].strip():
                raise RuleViolation(f"trace_{name}", name)
        agreed = now.minutes(texts["police"], "police")
        minutes = AGREED if agreed is None else agreed
        said = ". ".join(texts[name].strip() for name in _SAID if texts[name].strip())
        return RequestDraft(
            Category.TRACING, Priority.P2, place_words=texts["seen"], name=texts["seeker"], phone=texts["phone"],
            remarks=_("Sought: {who}", who=said), come_back_minutes=minutes,
        )  # fmt: skip
