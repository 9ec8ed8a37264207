# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One changed card of a folder as an announcement over the pack that the points have."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from content.announcement import Announcement
from content.canonical import Json, loads
from content.container import OpenedPack
from content.errors import PackError, Reason
from content.signing import CARD, KEY_ID, SIGNATURE, read_envelope
from noodsteunpunt.foundry.folder import Folder, build

PACKET = 190
"""B of ours that one packet of the radio carries (docs/facts.md)."""


def changed_cards(folder: Folder, base: OpenedPack) -> dict[str, bytes]:
    """File name and bytes of every card of the folder that the pack has not in the same words."""
    tree, _pack = build(folder, base.header.root)
    return {
        name: data
        for name, data in tree.items()
        if name.startswith("card.") and (base.row(name) is None or base.read(name) != data)
    }


def announce(base: OpenedPack, changed: dict[str, bytes], card: str | None, now: int, until: int) -> Announcement:
    """The announcement of ``card`` (its id), or of the only one that changed; times in Unix seconds.

    Its number is the second it was made: it rises by itself, whoever makes it. Raises PackError.
    """
    wanted = changed if card is None else {name: data for name, data in changed.items() if name == f"card.{card}.json"}
    if not wanted:
        raise PackError(Reason.ANNOUNCEMENT_NOTHING)
    if len(wanted) > 1:
        names = ", ".join(sorted(name[5:-5] for name in changed))[:200]
        raise PackError(Reason.ANNOUNCEMENT_WHICH, found=len(changed), names=names)
    ((name, data),) = wanted.items()
    for media in sorted(set(_media(loads(data, max_bytes=len(data))))):
        if base.row(media) is None:
            raise PackError(Reason.ANNOUNCEMENT_MEDIA, name=media)
    return Announcement(name, now, now, until, data)


def signed_size(message: bytes, signatures: int = 2) -> int:
    """B with so many signatures."""
    there = len(read_envelope(io.BytesIO(message), CARD).signatures)
    return len(message) + max(0, signatures - there) * (KEY_ID + SIGNATURE)


def _media(value: Json) -> Iterator[str]:
    """Every file of the pack that a card names."""
    if isinstance(value, str):
        if value.startswith("media."):
            yield value
    elif not isinstance(value, int):
        for below in value.values() if hasattr(value, "values") else value:
            yield from _media(below)


def words_of(card: bytes) -> list[str]:
    """A card line by line, in every language it has: what somebody who signs it must have read."""
    held: dict[str, Any] = json.loads(card)
    lines: list[str] = []
    for language, page in sorted(held["languages"].items(), key=lambda one: one[0] != held["language"]):
        lines.append(f"[{language}] {page['title']}")
        for block in page["body"]:
            for spans in block.get("items", [block["spans"]] if "spans" in block else []):
                mark = "- " if "items" in block else ""
                lines.append(mark + "".join(span["text"] for span in spans))
            if "text" in block:
                lines.append(block["text"])
    return lines
