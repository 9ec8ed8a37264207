# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Personal data: a pack is copied to many points and shown to everybody, so it holds none."""

from __future__ import annotations

import re

from content.lint.context import Context, Said
from content.lint.names import NAME, PERSON, TITLED
from content.model import Phone, Text
from content.yamlsource import Mark

_NINE = re.compile(
    r"(?<![\w.,+€-])(?<!€ )(?:[0-9]{9}|[0-9]{4}[. ][0-9]{2}[. ][0-9]{3}|[0-9]{3}([. ])[0-9]{3}\1[0-9]{3})"
    r"(?![\w-]|[.,][0-9]| ?(?:euro|inwoners|mensen|liter|kilo|meter)\b)"
)
_MAIL = re.compile(r"(?<![\w.+-])([A-Za-z0-9._+-]{1,64})@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_GENERAL = re.compile(
    r"(?:info|contact|post|gemeente|balie|communicatie|crisis\w*|veiligheid\w*|team\w*|redactie|privacy|avg|hulp\w*"
    r"|noodsteunpunt\w*|meldkamer|storing\w*|klant\w*|publiek\w*|webmaster|support|help)",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_BIRTHDAY = r"[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[a-z]{3,9})[-/. ][0-9]{2,4}\b"
_BORN = re.compile(
    rf"\b(?:geboren|geb\.|geboortedatum|born)(?: op| on)?\s*:?\s*{_BIRTHDAY}|\b{_BIRTHDAY} geboren\b", re.IGNORECASE
)
_NAMED = re.compile(rf"(?:{TITLED}|{NAME})[^\n0-9]{{0,25}}\+?[0-9][0-9 -]{{7,14}}")
_MOBILE = re.compile(r"(?<![\w.,+-])(?:(?:\+|00)31[ -]?(?:\(0\)[ ]?)?|0)6[ .-]?[0-9]{2}(?:[ .-]?[0-9]{2}){3}(?![\w-])")
_RESPONSIBLE = frozenset(("owner", "contact"))


def is_bsn(digits: str) -> bool:
    """The eleven test of the burgerservicenummer (Besluit burgerservicenummer): weights 9 to 2, the last one -1."""
    weighed = sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return weighed % 11 == 0 and int(digits) > 0


def is_iban(text: str) -> bool:
    """The check digits of ISO 13616: modulo 97 is 1."""
    letters = text.replace(" ", "")
    moved = letters[4:] + letters[:4]
    return len(letters) >= 15 and int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def _report(context: Context, code: str, said: Said, match: re.Match[str]) -> None:
    mark = Mark(said.mark.line, said.mark.column + match.start())
    context.report(code, said.file, mark, text=match[0][:60])


def check_personal_data(context: Context) -> None:
    """In every text (P801 to P806), names of who is responsible (P807), mobile numbers in number fields (P806)."""
    for said in context.said:
        for match in _NINE.finditer(said.text):
            if is_bsn(re.sub(r"[^0-9]", "", match[0])):
                _report(context, "P801-bsn", said, match)
        for match in _MAIL.finditer(said.text):
            if not _GENERAL.fullmatch(match[1]):
                _report(context, "P802-e-mail", said, match)
        for match in _IBAN.finditer(said.text):
            if is_iban(match[0]):
                _report(context, "P803-iban", said, match)
        for match in _BORN.finditer(said.text):
            _report(context, "P804-geboortedatum", said, match)
        for match in _NAMED.finditer(said.text):
            _report(context, "P805-naam-bij-nummer", said, match)
        for match in _MOBILE.finditer(said.text):
            _report(context, "P806-mobiel-nummer", said, match)
    for leaf in context.leaves(Text):
        if leaf.path[-1] in _RESPONSIBLE and (name := PERSON.search(leaf.text)):
            context.report("P807-naam-van-persoon", leaf.file, leaf.mark, text=name[0])
    for leaf in context.leaves(Phone):
        if _MOBILE.fullmatch(leaf.text):
            context.report("P806-mobiel-nummer", leaf.file, leaf.mark, text=leaf.text)
