# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A shipped pack on the shelf, something on the board, and the real guest process that shows them."""

from __future__ import annotations

import http.client
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from content.compile import compile_tree
from content.container import inspect_pack, write_pack
from content.source import load_source
from noodsteunpunt.clock import SystemClock
from noodsteunpunt.foundry.folder import header_of
from noodsteunpunt.guest.published import Board, BoardItem
from noodsteunpunt.guest_door import GuestDoor, GuestSettings
from noodsteunpunt.library.publishing import Publisher
from noodsteunpunt.library.shelf import Shelf
from tests.support.search_kit import PACKS

HOUR = 3600


@cache
def packed(name: str) -> bytes:
    """A shipped pack, unsigned."""
    source, _form = load_source(PACKS / name)
    pinned = source.pack.text("core", "id")
    core = load_source(PACKS / pinned)[0] if pinned else None
    return write_pack(compile_tree(source, core), header_of(source, 1))


def shelf(name: str = "voorbeelddam") -> Shelf:
    """The caller closes it."""
    return Shelf(inspect_pack(io.BytesIO(packed(name))))


def board(now: int | None = None) -> Board:
    """An ordinary message, an urgent one, one that has expired, and a remark beside a card."""
    at = SystemClock().now() if now is None else now
    return Board(
        point="De Kern",
        letters="KB",
        status="open",
        written=at,
        items=(
            BoardItem("1", {"nl": "Water vanaf 16:00 bij De Brug. Neem een fles mee."}, "Coördinatiepunt", at - 600),
            BoardItem("2", {"nl": "Wolk boven de haven. Ga <b>naar binnen</b>."}, "NL-Alert", at - 60, at + HOUR, True),
            BoardItem("3", {"nl": "Dit is voorbij."}, "Gemeente", at - 2 * HOUR, at - 1),
        ),
        remarks={"water": (BoardItem("4", {"nl": "Bij ons zijn twee kranen."}, "De Kern", at - 300, local=True),)},
    )


def publish(folder: Path, name: str = "voorbeelddam", showing: Board | None = None) -> Publisher:
    """Pack and board, as a station hands them over."""
    made = Publisher(folder)
    held = shelf(name)
    made.guide(held)
    held.close()
    made.board(showing or board())
    return made


@contextmanager
def guests(folder: Path, **settings: object) -> Iterator[GuestDoor]:
    """The real process, on a free port of this machine."""
    door = GuestDoor(folder)
    door.open(replace(GuestSettings(port=0), **settings))
    try:
        yield door
    finally:
        door.close()


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers in lower case, body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()
