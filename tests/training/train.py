# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes a text model from the texts in this folder, all of them ours.

    python -m tests.training.train FILE        writes the model and prints its SHA-256

It takes some minutes of one processor. A version that was in use is never made again: texts that are added here are for
the next one. Which text is what: ``notes/*.txt`` notes as people write them, also what the weights are fitted to;
``teksten.txt`` sentences of the packs and screens; ``woorden.txt`` single words; ``patterns.txt`` see generator.
"""

from __future__ import annotations

import hashlib
import heapq
import math
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from noodsteunpunt.encoding.corpus import END
from noodsteunpunt.encoding.mixing import (
    KINDS,
    LEAST,
    LENGTHS,
    LIMIT,
    PLACES,
    SLOTS,
    UNIT,
    WEIGHT_BITS,
    kind_of,
    length_of,
)
from noodsteunpunt.encoding.notes import CAPITAL, FIRST, OTHER, NotesModel
from tests.training.generator import notes as made_notes

FOLDER = Path(__file__).parent
MADE = 2000
SPARE = "abcdefghijklmnopqrstuvwxyz0123456789 .,-/?!'():;+%&\"=@#*€°éëïöüèàçáóíúêñ’…"  # noqa: RUF001
"""Characters that have a symbol of their own though they may be rare."""

ROUNDS, RATE, PULL, HABIT = 6, 0.02, 3e-4, 0.25


def lines(path: Path) -> list[str]:
    """Texts, one a line."""
    return [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]


def written_notes() -> list[str]:
    """What people would write."""
    return [note for path in sorted((FOLDER / "notes").glob("*.txt")) for note in lines(path)]


def words() -> list[str]:
    """Words in a row, eight a line, in no order, with room around them."""
    found = sorted({word for line in lines(FOLDER / "woorden.txt") for word in line.split()})
    Random(3).shuffle(found)
    return [f" {' '.join(found[at : at + 8])} " for at in range(0, len(found), 8)]


def everything() -> list[str]:
    """All that a model may know."""
    return [*written_notes(), *lines(FOLDER / "teksten.txt"), *made_notes(MADE), *words()]


def symbols_of(text: str, known: dict[str, int]) -> list[int]:
    """As :meth:`NotesModel.symbols`."""
    found = []
    for character in text:
        lower = character.lower()
        if lower != character and lower in known and lower.upper() == character:
            found.append(CAPITAL)
            character = lower
        found.append(known.get(character, OTHER))
    return [*found, END]


def make_tree(counts: Sequence[int]) -> list[tuple[int, int]]:
    """Nodes of a code tree after Huffman (1952): frequent symbols take few decisions."""
    heap = [(count + 1, symbol) for symbol, count in enumerate(counts)]
    heapq.heapify(heap)
    nodes: list[tuple[int, int]] = []
    while len(heap) > 1:
        first, second = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (first[0] + second[0], len(counts) + len(nodes)))
        nodes.append((first[1], second[1]))
    return nodes


def in_order_of_contexts(texts: Sequence[int]) -> bytes:
    """See :mod:`noodsteunpunt.encoding.corpus`."""
    count = len(texts)
    backwards = bytes(reversed(texts)) * 2
    order = sorted(range(count), key=lambda at: backwards[count - at : count - at + 64])
    return bytes(texts[at] for at in order)


def pack(characters: str, nodes: Iterable[tuple[int, int]], tables: Iterable[Sequence[int]], corpus: bytes) -> bytes:
    """The file, unpacked."""
    encoded = characters.encode()
    out = bytearray(struct.pack(">HH", len(characters) + FIRST, len(encoded)) + encoded)
    for left, right in nodes:
        out += bytes((left, right))
    for table in tables:
        out += struct.pack(f">{len(table)}h", *table)
    return bytes(out + corpus)


def fixed_tables() -> tuple[list[int], list[int]]:
    """Logs and chances, rounded."""
    logs = [round(math.log(count + 0.7) * UNIT) for count in range(256)]
    chances = []
    for logit in range(-LIMIT, LIMIT, 16):
        chance = round(65536 / (1 + math.exp(-(logit + 8) / UNIT)))
        chances.append(max(LEAST, min(65536 - LEAST, chance)) - 32768)
    return logs, chances


Sample = tuple[list[tuple[int, int, float]], int]
"""((index by length, index by place, what the context says), ...), the decision."""


def samples(model: NotesModel, notes: Iterable[str]) -> list[Sample]:
    """The decisions of notes that the model has seen, as if it had not: each note is taken out of every count."""
    found: list[Sample] = []
    for note in notes:
        walk = model.walk()
        for symbol, _ in model.symbols(note):
            top = len(walk.runs) - 1
            while top > 0 and walk.runs[top][1] - walk.runs[top][0] == 1:
                top -= 1
            length, place = length_of(top) * SLOTS, walk.place * SLOTS
            slots = [(slot, model.corpus.decisions(model.corpus.symbols(run))) for slot, run in walk.slots(top)]
            for node, bit in model.branches[symbol]:
                said = []
                for slot, decisions in slots:
                    zeros, ones = decisions.get(node, (0, 0))
                    zeros, ones = zeros - (not bit), ones - bit
                    if zeros + ones > 0:
                        kind = kind_of(zeros, ones)
                        says = model.mixer.says(zeros, ones) / UNIT
                        said.append(((length + slot) * KINDS + kind, (place + slot) * KINDS + kind, says))
                found.append((said, bit))
            walk.advance(symbol)
    return found


def fit(learnt: list[Sample], seed: int = 1) -> tuple[list[float], list[float]]:
    """Weights by length and by place: logistic regression, steps after Duchi et al. (AdaGrad, 2011)."""
    by_length, by_place = [HABIT] * (LENGTHS * SLOTS * KINDS), [0.0] * (PLACES * SLOTS * KINDS)
    length_sum, place_sum = [1e-3] * len(by_length), [1e-3] * len(by_place)
    order, rng = list(range(len(learnt))), Random(seed)
    for turn in range(ROUNDS):
        rng.shuffle(order)
        rate = RATE * (4 if turn < ROUNDS - 2 else 1)
        for at in order:
            said, bit = learnt[at]
            logit = sum((by_length[i] + by_place[j]) * says for i, j, says in said)
            wrong = 1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))) - bit
            for i, j, says in said:
                slope = wrong * says
                length_sum[i] += slope * slope
                place_sum[j] += slope * slope
                by_length[i] -= rate * (slope + PULL * (by_length[i] - HABIT)) / math.sqrt(length_sum[i])
                by_place[j] -= rate * (slope + PULL * by_place[j]) / math.sqrt(place_sum[j])
    return by_length, by_place


def bits_of(model: NotesModel, notes: Iterable[str]) -> float:
    """What the notes take."""
    total = 0.0
    for note in notes:
        for chance, bit in model.steps(note):
            total -= math.log2((chance if bit else 65536 - chance) / 65536)
    return total


def make() -> bytes:
    """The file, unpacked."""
    texts = everything()
    counts = Counter(character.lower() for text in texts for character in text)
    characters = "".join(sorted({c for c, count in counts.items() if count > 2 and len(c) == 1} | set(SPARE)))
    known = {character: FIRST + index for index, character in enumerate(characters)}
    rows = [symbols_of(text, known) for text in texts]
    flat = [symbol for row in rows for symbol in row]
    often = Counter(flat)
    nodes = make_tree([often[symbol] for symbol in range(len(characters) + FIRST)])
    logs, chances = fixed_tables()
    corpus = in_order_of_contexts(flat)
    empty = [0] * (LENGTHS * SLOTS * KINDS), [0] * (PLACES * SLOTS * KINDS)
    blank = NotesModel(pack(characters, nodes, (logs, chances, *empty), corpus))
    weights = fit(samples(blank, written_notes()))
    rounded = [[max(-32768, min(32767, round(w * (1 << WEIGHT_BITS)))) for w in table] for table in weights]
    return pack(characters, nodes, (logs, chances, *rounded), corpus)


def main() -> None:
    raw = make()
    packed = zlib.compress(raw, 9)
    Path(sys.argv[1]).write_bytes(packed)
    print(f"{len(raw)} B, packed {len(packed)} B, SHA-256 {hashlib.sha256(packed).hexdigest()}")


if __name__ == "__main__":
    main()
