# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The coordination point is out of range for fifty minutes: what waits says so, a courier takes it, and the same
request that was entered at two points is one again by a person's word. Nobody is sent twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from noodsteunpunt.control import RunnerAccess
from noodsteunpunt.courier.codes import collect
from noodsteunpunt.courier.export import export_bundle
from noodsteunpunt.courier.reading import import_bundle
from noodsteunpunt.courier.sheet import codes_for
from noodsteunpunt.domain.values import DeliveryStep, RequestStatus
from tests.support.clearance_kit import may_visit
from tests.support.screens_kit import MovingClock
from tests.support.vignette_acts import (
    UNTIL,
    WHAT,
    begin,
    close,
    detail,
    knows,
    open_at,
    save,
    seen_by_a_person,
    show,
)
from tests.support.vignette_kit import CP, HA, KB, Desks, Seat, desks, until

pytestmark = pytest.mark.browser

OUT_OF_RANGE = 50 * 60
"""Seconds."""
STORY = "beademing, accu nog vol"


@pytest.fixture(scope="module")
def clock() -> MovingClock:
    """Of all three."""
    return MovingClock()


@pytest.fixture
def three(browser: Browser, tmp_path: Path, clock: MovingClock) -> Iterator[Desks]:
    """De Kern, Het Anker and the coordination point."""
    with desks(tmp_path, browser, (KB, HA, CP), clock) as made:
        yield made


def reported_open(seat: Seat) -> None:
    seat.key("F9")
    seat.tap("status-open")
    seat.tap("power-battery")
    seat.fill("point-staff", "2")
    seat.tap("save-point")


def by_stick(sender: Seat, reader: Seat, folder: Path, *words: str) -> None:
    """A bundle in a file: no word of it can be read on the way."""
    file = folder / "naar-cp.nspbun"
    made = export_bundle(RunnerAccess(sender.runner), reader.point, file)
    assert made.frames > 0
    raw = file.read_bytes()
    assert not [word for word in words if word.encode() in raw]
    import_bundle(RunnerAccess(reader.runner), file, folder / "copies")


def by_codes(sender: Seat, reader: Seat, folder: Path) -> None:
    """What goes back, as QR codes."""
    file = folder / "terug.nspbun"
    file.write_bytes(collect(codes_for(RunnerAccess(sender.runner), reader.point)))
    import_bundle(RunnerAccess(reader.runner), file, folder / "copies")


@pytest.mark.soak
def test_15_a_message_gets_stuck(three: Desks, clock: MovingClock, tmp_path: Path) -> None:
    """Bericht blijft hangen."""
    desk, anker, post = (three.seats[point] for point in (KB, HA, CP))
    reported_open(desk)
    post.tap("rail-board")
    post.sees("2 mensen in dienst")
    three.cut((KB,), (HA, CP))

    typist = begin(desk, "beadem", "Stroom medisch apparaat", "3551AB 8", "2")
    desk.at("request-deadline")
    desk.says("request-deadline", "over 5 uur", UNTIL)
    desk.key("Enter")
    desk.at("request-note")
    desk.says("request-note", STORY, WHAT)
    ticket = save(desk, typist)
    show(desk)
    desk.tap("message")
    desk.tap("to-CP")
    desk.tap("precedence-flash")
    desk.fill("message-text", f"{ticket}: accu raakt leeg, generator nodig")
    desk.tap("save-message")
    desk.finds("carry")

    clock.ahead = OUT_OF_RANGE
    desk.key("F2")
    desk.sees("Geen contact met coördinatiepunt sinds")
    desk.sees("Komt niet aan")
    post.tap("rail-network")
    post.tap("rail-board")
    post.sees("geen contact sinds")
    row = detail(desk, ticket).row
    assert (row.delivery, row.seen_at) == (DeliveryStep.SENT, None), "on the air is not at the coordination point"
    assert not knows(post, ticket)

    desk.tap("rail-messages")
    (message,) = desk.runner.query(lambda reader: reader.messages()).result()
    desk.tap(f"message-{message.ticket}")
    desk.tap("carry")
    desk.tap("panel-road-courier")
    desk.tap("panel-record")
    desk.sees("met koerier")
    assert detail(desk, ticket).row.delivery is DeliveryStep.SENT, "a courier on the way is no proof"
    by_stick(desk, post, tmp_path, ticket, STORY, "generator", "Testpersoon")
    until(lambda: knows(post, ticket))
    post.tap("rail-messages")
    post.sees("accu raakt leeg, generator nodig")
    open_at(post, ticket)
    post.sees(STORY)
    post.does("see", lambda: detail(post, ticket).row.seen_at is not None)
    by_codes(post, desk, tmp_path)
    until(lambda: detail(desk, ticket).row.delivery is DeliveryStep.SEEN)
    desk.tap("rail-requests")
    desk.tap(f"request-{ticket}")
    desk.sees("gezien")

    again = begin(anker, "beadem", "Stroom medisch apparaat", "3551AB 8", "2")
    assert anker.runner.query(lambda reader: reader.requests(search=ticket)).result()
    other = save(anker, again)
    seen_by_a_person(anker, post, other)
    post.tap("merge")
    post.tap(f"merge-{ticket}")
    post.sees(f"Dubbel met {ticket}")
    three.heal()
    until(lambda: detail(desk, ticket).duplicates != ())
    until(lambda: detail(anker, other).row.status is RequestStatus.DUPLICATE)
    anker.tap("show")
    anker.sees(f"Dubbel met {ticket}")

    desk.key("F5")
    desk.fill("helper-name", "Testpersoon Aggregaat")
    desk.tap("skill-electrician")
    desk.fill("helper-group_size", "2")
    desk.tap("save-helper")
    desk.finds("recorded")
    pair = desk.runner.query(lambda reader: reader.helpers()).result()[0]
    desk.runner.call(lambda station: may_visit(station, pair.id)).result()
    helper = pair.ticket
    until(lambda: len(anker.runner.query(lambda reader: reader.helpers()).result()) == 1)
    anker.sees_not(helper)
    desk.tap("rail-requests")
    desk.tap(f"request-{ticket}")
    desk.tap(f"assign-{helper}")
    until(lambda: detail(anker, ticket).row.helper_tickets == (helper,))
    close(desk, ticket)
    until(lambda: detail(post, ticket).row.status is RequestStatus.CLOSED)
    assert detail(post, other).row.helper_tickets == ()
    assert not post.runner.query(lambda reader: reader.conflicts()).result()
    three.never_sent("Testpersoon Aggregaat", "Testpersoon Balie")
    assert not three.sent_in_the_open(STORY, "generator"), "Het Anker reads only what it recorded itself"
