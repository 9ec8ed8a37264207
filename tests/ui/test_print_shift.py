# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sheets of the shift: each for who may hold it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from noodsteunpunt.domain.drafts import PointReportDraft, RequestDraft
from noodsteunpunt.domain.people import PersonDraft
from noodsteunpunt.domain.values import Actor, Category, PointStatus, PowerSource, Priority, Role
from noodsteunpunt.domain.values_point import LogKind
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from tests.support.screens_kit import DESK, running_station
from tests.ui.test_print import drawn, page
from ui.device import Device
from ui.guard import current_device

LEAD = Actor("Testpersoon Leider", Role.POINT_LEAD)
WHERE = "Wij verplaatsen naar sporthal De Brug"


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    def begin(station: Station) -> None:
        station.open_shift(LEAD.name, LEAD)
        station.join_shift("Testpersoon Twee", frozenset({Role.RECEPTION}), LEAD)
        station.open_point(PointReportDraft(PointStatus.OPEN, 2, 4, PowerSource.GENERATOR, 3), LEAD)
        asked = RequestDraft(Category.MEDICAL_POWER, Priority.P1, postcode="3551AB", house_number="8",
                             name="Testpersoon Vrager", phone="06-00000001")  # fmt: skip
        station.register_request(asked, DESK)
        station.write_log(LogKind.DECISION, "Geen kaarsen", LEAD, significant=True)

    with running_station(tmp_path) as started:
        started.call(begin).result()
        yield started


@pytest.fixture
def leader() -> Iterator[None]:
    token = current_device.set(Device(actor=LEAD))
    yield
    current_device.reset(token)


@pytest.mark.usefixtures("leader")
def test_what_is_open_is_on_paper_without_names_and_the_handover_with_boxes(runner: Runner) -> None:
    _status, headers, raw = page(runner, "/print/open")
    (request,) = runner.query(lambda reader: reader.requests()).result()
    assert request.ticket in raw and "3551AB 8" in raw and headers["cache-control"] == "no-store"
    assert "Testpersoon Vrager" not in raw and "06-00000001" not in raw
    raw = page(runner, "/print/handover")[2]
    assert raw.count("[  ]") == 2 and "Aggregaat, nog 3 uur" in raw and "Besluit: Geen kaarsen" in raw
    assert "Geen kaarsen" in page(runner, "/print/log")[2]


@pytest.mark.usefixtures("leader")
def test_the_note_on_the_door_says_where_to(runner: Runner) -> None:
    assert page(runner, "/print/move")[0] == 404, "nobody moved yet"
    moving = PointReportDraft(PointStatus.RELOCATING, 2, 4, PowerSource.BATTERY, 3)
    runner.call(lambda station: station.move_point(moving, WHERE, LEAD)).result()
    raw = page(runner, "/print/move")[2]
    assert WHERE in raw and 'class="poster"' in raw and "Testpersoon" not in raw


def test_a_badge_is_for_the_leader_to_print_and_opens_that_keyboard(runner: Runner) -> None:
    draft = PersonDraft("Testpersoon Twee", frozenset({Role.POINT_LEAD}), "4711", conduct=True)
    person = runner.call(lambda station: station.add_person(draft, LEAD)).result()
    for device in (Device(), Device(actor=DESK)):
        token = current_device.set(device)
        assert page(runner, f"/print/badge/{person.id}")[0] == 403
        current_device.reset(token)
    assert page(runner, "/print/open")[0] == 403, "nobody sits there"
    token = current_device.set(Device(actor=LEAD))
    (text,) = drawn(page(runner, f"/print/badge/{person.id}")[2])
    current_device.reset(token)
    assert text == person.badge
    taken = runner.call(lambda s: s.take_keyboard("d", person.id, Role.POINT_LEAD, badge=text)).result()
    assert taken.actor.name == "Testpersoon Twee"
