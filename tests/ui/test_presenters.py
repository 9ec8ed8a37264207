# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ages, steps and rows in words: never more than is known."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from types import ModuleType
from typing import Any

import pytest

from devices.refusals import LOST_CODES, READY_CODES
from noodsteunpunt.domain import values, values_desk
from noodsteunpunt.domain.rules import RuleViolation
from noodsteunpunt.domain.values import (
    Category,
    CategoryGroup,
    DeliveryStep,
    PointStatus,
    Priority,
    RequestStatus,
    StationKind,
    SubjectId,
)
from noodsteunpunt.domain.values_desk import AttentionKind
from noodsteunpunt.domain.views import Alarm, DeliveryMark, HistoryLine, PointName, PointRow, RequestDetail, RequestRow
from ui.labels import LABELS
from ui.presenter_attention import _WORDS
from ui.presenter_points import board_row
from ui.presenter_radio import REASONS, advice
from ui.presenter_requests import history_row, request_line, request_page
from ui.presenter_rules import remaining, violation_text
from ui.presenter_words import Tone, age, deadline, delivery_steps, duration, seconds_text, when
from ui.trouble import program_text, trouble_text

NOW = 1_800_000_000
HOUR = 3600
KB = PointName(1, "KB", "De Kern", StationKind.SUPPORT_POINT)
ROW = RequestRow(
    id=SubjectId("0040-1"),
    ticket="KB-A001-3",
    point=KB,
    own=True,
    group=CategoryGroup.POWER,
    category=Category.MEDICAL_POWER,
    priority=Priority.P1,
    status=RequestStatus.NEW,
    people=1,
    pc4="3551",
    callback_only=False,
    registered_at=NOW - 600,
    deadline_at=NOW + 2400,
    delivery=DeliveryStep.WAITING,
    delivery_at=NOW - 600,
    seen_at=None,
    taken_over_by=None,
)


def marks(**times: int) -> tuple[DeliveryMark, ...]:
    return tuple(DeliveryMark(DeliveryStep(name), at) for name, at in times.items())


def detail(row: RequestRow, **known: Any) -> RequestDetail:
    """A page with nothing readable but what is given."""
    empty = dict.fromkeys(
        ("address", "note", "name", "phone", "health_note", "access_note", "remarks", "place_words"), None
    )
    return RequestDetail(row=row, delivery=(), history=(), **{**empty, **known})


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-91, "tijd onzeker"),
        (-90, "zojuist"),
        (59, "zojuist"),
        (60, "1 min geleden"),
        (3599, "59 min geleden"),
        (3600, "1 uur geleden"),
        (2 * 86_400, "2 dagen geleden"),
    ],
)
def test_an_age_is_as_exact_as_it_matters(seconds: int, words: str) -> None:
    assert age(NOW - seconds, NOW) == words


def test_a_time_that_cannot_be_right_says_so() -> None:
    assert when(NOW, NOW, uncertain=True).endswith("tijd onzeker")
    assert "geleden" not in when(NOW - HOUR, NOW, uncertain=True)


def test_deadlines_and_durations() -> None:
    assert deadline(None, NOW) == ""
    assert deadline(NOW + 2400, NOW) == "nog 40 min"
    assert deadline(NOW - 600, NOW) == "10 min over tijd"
    assert duration(5 * HOUR + 60) == "5 uur 1 min"
    assert duration(5 * HOUR) == "5 uur"
    assert (seconds_text(3.94), seconds_text(41.2), seconds_text(0)) == ("3,9 s", "41 s", "0 s")


def test_the_four_steps_claim_only_what_has_a_time() -> None:
    steps = delivery_steps(ROW, marks(recorded=NOW - 600), NOW)
    assert [(step.word, step.reached) for step in steps] == [
        ("vastgelegd", True),
        ("verzonden", False),
        ("bij coördinatiepunt", False),
        ("gezien", False),
    ]
    assert steps[1].text == "wacht op zendtijd"
    done = marks(recorded=NOW - 600, sent=NOW - 590, held=NOW - 60, seen=NOW - 5)
    assert [step.reached for step in delivery_steps(ROW, done, NOW)] == [True] * 4
    assert delivery_steps(ROW, done, NOW)[2].text.endswith("1 min geleden")


def test_of_anothers_request_it_is_not_said_whether_it_was_sent() -> None:
    steps = delivery_steps(replace(ROW, own=False, delivery=DeliveryStep.RECORDED), marks(recorded=NOW - 600), NOW)
    assert [step.text for step in steps[1:3]] == ["hier niet bekend: De Kern houdt dit bij"] * 2


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (DeliveryStep.WAITING, "wacht op zendtijd, sinds "),
        (DeliveryStep.SENT, "verzonden "),
        (DeliveryStep.HELD, "bij coördinatiepunt "),
        (DeliveryStep.SEEN, "gezien "),
    ],
)
def test_a_line_says_where_the_request_is(step: DeliveryStep, words: str) -> None:
    line = request_line(replace(ROW, delivery=step), NOW, coordination=False)
    assert line.delivery.startswith(words)
    assert line.delivery.endswith("10 min geleden")
    assert (line.tone, line.deadline) == (Tone.DANGER, "nog 40 min")


def test_an_ended_request_asks_for_nothing() -> None:
    ended = request_line(replace(ROW, status=RequestStatus.CLOSED), NOW, coordination=False)
    assert (ended.tone, ended.deadline) == (Tone.FADED, "")


def test_what_is_sealed_is_named_and_not_guessed() -> None:
    elsewhere = replace(ROW, own=False, category=None)
    facts = {fact.name: fact for fact in request_page(detail(elsewhere), NOW, coordination=False).facts}
    assert facts["Waar"].hidden
    assert facts["Waar"].value.startswith("3551, ")
    assert facts["Voor de coördinator"].hidden
    assert facts["Naam en telefoon"].value == "alleen bij De Kern"
    here = request_page(detail(ROW, note="accu nog 40 min"), NOW, coordination=False).facts
    assert not [fact for fact in here if fact.hidden]


def test_a_fact_of_a_newer_program_is_shown_as_such() -> None:
    line = HistoryLine(at=NOW, point=KB, role=None, name="", kind="SomethingNew")
    assert history_row(line, NOW).what == "Iets nieuwers dan dit programma kent"


def board_point(**values: Any) -> PointRow:
    plain: dict[str, Any] = {
        "point": KB, "own": False, "status": PointStatus.OPEN, "reported_at": NOW, "heard_at": NOW - 120,
        "no_contact": False, "staff": 2, "visitors": 14, "power": None, "power_hours": None, "open_p1": 1, "open_p2": 0,
        "open_p3": 0, "open_p4": 0, "unseen": 1, "helpers_available": 0,
    }  # fmt: skip
    return PointRow(**{**plain, **values})


def test_a_silent_point_is_faded_with_its_last_age() -> None:
    assert board_row(board_point(), NOW).tone is Tone.DANGER
    silent = board_row(board_point(no_contact=True, heard_at=NOW - 2 * HOUR), NOW)
    assert silent.faded
    assert silent.heard.startswith("geen contact sinds ")
    assert silent.heard.endswith("2 uur geleden")
    assert silent.status == "Open", "the last known values stay"
    assert board_row(board_point(heard_at=None, status=None), NOW).heard == "nog nooit gehoord"


def test_how_much_fits_is_counted_in_characters() -> None:
    assert remaining("", 60) == "nog 60 tekens"
    assert remaining("x" * 59, 60) == "nog 1 teken"
    assert remaining("x" * 61, 60) == "1 teken te veel"


def test_a_refusal_has_a_sentence_and_an_unknown_one_says_that_nothing_changed() -> None:
    assert violation_text(RuleViolation("too_long", "note")).endswith("hoogstens 60 tekens.")
    assert trouble_text(RuleViolation("no_place", "postcode")).startswith("NSP-401: Waar is het?")
    assert "nothing_we_know" in violation_text(RuleViolation("nothing_we_know"))


def test_alarms_and_codes_have_a_sentence() -> None:
    from ui.presenter_attention import _alarm_row

    assert "stekker" in _alarm_row(0, Alarm("radio_not_ready", "attention")).text
    assert "something_new" in _alarm_row(0, Alarm("something_new", "danger")).text
    assert program_text("NSP-905", port=80).startswith("NSP-905: Poort 80 ")


def test_every_reason_of_the_radio_has_its_sentence() -> None:
    assert set(REASONS) == LOST_CODES | READY_CODES
    for reason in REASONS:
        sentence = advice(reason)
        assert sentence.endswith(f"({reason})")
        assert sentence != f"{REASONS[reason]} ({reason})", "not in Dutch"
    assert advice("") == ""
    assert advice("refused_77").endswith("(refused_77)")


@pytest.mark.parametrize("module", [values, values_desk], ids=["values", "desk"])
def test_every_code_that_can_be_shown_has_a_word(module: ModuleType) -> None:
    kinds = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, StrEnum)]
    shown = [one for one in kinds if one.__module__ == module.__name__ and one is not AttentionKind]
    assert [code for kind in shown for code in kind if (kind, code.value) not in LABELS] == []


def test_every_reason_to_look_has_a_word() -> None:
    assert set(_WORDS) == set(AttentionKind)
