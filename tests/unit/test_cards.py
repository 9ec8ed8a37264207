# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The citizen's card: what stands on it, and what is read from it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noodsteunpunt.domain.cards import ALPHABET, PIN_CHARACTERS, Card, pin_of, qr_text, read_card, same_pin
from noodsteunpunt.domain.tickets import format_ticket
from noodsteunpunt.domain.violations import RuleViolation

KEY, TICKET = bytes(range(32)), "KB-A042-7"


def test_a_pin_is_a_matter_of_key_and_ticket() -> None:
    pins = {pin_of(KEY, format_ticket("KB", "A", number)) for number in range(2000)}
    assert len(pins) > 1990, "neighbours say nothing about each other"
    assert pin_of(KEY, TICKET) == pin_of(KEY, TICKET) != pin_of(bytes(32), TICKET)
    used = Counter("".join(pins))
    assert set(used) == set(ALPHABET)
    assert max(used.values()) < 2 * min(used.values())


def test_no_character_is_taken_for_another() -> None:
    assert not set("01ILOV") & set(ALPHABET) and len(set(ALPHABET)) == len(ALPHABET) == 30
    assert len(pin_of(KEY, TICKET)) == PIN_CHARACTERS


@pytest.mark.parametrize("typed", ["KB-A042-7", "kb-a042-7", " kb a042 7 ", "KBA0427", "KB A 042 7"])
def test_a_ticket_as_people_write_it(typed: str) -> None:
    assert read_card(typed, "hw 6u") == Card("KB", "A", 42, "HW6U")
    assert read_card(typed).ticket == TICKET


def test_a_qr_code_says_all_of_it() -> None:
    text = qr_text(TICKET, "HW6U", "1a2b3c4d5e6f7081")
    assert read_card(text) == Card("KB", "A", 42, "HW6U", "1a2b3c4d")
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), "alphanumeric mode: a small code"


@given(st.text(max_size=60) | st.from_regex(r"(NSP:)?[A-Z]{0,4}-?[A-Z]?\d{0,7}-?\d?(:[A-Z0-9]{0,5}){0,3}"))
def test_anything_else_is_refused(text: str) -> None:
    code = ""
    try:
        card = read_card(text)
    except RuleViolation as refused:
        code = refused.code
    assert code == "ticket" or card.ticket == format_ticket(card.letters, card.desk, card.number)


def test_how_a_pin_is_typed_does_not_matter() -> None:
    assert same_pin(" h-w 6u", "HW6U") and not same_pin("", "HW6U") and not same_pin("HW6", "HW6U")
    assert not same_pin("\u0130" * 9, "HW6U")
