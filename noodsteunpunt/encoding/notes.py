# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The text model for Dutch notes: symbols, decisions, and the file that has what it learnt.

A text is a row of symbols: characters that occurred in the texts it learnt from, a sign that the next letter is a
capital, a sign that a character of 21 bits follows, and the end. Each symbol is a row of decisions from the root of one
tree, each with a chance that :mod:`noodsteunpunt.encoding.mixing` makes of what stood before.

The file is zlib-compressed: u16 number of symbols n; u16 bytes of UTF-8 with the characters of symbols 3 .. n-1; these
characters; n-1 nodes of u8 child for 0, u8 child for 1 (below n a symbol, else node + n; the last is the root); tables
of int16, big-endian: logs, chances - 32768, weights by length, weights by place; the corpus, one byte a symbol.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterator
from importlib.resources import files

from noodsteunpunt.encoding.coder import EncodingError, UnknownFact
from noodsteunpunt.encoding.corpus import END, Corpus, Run
from noodsteunpunt.encoding.mixing import (
    KINDS,
    LENGTHS,
    LIMIT,
    LONG,
    PAIR,
    PLACES,
    SLOTS,
    WORD,
    Evidence,
    Mixer,
    Slot,
    length_of,
)

CAPITAL, OTHER, FIRST = 1, 2, 3
MOST_SYMBOLS = 1 << 13
TABLES = (256, 2 * LIMIT >> 4, LENGTHS * SLOTS * KINDS, PLACES * SLOTS * KINDS)
OTHER_BITS = 21
_HALF = 1 << 15
_KEPT, _SHORT = 8192, 256
"""Contexts whose evidence is kept, for the same ones come again; the short ones go first."""

Step = tuple[int, int]
"""The chance, of 65,536, that the bit is 1; and the bit."""


class Walk:
    """Where we are in a text."""

    def __init__(self, corpus: Corpus, letters: frozenset[int]) -> None:
        self._corpus, self._letters = corpus, letters
        self.runs = corpus.start()
        self._word = self._before = 0

    def slots(self, longest: int) -> list[tuple[int, Run]]:
        """The contexts that count, of at most ``longest`` symbols."""
        chosen = [(slot, self.runs[slot]) for slot in range(min(longest, LONG - 1) + 1)]
        if longest >= LONG:
            chosen.append((LONG, self.runs[longest]))
        if self._word < longest:
            chosen.append((WORD, self.runs[self._word + 1]))
            if self._before and self._word + self._before + 2 <= longest:
                chosen.append((PAIR, self.runs[self._word + self._before + 2]))
        return chosen

    @property
    def place(self) -> int:
        """In the word."""
        return min(self._word, PLACES - 1)

    def advance(self, symbol: int) -> None:
        """After this symbol."""
        self.runs = self._corpus.step(self.runs, symbol)
        if symbol in self._letters:
            self._word += 1
        else:
            self._word, self._before = 0, self._word


class NotesModel:
    """See :class:`noodsteunpunt.encoding.text.Model`. ``raw``: the file, unpacked."""

    def __init__(self, raw: bytes) -> None:
        count, size = struct.unpack_from(">HH", raw)
        at = 4 + size
        self.characters = raw[4:at].decode()
        nodes, at = raw[at : at + 2 * (count - 1)], at + 2 * (count - 1)
        self._children = list(zip(nodes[::2], nodes[1::2], strict=True))
        self._count = count
        self.branches = self._find_branches()
        tables = []
        for length in TABLES:
            tables.append(struct.unpack_from(f">{length}h", raw, at))
            at += 2 * length
        logs, chances, by_length, by_place = tables
        self.corpus = Corpus(raw[at:], self.branches)
        self.mixer = Mixer(logs, [chance + 32768 for chance in chances], by_length, by_place)
        letters = (FIRST + index for index, letter in enumerate(self.characters) if letter.isalpha())
        self.letters = frozenset((CAPITAL, *letters))
        self._heard: dict[Run, Evidence] = {}
        self._alone: dict[tuple[int, int], Evidence] = {}
        self._symbols = {character: FIRST + index for index, character in enumerate(self.characters)}

    def _find_branches(self) -> list[tuple[Step, ...]]:
        found: dict[int, tuple[Step, ...]] = {}
        waiting: list[tuple[int, tuple[Step, ...]]] = [(len(self._children) - 1, ())]
        while waiting:
            node, path = waiting.pop()
            for bit, child in enumerate(self._children[node]):
                if child < self._count:
                    found[child] = (*path, (node, bit))
                else:
                    waiting.append((child - self._count, (*path, (node, bit))))
        return [found[symbol] for symbol in range(self._count)]

    def walk(self) -> Walk:
        """At the begin of a text."""
        return Walk(self.corpus, self.letters)

    def _look(self, walk: Walk) -> tuple[list[Slot], int, int]:
        """What the contexts say here; how much was recognised; the place in the word."""
        longest = len(walk.runs) - 1
        return [(slot, self._evidence(run)) for slot, run in walk.slots(longest)], length_of(longest), walk.place

    def _evidence(self, run: Run) -> Evidence:
        evidence = self._heard.get(run)
        if evidence is None:
            symbols = self.corpus.symbols(run)
            evidence = self._alone.get(symbols[0]) if len(symbols) == 1 else None
            if evidence is None:
                evidence = self.mixer.evidence(self.corpus.decisions(symbols))
                if len(symbols) == 1:
                    self._alone[symbols[0]] = evidence
            self._keep(run, evidence)
        return evidence

    def _keep(self, run: Run, evidence: Evidence) -> None:
        if len(self._heard) >= _KEPT:
            self._heard = {held: said for held, said in self._heard.items() if held[1] - held[0] > _SHORT}
        self._heard[run] = evidence

    def symbols(self, text: str) -> Iterator[tuple[int, int]]:
        """(symbol, code point), the end included; the code point counts for :data:`OTHER`."""
        for character in text:
            lower = character.lower()
            if lower != character and lower in self._symbols and lower.upper() == character:
                yield CAPITAL, 0
                character = lower
            yield self._symbols.get(character, OTHER), ord(character)
        yield END, 0

    def steps(self, text: str) -> list[Step]:
        """See :class:`noodsteunpunt.encoding.text.Model`."""
        steps: list[Step] = []
        walk = self.walk()
        for symbol, point in self.symbols(text):
            slots, length, place = self._look(walk)
            chance = self.mixer.chance
            steps += [(chance(slots, node, length, place), bit) for node, bit in self.branches[symbol]]
            if symbol == OTHER:
                steps += [(_HALF, point >> at & 1) for at in range(OTHER_BITS - 1, -1, -1)]
            walk.advance(symbol)
        return steps

    def read(self, bit: Callable[[int], int]) -> str:
        """See :class:`noodsteunpunt.encoding.text.Model`."""
        found: list[str] = []
        walk, capital = self.walk(), False
        for _ in range(MOST_SYMBOLS):
            symbol = self._read_symbol(walk, bit)
            if symbol == END:
                return "".join(found)
            if symbol != CAPITAL:
                character = self.characters[symbol - FIRST] if symbol >= FIRST else _read_other(bit)
                found.append(character.upper() if capital else character)
            capital = symbol == CAPITAL
            walk.advance(symbol)
        raise EncodingError("text")

    def _read_symbol(self, walk: Walk, bit: Callable[[int], int]) -> int:
        slots, length, place = self._look(walk)
        child = self._count + len(self._children) - 1
        while child >= self._count:
            node = child - self._count
            child = self._children[node][bit(self.mixer.chance(slots, node, length, place))]
        return int(child)


def _read_other(bit: Callable[[int], int]) -> str:
    point = 0
    for _ in range(OTHER_BITS):
        point = point << 1 | bit(_HALF)
    if point > 0x10FFFF or 0xD800 <= point < 0xE000:
        raise EncodingError("character")
    return chr(point)


def load(name: str, digest: str) -> NotesModel:
    """A model of this folder, checked; :class:`UnknownFact` if it is not there as it was made."""
    packed = files(__package__).joinpath(name).read_bytes()
    if hashlib.sha256(packed).hexdigest() != digest:
        raise UnknownFact("model")
    return NotesModel(zlib.decompress(packed))
