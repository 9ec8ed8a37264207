# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dutch writes words together (*nooddrinkwaterpunt*); here they come apart again, into words that are known."""

from __future__ import annotations

import re
from collections.abc import Collection

SHORTEST = 3
_LINKS = ("", "s", "e", "en", "er")
_VOWEL = re.compile("[aeiouy]")


def parts(word: str, known: Collection[str], shortest: int = SHORTEST) -> tuple[str, ...]:
    """The fewest known words that make ``word`` up, linked by -s-, -e-, -en- or -er-; empty when there are none.

    An unknown rest is allowed at one end: *xyzpunt* still has *punt*, and *zuurstofles* (a letter short) *zuurstof*. A
    head may be one letter short when it has no vowel: *wc*, *tv* and *cv* are words, *wa* is none.
    """
    if len(word) < 2 * shortest - 1:
        return ()
    whole = _split(word, known, shortest, {})  # never the word itself: a head is always shorter
    if whole:
        return whole
    for cut in range(len(word) - 2, 3, -1):
        if word[:cut] in known and (cut > 5 or len(word) - cut > 3):
            return (word[:cut],)
    for cut in range(4, len(word) - 3):
        if word[cut:] in known:
            return (word[cut:],)
    return ()


def _split(word: str, known: Collection[str], shortest: int, seen: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if word in seen:
        return seen[word]
    seen[word] = ()
    best: tuple[str, ...] = ()
    for cut in range(shortest - 1, len(word) - shortest + 1):
        head = word[:cut]
        if head not in known or (cut < shortest and _VOWEL.search(head)):
            continue
        for link in _LINKS:
            if not word.startswith(link, cut):
                continue
            rest = word[cut + len(link) :]
            tail = (rest,) if len(rest) >= shortest and rest in known else _split(rest, known, shortest, seen)
            if tail and (not best or len(tail) + 1 < len(best)):
                best = (head, *tail)
    seen[word] = best
    return best
