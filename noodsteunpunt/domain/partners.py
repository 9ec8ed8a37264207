# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations that help beside the municipality, and the request for a team of one. It travels as a message about a
request: nothing in it says who needs help, or where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from noodsteunpunt.domain.lifecycles import ENDED
from noodsteunpunt.domain.rules_request import LONGEST_DEADLINE, MOST_PEOPLE
from noodsteunpunt.domain.typed import check_open, clean_all
from noodsteunpunt.domain.values_desk import UnitTask
from noodsteunpunt.domain.views import RequestDetail
from noodsteunpunt.domain.violations import RuleViolation

ORGANISATIONS = ("Rode Kruis", "Leger des Heils", "Reddingsbrigade", "Veteranen Search Team", "Salvage")
"""By their own names; any other can be typed."""

_WORD = re.compile(r"[^\W\d]{4,}")
"""Shorter ones stand in every sentence."""


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """Which team for what. ``unit_what``: for another task than those; ``minutes``: from now, None for as soon as
    possible."""

    organisation: str
    task: UnitTask | None
    people: int
    unit_what: str = ""
    minutes: int | None = None


def check_unit(draft: UnitDraft, detail: RequestDetail) -> UnitDraft:
    """Cleaned; or :class:`RuleViolation`. What was typed says nobody's name and no house of the request."""
    if detail.row.status in ENDED:
        raise RuleViolation("request_ended")
    clean = clean_all(draft)
    if not clean.organisation:
        raise RuleViolation("no_organisation", "organisation")
    if clean.task is None:
        raise RuleViolation("no_unit_task", "unit_task")
    if clean.task is UnitTask.OTHER and not clean.unit_what:
        raise RuleViolation("no_unit_what", "unit_what")
    if not 1 <= clean.people <= MOST_PEOPLE:
        raise RuleViolation("people", "people")
    if clean.minutes is not None and not 1 <= clean.minutes <= LONGEST_DEADLINE:
        raise RuleViolation("deadline", "until")
    if clean.organisation not in ORGANISATIONS:
        _check_typed(clean.organisation, "organisation", detail)
    if clean.task is UnitTask.OTHER:
        _check_typed(clean.unit_what, "unit_what", detail)
    return clean


def _check_typed(text: str, field: str, detail: RequestDetail) -> None:
    check_open(text, field)
    said = _words(text)
    if said & _words(detail.name or ""):
        raise RuleViolation("name_in_text", field)
    if said & _words(" ".join((detail.address or "", detail.place_words or ""))):
        raise RuleViolation("address_in_text", field)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
