# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person does at a desk with one request, and what the stations know of it: the parts of every vignette."""

from __future__ import annotations

from noodsteunpunt.domain.values import RequestStatus
from noodsteunpunt.domain.views import RequestDetail
from noodsteunpunt.domain.views_desk import EmergencyRow
from noodsteunpunt.store.database import Reader
from tests.support.vignette_kit import Seat, Typist, until

WHAT, WHERE, HOW_MANY, UNTIL, ACCESS, ANSWER = (
    "Wat is er nodig",
    "Waar (straat, nummer, verdieping)",
    "Hoeveel mensen",
    "Uiterlijk hoe laat",
    "Hoe komen wij binnen",
    "Waar of hoe laat geven wij antwoord",
)
"""Lines of the paper form of a request."""


def detail(seat: Seat, ticket: str) -> RequestDetail:
    """What the station of that seat holds of a request."""

    def read(reader: Reader) -> RequestDetail:
        row = next(row for row in reader.requests(search=ticket) if row.ticket == ticket)
        found = reader.request(row.id)
        assert found is not None
        return found

    return seat.runner.query(read).result()


def knows(seat: Seat, ticket: str) -> bool:
    """Does the station of that seat hold it?"""
    rows = seat.runner.query(lambda reader: reader.requests(search=ticket)).result()
    return any(row.ticket == ticket for row in rows)


def begin(desk: Seat, letters: str, need: str, place: str, digit: str) -> Typist:
    """From the key of a new request to how soon, by keys alone."""
    typist = desk.counts("hulpvraag")
    desk.key("F4", thought=True)
    desk.at("danger-no")
    desk.key("Enter")
    desk.at("request-what")
    desk.says("request-what", letters)
    desk.sees(need)
    desk.key("Enter")
    desk.at("request-place")
    desk.says("request-place", place, WHERE)
    desk.key("Enter")
    desk.at("priority-P1")
    desk.key(digit)
    return typist


def save(desk: Seat, typist: Typist) -> str:
    """The ticket; sixty seconds and forty keys besides what paper asks too."""
    desk.key("Control+Enter")
    ticket = desk.ticket()
    assert typist.keys + typist.points <= 40, typist
    assert typist.seconds <= 60, (typist, typist.seconds)
    return ticket


def show(desk: Seat) -> None:
    """From the ticket to the page of the request."""
    desk.tap("show")
    desk.sees("Onderweg")


def close(desk: Seat, ticket: str) -> None:
    """Solved, told, closed."""
    for status in (RequestStatus.SOLVED, RequestStatus.CONFIRMED, RequestStatus.CLOSED):
        if status is not detail(desk, ticket).row.status:
            desk.does(f"step-{status}", lambda status=status: detail(desk, ticket).row.status is status)  # type: ignore[misc]


def refer(desk: Seat, ticket: str, party: str, words: str) -> None:
    """Referred elsewhere, told, closed."""
    desk.tap("step-referred")
    desk.tap(f"panel-party-{party}")
    desk.fill("panel-words", words)
    desk.does("panel-record", lambda: detail(desk, ticket).row.status is RequestStatus.REFERRED)
    close_told(desk, ticket)


def close_told(desk: Seat, ticket: str) -> None:
    """What has ended is told and closed."""
    for status in (RequestStatus.CONFIRMED, RequestStatus.CLOSED):
        desk.does(f"step-{status}", lambda status=status: detail(desk, ticket).row.status is status)  # type: ignore[misc]


def open_at(post: Seat, ticket: str) -> None:
    """The coordinator opens it from the list."""
    until(lambda: knows(post, ticket))
    post.tap("rail-requests")
    post.tap(f"request-{ticket}")
    post.finds("see")


def seen_by_a_person(desk: Seat, post: Seat, ticket: str) -> None:
    """*Gezien* at the coordination point becomes *gezien* at the point, over the air."""
    assert detail(desk, ticket).row.seen_at is None
    open_at(post, ticket)
    assert detail(desk, ticket).row.seen_at is None, "opening a page is not seeing"
    post.does("see", lambda: detail(post, ticket).row.seen_at is not None)
    until(lambda: detail(desk, ticket).row.seen_at is not None)


def emergency(seat: Seat) -> EmergencyRow:
    """The only one."""
    (row,) = seat.runner.query(lambda reader: reader.emergencies(seat.runner.now())).result()
    return row
