# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The current pack in memory: what a screen, a page or a sheet of paper shows of it.

It was verified when it was opened, and is never changed: any number of threads may read it.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from content.container import OpenedPack
from noodsteunpunt.library.texts import documents_of, meanings_of
from noodsteunpunt.search.builder import build_index

FOR_GUESTS = ("title", "version", "expires", "municipality")
_TABLES = ("places", "numbers", "questions", "lists", "checklists", "partners", "map")
_NOT_TO_READ = frozenset(("form", "sheet", "role", "procedure", "poster"))
"""Kinds of cards that are for the team or for the wall in every pack; so is each card that names a role."""


class Shelf:
    """Owns ``pack`` and closes it with :meth:`close`. Raises PackError when a file of it is no JSON."""

    def __init__(self, pack: OpenedPack) -> None:
        self._pack = pack
        self._closing = weakref.finalize(self, pack.close)  # whoever forgets it lets go of the file too
        self._lock = threading.Lock()
        self.digest = pack.digest
        self.expired = pack.expired
        self.about: Mapping[str, Any] = self._value("pack.json")
        self.region: Mapping[str, Any] = self._value("region.json")
        self.kinds: Mapping[str, Any] = self._value("kinds.json")
        names = [row.name for row in pack.manifest.rows]
        self.cards: dict[str, Mapping[str, Any]] = {
            name[5:-5]: self._value(name) for name in names if name.startswith("card.") and name.endswith(".json")
        }
        self.tables: dict[str, list[Any]] = {
            name: list(self._value(f"{name}.json")) if f"{name}.json" in names else [] for name in _TABLES
        }
        self._media = frozenset(name for name in names if name.startswith("media."))

    def _value(self, name: str) -> Any:
        return self._pack.value(name) if self._pack.row(name) else {}

    @property
    def languages(self) -> dict[str, Any]:
        """Title and direction of each language of the pack, its own first; then those of which there is a card."""
        used = {language for card in self.cards.values() for language in card["languages"]}
        known = self.kinds.get("languages", {})
        order = [*self.about.get("languages", ()), *sorted(used)]
        return {
            language: known[language] for language in dict.fromkeys(order) if language in known and language in used
        }

    def media(self, name: str) -> bytes | None:
        """The bytes of a picture or sound, hashed again."""
        if name not in self._media:
            return None
        with self._lock:
            return self._pack.read(name)

    def public(self) -> dict[str, Mapping[str, Any]]:
        """The cards that visitors may read."""
        return {name: card for name, card in self.cards.items() if is_public(card)}

    def asked(self) -> list[dict[str, Any]]:
        """What is often asked, with the card that answers it, in the order of the pack."""
        rows = [row for one in self.tables["questions"] for row in one["items"] if row.get("card") in self.cards]
        return [{"question": row["question"], "answer": row["answer"], "card": row["card"]} for row in rows]

    def guide(self) -> dict[str, Any]:
        """What may be published, as :mod:`noodsteunpunt.guest.published` reads it."""
        public = self.public()
        return {
            **{key: self.about[key] for key in FOR_GUESTS if key in self.about},
            "languages": self.languages,
            "kinds": {
                key: self.kinds.get(key, {}) for key in ("card-kinds", "scenarios", "place-kinds", "number-kinds")
            },
            "cards": public,
            "places": self.tables["places"],
            "numbers": [row for row in self.tables["numbers"] if "number" in row or row["kind"] == "omroep"],
            "asked": [row for row in self.asked() if row["card"] in public][:10],
            "map": self.tables["map"],
        }

    def public_index(self) -> bytes:
        """The search index of what may be published, and nothing else."""
        names = {f"card.{name}.json" for name in self.public()}
        with self._lock:
            documents = [one for one in documents_of(self._pack) if one.item in names]
            return build_index(documents, meanings_of(self._pack))

    def pictures(self, guide: Mapping[str, Any]) -> Iterable[tuple[str, bytes]]:
        """Name and bytes of every picture and sound that a guide shows."""
        for name in sorted(self._media & _named(guide)):
            data = self.media(name)
            if data is not None:
                yield name, data

    def close(self) -> None:
        """Lets go of the file."""
        self._closing()


def is_public(card: Mapping[str, Any]) -> bool:
    """Written for visitors."""
    return not card.get("roles") and card["kind"] not in _NOT_TO_READ


def native(card: Mapping[str, Any], language: str) -> bool:
    """This language may hang on posters and board: it is the card's own, or somebody whose language it is read it."""
    page = card["languages"].get(language)
    return page is not None and (language == card["language"] or "native-read" in page)


def _named(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value} if value.startswith("media.") else set()
    if isinstance(value, Mapping):
        return {name for below in value.values() for name in _named(below)}
    if isinstance(value, Sequence):
        return {name for below in value for name in _named(below)}
    return set()
