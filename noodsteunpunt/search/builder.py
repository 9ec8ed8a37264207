# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes the index of a pack: once, at installation. What it holds is public: the words of the cards and where they are.

A term is a language and a stem. Its postings say in which documents it stands and how much it says there: BM25 (S.
Robertson and H. Zaragoza, 2009) over weighted fields, worked out here so that a keystroke only adds up.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgpack

from noodsteunpunt.search.compounds import parts
from noodsteunpunt.search.words import DUTCH, is_silent, stem, tokens

FORMAT = 2
_SATURATION = 5.0
_LENGTH_SHARE = 0.3
_PART = 0.4
"""What a part of a compound counts beside the whole word."""
_FOR_TEAM = 0.8
_MOST_POSTINGS = 1000


@dataclass(frozen=True, slots=True)
class Document:
    """One language of one item. ``fields``: weight and text; ``lead``: what is shown under the title; ``for_team``: not
    written for visitors, so it comes after what is."""

    item: str
    language: str
    title: str
    lead: str
    fields: tuple[tuple[float, str], ...]
    for_team: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """Who says one of ``say`` may mean the words ``mean``; both may be several words long."""

    say: tuple[str, ...]
    mean: tuple[str, ...]


@dataclass(slots=True)
class _Counted:
    weights: dict[str, float] = field(default_factory=dict)
    length: float = 0.0


def build_index(documents: Iterable[Document], meanings: Iterable[Meaning] = ()) -> bytes:
    """The index as bytes, the same for the same documents in the same order."""
    held = list(documents)
    meant = list(meanings)
    known = _known(held, meant)
    words: dict[str, set[str]] = defaultdict(set)
    apart: dict[str, tuple[str, ...]] = {}
    counted = [_count(document, known, words, apart) for document in held]
    terms = sorted({term for one in counted for term in one.weights})
    number = {term: index for index, term in enumerate(terms)}
    vocabulary = sorted(words)
    return bytes(
        msgpack.packb(
            {
                "format": FORMAT,
                "documents": [[one.item, one.language, one.title, one.lead] for one in held],
                "terms": terms,
                "postings": _postings(held, counted, terms),
                "vocabulary": vocabulary,
                "stems": [sorted(number[term] for term in words[word]) for word in vocabulary],
                "meanings": [[list(one.say), list(one.mean)] for one in meant],
            }
        )
    )


def _known(documents: list[Document], meanings: list[Meaning]) -> frozenset[str]:
    """Dutch words that compounds may be made of."""
    found = {word for one in documents if one.language == DUTCH for _, text in one.fields for word in tokens(text)}
    found |= {word for one in meanings for text in (*one.say, *one.mean) for word in tokens(text)}
    return frozenset(word for word in found if len(word) > 1 and not word.isdigit() and not is_silent(word))


def _count(
    document: Document, known: frozenset[str], words: dict[str, set[str]], apart: dict[str, tuple[str, ...]]
) -> _Counted:
    """``apart``: compounds that were taken apart before."""
    made = _Counted()
    language = document.language
    for weight, text in document.fields:
        for word in tokens(text):
            made.length += 1
            _add(made, words, word, language, weight)
            if language == DUTCH and not word.isdigit():
                if word not in apart:
                    apart[word] = parts(word, known)
                for part in apart[word]:
                    _add(made, words, part, language, weight * _PART)
    return made


def _add(made: _Counted, words: dict[str, set[str]], word: str, language: str, weight: float) -> None:
    term = f"{language}:{stem(word, language)}"
    words[word].add(term)
    made.weights[term] = made.weights.get(term, 0.0) + weight


def _postings(documents: list[Document], counted: list[_Counted], terms: list[str]) -> list[list[bytes]]:
    mean = sum(one.length for one in counted) / max(1, len(counted))
    found: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for index, one in enumerate(counted):
        share = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * one.length / max(1.0, mean))
        factor = _FOR_TEAM if documents[index].for_team else 1.0
        for term, weight in one.weights.items():
            found[term].append((factor * weight / (weight + share), index))
    per_language: dict[str, int] = defaultdict(int)
    for document in documents:
        per_language[document.language] += 1
    rows: list[list[bytes]] = []
    for term in terms:
        several = per_language[term.partition(":")[0]]
        rarity = math.log(1 + (several - len(found[term]) + 0.5) / (len(found[term]) + 0.5))
        best = sorted(found[term], key=lambda pair: (-pair[0], pair[1]))[:_MOST_POSTINGS]
        rows.append([array("I", [at for _, at in best]).tobytes(), array("f", [rarity * x for x, _ in best]).tobytes()])
    return rows
