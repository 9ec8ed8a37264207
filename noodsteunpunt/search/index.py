# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers a question from the index of a pack, one keystroke at a time.

Every word of the question becomes ways to say it: its own stem, what it is the beginning of, what sounds or is spelled
like it, its parts, and what people mean by it. Per document the best way of each word counts, and the words add up.
"""

from __future__ import annotations

import bisect
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgpack
from rapidfuzz import process
from rapidfuzz.distance import OSA

from noodsteunpunt.search.builder import FORMAT
from noodsteunpunt.search.compounds import parts
from noodsteunpunt.search.words import DUTCH, is_faint, is_silent, sound, stem, tokens

MOST_WORDS = 12
_BEGINNING, _SOUNDS_LIKE, _ONE_OFF, _TWO_OFF = 0.8, 0.8, 0.7, 0.45
_MEANT, _OF_COMPOUND, _OF_KNOWN_COMPOUND = 0.75, 0.6, 0.15
"""The parts of a word that stands on a card itself only fill up: *gasfles* is first of all a gasfles."""
_MOST_BEGINNINGS, _MOST_ALIKE = 24, 12
_SILENT_WORD, _FAINT_WORD = 0.15, 0.3

Ways = dict[int, float]
"""Terms that a word may stand for, each with how sure that is (at most 1)."""


class IndexDamagedError(Exception):
    """These bytes are no index that this version reads; it is made again from the pack."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that may answer the question, in the language in which it does so best."""

    item: str
    language: str
    title: str
    lead: str
    score: float


class CardIndex:
    """Read-only after it was made: any number of threads may search in it."""

    def __init__(self, data: bytes) -> None:
        """Raises IndexDamagedError."""
        try:
            held = msgpack.unpackb(data, strict_map_key=False)
            if held["format"] != FORMAT:
                raise IndexDamagedError
            self._documents: list[list[str]] = held["documents"]
            self._terms: dict[str, int] = {term: number for number, term in enumerate(held["terms"])}
            self._at: list[array[int]] = [array("I", row[0]) for row in held["postings"]]
            self._worth: list[array[float]] = [array("f", row[1]) for row in held["postings"]]
            self._vocabulary: list[str] = held["vocabulary"]
            self._stems: list[list[int]] = held["stems"]
            meanings: list[list[list[str]]] = held["meanings"]
        except (ValueError, TypeError, KeyError, IndexError, msgpack.exceptions.UnpackException) as error:
            raise IndexDamagedError from error
        self._languages = sorted({row[1] for row in self._documents})
        self._place = {word: number for number, word in enumerate(self._vocabulary)}
        self._meant = _meant(meanings)
        self._spoken = sorted(self._vocabulary + [word for word in self._meant.one if word not in self._place])
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._spoken:
            if len(word) > 3:
                self._by_sound[sound(word)].append(word)
        self._known = frozenset(w for w in self._spoken if len(w) > 1 and not w.isdigit() and not is_silent(w))

    def search(self, question: str, *, language: str = "", limit: int = 50, prefix: str = "") -> list[Hit]:
        """Items whose name begins with ``prefix``, the best first, each once. What is typed is words, never a query."""
        asked = tokens(question)[:MOST_WORDS]
        unfinished = bool(asked) and not question[-1:].isspace()
        total: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        whole = 0.0
        for weight, ways in self._words(asked, unfinished=unfinished):
            found = self._collect(ways)
            whole += weight
            for document, worth in found.items():
                total[document] += weight * worth
                covered[document] += weight
        ranked = sorted(total, key=lambda at: (-total[at] * (0.4 + 0.6 * covered[at] / whole), at))
        return self._hits(ranked, total, language, limit, prefix)

    def _hits(self, ranked: list[int], total: Mapping[int, float], language: str, limit: int, prefix: str) -> list[Hit]:
        hits: list[Hit] = []
        seen: set[str] = set()
        for at in ranked:
            item, spoken, title, lead = self._documents[at]
            if item in seen or (language and spoken != language) or not item.startswith(prefix):
                continue
            seen.add(item)
            hits.append(Hit(item, spoken, title, lead, total[at]))
            if len(hits) == limit:
                break
        return hits

    def _collect(self, ways: Ways) -> dict[int, float]:
        best: dict[int, float] = {}
        for term, sure in ways.items():
            for document, worth in zip(self._at[term], self._worth[term], strict=True):
                worth *= sure
                if worth > best.get(document, 0.0):
                    best[document] = worth
        return best

    # -- from what was typed to terms -------------------------------------------------------------------

    def _words(self, asked: list[str], *, unfinished: bool) -> Iterable[tuple[float, Ways]]:
        """Every word, word pair written apart, part of a compound and phrase with a meaning; with its weight."""
        says = [word for word in asked if not is_silent(word)]
        last = asked[-1] if unfinished else ""
        for word in asked:
            if is_silent(word) and says and word != last:
                continue
            weight = _SILENT_WORD if is_silent(word) and says else _FAINT_WORD if is_faint(word) else 1.0
            yield weight, self._ways(word, beginning=word == last)
            known = word in self._place or word in self._meant.one
            for part in parts(word, self._known):
                yield _OF_KNOWN_COMPOUND if known else _OF_COMPOUND, self._exact(part, 1.0) | self._meaning(part)
        for first, second in zip(asked, asked[1:], strict=False):
            if first + second in self._place or first + second in self._meant.one:
                yield 1.0, self._ways(first + second, beginning=False)
        for ways in self._phrases(asked):
            yield 1.0, ways

    def _ways(self, word: str, *, beginning: bool) -> Ways:
        ways = self._exact(word, 1.0)
        exact = bool(ways)
        _raise(ways, self._meaning(word))
        if beginning and len(word) > 1:
            _raise(ways, self._begun(word))
        if not exact and word not in self._meant.one and len(word) > 3:
            _raise(ways, self._alike(word))
        return ways

    def _exact(self, word: str, sure: float) -> Ways:
        place = self._place.get(word)
        if place is not None:
            return dict.fromkeys(self._stems[place], sure)
        found = (self._terms.get(f"{language}:{stem(word, language)}") for language in self._languages)
        return {term: sure for term in found if term is not None}

    def _meaning(self, word: str) -> Ways:
        ways: Ways = {}
        for meant in self._meant.one.get(word) or self._meant.stems.get(stem(word, DUTCH), []):
            for part in tokens(meant):
                _raise(ways, self._exact(part, _MEANT))
        return ways

    def _phrases(self, asked: list[str]) -> Iterable[Ways]:
        stems = {stem(word, DUTCH) for word in asked}
        for needed, meant in self._meant.phrases:
            if needed <= stems:
                ways: Ways = {}
                for text in meant:
                    for part in tokens(text):
                        _raise(ways, self._exact(part, _MEANT))
                yield ways

    def _begun(self, word: str) -> Ways:
        ways: Ways = {}
        start = bisect.bisect_left(self._spoken, word)
        for other in self._spoken[start : start + _MOST_BEGINNINGS]:
            if not other.startswith(word):
                break
            sure = _BEGINNING * (0.5 + 0.5 * len(word) / len(other))
            _raise(ways, self._exact(other, sure) if other in self._place else _scaled(self._meaning(other), sure))
        return ways

    def _alike(self, word: str) -> Ways:
        ways: Ways = {}
        close: dict[str, float] = dict.fromkeys(self._by_sound.get(sound(word), ()), _SOUNDS_LIKE)
        most = 1 if len(word) < 7 else 2
        for other, off, _ in process.extract(
            word, self._spoken, scorer=OSA.distance, score_cutoff=most, limit=_MOST_ALIKE
        ):
            if len(other) > 3:
                close[other] = max(close.get(other, 0.0), _ONE_OFF if off <= 1 else _TWO_OFF)
        for other, sure in close.items():
            _raise(ways, self._exact(other, sure) if other in self._place else {})
            _raise(ways, _scaled(self._meaning(other), sure))
        return ways


@dataclass(slots=True)
class _Meant:
    one: dict[str, list[str]]
    stems: dict[str, list[str]]
    phrases: list[tuple[frozenset[str], tuple[str, ...]]]


def _meant(meanings: list[list[list[str]]]) -> _Meant:
    made = _Meant(defaultdict(list), defaultdict(list), [])
    for say, mean in meanings:
        for text in say:
            words = tokens(text)
            if len(words) == 1:
                made.one[words[0]] += mean
                made.stems[stem(words[0], DUTCH)] += mean
            elif words:
                made.phrases.append((frozenset(stem(word, DUTCH) for word in words), tuple(mean)))
    return _Meant(dict(made.one), dict(made.stems), made.phrases)


def _raise(ways: Ways, more: Mapping[int, float]) -> None:
    for term, sure in more.items():
        if sure > ways.get(term, 0.0):
            ways[term] = sure


def _scaled(ways: Ways, by: float) -> Ways:
    return {term: sure * by for term, sure in ways.items()}
