# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""An information pack at this point: which ones were installed, and what can be found in the one in use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class PackPlace(StrEnum):
    """``current`` is read, ``previous`` is kept to be put back, of ``former`` only the row is left."""

    CURRENT = "current"
    PREVIOUS = "previous"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """``digest``: SHA-256 of its manifest. ``root``: the root file under which it was believed. Times in Unix
    seconds; ``expires`` is the first second on which it no longer holds."""

    digest: bytes
    pack_id: str
    version: int
    core_version: int | None
    issued: int
    expires: int
    root: bytes
    installed_at: int
    place: PackPlace = PackPlace.CURRENT

    @property
    def file(self) -> str:
        """The name of its file in the library's folder."""
        return f"{self.version}-{self.digest.hex()[:16]}.nspack"


@dataclass(frozen=True, slots=True)
class TakenAnnouncement:
    """A card that is shown over the pack ``digest``. ``card``: the name of its file; ``message``: as it was signed;
    ``root``: the root file under which it was believed. Times in Unix seconds."""

    digest: bytes
    card: str
    number: int
    expires: int
    message: bytes
    root: bytes
    taken_at: int


@dataclass(frozen=True, slots=True)
class PackText:
    """What somebody may look for. ``item``: the file of the pack, and after ``#`` the record's id."""

    item: str
    language: str
    title: str
    body: str


class SearchIndex(Protocol):
    """Finds texts of the current pack."""

    def search_pack(self, words: str, *, language: str = "", limit: int = 50, cards: bool = False) -> list[PackText]:
        """What answers ``words`` as far as they are typed, however they are spelled; each item once, the best first.

        ``body`` is how the text begins. ``cards``: nothing but cards.
        """
        ...
