# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a hulpvraag to a pair on the street, by what a person sees; and when they do not come back, every screen says so
without a sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from noodsteunpunt.domain.drafts import HelperDraft, RequestDraft
from noodsteunpunt.domain.values import Actor, Category, HelperStatus, Priority, Role, Skill
from noodsteunpunt.domain.values_point import TeamStatus
from noodsteunpunt.domain.views import HelperRow
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.station import Station
from tests.support.clearance_kit import may_visit
from tests.support.screens_kit import MovingClock
from tests.support.vignette_kit import CP, KB, Seat, desks

pytestmark = pytest.mark.browser

BY = Actor("Testpersoon Balie", Role.REQUEST_DESK)
VISIT = RequestDraft(Category.CARE_ROUND, Priority.P2, postcode="3551AB", house_number="14")


def asked(station: Station) -> tuple[str, list[str]]:
    """Somebody at a door, and two who may go there together."""
    tickets = []
    for name in ("Eik", "Es"):
        draft = HelperDraft(frozenset({Skill.NURSE}), "3551", name=f"Testpersoon {name}")
        given = station.register_helper(draft, BY)
        may_visit(station, given.id)
        tickets.append(given.ticket)
    return station.register_request(VISIT, BY).ticket, tickets


def team(desk: Seat) -> TeamView | None:
    """The only one."""
    return next(iter(desk.runner.query(lambda reader: reader.teams(desk.runner.now())).result()), None)


def status(desk: Seat) -> TeamStatus | None:
    """Of the only team."""
    there = team(desk)
    return None if there is None else there.status


def helpers(desk: Seat) -> list[HelperRow]:
    """As the station holds them."""
    return desk.runner.query(lambda reader: reader.helpers()).result()


def test_a_pair_goes_out_and_is_missed(browser: Browser, tmp_path: Path) -> None:
    clock = MovingClock()
    with desks(tmp_path, browser, (KB, CP), clock) as two:
        desk = two.seats[KB]
        ticket, pair = desk.runner.call(asked).result()
        desk.tap("rail-requests")
        desk.tap(f"request-{ticket}")
        desk.sees("Wie kan dit doen?")
        desk.sees("Niet alleen: kies een tweede")
        for one in pair:
            desk.tap(f"pick-{one}")
        desk.sees("2 helpers samen koppelen")
        desk.does("assign-picked", lambda: all(row.claims for row in helpers(desk)))
        desk.tap("make-team")
        desk.fill("team-brief", "aanbellen, samen naar binnen")
        desk.does("save-team", lambda: status(desk) is TeamStatus.PLANNED)
        desk.sees("Briefing: zeg het, en vink het af")
        for line in ("brief", "together", "no-danger", "no-force", "due"):
            desk.tap(f"told-{line}")
        desk.does("team-briefed", lambda: status(desk) is TeamStatus.BRIEFED)
        desk.tap("team-out")
        desk.does("panel-record", lambda: status(desk) is TeamStatus.OUT)
        assert [row.status for row in helpers(desk)] == [HelperStatus.DEPLOYED] * 2
        late = team(desk)
        assert late is not None

        clock.ahead = 2 * 3600
        desk.key("F2")
        desk.finds(f"late-{late.id}")
        desk.sees("Team te laat: Testpersoon Eik, Testpersoon Es")
        desk.sees("Team niet op tijd terug")
        desk.tap("rail-messages")
        desk.finds(f"late-{late.id}")
        desk.tap(f"late-{late.id}")
        desk.sees("1. Roep het team op")
        desk.does("team-back", lambda: status(desk) is TeamStatus.BACK)
        assert [row.claims for row in helpers(desk)] == [(), ()]
        two.never_sent("Testpersoon Eik", "Testpersoon Es", "samen naar binnen")
