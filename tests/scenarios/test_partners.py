# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A team of an organisation is asked for over the air and answered; the air is searched for who it is about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from noodsteunpunt.demo.privacy import on_air, open_air
from noodsteunpunt.domain.drafts import HelperDraft, MessageDraft, RequestDraft
from noodsteunpunt.domain.partners import UnitDraft
from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.rules_request import MOST_PEOPLE
from noodsteunpunt.domain.values import Category, Priority, RequestStatus, Skill
from noodsteunpunt.domain.values_desk import AttentionKind, MessageStatus, Topic, UnitTask
from noodsteunpunt.domain.views_desk import MessageDetail
from noodsteunpunt.simulation import Simulation
from tests.scenarios.test_mesh import A, B, C, mesh
from tests.support.desk_kit import COORDINATOR, DESK, refused
from ui.presenter_messages import unit_line

MISSING = RequestDraft(
    Category.WELFARE_CHECK, Priority.P2, postcode="3551AB", house_number="12", name="Testpersoon Wilgenroos",
    phone="06-00000012", remarks="loopt vaak naar de Molenplas", place_words="achter de Zwaluwtoren",
)  # fmt: skip
TEAM = UnitDraft("Veteranen Search Team", UnitTask.SEARCH, 12, minutes=120)
BOAT = HelperDraft(frozenset({Skill.DRIVER}), "3551", name="Testpersoon Kievitsbloem")


@pytest.fixture(scope="module")
def simulation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulation]:
    with mesh(tmp_path_factory.mktemp("mesh")) as made:
        yield made


def test_a_team_is_asked_for_arrives_and_is_answered_without_a_name_on_the_air(simulation: Simulation) -> None:
    heard: list[bytes] = []
    simulation.ether.on_air.append(lambda frame: heard.append(frame.payload))
    here, post = simulation.station(A), simulation.station(C)
    here.sign_up(BOAT, HelperCheck(organisation="Reddingsbrigade"), [], DESK)
    request = here.register_request(MISSING, DESK)
    asked = here.ask_unit(request.id, TEAM, DESK).id

    def unit() -> MessageDetail:
        detail = here.reader.message_detail(asked)
        assert detail is not None
        return detail

    assert unit().row.status is MessageStatus.WAITING, "not further than it is"
    assert simulation.run(600, until=lambda: unit().row.status is MessageStatus.HELD)
    (there,) = post.reader.messages(about=request.id, topic=Topic.UNIT)
    assert there.text is not None and there.unread
    assert there.text.startswith(f"Ploeg gevraagd voor {request.ticket}: Veteranen Search Team, zoeken, 12 mensen, ")
    waits = [item for item in post.reader.attention(simulation.clock.now()).items if item.subject == asked]
    assert [(item.kind, item.codes["topic"]) for item in waits] == [(AttentionKind.MESSAGE, "unit")]
    post.read_message(asked, COORDINATOR)
    post.write_message(MessageDraft("Ze komen om 15:00, met 14", to_point=A, in_reply_to=asked), COORDINATOR)
    assert simulation.run(600, until=lambda: bool(unit().answers))
    assert unit().row.status is MessageStatus.ANSWERED
    assert [answer.text for answer in unit().answers] == ["Ze komen om 15:00, met 14"]
    assert [row.text for row in simulation.station(B).reader.messages(about=request.id)] in ([], [None])
    opened = open_air(heard, [point.enrolment for point in simulation.points.values()])
    names = ["Wilgenroos", "Kievitsbloem", "Molenplas", "06-00000012", "Reddingsbrigade"]
    # The place of a P2 travels with the request, sealed for the coordination point; not with this message.
    assert on_air(opened, names, ["Veteranen Search Team", "met 14", "Zwaluwtoren"]) == []
    assert not any(part in there.text for part in ("Zwaluwtoren", "3551"))
    line = unit_line(unit(), {C: "Kazerne (CP)"}, simulation.clock.now())
    assert line.asked.startswith("Ploeg aangevraagd: Veteranen Search Team, zoeken, 12 mensen, voor ")
    assert line.answers[0].startswith("Antwoord van Kazerne (CP): Ze komen om 15:00, met 14, ")


def test_what_would_tell_who_it_is_about_is_refused(simulation: Simulation) -> None:
    here = simulation.station(A)
    request = here.register_request(MISSING, DESK).id
    before = here.store.export_canonical()
    for organisation, what, code, field in (
        ("vrienden van wilgenroos", "x", "name_in_text", "organisation"),
        ("Rode Kruis", "zoek bij de zwaluwtoren", "address_in_text", "unit_what"),
        ("Rode Kruis", "bel 06-00000012", "phone_in_text", "unit_what"),
        ("Rode Kruis", "ga naar 3551AB 12", "address_in_text", "unit_what"),
        ("Rode Kruis", "haal mevrouw Jansen op", "name_in_text", "unit_what"),
        (" ", "x", "no_organisation", "organisation"),
        ("Rode Kruis", "", "no_unit_what", "unit_what"),
        ("é" * 30, "ë" * 30, "too_long", "unit_what"),
    ):
        with refused(code, field):
            here.ask_unit(request, UnitDraft(organisation, UnitTask.OTHER, 2, what), DESK)
    for people, minutes, code, field in ((0, None, "people", "people"), (2, 0, "deadline", "until")):
        with refused(code, field):
            here.ask_unit(request, UnitDraft("Salvage", UnitTask.FOOD, people, minutes=minutes), DESK)
    assert here.store.export_canonical() == before and here.reader.messages(about=request) == []
    for people, words in ((1, "1 mens"), (MOST_PEOPLE, f"{MOST_PEOPLE} mensen")):
        longest = UnitDraft("é" * 12, UnitTask.OTHER, people, "w" * 30, 3 * 24 * 60)
        asked = here.ask_unit(request, longest, DESK).id
        row = here.reader.message(asked)
        assert row is not None and f"{'é' * 12}, {'w' * 30}, {words}, voor " in (row.text or ""), "fits a frame"
    here.change_request(request, RequestStatus.CANCELLED, DESK)
    with refused("request_ended"):
        here.ask_unit(request, TEAM, DESK)
