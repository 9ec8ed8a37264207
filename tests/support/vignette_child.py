# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A child who came alone, at the desk: what two of the team do, and what is known of it afterwards."""

from __future__ import annotations

from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.domain.values_point import ChildStatus
from noodsteunpunt.domain.views_point import ChildView
from noodsteunpunt.station import Station
from tests.support.clearance_kit import LEADER
from tests.support.screen_driver import by_id
from tests.support.vignette_kit import KB, SEATED, Seat, Typist, until

FIRST, SECOND = SEATED[KB].name, "Testpersoon Twee"
BAND = "17"


def two_on_duty(station: Station) -> None:
    """Who sits at the desk, and a second one."""
    if station.reader.shift() is None:
        station.open_shift(FIRST, LEADER, minutes=600)
        station.join_shift(SECOND, frozenset({Role.RECEPTION}), LEADER)


def child(seat: Seat) -> ChildView:
    """The only one."""
    (found,) = seat.runner.query(lambda reader: reader.children(gone=True)).result()
    return found


def comes_in(desk: Seat) -> Typist:
    """From the first screen to a child with two: a number, and what the child says."""
    typist = desk.counts("hulpvraag")
    desk.tap("child-alone")
    desk.at("child-wristband")
    desk.says("child-wristband", BAND)
    desk.fill("child-name", "Testpersoon Sem")
    desk.fill("child-age", "8")
    desk.fill("child-looks", "blauwe jas")
    desk.key("Control+Enter")
    desk.sees(f"Kind alleen, bandje {BAND}")
    return typist


def is_sought(desk: Seat) -> Typist:
    """Who seeks tells first."""
    typist = desk.counts("hulpvraag")
    desk.tap("seek-child")
    desk.at("seek-sought")
    desk.says("seek-sought", "mijn zoon Sem")
    desk.fill("seek-looks", "blauwe jas")
    desk.fill("seek-seeker", "Testpersoon Moeder")
    desk.fill("seek-relation", "moeder")
    desk.sees(f"Bandje {BAND}: dezelfde naam, ziet eruit zoals verteld")
    desk.key("Enter")
    until(lambda: child(desk).status is ChildStatus.SOUGHT)
    return typist


def is_checked(desk: Seat, proof: str, after: ChildStatus) -> None:
    """What one of the two found, alone."""
    desk.sees("controle")
    desk.tap("child-next")
    desk.tap(f"proof-{proof}")
    words = len(child(desk).seekers[0].words)
    desk.does("panel-record", lambda: len(child(desk).seekers[0].words) > words)
    until(lambda: child(desk).status is after)


def sits_down(desk: Seat, name: str) -> None:
    """Somebody else at the same keyboard."""
    desk.at("person-name")
    desk.says("person-name", name)
    desk.tap("role-reception")
    desk.does("person-begin", lambda: desk.device.actor is not None and desk.device.actor.name == name)


def offers(desk: Seat, identifier: str) -> bool:
    """Is that button there?"""
    return bool(by_id(desk.page, identifier).count())


def is_missing(desk: Seat) -> Typist:
    """A father who always walks along the canal."""
    typist = desk.counts("hulpvraag")
    desk.tap("missing")
    desk.at("trace-sought")
    desk.says("trace-sought", "vader, 82, licht dement, bruine jas")
    desk.fill("trace-seen", "om 9 uur thuis weg, wandelt altijd bij het kanaal")
    desk.fill("trace-seeker", "Testpersoon Dochter")
    desk.fill("trace-police", "over 1 uur")
    desk.key("Control+Enter")
    desk.sees("Iemand kwijt")
    desk.finds("trace-next")
    return typist


def sit_as(desk: Seat, _station: Station) -> None:
    """The leader sits at the desk: a team that looks goes by their word."""
    desk.device.actor = Actor(FIRST, Role.POINT_LEAD)


def newest(desk: Seat) -> str:
    """The ticket that came last."""
    rows = desk.runner.query(lambda reader: reader.requests(point=KB)).result()
    return max(rows, key=lambda row: (row.registered_at, row.ticket)).ticket


def teams_out(desk: Seat) -> int:
    """How many look now."""
    teams = desk.runner.query(lambda reader: reader.teams(desk.runner.now())).result()
    return sum(team.out_at is not None and team.back_at is None for team in teams)
