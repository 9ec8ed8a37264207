# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each screen reads, as frozen values. Reading happens on the station's reader threads."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from noodsteunpunt.bookcase import bookcase
from noodsteunpunt.domain.packs import PackText
from noodsteunpunt.domain.values import DeliveryStep, Priority, SubjectId
from noodsteunpunt.domain.views import (
    Conflict,
    HelperRow,
    NetworkView,
    PointRow,
    RequestDetail,
    RequestRow,
)
from noodsteunpunt.library.shelf import Shelf
from noodsteunpunt.runner import Runner
from noodsteunpunt.store.database import Reader

CHUNK = 20
WINDOW = 4 * CHUNK
"""Rows that a list holds at once; it moves over the whole by chunks."""

_QUEUE, _OFFERED = 100, 100
_URGENT = 50
_HITS = 20
_SOON_SECONDS = 1800


@dataclass(frozen=True, slots=True)
class NowData:
    """The first screen."""

    urgent: list[RequestRow]
    conflicts: list[Conflict]
    shelf: Shelf | None = None


@dataclass(frozen=True, slots=True)
class RequestListData:
    """A window on the requests from row ``first`` on; ``total`` counts all that fit the filter."""

    rows: list[RequestRow]
    total: int
    first: int


@dataclass(frozen=True, slots=True)
class RequestData:
    """One request, and the helpers that could be assigned to it."""

    detail: RequestDetail | None
    helpers: list[HelperRow]


@dataclass(frozen=True, slots=True)
class HelperListData:
    """A window on the helpers from row ``first`` on; ``total`` counts those seen so far and a chunk if there are
    more."""

    rows: list[HelperRow]
    total: int
    first: int


@dataclass(frozen=True, slots=True)
class HelperData:
    """One helper."""

    helper: HelperRow | None


@dataclass(frozen=True, slots=True)
class BoardData:
    """The coordination board and its queue."""

    points: list[PointRow]
    queue: list[RequestRow]


@dataclass(frozen=True, slots=True)
class NetworkData:
    """The network screen."""

    view: NetworkView


@dataclass(frozen=True, slots=True)
class InfoData:
    """The pack on the shelf (None without one), and what was found for the words of the filter."""

    shelf: Shelf | None
    found: tuple[PackText, ...] = ()
    searched: str = ""


@dataclass(frozen=True, slots=True)
class NothingData:
    """A screen that reads nothing."""


@dataclass(frozen=True, slots=True)
class FailedData:
    """Reading failed; ``text`` is the sentence with its code."""

    text: str


ScreenData = (
    NowData
    | RequestListData
    | RequestData
    | HelperListData
    | HelperData
    | BoardData
    | NetworkData
    | InfoData
    | NothingData
    | FailedData
)


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list shows; ``first`` is the number of the first row that is read."""

    search: str = ""
    only_open: bool = True
    first: int = 0
    scenario: str = ""


def needs_a_person(row: RequestRow, now: int, *, coordination: bool) -> bool:
    """Own requests (all of them at the coordination point) that nobody there has seen, if they are P1 or P2,
    and every open one whose time runs out."""
    if not (row.own or coordination) or row.taken_over_by is not None:
        return False
    unseen = row.delivery is not DeliveryStep.SEEN
    soon = row.deadline_at is not None and row.deadline_at - now < _SOON_SECONDS
    urgent = row.priority is Priority.P1 or (coordination and row.priority is Priority.P2)
    return (unseen and urgent) or soon


async def load(runner: Runner, path: str, wanted: ListFilter, *, coordination: bool) -> ScreenData:
    """The data of a path; the kit's own errors pass through."""
    now = runner.now()
    parts = [part for part in path.split("?")[0].split("/") if part]
    if parts == ["network"]:
        return NetworkData(await asyncio.wrap_future(runner.call(lambda station: station.network())))

    if parts[:1] == ["information"]:
        return await asyncio.wrap_future(runner.query(lambda reader: _info(runner, reader, wanted)))

    def read(reader: Reader) -> ScreenData:
        data = _read(reader, parts, wanted, now, coordination=coordination)
        return replace(data, shelf=bookcase(runner).current(reader)) if isinstance(data, NowData) else data

    return await asyncio.wrap_future(runner.query(read))


def _info(runner: Runner, reader: Reader, wanted: ListFilter) -> InfoData:
    shelf = bookcase(runner).current(reader)
    found = reader.search_pack(wanted.search, limit=_HITS, cards=True) if shelf and wanted.search else []
    return InfoData(shelf, tuple(found), wanted.search)


def _read(reader: Reader, parts: list[str], wanted: ListFilter, now: int, *, coordination: bool) -> ScreenData:
    match parts:
        case []:
            return NowData(_urgent(reader, now, coordination=coordination), reader.conflicts())
        case ["requests"]:
            status = True if wanted.only_open else None
            rows = reader.requests(status_open=status, search=wanted.search, offset=wanted.first, limit=WINDOW)
            total = reader.count_requests(status_open=status, search=wanted.search)
            return RequestListData(rows, total, wanted.first)
        case ["requests", identifier] if identifier != "new":
            return RequestData(reader.request(SubjectId(identifier)), reader.helpers(limit=_OFFERED))
        case ["helpers"]:
            found = reader.helpers(search=wanted.search, offset=wanted.first, limit=WINDOW + 1)
            total = wanted.first + min(len(found), WINDOW) + (CHUNK if len(found) > WINDOW else 0)
            return HelperListData(found[:WINDOW], total, wanted.first)
        case ["helpers", identifier] if identifier != "new":
            return HelperData(reader.helper(SubjectId(identifier)))
        case ["board"]:
            queue = [
                row
                for row in reader.requests(status_open=True, limit=_QUEUE)
                if row.priority in {Priority.P1, Priority.P2} and row.delivery is not DeliveryStep.SEEN
            ]
            return BoardData(reader.points(now), queue)
        case _:
            return NothingData()


def _urgent(reader: Reader, now: int, *, coordination: bool) -> list[RequestRow]:
    rows = reader.requests(status_open=True, limit=2 * _QUEUE)
    return [row for row in rows if needs_a_person(row, now, coordination=coordination)][:_URGENT]
