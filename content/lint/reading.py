# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading level of the Dutch texts. The measure and its limits are described in docs/pack-format.md.

A measure finds texts that are too hard; it cannot say that a text is good. Somebody who reads at B1 can.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from content.lint.context import Context, Said
from content.markdown import Paragraph, Span, spans_of
from content.model import Words
from content.shape import Leaf
from content.yamlsource import Mark

LEAST_SCORE = 60
"""Flesch-Douma: from 60 on "normaal" (W.H. Douma, De leesbaarheid van landbouwbladen, Wageningen 1960)."""
LEAST_WORDS = 40
"""Below this a measure over sentences says nothing."""
MOST_WORDS_IN_SENTENCE = 20
LONG_WORD = 13
"""Letters; compounds longer than this are what readers at B1 stumble over."""
MOST_LONG_PERCENT = 10
MOST_PASSIVE_PERCENT = 25

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['\u2019-][A-Za-zÀ-ÿ]+)*")
_END = re.compile(r"(?<=[.!?:;])\s+")
# One syllable is one group of vowels; the combinations are the Dutch ones, a trema begins a new group.
_SYLLABLE = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyàáâäèéêëìíîïòóôöùúûü]")
_PASSIVE = re.compile(r"\b(?:word|wordt|worden|werd|werden)\b", re.IGNORECASE)
_INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
_READ_ALOUD = frozenset({"questions.yaml", "checklists.yaml", "lists.yaml"})
_SHORT = re.compile(r"(?<![\w-])[A-Z]{3,6}(?![\w-])")
KNOWN_SHORT = frozenset({"AED", "EHBO", "FM", "SMS", "GPS", "USB", "PIN", "AAA"})

HARD_WORDS = {
    "aangaande": "over", "alsmede": "en", "alvorens": "voordat", "betreffende": "over", "calamiteit": "ramp",
    "conform": "volgens", "dan wel": "of", "derhalve": "daarom", "desgewenst": "als u wilt", "dienen te": "moeten",
    "dient te": "moet", "echter": "maar", "faciliteren": "helpen", "gaarne": "graag", "geschieden": "gebeuren",
    "hieromtrent": "hierover", "indien": "als", "ingeval": "als", "inzake": "over", "middels": "met",
    "nuttigen": "eten",
    "omtrent": "over", "onverwijld": "meteen", "prioriteren": "eerst doen", "reeds": "al", "teneinde": "om te",
    "ten behoeve van": "voor", "tevens": "ook", "thans": "nu", "trachten": "proberen", "verstrekken": "geven",
    "voornemens": "van plan", "zodoende": "zo", "zorg dragen voor": "zorgen voor",
}  # fmt: skip
_HARD = re.compile(rf"\b(?:{'|'.join(HARD_WORDS)})\b", re.IGNORECASE)


def syllables(word: str) -> int:
    """How many, at least one; about 95 in 100 words right, and wrong either way."""
    return max(1, len(_SYLLABLE.findall(word.lower())))


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence."""
    found = [_WORD.findall(part) for part in _END.split(text)]
    return [words for words in found if words]


def flesch_douma(parts: list[list[str]]) -> float:
    """206.84 - 0.93 words per sentence - 77 syllables per word; higher is easier."""
    words = [word for part in parts for word in part]
    return 206.84 - 0.93 * len(words) / len(parts) - 77 * sum(map(syllables, words)) / len(words)


def _text(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def check_reading(context: Context) -> None:
    """Every Dutch card by itself (P401 to P404)."""
    for language, page, _translated in context.pages():
        if language != "nl":
            continue
        parts: list[list[str]] = []
        for spans in spans_of(page.blocks):
            for words, line in _sentences_with_line(spans):
                parts.append(words)
                if len(words) > MOST_WORDS_IN_SENTENCE:
                    values = {"count": len(words), "most": MOST_WORDS_IN_SENTENCE}
                    context.report("P402-zin-lang", page.file, Mark(line, 1), **values)
        if parts:
            body = next((block for block in page.blocks if isinstance(block, Paragraph)), page.blocks[0])
            _whole(context, page.file, Mark(body.line, 1), parts)


def check_reading_of_lists(context: Context) -> None:
    """Every list of questions or steps as one text, and each sentence in it (P401 to P404)."""
    texts: dict[tuple[str, str], list[Leaf]] = {}
    for leaf in context.leaves(Words):
        if leaf.file in _READ_ALOUD and (leaf.language or context.source.language) == "nl":
            texts.setdefault((leaf.file, leaf.path[0]), []).append(leaf)
    for (file, _row), leaves in texts.items():
        parts: list[list[str]] = []
        for leaf in leaves:
            for words in sentences(leaf.text):
                parts.append(words)
                if len(words) > MOST_WORDS_IN_SENTENCE:
                    values = {"count": len(words), "most": MOST_WORDS_IN_SENTENCE}
                    context.report("P402-zin-lang", file, leaf.mark, **values)
        if file != "lists.yaml":  # a list of things is no text
            _whole(context, file, leaves[0].mark, parts)


def _sentences_with_line(spans: tuple[Span, ...]) -> Iterator[tuple[list[str], int]]:
    """The words of each sentence, and the line on which it begins."""
    ends = list(accumulate(len(span.text) for span in spans))
    begin = 0
    text = _text(spans)
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        words = _WORD.findall(text, begin, end)
        if words:
            yield words, spans[min(bisect_right(ends, begin), len(spans) - 1)].line
        begin = end


def _whole(context: Context, file: str, mark: Mark, parts: list[list[str]]) -> None:
    words = [word for part in parts for word in part]
    if len(words) < LEAST_WORDS:
        return
    score = flesch_douma(parts)
    if score < LEAST_SCORE:
        context.report("P401-leesniveau", file, mark, score=round(score), least=LEAST_SCORE)
    long = 100 * sum(len(word) >= LONG_WORD for word in words) // len(words)
    if long > MOST_LONG_PERCENT:
        context.report("P403-lange-woorden", file, mark, percent=long, most=MOST_LONG_PERCENT)
    passive = 100 * sum(any(_PASSIVE.fullmatch(word) for word in part) for part in parts) // len(parts)
    if passive > MOST_PASSIVE_PERCENT:
        context.report("P404-lijdende-vorm", file, mark, percent=passive, most=MOST_PASSIVE_PERCENT)


def check_words(context: Context) -> None:
    """Words that can be simpler (P405), unknown abbreviations (P406), how the reader is addressed (P407)."""
    explained = {said.file: set[str]() for said in context.said}
    for said in context.said:
        explained[said.file] |= _named(said.text)
    for said in context.said:
        if said.language != "nl" or said.cited:
            continue
        for match in _HARD.finditer(said.text):
            _at(context, "P405-moeilijk-woord", said, match.start(), word=match[0], better=HARD_WORDS[match[0].lower()])
        if not said.file.startswith("cards/"):
            continue
        for match in _SHORT.finditer(said.text):
            if match[0] not in KNOWN_SHORT | explained[said.file]:
                explained[said.file].add(match[0])  # said once is enough
                _at(context, "P406-afkorting", said, match.start(), word=match[0])
        for match in _INFORMAL.finditer(said.text):
            _at(context, "P407-aanspreken", said, match.start(), word=match[0])


_OTHER = r"\u0370-\u03ff\u0400-\u052f"
_MIXED = re.compile(rf"\w*(?:[A-Za-z][{_OTHER}]|[{_OTHER}][A-Za-z])\w*")


def check_letters(context: Context) -> None:
    """A Greek or Cyrillic letter that looks like ours: no search finds the word, and no link works (P408)."""
    for said in context.said:
        for match in [] if said.text.isascii() else _MIXED.finditer(said.text):
            odd = next(letter for letter in match[0] if re.match(rf"[{_OTHER}]", letter))
            _at(context, "P408-letters-gemengd", said, match.start(), word=match[0][:40], name=f"U+{ord(odd):04X}")


def _named(text: str) -> set[str]:
    return {one or other for one, other in re.findall(r"\(([A-Z]{3,6})\)|\b([A-Z]{3,6}) \(", text)}


def _at(context: Context, code: str, said: Said, offset: int, **values: object) -> None:
    context.report(code, said.file, Mark(said.mark.line, said.mark.column + offset), **values)
