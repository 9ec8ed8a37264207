# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people come to give, at a point and at the coordination point, in Chromium over an overheard mesh: themselves as
a group, what they lend, and what nobody needs now. Keys are counted; ``-s`` prints the figures."""

from __future__ import annotations

import pytest

from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_point import OfferKind, OfferStatus
from noodsteunpunt.domain.views_point import OfferRow
from tests.support.vignette_kit import Desks, Seat, until

pytestmark = pytest.mark.browser


def offers(seat: Seat) -> list[OfferRow]:
    now = seat.runner.now()
    return seat.runner.query(lambda reader: reader.offers(now)).result()


def status_of(seat: Seat, offer: SubjectId) -> OfferStatus:
    return next(row.status for row in offers(seat) if row.id == offer)


def asked(seat: Seat) -> bool:
    rows = seat.runner.query(lambda reader: reader.messages()).result()
    return any("40 x tassen kleding" in (row.text or "") for row in rows)


def test_10_six_students_a_cargo_bike_and_a_generator(both: Desks, desk: Seat, post: Seat) -> None:
    """We zijn met zes studenten, een bakfiets en een aggregaat."""
    typist = desk.counts("helper")
    desk.key("F5", thought=True)
    desk.at("helper-name")
    desk.says("helper-name", "Testpersoon Student", "Naam")
    desk.fill("helper-phone", "06-00000007")
    desk.tap("skill-lifting")
    desk.fill("helper-group_size", "6")
    desk.tap("helper-vehicle")
    desk.fill("helper-brings", "aggregaat, bakfiets", "Vervoer of gereedschap")
    desk.key("Control+Enter")
    desk.finds("recorded")
    desk.sees("Ook te leen")
    print(f"vignette 10: {typist.keys} keys, {typist.points} presses, {typist.seconds:.0f} s")
    assert typist.keys + typist.points <= 45, typist
    assert typist.seconds <= 60, (typist, typist.seconds)
    desk.tap("show")
    desk.sees("Publieke ruimte")
    desk.sees("Aanvragen kan nu niet")
    group = desk.runner.query(lambda reader: reader.helpers(search="Student")).result()[0]
    assert (group.group_size, group.adult, group.vehicle) == (6, True, True)
    things = offers(desk)
    assert {(row.what, row.kind, row.loan) for row in things} == {
        ("aggregaat", OfferKind.EQUIPMENT, True), ("bakfiets", OfferKind.EQUIPMENT, True)
    }  # fmt: skip
    generator = next(row for row in things if row.what == "aggregaat")
    desk.tap("tab-offers")
    desk.tap(f"offer-{generator.ticket}")
    desk.does("offer-available", lambda: status_of(desk, generator.id) is OfferStatus.AVAILABLE)
    desk.finds("reserve")
    until(lambda: len(offers(post)) == len(things))
    assert next(row for row in offers(post) if row.id == generator.id).name is None
    both.sent("aggregaat")
    both.never_sent("Testpersoon Student", "06-00000007")
    assert not both.sent_in_the_open("aggregaat", "bakfiets")


def test_11_forty_bags_of_clothes_stay_in_the_van(both: Desks, desk: Seat, post: Seat) -> None:
    """Ik heb 40 tassen kleding in de bus."""
    before = offers(desk)
    typist = desk.counts("helper")
    desk.tap("rail-helpers")
    desk.tap("tab-offers")
    desk.tap("new-offer")
    desk.at("offer-what")
    desk.says("offer-what", "40 tassen kleding")
    desk.sees("Dank u wel dat u wilt helpen.")
    desk.sees("Op de lijst staat: Kleding en schoenen")
    desk.fill("offer-words", "kringloopwinkel, volgende week")
    desk.key("Control+Enter")
    desk.sees("Vastgelegd in het logboek: bedankt, en niet aangenomen.")
    print(f"vignette 11: {typist.keys} keys, {typist.points} presses, {typist.seconds:.0f} s")
    assert typist.keys + typist.points <= 75, typist
    assert typist.seconds <= 60, (typist, typist.seconds)
    line = desk.runner.query(lambda reader: reader.logbook()).result()[0]
    assert line.text == "40 x tassen kleding; kringloopwinkel, volgende week"
    assert offers(desk) == before
    both.never_sent("kleding", "kringloop")
    desk.tap("new-offer")
    desk.at("offer-what")
    desk.says("offer-what", "40 tassen kleding")
    desk.tap("ask-elsewhere")
    desk.tap("save-message")
    until(lambda: asked(post))
    both.sent("40 x tassen kleding")
