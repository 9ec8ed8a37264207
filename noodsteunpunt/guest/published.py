# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was published, as the guest process finds it: a folder of plain files that the station writes and it only reads.

``guide-<digest>/`` holds ``guide.json`` (cards, places, numbers), ``index.bin`` (search) and the media; ``current``
names the one in use; ``board.json`` holds the point and what hangs on its board. Every file is replaced whole, so
what is read is one state or the next.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from noodsteunpunt.search.index import CardIndex, IndexDamagedError

CURRENT, BOARD, GUIDE, INDEX = "current", "board.json", "guide.json", "index.bin"
_FOLDER = re.compile(r"guide-[0-9a-f]{16}")
_MEDIA = re.compile(r"media\.[a-z0-9][a-z0-9.-]{0,60}")


@dataclass(frozen=True, slots=True)
class BoardItem:
    """One message. ``texts`` by language; ``source``: who says so; ``at`` and ``until`` in Unix seconds."""

    id: str
    texts: Mapping[str, str]
    source: str
    at: int
    until: int | None = None
    urgent: bool = False
    local: bool = False

    def holds(self, now: int) -> bool:
        """It has not expired."""
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class PlaceStatus:
    """What a point last said of itself: ``open``, ``limited``, ``full``, ``closed`` or ``unsafe``, and when.

    ``silent``: for too long nothing was heard of it since.
    """

    status: str
    at: int
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """The point and its board. ``remarks`` are the point's own words beside a card, by card and newest last;
    ``places``: what points say of themselves, by the id of the place."""

    point: str = ""
    letters: str = ""
    status: str = ""
    mode: str = "demo"
    written: int = 0
    items: tuple[BoardItem, ...] = ()
    remarks: Mapping[str, tuple[BoardItem, ...]] = field(default_factory=dict)
    places: Mapping[str, PlaceStatus] = field(default_factory=dict)

    def showing(self, now: int) -> tuple[BoardItem, ...]:
        """What holds at ``now``: urgent ones first, then the newest."""
        held = [item for item in self.items if item.holds(now)]
        return tuple(sorted(held, key=lambda item: (not item.urgent, -item.at, item.id)))

    def next_end(self, now: int) -> int | None:
        """When the first of what holds will expire."""
        return min((item.until for item in self.items if item.until is not None and item.holds(now)), default=None)


@dataclass(frozen=True, slots=True)
class Guide:
    """The cards and lists that visitors may read; ``cards`` as in docs/pack-format.md, without those for the team."""

    folder: Path
    about: Mapping[str, Any]
    index: CardIndex | None

    @property
    def cards(self) -> Mapping[str, Any]:
        """By id."""
        return dict(self.about["cards"])

    @property
    def languages(self) -> Mapping[str, Any]:
        """Title and direction, by code, the pack's own first."""
        return dict(self.about["languages"])


class Published:
    """Reads again when a file changed; what cannot be read leaves what was read before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = ""
        self._guide: Guide | None = None
        self._board = Board()
        self._named: _Stamp | None = None
        self._stamp: _Stamp | None = None

    def guide(self) -> Guide | None:
        """None until a pack was published."""
        stamp = _stamp(self._folder / CURRENT)
        if stamp is None or stamp == self._named:
            return self._guide
        name = _text(self._folder / CURRENT).strip()
        found = _guide(self._folder / name) if name != self._name and _FOLDER.fullmatch(name) else None
        if found is not None:
            self._guide, self._name = found, name
        if name == self._name:
            self._named = stamp
        return self._guide

    def board(self) -> Board:
        """An empty one until something was published."""
        stamp = _stamp(self._folder / BOARD)
        if stamp is not None and stamp != self._stamp:
            found = board_from(_text(self._folder / BOARD))
            if found is not None:
                self._stamp = stamp
                if replace(found, written=0) != replace(self._board, written=0):  # else what was made of it counts
                    self._board = found
        return self._board

    def media(self, name: str) -> bytes | None:
        """A picture or sound of the pack in use."""
        guide = self.guide()
        if guide is None or not _MEDIA.fullmatch(name):
            return None
        try:
            return (guide.folder / name).read_bytes()
        except OSError:
            return None


_Stamp = tuple[int, int, int]


def _stamp(path: Path) -> _Stamp | None:
    """Another one for a file that was replaced; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _guide(folder: Path) -> Guide | None:
    try:
        about = json.loads((folder / GUIDE).read_text("utf-8"))
        data = (folder / INDEX).read_bytes()
    except (OSError, ValueError):
        return None
    try:
        index = CardIndex(data)
    except IndexDamagedError:
        index = None
    return Guide(folder, about, index)


def board_from(text: str) -> Board | None:
    """None for what is no board."""
    try:
        held = json.loads(text)
        items = tuple(BoardItem(**item) for item in held.pop("items"))
        remarks = {card: tuple(BoardItem(**one) for one in some) for card, some in held.pop("remarks").items()}
        places = {place: PlaceStatus(**one) for place, one in held.pop("places", {}).items()}
        return Board(**held, items=items, remarks=remarks, places=places)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
