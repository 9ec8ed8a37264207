# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads what a screen shows, on the station's reader threads."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from noodsteunpunt.bookcase import bookcase
from noodsteunpunt.domain.values import DeliveryStep, Priority, SubjectId
from noodsteunpunt.domain.values_desk import Topic
from noodsteunpunt.domain.views_desk import EmergencyRow, MessageDetail, Surroundings
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.runner import Runner
from noodsteunpunt.store.database import Reader
from ui.data_children import read_children
from ui.data_offers import read_offers
from ui.data_shift import glance, read_log, read_shift
from ui.data_trace import open_traces, read_trace
from ui.data_work import read_teams, read_who_can
from ui.presenter_shift import FILTERS
from ui.screen_data import (
    CHUNK,
    WINDOW,
    BoardData,
    EmergencyData,
    EmergencyListData,
    FormData,
    HelperData,
    HelperListData,
    InfoData,
    ListFilter,
    MessageData,
    MessageListData,
    NetworkData,
    NothingData,
    NowData,
    RequestData,
    RequestListData,
    ScreenData,
    SearchData,
)

_QUEUE, _EMERGENCIES = 100, 100
_ATTENTION = 25
_FOUND, _CARDS, _HITS = 30, 8, 20


async def load(runner: Runner, path: str, wanted: ListFilter) -> ScreenData:
    """The data of a path; the kit's own errors pass through."""
    now = runner.now()
    parts = [part for part in path.split("?")[0].split("/") if part]
    if parts == ["network"]:
        return NetworkData(await asyncio.wrap_future(runner.call(lambda station: station.network())))
    if parts in (["requests", "new"], ["emergencies", "new"]):
        return FormData(await asyncio.wrap_future(runner.call(lambda station: station.streets)))
    if parts[:1] == ["information"]:
        return await asyncio.wrap_future(runner.query(lambda reader: _information(runner, reader, wanted.search)))

    if parts in (["point"], ["care"]) or parts[:1] == ["shift"]:
        return await _shift(runner, parts, wanted)
    own = runner.snapshot().station.point.number

    def shelved(reader: Reader) -> ScreenData:
        data = read(reader, parts, wanted, now)
        if isinstance(data, NowData):
            return replace(
                data,
                shelf=bookcase(runner).current(reader),
                duty=glance(reader, reader.point_status(own), now),
                traces=open_traces(reader, own),
            )
        return data

    return await asyncio.wrap_future(runner.query(shelved))


async def _shift(runner: Runner, parts: list[str], wanted: ListFilter) -> ScreenData:
    if parts[1:2] != ["log"]:
        return await asyncio.wrap_future(runner.call(read_shift))
    kind, heavy = next(((kind, heavy) for name, _, kind, heavy in FILTERS if name == wanted.kind), (None, False))
    return await asyncio.wrap_future(runner.query(lambda reader: read_log(reader, kind, significant=heavy)))


async def around(runner: Runner) -> tuple[Surroundings, tuple[EmergencyRow, ...], tuple[TeamView, ...]]:
    """For every screen: the top line, open noodmeldingen that nobody has confirmed for five minutes, and teams that are
    not back in time."""
    now = runner.now()

    def read(reader: Reader) -> tuple[Surroundings, tuple[EmergencyRow, ...], tuple[TeamView, ...]]:
        rows = reader.emergencies(now, status_open=True)
        late = tuple(team for team in reader.teams(now) if team.overdue)
        return reader.surroundings(now), tuple(row for row in rows if row.silent), late

    return await asyncio.wrap_future(runner.query(read))


def read(reader: Reader, parts: list[str], wanted: ListFilter, now: int) -> ScreenData:
    """The data of a path that the store alone knows; ``parts`` of the path."""
    match parts:
        case []:
            found = _found(reader, wanted.search) if wanted.search else None
            children = () if wanted.search else tuple(reader.children())
            return NowData(reader.attention(now, most=_ATTENTION), reader.drafts(), found, children=children)
        case ["trace", request] if request != "new":
            return read_trace(reader, SubjectId(request), now)
        case ["children", *_rest]:
            return read_children(reader)
        case ["helpers", "teams", *rest]:
            return read_teams(reader, rest, now)
        case ["board"]:
            return _board(reader, now)
        case ["helpers", "offers", *rest]:
            return (
                NothingData()
                if rest == ["new"]
                else read_offers(reader, rest, now, wanted.first, wanted.search, WINDOW, CHUNK)
            )
        case [section, identifier] | [section, identifier, "edit"] if identifier != "new":
            return _one(reader, section, SubjectId(identifier), now)
        case [section]:
            return _list(reader, section, wanted, now)
        case _:
            return NothingData()


def _list(reader: Reader, section: str, wanted: ListFilter, now: int) -> ScreenData:
    match section:
        case "requests":
            status = True if wanted.only_open else None
            rows = reader.requests(status_open=status, search=wanted.search, offset=wanted.first, limit=WINDOW)
            total = reader.count_requests(status_open=status, search=wanted.search)
            return RequestListData(rows, total, wanted.first)
        case "helpers":
            found = reader.helpers(search=wanted.search, offset=wanted.first, limit=WINDOW + 1)
            total = wanted.first + min(len(found), WINDOW) + (CHUNK if len(found) > WINDOW else 0)
            return HelperListData(found[:WINDOW], total, wanted.first)
        case "emergencies":
            return EmergencyListData(reader.emergencies(now, limit=_EMERGENCIES))
        case "messages":
            messages = reader.messages(offset=wanted.first, limit=WINDOW)
            return MessageListData(messages, reader.count_messages(), wanted.first)
        case _:
            return NothingData()


def _one(reader: Reader, section: str, subject: SubjectId, now: int) -> ScreenData:
    match section:
        case "requests":
            detail = reader.request(subject)
            messages = [row for row in reader.messages(about=subject, limit=CHUNK) if row.topic is not Topic.UNIT]
            return RequestData(detail, read_who_can(reader, subject, now), messages, _units(reader, subject))
        case "helpers":
            return HelperData(reader.helper(subject), reader.helper_check(subject), reader.works_since(subject))
        case "emergencies":
            return EmergencyData(reader.emergency(subject, now))
        case "messages":
            return MessageData(reader.message_detail(subject))
        case _:
            return NothingData()


def _units(reader: Reader, request: SubjectId) -> tuple[MessageDetail, ...]:
    asked = reader.messages(about=request, topic=Topic.UNIT, limit=CHUNK)
    found = (reader.message_detail(row.id) for row in asked)
    return tuple(detail for detail in found if detail is not None)


def _board(reader: Reader, now: int) -> ScreenData:
    queue = [
        row
        for row in reader.requests(status_open=True, limit=_QUEUE)
        if row.priority in {Priority.P1, Priority.P2} and row.delivery is not DeliveryStep.SEEN
    ]
    open_ones = [row for row in reader.emergencies(now, limit=_EMERGENCIES) if not row.ended]
    return BoardData(reader.points(now), reader.head_counts(), open_ones, queue)


def _found(reader: Reader, words: str) -> SearchData:
    cards = reader.search_pack(words, limit=_CARDS, cards=True)
    return SearchData(words, cards, reader.search(words, limit=_FOUND))


def _information(runner: Runner, reader: Reader, words: str) -> ScreenData:
    shelf = bookcase(runner).current(reader)
    found = reader.search_pack(words, limit=_HITS, cards=True) if shelf and words else []
    return InfoData(shelf, tuple(found), words, tuple(reader.board_items()), tuple(reader.points(runner.now())))
