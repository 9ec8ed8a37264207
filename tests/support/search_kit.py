# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shipped pack as an index, the questions people ask, and SQLite's full-text search to compare with."""

from __future__ import annotations

import io
import random
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from content.compile import compile_tree
from content.container import inspect_pack, write_pack
from content.source import load_source
from noodsteunpunt.foundry.folder import header_of
from noodsteunpunt.library.texts import documents_of, meanings_of
from noodsteunpunt.search.builder import Document, Meaning

PACKS = Path(__file__).resolve().parents[2] / "content" / "packs"
QUESTIONS = Path(__file__).resolve().parents[1] / "search" / "questions.yaml"
HARD_QUESTIONS = QUESTIONS.with_name("hard_questions.yaml")
ENDINGS = ("heid", "punt", "zaak", "dorp", "plaats", "lijst")


@dataclass(frozen=True)
class Question:
    """``cards``: one of these among the first answers is enough."""

    ask: str
    cards: frozenset[str]


def questions(path: Path = QUESTIONS) -> list[Question]:
    """From a file."""
    rows = yaml.safe_load(path.read_text("utf-8"))
    return [Question(row["ask"], frozenset(f"card.{card}.json" for card in row["cards"])) for row in rows]


@cache
def shipped(name: str = "kern-nl") -> tuple[list[Document], list[Meaning]]:
    """What the index of a shipped pack is made of."""
    source, _form = load_source(PACKS / name)
    pinned = source.pack.text("core", "id")
    core = load_source(PACKS / pinned)[0] if pinned else None
    with inspect_pack(io.BytesIO(write_pack(compile_tree(source, core), header_of(source, 1)))) as pack:
        return list(documents_of(pack)), list(meanings_of(pack))


def cards(documents: Iterable[Document]) -> list[Document]:
    """Only the cards."""
    return [document for document in documents if document.item.startswith("card.")]


def multiplied(documents: list[Document], count: int, seed: int = 1) -> list[Document]:
    """``count`` cards in all their languages, made of ours; a fifth of the words is made into another word."""
    rng = random.Random(seed)
    by_item: dict[str, list[Document]] = {}
    for document in cards(documents):
        by_item.setdefault(document.item, []).append(document)
    items = sorted(by_item)
    made: list[Document] = []
    for number in range(count):
        for document in by_item[items[number % len(items)]]:
            fields = tuple((weight, _varied(text, rng)) for weight, text in document.fields)
            made.append(replace(document, item=f"{document.item[:-5]}-{number}.json", fields=fields))
    return made


def _varied(text: str, rng: random.Random) -> str:
    return " ".join(word if rng.random() < 0.8 else word + rng.choice(ENDINGS) for word in text.split())


def recall(asked: list[Question], find: Callable[[str], list[str]], first: int = 5) -> tuple[float, list[str]]:
    """Share of questions with an answer among the first, and the questions without."""
    missed = [one.ask for one in asked if not one.cards & set(find(one.ask)[:first])]
    return 1 - len(missed) / len(asked), missed


def fts5(documents: list[Document]) -> Callable[[str], list[str]]:
    """SQLite's full-text search with its default tokenizer over the same words; any word of the question may match."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE card USING fts5 (item UNINDEXED, title, body)")
    rows = [(one.item, one.title, " ".join(text for _, text in one.fields)) for one in cards(documents)]
    connection.executemany("INSERT INTO card VALUES (?, ?, ?)", rows)

    def find(question: str) -> list[str]:
        words = re.findall(r"\w+", question)
        query = " OR ".join(f'"{word}"*' for word in words)
        if not query:
            return []
        found = connection.execute("SELECT item FROM card WHERE card MATCH ? ORDER BY rank LIMIT 30", (query,))
        return list(dict.fromkeys(item for (item,) in found))

    return find
