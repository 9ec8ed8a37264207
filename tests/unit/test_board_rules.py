# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may hang on the public board, and until when."""

from __future__ import annotations

import pytest

from noodsteunpunt.domain.board import MOST_SOURCE, MOST_TEXT, BoardDraft, BoardRow, board_fact
from noodsteunpunt.domain.values import Actor, Role, SubjectId
from noodsteunpunt.domain.violations import RuleViolation

WHO = Actor(Role.POINT_LEAD, "Testpersoon Een")
START = 1_700_000_000


def refused(draft: BoardDraft) -> tuple[str, str]:
    with pytest.raises(RuleViolation) as caught:
        board_fact(draft, WHO, now=START, started_at=START)
    return caught.value.code, caught.value.field


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (BoardDraft("", "De Kern"), ("no_text", "text")),
        (BoardDraft(" \u202e ", "De Kern"), ("no_text", "text")),
        (BoardDraft("Water is op."), ("no_source", "source")),
        (BoardDraft("Bel 06-00000001.", "De Kern"), ("phone_in_text", "text")),
        (BoardDraft("Schrijf naar een@voorbeeld.example.", "De Kern"), ("mail_in_text", "text")),
        (BoardDraft("Twee kranen.", card="../water"), ("no_card", "card")),
        (BoardDraft("Water is op.", "De Kern", minutes=0), ("count", "minutes")),
        (BoardDraft("Water is op.", "De Kern", minutes=20_161), ("count", "minutes")),
        (BoardDraft("w" * (MOST_TEXT + 1), "De Kern"), ("too_long", "text")),
        (BoardDraft("Water is op.", "K" * (MOST_SOURCE + 1)), ("too_long", "source")),
    ],
)
def test_what_does_not_hang_there(draft: BoardDraft, why: tuple[str, str]) -> None:
    assert refused(draft) == why


def test_a_remark_beside_a_card_needs_no_source_and_an_office_has_a_number() -> None:
    assert board_fact(BoardDraft("Twee kranen.", card="water"), WHO, now=START, started_at=START).card == "water"
    fact = board_fact(BoardDraft("Bel de gemeente: 0900-0000.", "Gemeente"), WHO, now=START, started_at=START)
    assert (fact.source, fact.until) == ("Gemeente", None)


def test_it_holds_as_many_minutes_as_were_said() -> None:
    fact = board_fact(BoardDraft("Soep om zes.", "De Kern", minutes=30), WHO, now=START + 600, started_at=START)
    assert fact.until == 40, "minutes since the incident began"
    row = BoardRow(SubjectId("0041-17"), "Soep om zes.", "De Kern", "", False, START + 600, START + 2400)
    assert [row.holds(at) for at in (START + 600, START + 2399, START + 2400)] == [True, True, False]
