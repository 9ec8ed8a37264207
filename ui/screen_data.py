# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each screen shows, as it was read: frozen values. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.board import BoardRow
from noodsteunpunt.domain.packs import PackText
from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.places import StreetTable
from noodsteunpunt.domain.views import HelperRow, PointRow, RequestDetail, RequestRow
from noodsteunpunt.domain.views_desk import (
    Attention,
    EmergencyDetail,
    EmergencyRow,
    FoundPage,
    HeadCount,
    KeptDraft,
    MessageDetail,
    MessageRow,
)
from noodsteunpunt.domain.views_network import NetworkView
from noodsteunpunt.domain.views_point import ChildView
from noodsteunpunt.library.shelf import Shelf
from ui.data_children import ChildrenData
from ui.data_offers import OfferData, OfferListData
from ui.data_shift import LogData, ShiftData, ShiftGlance
from ui.data_trace import TraceData
from ui.data_work import TeamData, TeamFormData, TeamListData, WhoCan

CHUNK = 20
WINDOW = 4 * CHUNK
"""Rows that a list holds at once; it moves over the whole by chunks."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list shows; ``first`` is the number of the first row that is read. ``kind``: lines of the logbook."""

    search: str = ""
    only_open: bool = True
    first: int = 0
    scenario: str = ""
    kind: str = "all"


@dataclass(frozen=True, slots=True)
class SearchData:
    """What was found everywhere for ``words``."""

    words: str
    information: list[PackText]
    records: FoundPage


@dataclass(frozen=True, slots=True)
class NowData:
    """The first screen: what needs a person, half-typed forms, or what was searched."""

    attention: Attention
    drafts: list[KeptDraft]
    found: SearchData | None
    shelf: Shelf | None = None
    duty: ShiftGlance | None = None
    children: tuple[ChildView, ...] = ()
    traces: tuple[RequestRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestListData:
    """A window on the requests from row ``first`` on; ``total`` counts all that fit the filter."""

    rows: list[RequestRow]
    total: int
    first: int


@dataclass(frozen=True, slots=True)
class RequestData:
    """One request, who can do it, messages about it, and teams of organisations that were asked for."""

    detail: RequestDetail | None
    can: WhoCan | None
    messages: list[MessageRow]
    units: tuple[MessageDetail, ...] = ()


@dataclass(frozen=True, slots=True)
class HelperListData:
    """A window on the helpers from row ``first`` on; ``total`` counts those seen so far and a chunk if there are
    more."""

    rows: list[HelperRow]
    total: int
    first: int


@dataclass(frozen=True, slots=True)
class HelperData:
    """One helper, and what was said and seen of them at this point."""

    helper: HelperRow | None
    check: HelperCheck | None = None
    works_since: int | None = None


@dataclass(frozen=True, slots=True)
class EmergencyListData:
    """Noodmeldingen, open ones first."""

    rows: list[EmergencyRow]


@dataclass(frozen=True, slots=True)
class EmergencyData:
    """One noodmelding."""

    detail: EmergencyDetail | None


@dataclass(frozen=True, slots=True)
class MessageListData:
    """A window on the messages, the newest first."""

    rows: list[MessageRow]
    total: int
    first: int


@dataclass(frozen=True, slots=True)
class MessageData:
    """One message."""

    detail: MessageDetail | None


@dataclass(frozen=True, slots=True)
class BoardData:
    """The coordination board and its queue."""

    points: list[PointRow]
    counts: list[HeadCount]
    emergencies: list[EmergencyRow]
    queue: list[RequestRow]


@dataclass(frozen=True, slots=True)
class NetworkData:
    """The network screen."""

    view: NetworkView


@dataclass(frozen=True, slots=True)
class InfoData:
    """The pack on the shelf (None without one), what was found in it for the words, what hangs on the board,
    and what points say of themselves."""

    shelf: Shelf | None
    found: tuple[PackText, ...]
    searched: str
    items: tuple[BoardRow, ...]
    points: tuple[PointRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FormData:
    """What a form that asks for an address needs: the streets of the pack in use."""

    streets: StreetTable


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
    | EmergencyListData
    | EmergencyData
    | MessageListData
    | MessageData
    | BoardData
    | NetworkData
    | InfoData
    | FormData
    | OfferListData
    | OfferData
    | TeamListData
    | TeamData
    | TeamFormData
    | ChildrenData
    | ShiftData
    | TraceData
    | LogData
    | NothingData
    | FailedData
)
