# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notes put together from our own words, for the text model to learn how these words go together. Patterns and lists
stand in ``patterns.txt``: a line ``name = a | b | c`` is a list, any other line a pattern with ``{name}`` in it."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

FILE = Path(__file__).with_name("patterns.txt")
_SLOT = re.compile(r"\{(\w+)\}")
LONGEST = 60


def read(text: str) -> tuple[dict[str, list[str]], list[str]]:
    """(lists, patterns)."""
    lists: dict[str, list[str]] = {}
    patterns: list[str] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, equals, words = line.partition(" = ")
        if equals and name.isidentifier():
            lists[name] = [word.strip() for word in words.split("|")]
        else:
            patterns.append(line)
    return lists, patterns


def notes(count: int, seed: int = 1) -> list[str]:
    """``count`` different notes."""
    lists, patterns = read(FILE.read_text("utf-8"))
    rng = Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        note = rng.choice(patterns)
        while slot := _SLOT.search(note):
            word = _number(rng, slot[1]) or rng.choice(lists[slot[1]])
            note = note[: slot.start()] + word + note[slot.end() :]
        if len(note) <= LONGEST:
            found[note[0].upper() + note[1:] if rng.random() < 0.3 else note] = None
    return list(found)


def _number(rng: Random, name: str) -> str:
    """``{n2_9}`` is a number from 2 to 9."""
    match = re.fullmatch(r"n(\d+)_(\d+)", name)
    return str(rng.randint(int(match[1]), int(match[2]))) if match else ""
