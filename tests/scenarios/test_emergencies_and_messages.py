# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A noodmelding from the first word to the visitor who hears how it ended; messages by every road; counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from noodsteunpunt.domain.drafts import (
    EmergencyMore,
    HeadCountDraft,
    MessageDraft,
    QuestionDraft,
    TakenDownDraft,
)
from noodsteunpunt.domain.lifecycles import HUMAN_WORD_SECONDS
from noodsteunpunt.domain.values import DeliveryStep
from noodsteunpunt.domain.values_desk import (
    AttentionKind,
    Danger,
    EmergencyOutcome,
    EmergencyStatus,
    EmergencyStep,
    MessageStatus,
    Precedence,
    Road,
)
from tests.support.desk_kit import CHEST, COORDINATOR, DESK, LEAD, A, B, C, Town, refused, town

_S = EmergencyStep


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as made:
        yield made


# -- noodmeldingen --------------------------------------------------------------------------------------------------


def test_a_noodmelding_from_the_first_word_to_the_visitor(here: Town) -> None:
    point, coordination = here.station(A), here.station(C)
    draft = replace(CHEST, name="Testpersoon Wilg", phone="06-00000014", dangers=frozenset({Danger.SMOKE}))
    given = point.report_emergency(draft, DESK)
    assert here.emergency(A, given.id).next_step is _S.READ_BACK
    point.emergency_step(given.id, _S.READ_BACK, DESK)
    with refused("only_lead"):
        point.emergency_step(given.id, _S.APPROVED, DESK)
    point.emergency_step(given.id, _S.APPROVED, LEAD)
    point.emergency_step(given.id, _S.TRIED, LEAD, road=Road.RUNNER, words="loper naar de kazerne")
    here.hand_over(A)
    there, elsewhere = here.emergency(C, given.id), here.emergency(B, given.id)
    assert (there.row.what, there.row.address, there.access) == (CHEST.what, "3552BA 5", "trap links")
    assert there.dangers == {Danger.SMOKE}
    assert (there.name, there.phone, there.remarks) == (None, None, None)
    assert (elsewhere.row.what, elsewhere.row.address, elsewhere.access) == (None, None, None)
    assert elsewhere.row.pc4 == "3552" and elsewhere.row.status is EmergencyStatus.APPROVED
    assert there.next_step is _S.RECEIVED
    coordination.emergency_step(given.id, _S.RECEIVED, COORDINATOR)
    coordination.emergency_step(given.id, _S.HANDED_OVER, COORDINATOR, road=Road.C2000, receiver="meldkamer")
    coordination.emergency_step(
        given.id, _S.OUTCOME, COORDINATOR, outcome=EmergencyOutcome.HELP_COMES, minutes=12, text="ambulance komt"
    )
    here.hand_over(C)
    back = here.emergency(A, given.id)
    outcome = next(step for step in back.steps if step.step is _S.OUTCOME)
    assert (outcome.text, outcome.outcome) == ("ambulance komt", EmergencyOutcome.HELP_COMES)
    assert outcome.due_at == here.now - here.now % 60 + 12 * 60
    assert next(step for step in here.emergency(B, given.id).steps if step.step is _S.OUTCOME).text is None
    assert back.next_step is _S.CALLER_TOLD
    point.emergency_step(given.id, _S.CALLER_TOLD, DESK)
    point.emergency_step(given.id, _S.CLOSED, LEAD)
    assert here.emergency(A, given.id).row.ended
    with refused("emergency_ended"):
        point.emergency_step(given.id, _S.WITHDRAWN, LEAD)
    here.hand_over(A)
    assert here.level()


def test_five_minutes_without_a_word_is_an_alarm_and_other_roads_end_it(here: Town) -> None:
    given = here.station(B).report_emergency(CHEST, DESK)
    here.hand_over(B)

    def kinds(number: int) -> set[AttentionKind]:
        items = here.station(number).reader.attention(here.now).items
        return {item.kind for item in items if item.subject == given.id}

    here.later(HUMAN_WORD_SECONDS - 61)
    assert kinds(B) == kinds(C) == {AttentionKind.EMERGENCY_OPEN}
    assert not here.emergency(B, given.id).row.silent
    here.later(62)
    assert kinds(B) == kinds(C) == {AttentionKind.EMERGENCY_SILENT}
    assert kinds(A) == set(), "another point's"
    assert here.emergency(B, given.id).row.silent
    with refused("only_coordination"):
        here.station(B).emergency_step(given.id, _S.RECEIVED, LEAD)
    with refused("no_receiver", "receiver"):
        here.station(B).emergency_step(given.id, _S.RECEIVED, LEAD, road=Road.VOICE_RADIO)
    here.station(B).emergency_step(
        given.id, _S.RECEIVED, LEAD, road=Road.VOICE_RADIO, receiver="Testpersoon Portofoon", words="14:05 gehoord"
    )
    assert kinds(B) == set()
    here.hand_over(B)
    step = here.emergency(C, given.id).steps[-1]
    assert (step.step, step.road, step.receiver, step.words) == (_S.RECEIVED, Road.VOICE_RADIO, "", "")
    assert here.emergency(B, given.id).steps[-1].receiver == "Testpersoon Portofoon"
    assert kinds(C) == {AttentionKind.EMERGENCY_OPEN}, "nobody has answered yet"


def test_what_becomes_known_is_added_and_nothing_is_replaced(here: Town) -> None:
    station = here.station(A)
    given = station.report_emergency(replace(CHEST, access=""), DESK)
    station.add_to_emergency(given.id, EmergencyMore(people=3, dangers=frozenset({Danger.GAS})), DESK)
    station.add_to_emergency(given.id, EmergencyMore("twee bewusteloos", access="achterom"), DESK)
    with refused("nothing_new"):
        station.add_to_emergency(given.id, EmergencyMore(), DESK)
    here.hand_over(A)
    there = here.emergency(C, given.id)
    assert (there.row.people, there.access, there.dangers) == (3, "achterom", {Danger.GAS})
    assert [text for _, text in there.more] == ["twee bewusteloos"]
    assert here.emergency(B, given.id).more == ()


def test_a_step_counts_once_and_is_taken_back(here: Town) -> None:
    station = here.station(A)
    given = station.report_emergency(CHEST, DESK)
    station.emergency_step(given.id, _S.READ_BACK, DESK)
    with refused("step_taken"):
        station.emergency_step(given.id, _S.READ_BACK, LEAD)
    station.emergency_step(given.id, _S.WITHDRAWN, LEAD)
    station.undo(given.id, here.emergency(A, given.id).steps[-1].entry, LEAD)
    assert here.emergency(A, given.id).row.status is EmergencyStatus.READ_BACK
    with refused("no_outcome"):
        station.emergency_step(given.id, _S.CALLER_TOLD, DESK)
    with refused("no_outcome", "outcome"):
        station.emergency_step(given.id, _S.OUTCOME, LEAD)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"what": " "}, "no_what"),
        ({"what": "x" * 61}, "too_long"),
        ({"postcode": "", "house_number": ""}, "no_place"),
        ({"people": 0}, "people"),
        ({"what": "bel 06-12345678"}, "real_phone"),
        ({"what": "bel 06-00000001"}, "phone_in_text"),
        ({"access": "sleutel ligt onder de mat"}, "key_in_text"),
        ({"name": "Jan de Vries"}, "real_name"),
    ],
)
def test_what_a_noodmelding_cannot_say(here: Town, changes: dict[str, object], code: str) -> None:
    with refused(code):
        here.station(A).report_emergency(replace(CHEST, **changes), DESK)  # type: ignore[arg-type]


def test_the_longest_noodmelding_fits_a_frame(here: Town) -> None:
    longest = replace(
        CHEST, what="qxzj" * 15, place_words="wvkpxzqj" * 6, access="jqxz" * 15, people=9999, dangers=frozenset(Danger)
    )
    given = here.station(A).report_emergency(longest, DESK)
    here.hand_over(A)
    there = here.emergency(C, given.id)
    assert (there.row.what, there.access) == (longest.what, longest.access)


# -- messages -------------------------------------------------------------------------------------------------------


def test_a_message_to_one_point_is_for_that_point(here: Town) -> None:
    given = here.station(A).write_message(
        MessageDraft("water raakt op, twee pallets", to_point=C, precedence=Precedence.FLASH, reply_minutes=30), LEAD
    )
    assert here.station(A).reader.message(given.id).status is MessageStatus.WAITING  # type: ignore[union-attr]
    here.hand_over(A)
    there, elsewhere = (here.station(number).reader.message(given.id) for number in (C, B))
    assert there is not None and elsewhere is not None
    assert (there.text, there.incoming, there.unread) == ("water raakt op, twee pallets", True, True)
    assert (elsewhere.text, elsewhere.incoming, elsewhere.unread) == (None, False, False)
    counts = here.station(C).reader.attention(here.now).counts
    assert counts[AttentionKind.MESSAGE_FLASH] == 1
    with refused("not_for_us"):
        here.station(B).read_message(given.id, LEAD)
    here.station(C).read_message(given.id, COORDINATOR)
    answer = here.station(C).write_message(
        MessageDraft("komt om 16 uur", to_point=A, in_reply_to=given.id), COORDINATOR
    )
    here.hand_over(C)
    sent = here.station(A).reader.message_detail(given.id)
    assert sent is not None and sent.row.status is MessageStatus.ANSWERED
    assert [(mark.what, mark.point, mark.name) for mark in sent.marks] == [("MessageRead", C, "")]
    assert [(row.id, row.text) for row in sent.answers] == [(answer.id, "komt om 16 uur")]
    assert here.station(B).reader.message(answer.id).text is None  # type: ignore[union-attr]


def test_a_message_to_all_is_open_and_says_nothing_about_a_person(here: Town) -> None:
    for text, code in (
        ("bel 06-00000001", "phone_in_text"),
        ("haal mevrouw Jansen op", "name_in_text"),
        ("naar 3551AB 12", "address_in_text"),
        ("x" * 121, "too_long"),
        ("", "no_text"),
    ):
        with refused(code, "text"):
            here.station(C).write_message(MessageDraft(text), COORDINATOR)
    given = here.station(C).write_message(MessageDraft("Water vanaf 16:00 in De Brug"), COORDINATOR)
    here.hand_over(C)
    for number in (A, B):
        row = here.station(number).reader.message(given.id)
        assert row is not None and (row.text, row.to_point, row.unread) == ("Water vanaf 16:00 in De Brug", None, True)
        here.station(number).read_message(given.id, DESK)
    here.hand_over(A, B)
    detail = here.station(C).reader.message_detail(given.id)
    assert detail is not None and {mark.point for mark in detail.marks} == {A, B}
    assert detail.row.status is MessageStatus.READ


def test_what_got_stuck_goes_with_a_courier_by_hand(here: Town) -> None:
    station = here.station(A)
    given = station.write_message(MessageDraft("pomp staat stil", to_point=C, precedence=Precedence.PRIORITY), LEAD)
    here.later(51 * 60)

    def stuck() -> set[str]:
        items = station.reader.attention(here.now).items
        return {item.subject for item in items if item.kind is AttentionKind.STUCK and item.what == "message"}

    assert given.id in stuck()
    station.carry_message(given.id, Road.COURIER, LEAD, receiver="Testpersoon Fiets", words="fiets 14:10")
    assert given.id not in stuck()
    row = station.reader.message(given.id)
    assert row is not None and row.status is MessageStatus.BY_COURIER and row.roads == (Road.MESH, Road.COURIER)
    station.close_message(given.id, LEAD)
    assert station.reader.message(given.id).status is MessageStatus.CLOSED  # type: ignore[union-attr]


def test_what_came_over_the_portofoon_is_written_down_and_stays_here(here: Town) -> None:
    station = here.station(A)
    here.hand_over(A)
    taken = station.take_down_message(
        TakenDownDraft("kazerne vraagt hoeveel dekens, bel 06-00000009", Road.VOICE_RADIO, from_point=C), LEAD
    )
    assert station.store.pending(1) == [], "nothing of it waits for the radio"
    row = station.reader.message(taken)
    assert row is not None and (row.house, row.unread, row.from_point, row.roads) == (
        True,
        True,
        C,
        (Road.VOICE_RADIO,),
    )
    station.read_message(taken, DESK)
    here.hand_over(A)
    row = station.reader.message(taken)
    assert row is not None and row.status is MessageStatus.READ and not row.unread
    assert here.station(C).reader.message(taken) is None
    before_rebuild = station.store.export_canonical()
    station.store.rebuild()
    assert station.store.export_canonical() == before_rebuild
    with refused("road"):
        station.take_down_message(TakenDownDraft("x", Road.MESH), LEAD)


def test_who_is_not_there_cannot_be_written_to(here: Town) -> None:
    for number in (A, 77):
        with refused("no_addressee", "to_point"):
            here.station(A).write_message(MessageDraft("hallo", to_point=number), LEAD)
    with refused("unknown_message"):
        here.station(A).close_message(here.station(A).report_emergency(CHEST, DESK).id, LEAD)


# -- counts, questions, and how far each fact is --------------------------------------------------------------------


def test_heads_are_counted_and_names_are_not_asked(here: Town) -> None:
    station = here.station(A)
    station.count_heads(HeadCountDraft(40, children=6, minors_alone=1), DESK)
    station.count_heads(HeadCountDraft(310, children=42, less_mobile=9, animals=3), DESK)
    with refused("count", "children"):
        station.count_heads(HeadCountDraft(2, children=3), DESK)
    with refused("count", "present"):
        station.count_heads(HeadCountDraft(-1), DESK)
    here.hand_over(A)
    (count,) = here.station(C).reader.head_counts()
    assert (count.point, count.present, count.children, count.less_mobile) == (A, 310, 42, 9)


def test_a_question_without_an_answer_is_kept_for_the_next_pack_and_nowhere_else(here: Town) -> None:
    station = here.station(A)
    frames = len(station.store.export_canonical()["frames"])
    asked = station.count_question(QuestionDraft(found=False, words="waar kan mijn paard heen"), DESK)
    with refused("phone_in_text"):
        station.count_question(QuestionDraft(found=False, words="bel 06-00000001"), DESK)
    here.hand_over(A)
    assert len(station.store.export_canonical()["frames"]) == frames
    assert station.store.export_canonical()["house"]["question"][asked]["words"] == "waar kan mijn paard heen"
    assert here.station(C).store.export_canonical()["house"]["question"] == {}


def test_every_line_of_a_history_says_how_far_it_is(here: Town) -> None:
    station = here.station(A)
    given = station.report_emergency(CHEST, DESK)
    here.hand_over(A)
    station.emergency_step(given.id, _S.READ_BACK, DESK)
    line, *_ = station.reader.history(given.id)
    assert (line.kind, line.name, line.delivery) == ("EmergencyStepTaken", DESK.name, DeliveryStep.WAITING)
    assert (line.detail["step"], line.role) == ("read_back", DESK.role)
    assert {one.delivery for one in here.station(C).reader.history(given.id)} == {DeliveryStep.HELD}
