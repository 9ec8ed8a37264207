# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a pack and its core are together: which region, which facts, which cards."""

from __future__ import annotations

from collections.abc import Iterator

from content.source import Card, Source
from content.yamlsource import Mapping, Scalar, empty


def region_of(source: Source, core: Source | None) -> tuple[Source, Mapping] | None:
    """The region profile that the pack names, and who has it: the pack itself or its core."""
    wanted = source.pack.text("region")
    for holder in (source, core):
        if holder and wanted in holder.regions:
            return holder, holder.regions[wanted][1]
    return None


def _texts(node: Mapping, *path: str) -> dict[str, str]:
    below = node.get(*path)
    pairs = below.pairs.items() if isinstance(below, Mapping) else ()
    return {name: value.text for name, value in pairs if isinstance(value, Scalar)}


def given_claims(source: Source, core: Source | None) -> dict[str, str]:
    """What the pack may not contradict: the core's claims, and before them the numbers of the region."""
    held = region_of(source, core)
    return (_texts(core.pack, "claims") if core else {}) | _texts(held[1] if held else empty(), "numbers")


def claims_of(source: Source, core: Source | None) -> dict[str, str]:
    """Every fact that a text may use."""
    return given_claims(source, core) | _texts(source.pack, "claims")


def core_cards(source: Source, core: Source | None) -> Iterator[Card]:
    """The core's cards without those that the pack leaves out."""
    without = {item.text for item in source.pack.texts("leave-out")}
    for card in core.cards.values() if core else ():
        if card.id not in without:
            yield card
