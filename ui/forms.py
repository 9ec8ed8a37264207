# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every form is: what is being typed, kept on the server so that a lost connection loses nothing. No Flet here.

Texts stay exactly as typed; they become a draft only when saved. ``errors`` maps a field to a sentence. A form can be
written down as texts and taken up again: that is how it survives a crash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from noodsteunpunt.domain.typed import TEXT_LIMITS, clean_text
from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station import Registered
from ui.presenter_rules import violation_text
from ui.trouble import trouble_text

_LONGEST_NUMBER = 7
_CHOSEN = "="
"""Begins the name of an answer that was chosen, not typed, where a form is written down."""


def whole_number(text: str, field_name: str) -> int:
    """An integer in ASCII digits; raises ``RuleViolation("number")``."""
    stripped = text.strip()
    if not (stripped.isascii() and stripped.isdigit() and len(stripped) <= _LONGEST_NUMBER):
        raise RuleViolation("number", field_name)
    return int(stripped)


@dataclass(slots=True)
class Form:
    """What every form has. ``refusal`` is the sentence of the last try, with its code; ``saving`` makes a second press
    harmless; ``saved`` is set only after the commit. ``started_at``: Unix seconds of the first answer."""

    texts: defaultdict[str, str] = field(default_factory=lambda: defaultdict(str))
    errors: dict[str, str] = field(default_factory=dict)
    refusal: str = ""
    saving: bool = False
    saved: Registered | None = None
    started_at: int | None = None

    def refuse(self, violation: RuleViolation) -> None:
        """Say what is wrong, beside the field and with its code beside the button."""
        self.errors[violation.field] = violation_text(violation)
        self.refusal = trouble_text(violation)

    def answered(self, *names: str) -> bool:
        """These answers changed: what was said about them is no longer so. True if something was."""
        complaints = [name for name in names if self.errors.pop(name, "")]
        if not self.errors:
            self.refusal = ""
        return bool(complaints)

    def forget_errors(self) -> None:
        """Before another try."""
        self.errors.clear()
        self.refusal = ""

    def chosen(self) -> dict[str, str]:
        """The answers that are not texts, by name, as a form writes them down."""
        return {}

    def choose(self, chosen: Mapping[str, str]) -> None:
        """As they were written down; what a newer program wrote is left out."""

    def answers(self) -> dict[str, str]:
        """Everything that was answered, to be kept; empty while nothing was."""
        typed = {name: text for name, text in self.texts.items() if text}
        return typed | {_CHOSEN + name: value for name, value in self.chosen().items() if value}

    def restore(self, answers: Mapping[str, str], started_at: int | None) -> None:
        """Go on with what was kept."""
        self.texts.update({name: text for name, text in answers.items() if not name.startswith(_CHOSEN)})
        self.choose({name[1:]: value for name, value in answers.items() if name.startswith(_CHOSEN)})
        self.started_at = started_at


@dataclass(slots=True)
class PersonForm(Form):
    """*Who are you?* ``conduct``: the leader who is the first to be added agrees with the rules as well."""

    role: Role | None = None
    conduct: bool = False

    def actor(self) -> Actor:
        """Raises ``RuleViolation`` while the name or the role is missing."""
        name = clean_text(self.texts["name"], "name", TEXT_LIMITS["name"])
        if not name:
            raise RuleViolation("no_person", "name")
        if self.role is None:
            raise RuleViolation("no_role", "role")
        return Actor(name, self.role)
