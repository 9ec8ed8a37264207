# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who sits down at the keyboard, and who comes to work here. No Flet here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from noodsteunpunt.domain.people import PersonDraft, PersonRow, read_badge
from noodsteunpunt.domain.values import Role, SubjectId
from noodsteunpunt.domain.violations import RuleViolation
from ui.forms import Form

_BADGE = "NSB:"


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who somebody says to be, and what shows it: a PIN, or all that is on a badge."""

    person: SubjectId
    role: Role
    pin: str = ""
    badge: str = ""


def numbered(people: Sequence[PersonRow]) -> list[tuple[str, PersonRow]]:
    """Every person with the digits that stand before the name: all of the same length, so that a PIN can follow."""
    width = len(str(len(people)))
    return [(f"{number:0{width}}", person) for number, person in enumerate(people, 1)]


def usual_role(person: PersonRow) -> Role:
    """The role worn last while it is still theirs, else the first in the order of the roles."""
    if person.role in person.roles:
        return person.role
    return next(role for role in Role if role in person.roles)


@dataclass(slots=True)
class KeyboardForm(Form):
    """*Wie zit er achter het toetsenbord?* One field takes all: number and PIN in one go, a PIN after a name was
    pressed, or what a scanner reads off a badge and types."""

    person: SubjectId | None = None
    role: Role | None = None

    def claimed(self, people: Sequence[PersonRow]) -> Claimed:
        """Raises ``RuleViolation`` for nobody."""
        typed = "".join(self.texts["pin"].split())
        if typed.upper().startswith(_BADGE):
            person = _of(people, read_badge(typed)[0])
            return Claimed(person.id, self._role(person), badge=typed)
        if self.person is None:
            found = next(((digits, row) for digits, row in numbered(people) if typed.startswith(digits)), None)
            if found is None:
                raise RuleViolation("no_person_chosen", "pin")
            digits, person = found
            return Claimed(person.id, usual_role(person), pin=typed.removeprefix(digits))
        person = _of(people, self.person)
        return Claimed(person.id, self._role(person), pin=typed)

    def _role(self, person: PersonRow) -> Role:
        return self.role if self.role in person.roles and self.person == person.id else usual_role(person)


def _of(people: Sequence[PersonRow], person: SubjectId) -> PersonRow:
    found = next((row for row in people if row.id == person), None)
    if found is None:
        raise RuleViolation("unknown_person", "pin")
    return found


@dataclass(slots=True)
class NewPersonForm(Form):
    """Somebody who comes to work here."""

    roles: set[Role] = field(default_factory=set)
    conduct: bool = False

    def draft(self) -> PersonDraft:
        """As it was filled in; the station looks at it."""
        return PersonDraft(self.texts["person"], frozenset(self.roles), self.texts["pin"].strip(), self.conduct)
