# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody who may exist is refused in every text of every kind of fact, however it is written. The numbers here are
published examples (IBAN registry, elfproef) or belong to nobody's range."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from noodsteunpunt.domain.facts import FACTS
from noodsteunpunt.domain.facts_people import KeyboardTaken, PersonAdded
from noodsteunpunt.domain.synthetic import check_synthetic
from noodsteunpunt.domain.typed import plain
from noodsteunpunt.domain.violations import RuleViolation

TEXTS = [(kind, field.name) for kind in FACTS.values() for field in fields(kind) if field.default == ""]

ATTACKS = {
    "phone": "real_phone",
    "dots": "real_phone",
    "slash": "real_phone",
    "brackets": "real_phone",
    "abroad": "real_phone",
    "plus": "real_phone",
    "dash": "real_phone",
    "unseen": "real_phone",
    "arabic": "real_phone",
    "wide": "real_phone",
    "behind": "real_phone",
    "bsn": "real_number",
    "bsn in parts": "real_number",
    "bsn with dashes": "real_number",
    "bsn among others": "real_number",
    "account": "real_number",
    "account of a neighbour": "real_number",
    "account in small": "real_number",
    "mail": "real_number",
    "mail said": "real_number",
    "mail with gaps": "real_number",
}
WRITTEN = {
    "phone": "06-12345678",
    "dots": "06.12.34.56.78",
    "slash": "bel 06/12345678",
    "brackets": "(020) 123 45 67",
    "abroad": "0031 6 12345678",
    "plus": "+31 (0)6 12345678",
    "dash": "06\u201312345678",
    "unseen": "06\u200d1234\u200d5678",
    "arabic": "\u0660\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
    "wide": "\uff10\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
    "behind": "06-00000001 of 06-12345678",
    "bsn": "bsn 111222333",
    "bsn in parts": "1112.22.333",
    "bsn with dashes": "111-222-333",
    "bsn among others": "12 111222333 8",
    "account": "NL91 ABNA 0417 1643 00",
    "account of a neighbour": "BE68 5390 0754 7034",
    "account in small": "de89370400440532013000",
    "mail": "een@voorbeeld.nl",
    "mail said": "een(at)voorbeeld.nl",
    "mail with gaps": "een @ voorbeeld.nl",
}


def code_of(thing: Any) -> str:
    try:
        check_synthetic(thing)
    except RuleViolation as refused:
        return refused.code
    return ""


def test_there_is_text_in_nearly_every_kind() -> None:
    assert len(TEXTS) > 80 and len({kind for kind, _ in TEXTS}) > len(FACTS) * 0.8


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_refused_in_every_text_of_every_fact(attack: str) -> None:
    marked = f"Testpersoon {WRITTEN[attack]}"
    passed = [(kind.__name__, name) for kind, name in TEXTS if code_of(kind(**{name: marked})) != ATTACKS[attack]]
    assert passed == []


@pytest.mark.parametrize("name", ["Jan de Vries", "Jan\u00a0de\u00a0Vries", "J.Vries", "Vries,Jan", "Jan_de_Vries",
                                  "Jan\u200b Vries"])  # fmt: skip
def test_a_whole_name_is_refused_wherever_a_name_stands(name: str) -> None:
    named = [(kind, field) for kind, field in TEXTS if field in {"name", "receiver", "person_name", "recorded_by"}]
    assert len(named) > 30
    assert [(kind.__name__, field) for kind, field in named if code_of(kind(**{field: name})) != "real_name"] == []


@pytest.mark.parametrize(
    "said",
    [
        "open 09.00-12.00 13.00-17.00",
        "op 01-12-2026 08.30 uur",
        "bel 06-00000012, 12 keer geprobeerd",
        "123456789 liter water",
        "3 hoog, lift staat stil, 2 mensen, 40 minuten",
        "om 12 uur bij de kerk en dan verder",
        "3551AB 12",
        "@kerk. Nu open",
        "\u05e9\u05dc\u05d5\u05dd d'Or\u00e9e \U0001f686",
    ],
)
def test_what_people_say_of_a_day_passes(said: str) -> None:
    other = [(kind, name) for kind, name in TEXTS if name in {"remarks", "words", "text", "note", "what"}]
    assert [(kind.__name__, name) for kind, name in other if code_of(kind(**{name: said}))] == []


def test_what_a_machine_drew_is_of_nobody() -> None:
    """A browser in 120 has a name like a telephone number, and nobody could sit down at it."""
    assert code_of(KeyboardTaken(device="0612345678abcdef")) == ""
    assert code_of(KeyboardTaken(device="d58f003847136414")) == ""
    assert code_of(KeyboardTaken(device="bel 0612345678")) == "real_phone"
    assert code_of(PersonAdded(pin="0612345678abcdef")) == "real_phone", (
        "a browser's name is shorter than what hides a PIN"
    )


def test_what_was_typed_is_looked_at_as_it_is_read() -> None:
    assert plain("0\u200d6 \uff11\u0661\u00ad1") == "06 111"
