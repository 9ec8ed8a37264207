# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What both ends know while they go through a frame: tables that learn, what the last entry had, and the texts that
come behind all other fields, so that a text model somebody does not have hides texts and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from noodsteunpunt.encoding.coder import Table, size_odds


@dataclass(slots=True)
class Text:
    """``value`` is known to a writer from the begin, to a reader afterwards; ``wanted`` take it then. ``owners``: the
    entries of the frame, from 0, that have it."""

    value: str
    wanted: list[Callable[[str], None]] = field(default_factory=list)
    owners: set[int] = field(default_factory=set)


class Memory:
    """Of one stream. ``index``, ``seq`` and ``minutes`` are of the entry at hand, ``model`` is the texts' version,
    ``letters`` those of the author's point, empty if they are not known here; ``missing``: entries that need them."""

    def __init__(self, author: int, model: int, letters: str = "") -> None:
        self.author, self.model = author, model
        self.index = self.seq = self.minutes = 0
        self.letters = letters
        self.missing: set[int] = set()
        self.last: dict[Hashable, Any] = {}
        self.texts: list[Text] = []
        self._tables: dict[Hashable, Table] = {}

    def table(self, key: Hashable, shares: Sequence[int], learn: int = 32) -> Table:
        """The table of this name; new ones start with ``shares``."""
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = Table(shares, learn)
        return table

    def sizes(self, key: Hashable, typical: int) -> Table:
        """The table of an integer of about this size."""
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = Table(size_odds(typical))
        return table

    def later(self, text: str, wanted: Callable[[str], None]) -> Text:
        """``text`` comes behind the fields."""
        self.texts.append(Text(text))
        self.again(self.texts[-1], wanted)
        return self.texts[-1]

    def again(self, text: Text, wanted: Callable[[str], None]) -> None:
        """The entry at hand has this text too."""
        text.wanted.append(wanted)
        text.owners.add(self.index)

    def beside(self) -> Memory:
        """For a stream inside this one, that says the same of the entry at hand and has learnt nothing."""
        inner = Memory(self.author, self.model, self.letters)
        inner.index, inner.seq, inner.minutes = self.index, self.seq, self.minutes
        return inner
