# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tickets, rules and what may travel."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from noodsteunpunt.domain import rules
from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.facts import FACTS, Lane, RequestRegistered
from noodsteunpunt.domain.rules import RuleViolation
from noodsteunpunt.domain.tickets import format_ticket, parse_ticket
from noodsteunpunt.domain.values import CALLBACK_ONLY, Category, Priority
from noodsteunpunt.encoding import encode_part, fill, lane_fields, record_of
from sync.frames import content_room
from tests.support.station_kit import ACTOR, NOW, request


def make(draft: RequestDraft) -> RequestRegistered:
    return rules.request_fact(
        rules.check_request(draft), ACTOR, letters="KB", desk="A", number=42, now=NOW, started_at=NOW, intake_seconds=9
    )


def test_ticket_reads_back() -> None:
    assert format_ticket("KB", "A", 42) == "KB-A042-7"
    assert parse_ticket("kb-a042-7") == ("KB", "A", 42)


def test_ticket_catches_every_wrong_digit_and_swap() -> None:
    for number in range(0, 1000, 7):
        ticket = format_ticket("KB", "A", number)
        digits = ticket[4:7]
        for at in range(3):
            for wrong in "0123456789":
                changed = digits[:at] + wrong + digits[at + 1 :]
                assert (parse_ticket(f"KB-A{changed}-{ticket[-1]}") is not None) == (changed == digits)
        for at in range(2):
            swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            assert (parse_ticket(f"KB-A{swapped}-{ticket[-1]}") is not None) == (swapped == digits)


@pytest.mark.parametrize("category", sorted(CALLBACK_ONLY))
def test_callback_only_says_nothing_on_the_air(category: Category) -> None:
    fact = make(request(Priority.P1, category))
    assert encode_part(fact, Lane.SEALED) == b""
    air = {name: getattr(fact, name) for name, _, _ in lane_fields(type(fact), Lane.AIR)}
    assert air["pc4"] == "" and air["people"] == 1 and air["deadline"] is None and air["callback_only"] is True
    assert fact.category_here is category


@pytest.mark.parametrize("priority", [Priority.P3, Priority.P4])
def test_less_urgent_address_stays_here(priority: Priority) -> None:
    """What is needed exactly is for the coordination point, whatever the priority; where and what more is not."""
    fact = make(request(priority))
    sealed = {name: getattr(fact, name) for name, _, default in lane_fields(type(fact), Lane.SEALED)}
    assert sealed == {"category": Category.MEDICAL_POWER, "address": "", "note": ""}
    assert (fact.address_here, fact.note_here) == ("3551AB 12", "accu nog 40 min")


@settings(max_examples=200)
@given(st.text("bcdfghjklmnpqrstvwxz\u00eb\U0001f525", max_size=60), st.text("bcdfghkz0123456789", max_size=60))
def test_whatever_the_form_takes_fits_a_frame(note: str, words: str) -> None:
    """Texts that do not compress, the longest letters and numbers: refused with a sentence, or recorded."""
    draft = replace(request(Priority.P1), postcode="3551AB", house_number="", place_words=words, note=note, people=999)
    try:
        clean = rules.check_request(replace(draft, deadline_minutes=7 * 24 * 60))
        fact = rules.request_fact(
            clean,
            ACTOR,
            letters="ZZZ",
            desk="Z",
            number=999_999,
            now=NOW + 400 * 86_400,
            started_at=NOW,
            intake_seconds=1,
        )
    except RuleViolation as violation:
        event(violation.code)
        return
    record = record_of(fact, seq=1 << 40, lamport=1 << 41, minutes=400 * 1440, subject=None)
    assert fill([record], 1023 << 6, content_room(0)) == 1


def test_names_are_declared_house_everywhere() -> None:
    for kind in FACTS.values():
        lanes = {name: lane for lane in Lane for name, _, _ in lane_fields(kind, lane)}
        for name in ("name", "phone", "health_note", "access_note", "remarks", "recorded_by"):
            assert lanes.get(name, Lane.HOUSE) is Lane.HOUSE, (kind, name)


def test_hostile_text_is_refused_or_cleaned_but_never_cut() -> None:
    with pytest.raises(RuleViolation) as violation:
        rules.check_request(request(remarks="\U0001f525" * 10_000))
    assert (violation.value.code, violation.value.field) == ("too_long", "remarks")
    clean = rules.check_request(request(note="a\u202eb\u0000c  d"))
    assert clean.note == "abc d"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"postcode": "12"}, "postcode"),
        ({"postcode": ""}, "no_place"),
        ({"note": "bel 06 12 34 56 78"}, "phone_in_note"),
        ({"note": "x" * 61}, "too_long"),
    ],
)
def test_draft_is_refused_with_a_code(changes: dict[str, str], code: str) -> None:
    with pytest.raises(RuleViolation) as violation:
        rules.check_request(request(**changes))
    assert violation.value.code == code
