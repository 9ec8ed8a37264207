# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of times, in Dutch and some English."""

from __future__ import annotations

from datetime import time

NOBODY_KNOWS = frozenset({
    "", "-", "?", "weet ik niet", "weet niet", "ik weet het niet", "weten we niet", "onbekend", "geen idee", "geen",
    "nvt",
    "n.v.t.", "n.v.t", "niet bekend", "unknown", "don't know", "dont know", "no idea", "none",
})  # fmt: skip
NOW = frozenset({"nu", "meteen", "direct", "zo snel mogelijk", "zsm", "z.s.m.", "z.s.m", "now", "asap"})

UNITS = {
    "minuten": 1, "minuut": 1, "minuutje": 1, "minuutjes": 1, "min": 1, "m": 1, "minutes": 1, "minute": 1,
    "uur": 60, "uren": 60, "uurtje": 60, "uurtjes": 60, "u": 60, "hours": 60, "hour": 60, "h": 60,
    "dagen": 1440, "dag": 1440, "d": 1440, "days": 1440, "day": 1440,
    "week": 10080, "weken": 10080,
}  # fmt: skip
"""Minutes each."""

MONTHS = ("jan", "feb", "maart", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

WEEKDAYS = (
    "maandag|monday", "dinsdag|tuesday", "woensdag|wednesday", "donderdag|thursday", "vrijdag|friday",
    "zaterdag|saturday", "zondag|sunday",
)  # fmt: skip

DAY_PARTS = {"ochtend": time(9), "middag": time(14), "avond": time(20), "nacht": time(2)}
"""When nothing more is said."""

PART_WORDS = {
    "vanochtend": "ochtend", "vanmorgen": "ochtend", "vanmiddag": "middag", "vanavond": "avond", "vannacht": "nacht",
    "'s ochtends": "ochtend", "'s morgens": "ochtend", "'s middags": "middag", "'s avonds": "avond",
    "'s nachts": "nacht",
    "s ochtends": "ochtend", "s morgens": "ochtend", "s middags": "middag", "s avonds": "avond", "s nachts": "nacht",
    "ochtend": "ochtend", "middag": "middag", "avond": "avond", "nacht": "nacht",
    "morning": "ochtend", "afternoon": "middag", "evening": "avond", "tonight": "avond", "night": "nacht",
}  # fmt: skip

_SMALL = {
    "nul": 0, "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9,
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17,
    "achttien": 18, "negentien": 19, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_TENS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80,
         "negentig": 90}  # fmt: skip
_NUMBERS = {
    **_SMALL,
    **_TENS,
    **{f"{one}{'ën' if one.endswith('e') else 'en'}{ten}": value + tens
       for one, value in _SMALL.items() if 1 <= value <= 9 for ten, tens in _TENS.items()},
}  # fmt: skip


def number_word(word: str) -> str:
    """``tien`` -> ``10``; any other word as it is."""
    return str(_NUMBERS[word]) if word in _NUMBERS else word
