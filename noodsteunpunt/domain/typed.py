# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people type, made clean or refused; and what in it says who somebody is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, replace
from typing import Any, TypeVar

from noodsteunpunt.domain.violations import RuleViolation

NOTE_CHARACTERS = 60
TEXT_LIMITS = {
    "house_number": 12,
    "street": 40,
    "place_words": 60,
    "note": NOTE_CHARACTERS,
    "name": 80,
    "phone": 24,
    "health_note": 300,
    "access_note": 300,
    "remarks": 1000,
    "what": 60,
    "access": 60,
    "text": 120,
    "words": 200,
    "approved_by": 80,
    "from_words": 60,
    "receiver": 80,
    "item": 120,
    "language": 8,
    "log": 400,
    "person": 80,
    "lead": 80,
    "people_names": 400,
    "area": 60,
    "brief": 200,
    "risks": 200,
    "wristband": 12,
    "first": 80,
    "second": 80,
    "looks": 200,
    "found": 120,
    "needs": 200,
    "seeker": 80,
    "relation": 40,
    "title": 60,
    "conditions": 200,
    "organisation": 30,
    "unit_what": 30,
}
"""Characters per field."""

_POSTCODE = re.compile(r"([1-9]\d{3})\s?([A-Za-z]{2})?")
_BETWEEN = r"[\s\-./()\u2010-\u2015|_]{0,3}"
_PHONE = re.compile(rf"(?<!\d)(?:(?:\+|00){_BETWEEN}31|0)(?:(?:{_BETWEEN}\d){{9}}(?!\d)|(?:{_BETWEEN}\d){{8,}})")
_WHEN = re.compile(r"(?:[01]\d|2[0-4])\.[0-5]\d(?![\d.])|\d\d[-/.]\d\d[-/.](?:19|20)\d\d(?!\d)")
"""Opening hours and dates are digits with something between them too."""

_MAIL = re.compile(
    r"[^\s@]\s?(?:@|[(\[{]\s?(?:at|apenstaart)\s?[)\]}])\s?[^\s@]+(?:\.|\s?[(\[{](?:dot|punt)[)\]}]\s?)\w"
)
_ACCOUNT = re.compile(r"\b[A-Z]{2}[ .\-]?\d{2}(?:[ .\-]?[A-Z0-9]){11,30}\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:[ .\-/]\d+)*")
_BORN = re.compile(r"(?<!\d)\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d(?!\d)")
_TITLED = re.compile(
    r"\b(?:mevrouw|mevr|mw|meneer|de heer|dhr|familie|fam|zuster|dokter|dr)\b\.?\s+(?:van |de |der |den |ten |ter |')*"
    r"(?!\w*straat)[A-ZÀ-Þ][a-zà-ÿ]+"
)
_ADDRESS = re.compile(r"\b[1-9]\d{3}\s?[A-Za-z]{2}\s*,?\s*\d+")
_KEY = re.compile(
    r"(?<!geen )\b(?:huis|reserve)?sleutels?\b(?:\W+\w+){0,2}?"
    r"\W+(?:ligt|liggen|hangt|hangen|onder|achter|bij|in|naast)\b"
    r"|\b(?:onder|achter|in|naast)\b(?:\W+\w+){1,3}\W+(?:ligt|hangt)\b(?:\W+\w+){0,2}\W+sleutels?\b"
    r"|\b(?:sleutelkluis\w*|kluiscode|deurcode|alarmcode|pincode)\b",
    re.IGNORECASE,
)
_JOINER = "\u200d"

D = TypeVar("D")


def clean_text(text: str, field: str, limit: int) -> str:
    """NFC, one space for any white space, no control, format or private characters but the emoji joiner, at
    most two combining marks in a row. Too long is refused, never cut: what a person typed is not lost."""
    kept: list[str] = []
    marks = 0
    # An answer of ten thousand characters is not read in full: the form shows how much fits.
    for character in unicodedata.normalize("NFC", text[: limit * 8]):
        category = unicodedata.category(character)
        marks = marks + 1 if category == "Mn" else 0
        if character.isspace():
            kept.append(" ")
        elif (category[0] == "C" and character != _JOINER) or marks > 2:
            continue
        else:
            kept.append(character)
    cleaned = re.sub(" +", " ", "".join(kept)).strip()
    if len(cleaned) > limit or len(text) > limit * 8:
        raise RuleViolation("too_long", field)
    return cleaned


def clean_all(draft: D) -> D:
    """Every text of a draft that has a limit."""
    texts: dict[str, Any] = {
        field.name: clean_text(value, field.name, TEXT_LIMITS[field.name])
        for field in fields(draft)  # type: ignore[arg-type]
        if field.name in TEXT_LIMITS and isinstance(value := getattr(draft, field.name), str)
    }
    return replace(draft, **texts)  # type: ignore[type-var]


def same_person(one: str, other: str) -> bool:
    """The same name, whatever the capitals and spaces."""
    return one.casefold().split() == other.casefold().split()


def clean_postcode(text: str) -> str:
    """``"3551 ab"`` -> ``"3551AB"``; four digits alone are enough; empty stays empty."""
    stripped = text.strip()
    if not stripped:
        return ""
    match = _POSTCODE.fullmatch(stripped)
    if match is None:
        raise RuleViolation("postcode", "postcode")
    return match.group(1) + (match.group(2) or "").upper()


def plain(text: str) -> str:
    """As it is read: what looks like a digit, an at sign or a letter is one, and what is not seen is not there. The
    forms keep what was typed; only the checks look at it so."""
    compatible = unicodedata.normalize("NFKC", text)
    seen = (character for character in compatible if unicodedata.category(character) not in {"Cf", "Cc", "Mn", "Me"}
            or character.isspace())  # fmt: skip
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in seen)


def has_phone(text: str) -> bool:
    """Something that looks like a Dutch telephone number."""
    return bool(phones_in(text))


def phones_in(text: str) -> list[str]:
    """The digits of everything that looks like a Dutch telephone number, from its 0."""
    matches = [match.group() for match in _PHONE.finditer(plain(text))]
    found = [re.sub(r"\D", "", match) for match in matches if not _WHEN.match(match)]
    return [re.sub(r"^(?:00)?31(?:0(?=\d{9}))?", "0", digits) for digits in found]


def has_bsn(text: str) -> bool:
    """Nine digits that pass the *elfproef* of the burgerservicenummer (Besluit BSN): 9a+8b+...+2h-i is a multiple
    of 11."""
    for match in _DIGITS.finditer(plain(text)):
        groups = re.split(r"\D", match.group())
        for first in range(len(groups)):
            for last in range(first + 1, min(first + 4, len(groups)) + 1):
                if _is_bsn("".join(groups[first:last])):
                    return True
    return False


def _is_bsn(digits: str) -> bool:
    if len(digits) != 9 or not digits.strip("0"):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def has_account(text: str) -> bool:
    """A bank account of any country: two letters and the check digits of an IBAN (ISO 13616, mod 97 of ISO 7064)."""
    return any(_is_iban(re.sub(r"[ .\-]", "", match.group()).upper()) for match in _ACCOUNT.finditer(plain(text)))


def _is_iban(found: str) -> bool:
    """Also when a word stands behind it: the shortest has 15 characters."""
    if re.match(r"NL\d{2}[A-Z]{4}\d{10}", found):
        return True
    for length in range(15, min(len(found), 34) + 1):
        turned = found[4:length] + found[:4]
        if int("".join(str(int(character, 36)) for character in turned)) % 97 == 1 and found[4:length].count("0") < 9:
            return any(character.isdigit() for character in found[4:length])
    return False


def has_mail(text: str) -> bool:
    """An e-mail address."""
    return _MAIL.search(plain(text)) is not None


def says_who(text: str) -> str:
    """What of a person is in ``text`` that must not be read by others, as the code of a refusal; empty for nothing.

    A name alone cannot be recognised: the form asks, and people decide.
    """
    for code, there in (
        ("account_in_text", has_account(text)),
        ("phone_in_text", has_phone(text)),
        ("bsn_in_text", has_bsn(text)),
        ("mail_in_text", has_mail(text)),
        ("born_in_text", _BORN.search(text) is not None),
    ):
        if there:
            return code
    return ""


def check_sealed(text: str, field: str) -> None:
    """What travels sealed for one addressee: no number that says who somebody is, and not where a key lies."""
    code = says_who(text) or ("key_in_text" if _KEY.search(text) else "")
    if code:
        raise RuleViolation("phone_in_note" if (code, field) == ("phone_in_text", "note") else code, field)


def check_open(text: str, field: str) -> None:
    """What everybody may read: besides, nobody by name, and no house."""
    check_sealed(text, field)
    if _TITLED.search(text):
        raise RuleViolation("name_in_text", field)
    if _ADDRESS.search(text):
        raise RuleViolation("address_in_text", field)
