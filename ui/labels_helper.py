# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words for what is known of a helper: who it is, VOG, where they may work, what they do not do, languages."""

from __future__ import annotations

from enum import StrEnum

from noodsteunpunt.domain.values_people import Clearance, Identity, Limit, Vog
from noodsteunpunt.domain.violations import RuleViolation
from ui.texts import mark

WORDS: tuple[tuple[StrEnum, str], ...] = (
    (Identity.NONE, mark("Not looked at")),
    (Identity.SHOWN, mark("Document seen")),
    (Identity.KNOWN, mark("Known here")),
    (Identity.BADGE, mark("Badge of an organisation seen")),
    (Vog.NONE, mark("No VOG")),
    (Vog.STATED, mark("Says to have a VOG")),
    (Vog.SEEN, mark("VOG seen")),
    (Vog.PRELOADED, mark("VOG known beforehand")),
    (Clearance.PUBLIC_AREA, mark("Public area")),
    (Clearance.ESCORTED, mark("With one of the team")),
    (Clearance.HOME_VISIT, mark("Into houses, in a pair")),
    (Clearance.DATA, mark("Look into data")),
    (Limit.NO_LIFTING, mark("Does not lift")),
    (Limit.NO_STAIRS, mark("No stairs")),
    (Limit.NOT_AT_NIGHT, mark("Not at night")),
    (Limit.NOT_ALONE, mark("Not alone")),
    (Limit.STAYS_HERE, mark("Stays at the point")),
)

LANGUAGES = {
    "nl": "Nederlands", "en": "Engels", "de": "Duits", "fr": "Frans", "es": "Spaans", "pl": "Pools", "tr": "Turks",
    "ar": "Arabisch", "uk": "Oekraïens", "ru": "Russisch", "ro": "Roemeens", "bg": "Bulgaars", "pt": "Portugees",
    "it": "Italiaans", "fy": "Fries", "zh": "Chinees", "fa": "Farsi", "so": "Somalisch", "ti": "Tigrinya",
    "ku": "Koerdisch", "el": "Grieks", "hu": "Hongaars", "sr": "Servisch", "vi": "Vietnamees", "id": "Indonesisch",
}  # fmt: skip
"""How people at a Dutch desk say them; ISO 639-1."""


def languages_of(typed: str) -> tuple[str, ...]:
    """Codes of what was typed: names or codes. Raises ``RuleViolation`` for what is neither."""
    codes = {name.casefold(): code for code, name in LANGUAGES.items()} | {code: code for code in LANGUAGES}
    codes["oekraiens"] = "uk"
    said = typed.replace(";", ",").replace(" en ", ",").replace(" ", ",").casefold().split(",")
    try:
        return tuple(dict.fromkeys(codes[word] for word in said if word))
    except KeyError:
        raise RuleViolation("language", "languages") from None


def languages_text(codes: tuple[str, ...]) -> str:
    """As they are said."""
    return ", ".join(LANGUAGES.get(code, code) for code in codes)
