# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the screens of offers show, as it was read: frozen values, and how they are read. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.matching_things import Thing, propose_things
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_point import OfferStatus, Wanted
from noodsteunpunt.domain.views import RequestRow
from noodsteunpunt.domain.views_desk import Found
from noodsteunpunt.domain.views_point import OfferRow
from noodsteunpunt.station import Station
from noodsteunpunt.station.offers import same_thing
from noodsteunpunt.store.database import Reader
from ui.forms_offer import OfferForm

_REQUESTS, _ASKED = 100, 3


@dataclass(frozen=True, slots=True)
class OfferListData:
    """A window on the offers from row ``first`` on; ``total`` counts those seen so far and a chunk if there are
    more."""

    rows: list[OfferRow]
    total: int
    first: int


@dataclass(frozen=True, slots=True)
class OfferData:
    """One offer, and open requests that it could be for: those it fits first."""

    offer: OfferRow | None
    requests: tuple[RequestRow, ...] = ()
    fits: frozenset[SubjectId] = frozenset()


@dataclass(frozen=True, slots=True)
class Gate:
    """What the lists of the pack say of a thing that is offered: the ``line`` that says so, and open requests that ask
    for it all the same."""

    what: str
    wanted: Wanted = Wanted.UNKNOWN
    line: str = ""
    asked: tuple[RequestRow, ...] = ()


def read_offers(reader: Reader, parts: list[str], now: int, first: int, search: str, window: int,
                chunk: int) -> OfferListData | OfferData:  # fmt: skip
    """``parts`` of the path behind *Aanbod*."""
    if parts:
        offer = reader.offer(SubjectId(parts[0]), now)
        if offer is None:
            return OfferData(None)
        rows = reader.requests(status_open=True, limit=_REQUESTS)
        thing = _thing(offer)
        fits = frozenset(row.id for row in rows if _fits(row, thing))
        return OfferData(offer, tuple(sorted(rows, key=lambda row: row.id not in fits)), fits)
    found = reader.offers(now, gone=bool(search), search=search, offset=first, limit=window + 1)
    total = first + min(len(found), window) + (chunk if len(found) > window else 0)
    return OfferListData(found[:window], total, first)


def read_gate(station: Station, form: OfferForm) -> Gate:
    """On the station's thread: the lists are in its pack."""
    what = form.split()[1].strip()
    if not what:
        return Gate("")
    wanted, line = station.wanted(what)
    if wanted is not Wanted.NOT_NOW:
        return Gate(what, wanted, line)
    reader = station.reader
    thing = Thing(SubjectId(""), "", form.kind, what, "", OfferStatus.AVAILABLE, 1)
    open_ones = {row.id: row for row in reader.requests(status_open=True, limit=_REQUESTS)}
    named = [word for word in what.split() if same_thing(word, line)]
    said = {hit.id for word in named for hit in reader.search(word, what=(Found.REQUEST,)).rows}
    asked = [row for row in open_ones.values() if row.id in said or _fits(row, thing)]
    return Gate(what, wanted, line, tuple(asked[:_ASKED]))


def _thing(offer: OfferRow) -> Thing:
    return Thing(offer.id, offer.ticket, offer.kind, offer.what, offer.pc4, OfferStatus.AVAILABLE, 1)


def _fits(row: RequestRow, thing: Thing) -> bool:
    return bool(propose_things(row.category, row.pc4, 1, [thing])[0])
