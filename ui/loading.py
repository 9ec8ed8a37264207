# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each screen reads, as frozen values. Reading happens on the station's reader threads."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from noodsteunpunt.domain.values import DeliveryStep, Priority, SubjectId
from noodsteunpunt.domain.views import (
    Conflict,
    HelperRow,
    NetworkView,
    PointRow,
    RequestDetail,
    RequestRow,
)
from noodsteunpunt.runner import Runner
from noodsteunpunt.store.database import Reader

WINDOW = 100
"""Rows per step of a windowed list."""

_URGENT = 50
_SOON_SECONDS = 1800


@dataclass(frozen=True, slots=True)
class NowData:
    """The first screen."""

    urgent: list[RequestRow]
    conflicts: list[Conflict]


@dataclass(frozen=True, slots=True)
class RequestListData:
    """A window on the requests; ``total`` counts all that fit the filter."""

    rows: list[RequestRow]
    total: int


@dataclass(frozen=True, slots=True)
class RequestData:
    """One request, and the helpers that could be assigned to it."""

    detail: RequestDetail | None
    helpers: list[HelperRow]


@dataclass(frozen=True, slots=True)
class HelperListData:
    """A window on the helpers."""

    rows: list[HelperRow]


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
class NothingData:
    """A screen that reads nothing."""


ScreenData = (
    NowData | RequestListData | RequestData | HelperListData | HelperData | BoardData | NetworkData | NothingData
)


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list shows."""

    search: str = ""
    only_open: bool = True
    window: int = WINDOW


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

    def read(reader: Reader) -> ScreenData:
        return _read(reader, parts, wanted, now, coordination=coordination)

    return await asyncio.wrap_future(runner.query(read))


def _read(reader: Reader, parts: list[str], wanted: ListFilter, now: int, *, coordination: bool) -> ScreenData:
    match parts:
        case []:
            return NowData(_urgent(reader, now, coordination=coordination), reader.conflicts())
        case ["requests"]:
            status = True if wanted.only_open else None
            rows = reader.requests(status_open=status, search=wanted.search, limit=wanted.window)
            return RequestListData(rows, reader.count_requests(status_open=status, search=wanted.search))
        case ["requests", identifier] if identifier != "new":
            return RequestData(reader.request(SubjectId(identifier)), reader.helpers(limit=WINDOW))
        case ["helpers"]:
            return HelperListData(reader.helpers(search=wanted.search, limit=wanted.window))
        case ["helpers", identifier] if identifier != "new":
            return HelperData(reader.helper(SubjectId(identifier)))
        case ["board"]:
            queue = [
                row
                for row in reader.requests(status_open=True, limit=WINDOW)
                if row.priority in {Priority.P1, Priority.P2} and row.delivery is not DeliveryStep.SEEN
            ]
            return BoardData(reader.points(now), queue)
        case _:
            return NothingData()


def _urgent(reader: Reader, now: int, *, coordination: bool) -> list[RequestRow]:
    rows = reader.requests(status_open=True, limit=2 * WINDOW)
    return [row for row in rows if needs_a_person(row, now, coordination=coordination)][:_URGENT]
