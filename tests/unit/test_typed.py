# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of a person is in a text, who may read it, and what looks like somebody who exists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from noodsteunpunt.domain.drafts import HelperDraft, RequestDraft
from noodsteunpunt.domain.synthetic import PHONE_EXAMPLE, check_synthetic
from noodsteunpunt.domain.typed import check_open, check_sealed, has_bsn
from noodsteunpunt.domain.values import Actor, Category, Priority, Role
from noodsteunpunt.domain.violations import RuleViolation

DRAFT = RequestDraft(Category.WATER, Priority.P3, postcode="3551AB")


def code_of(check: object, *arguments: object) -> str:
    try:
        check(*arguments)  # type: ignore[operator]
    except RuleViolation as refused:
        return refused.code
    return ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bel 06-12345678", "phone_in_text"),
        ("bel 06 12 34 56 78", "phone_in_text"),
        ("bel +31 6 12345678", "phone_in_text"),
        ("020-1234567", "phone_in_text"),
        ("bsn 111222333", "bsn_in_text"),
        ("NL91 ABNA 0417 1643 00", "account_in_text"),
        ("een@voorbeeld.nl", "mail_in_text"),
        ("geboren 3-4-1950", "born_in_text"),
        ("de sleutel ligt onder de mat", "key_in_text"),
        ("sleutel bij de buren", "key_in_text"),
        ("sleutelkluisje rechts", "key_in_text"),
        ("deurcode 1234", "key_in_text"),
        ("accu nog 40 min", ""),
        ("ik heb geen sleutel van mevrouw op nr 14", ""),
        ("112 lukt niet, 3 hoog, 2 mensen", ""),
        ("123456789 liter water", ""),
    ],
)
def test_what_travels_sealed(text: str, code: str) -> None:
    assert code_of(check_sealed, text, "text") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("haal mevrouw Jansen op", "name_in_text"),
        ("dhr. De Vries wacht", "name_in_text"),
        ("familie van den Berg zoekt onderdak", "name_in_text"),
        ("water brengen naar 3551 AB 12", "address_in_text"),
        ("Water vanaf 16:00 in De Brug, Kerkstraat", ""),
        ("Dr. Schaepmanstraat is dicht", ""),
        ("bij mevrouw op de hoek", ""),
    ],
)
def test_what_everybody_reads(text: str, code: str) -> None:
    assert code_of(check_open, text, "text") == code


def test_a_note_keeps_its_own_sentence() -> None:
    assert code_of(check_sealed, "06-12345678", "note") == "phone_in_note"


@pytest.mark.parametrize(
    ("digits", "valid"), [("111222333", True), ("111 222 333", True), ("123456782", True), ("123456789", False)]
)
def test_the_elfproef(digits: str, valid: bool) -> None:
    assert has_bsn(digits) is valid
    assert not has_bsn("000000000") and not has_bsn(digits + "0")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "Jan de Vries"}, "real_name"),
        ({"name": "Testpersoon Jan de Vries"}, ""),
        ({"name": "Anja"}, ""),
        ({"name": "test persoon"}, ""),
        ({"phone": "06-12345678"}, "real_phone"),
        ({"phone": "612345678"}, "real_phone"),
        ({"phone": "+49 170 1234567"}, "real_phone"),
        ({"phone": PHONE_EXAMPLE}, ""),
        ({"phone": "geen"}, ""),
        ({"remarks": "bel haar dochter op 0201234567"}, "real_phone"),
        ({"health_note": "bsn 111222333"}, "real_number"),
        ({"remarks": "een@voorbeeld.nl"}, "real_number"),
        ({"access_note": "NL91ABNA0417164300"}, "real_number"),
    ],
)
def test_only_invented_people(changes: dict[str, str], code: str) -> None:
    assert code_of(check_synthetic, replace(DRAFT, **changes)) == code  # type: ignore[arg-type]


def test_the_people_behind_the_desk_and_helpers_are_invented_too() -> None:
    assert code_of(check_synthetic, DRAFT, Actor("Piet Bakker", Role.RECEPTION)) == "real_name"
    assert code_of(check_synthetic, DRAFT, Actor("Piet", Role.RECEPTION)) == ""
    assert code_of(check_synthetic, HelperDraft(frozenset(), name="Piet Bakker")) == "real_name"
