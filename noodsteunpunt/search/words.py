# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From text to words: folding, stems, the sound of a Dutch word, and the words that say nothing.

Stems are Snowball's (M.F. Porter). ``sound`` takes away what Dutch spelling errors are made of: double letters, c and
k, ei and ij, au and ou, d and t at the end, ph and f, and a silent h or e.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

DUTCH = "nl"
_STEMMERS = {
    "nl": "dutch", "en": "english", "de": "german", "fr": "french", "es": "spanish", "tr": "turkish", "ar": "arabic",
    "pl": "polish",
}  # fmt: skip
_LOCK = threading.Lock()
"""A stemmer keeps the word it works on, and two threads may search."""
_WORD = re.compile(r"[^\W_]+")
_CONJUGATED = re.compile("(?<=..[^aeiouyt])t$|(?<=.(?:aa|ee|oo|uu|ie|oe|ei|ij|ui|ou|au|eu))t$")
_LONGEST = 40

_SAYS_NOTHING = """
de het een en of van voor met naar te in op aan bij om is ik je jij u uw mijn me mij m n t s wij we ons onze hij zij
ze hem haar hun men dit dat die deze er daar hier ben bent zijn was waren wordt worden word heb hebt heeft hebben
had hadden kan kun kunt kunnen kon mag mogen moet moeten moest wil wilt willen zal zult zullen zou gaat gaan ga doe
doet doen als dan dus ook maar nog nou nu al wel eens even toch gewoon zo want omdat wat wie waar hoe wanneer welke
waarom jullie jou jouw kunne ken effe ff hoeveel hoelang zulke erg heel iets iemand mensen persoon graag hallo
goedemiddag vraag vragen weet weten zeg zegt a b the an and or to on at i you my it are do does can what where how
when der das und ist le la les et un une des w z na
"""
# articles, pronouns and what people say around a question; words that mean something here (uit, weg, geen) are faint
_SAYS_LITTLE = "niet geen uit aan meer weer weg zonder over af door zit zitten staat staan ligt komt komen not no"
_SILENT, _FAINT = frozenset(_SAYS_NOTHING.split()), frozenset(_SAYS_LITTLE.split())

_SOUNDS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"isch", "is"), (r"sch(?=$|[^aeiou])", "s"), (r"ph", "f"), (r"th", "t"), (r"rh", "r"), (r"qu", "kw"),
        (r"x", "ks"), (r"c(?=[eiy])", "s"), (r"ck", "k"), (r"c(?!h)", "k"), (r"ch", "g"), (r"z", "s"), (r"v", "f"),
        (r"y|ij|ei", "i"),
        (r"ou|au", "o"), (r"ie", "i"), (r"oe", "u"), (r"dt\b|d\b", "t"), (r"b\b", "p"), (r"ti(?=[eo])", "si"),
        (r"ea", "e"), (r"(.)\1+", r"\1"), (r"h(?=[^aeiou]|$)", ""), (r"(?<=[^aeiou])e(?=n?$)", ""), (r"n$", ""),
    )
)  # fmt: skip


def fold(text: str) -> str:
    """Lower case without accents; letters of other scripts stay what they are."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word[:_LONGEST] for word in _WORD.findall(fold(text).replace("'", ""))]


def is_silent(word: str) -> bool:
    """Says nothing about the subject."""
    return word in _SILENT


def is_faint(word: str) -> bool:
    """Says little about the subject: many questions have it."""
    return word in _FAINT


@cache
def _stemmer(language: str) -> Any:
    name = _STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name else None


@lru_cache(maxsize=65_536)
def stem(word: str, language: str = DUTCH) -> str:
    """The stem of a folded word; the word itself in a language without a stemmer.

    Snowball leaves the -t of Dutch verbs (*huilt*, *huilen*): here it goes, also where it is no ending.
    """
    if language == DUTCH and _CONJUGATED.search(word):
        word = word[:-1]
    with _LOCK:
        stemmer = _stemmer(language)
        return fold(str(stemmer.stemWord(word))) if stemmer is not None and not word.isdigit() else word


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """What a Dutch word sounds like, roughly: words that are often confused have the same."""
    for pattern, by in _SOUNDS:
        word = pattern.sub(by, word)
    return word
