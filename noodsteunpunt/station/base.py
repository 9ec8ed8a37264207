# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every use case of a station stands on: its store, its clock, its papers; and how a fact is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from noodsteunpunt.clock import Clock
from noodsteunpunt.domain import rules
from noodsteunpunt.domain.facts import Fact
from noodsteunpunt.domain.places import NO_STREETS, StreetTable
from noodsteunpunt.domain.synthetic import check_synthetic, check_text
from noodsteunpunt.domain.typed import TEXT_LIMITS, clean_text
from noodsteunpunt.domain.values import Actor, StationKind, SubjectId
from noodsteunpunt.domain.views import StationInfo
from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.station.carrier import Carrier
from noodsteunpunt.store.database import Reader, Store
from sync.ids import Author, slot_of

F = TypeVar("F", bound=Fact)

TICKETS = "ticket"
"""One range of numbers per desk: no two of what a person may refer to have the same ticket."""

APART = 100
"""Between the first numbers of laptops that began without knowing what their point had recorded before."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A subject that is durable, and the ticket to write on the slip; ``pin`` opens the citizen's card."""

    id: SubjectId
    ticket: str
    pin: str = ""


class StationBase:
    """Belongs to one thread."""

    store: Store
    reader: Reader
    info: StationInfo
    streets: StreetTable = NO_STREETS
    """Of the information pack in use."""
    _clock: Clock
    _enrolment: Enrolment
    _carrier: Carrier
    _changed: bool

    @property
    def coordination(self) -> bool:
        """Does this station belong to a coordination point?"""
        return self.info.kind is StationKind.COORDINATION_POINT

    @property
    def now(self) -> int:
        """Unix seconds, by this station's clock."""
        return self._clock.now()

    @property
    def _started_at(self) -> int:
        return self._enrolment.roster.started_at

    def _check_people(self, draft: Any, actor: Actor | None) -> None:
        """Raises ``RuleViolation`` for what may be of somebody who exists."""
        if self.info.synthetic_only:
            check_synthetic(draft, actor)

    def _words(self, text: str, field: str = "words") -> str:
        """What is said beside a step: cleaned, and of nobody who exists."""
        clean = clean_text(text, field, TEXT_LIMITS[field])
        if self.info.synthetic_only:
            check_text(field, clean, name=field == "receiver")
        return clean

    def _next_number(self) -> int:
        own = self.store.own_author()
        first = 1 if own is None else 1 + APART * slot_of(Author(own))
        return self.store.next_ticket(TICKETS, self.info.desk, first)

    def _registered(self, fact: Fact) -> Registered:
        return Registered(self._record(fact, None), rules.ticket_of(fact))

    def _invented(self, fact: F) -> F:
        """Every fact passes here on its way to the store: the form was checked, its parts and who sat there too."""
        self._check_people(fact, None)
        return fact

    def _check_undo(self, subject: SubjectId, kind: str) -> None:
        """Refuses to take back a line of that kind, for what else hangs on it."""

    def _record(self, fact: Fact, subject: SubjectId | None) -> SubjectId:
        recorded = self.store.record(self._invented(fact), subject=subject, at=self._clock.now())
        self._touched()
        return recorded.id

    def _touched(self) -> None:
        self._carrier.pending = True
        self._changed = True
