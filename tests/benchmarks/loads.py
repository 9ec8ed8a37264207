# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The requests of :mod:`tests.benchmarks.wire` as forms that a station takes, and as other programs carry them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.rules_request import check_note
from noodsteunpunt.domain.values import Priority
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.encoding import Record
from tests.benchmarks.wire import NOTES, PRIORITIES, as_names, text_bounds
from tests.benchmarks.wire import requests as drawn_requests


@dataclass(frozen=True, slots=True)
class Load:
    """``minutes`` pass before each request; ``bits`` is the information in all fields but the notes."""

    drafts: tuple[RequestDraft, ...]
    minutes: tuple[int, ...]
    named: tuple[dict[str, object], ...]
    bits: float

    def bound(self, *, quick: bool) -> float:
        """B per request that the best encoder would need, see :mod:`tests.benchmarks.wire`."""
        notes = text_bounds([draft.note for draft in self.drafts], quick=quick)[1]
        return (self.bits + notes) / 8 / len(self.drafts)


def load(count: int, seed: int, priority: Priority | None = Priority.P2, notes: Sequence[str] = ()) -> Load:
    """All of one ``priority``, which then says nothing, or as drawn. Notes that the form refuses are left out."""
    given = notes or NOTES.read_text("utf-8").splitlines()
    records, bits = drawn_requests(count, seed, [note for note in given if _taken(note)])
    if priority is not None:
        weights = sum(PRIORITIES.values())
        bits += sum(math.log2(PRIORITIES[record.values["priority"]] / weights) for record in records)
    times = [record.minutes for record in records]
    gaps = [0, *(later - earlier for earlier, later in zip(times, times[1:], strict=False))]
    chosen = {} if priority is None else {"priority": priority}
    drafts = tuple(_draft(record, chosen) for record in records)
    named = tuple(as_names(record) | {name: value.value for name, value in chosen.items()} for record in records)
    return Load(drafts, tuple(gaps), named, bits)


def _taken(note: str) -> bool:
    try:
        check_note(note)
    except RuleViolation:
        return False
    return True


def _draft(record: Record, chosen: dict[str, Priority]) -> RequestDraft:
    values = record.values | chosen
    code, _, house = values["address"].partition(" ")
    return RequestDraft(
        values["category"],
        values["priority"],
        people=values["people"],
        postcode=code,
        house_number=house,
        note=values["note"],
        deadline_minutes=None if values["deadline"] is None else values["deadline"] - record.minutes,
    )


def requests(count: int, seed: int) -> Sequence[RequestDraft]:
    """The forms alone."""
    return load(count, seed).drafts
