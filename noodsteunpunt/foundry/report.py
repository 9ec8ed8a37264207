# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How large a pack is and where that comes from, and what changed between two packs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.container import OpenedPack

_PICTURES = (".svg", ".png", ".jpg", ".webp")
_LARGEST = 3


@dataclass(frozen=True, slots=True)
class Share:
    """Files of one sort: how many, and B together."""

    sort: str
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """``largest``: name and B of the largest files. All sizes in B."""

    shares: tuple[Share, ...]
    largest: tuple[tuple[str, int], ...]
    total: int


def _sort_of(name: str) -> str:
    if name.startswith("card."):
        return "cards"
    if name.startswith("media."):
        return "pictures" if name.endswith(_PICTURES) else "sound"
    return "lists"


def sizes(tree: Mapping[str, bytes]) -> Sizes:
    """What the files of a pack take; manifest and signatures come on top."""
    shares = []
    for sort in ("cards", "lists", "pictures", "sound"):
        found = [len(data) for name, data in tree.items() if _sort_of(name) == sort]
        shares.append(Share(sort, len(found), sum(found)))
    largest = sorted(((name, len(data)) for name, data in tree.items()), key=lambda row: (-row[1], row[0]))
    return Sizes(tuple(shares), tuple(largest[:_LARGEST]), sum(map(len, tree.values())))


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of files."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def changes(old: OpenedPack, new: OpenedPack) -> Changes:
    """What differs in the files, not in the header."""
    before = {row.name: row for row in old.manifest.rows}
    after = {row.name: row for row in new.manifest.rows}
    return Changes(
        added=tuple(name for name in after if name not in before),
        changed=tuple(name for name, row in after.items() if name in before and before[name] != row),
        removed=tuple(name for name in before if name not in after),
    )
