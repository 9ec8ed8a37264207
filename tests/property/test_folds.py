# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same facts in any order, twice, split over any two histories give the same state.

Rows are these states, column by column; that they are through the real store as well is shown in
``tests/storage/test_any_order.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from noodsteunpunt.domain import ordering
from noodsteunpunt.domain.board import fold_board
from noodsteunpunt.domain.facts import (
    FACTS,
    BoardPosted,
    BoardTakenDown,
    CallbackDone,
    CallbackPromised,
    ClaimReleased,
    ClaimSettled,
    DuplicateMarked,
    EmergencyAdded,
    EmergencyReported,
    EmergencyStepTaken,
    EnteredTwice,
    Fact,
    FactUndone,
    HeadCounted,
    HelperClaimed,
    HelperRegistered,
    HelperStatusChanged,
    IntakeAbandoned,
    KeyboardTaken,
    MessageCarried,
    MessageClosed,
    MessageRead,
    MessageTakenDown,
    MessageWritten,
    PackInstalled,
    PersonAdded,
    PersonChanged,
    PointReported,
    QuestionCounted,
    RequestAnswered,
    RequestCorrected,
    RequestHandedOver,
    RequestRechecked,
    RequestRegistered,
    RequestSeen,
    RequestStatusChanged,
    RequestTakenOver,
    Stamped,
    subject_id,
)
from noodsteunpunt.domain.fold import (
    fold_emergency,
    fold_heads,
    fold_helper,
    fold_message,
    fold_pack,
    fold_point,
    fold_question,
    fold_request,
)
from noodsteunpunt.domain.people import fold_person
from noodsteunpunt.domain.values import HelperStatus, PointStatus, Priority, RequestStatus, Role
from noodsteunpunt.domain.values_desk import CallbackResult, EmergencyOutcome, EmergencyStep, Party, Road

EXAMPLES = 1000
AUTHORS = st.sampled_from([64, 65, 128, 576])
IDS = st.builds(subject_id, AUTHORS, st.integers(1, 8))
INSTALLED = st.builds(PackInstalled, version=st.integers(1, 3), put_back=st.booleans())
REPORTED = st.builds(PointReported, status=st.sampled_from(PointStatus), staff=st.integers(0, 3))
ROLES = frozenset({Role.RECEPTION})
ADDED = st.builds(PersonAdded, person=st.sampled_from(["Testpersoon Een", "Testpersoon Twee"]))
COUNTED = st.builds(HeadCounted, present=st.integers(0, 3))
CORRECTED = st.builds(
    RequestCorrected,
    saw=st.integers(0, 4),
    priority=st.sampled_from([None, *Priority]),
    people=st.sampled_from([None, 1, 2]),
    deadline=st.sampled_from([None, 3]),
    no_deadline=st.booleans(),
    address=st.sampled_from([None, "", "3551AB 1"]),
    person_name=st.sampled_from([None, "", "Testpersoon Een"]),
)
STEP = st.builds(
    EmergencyStepTaken,
    step=st.sampled_from(EmergencyStep),
    outcome=st.sampled_from([None, *EmergencyOutcome]),
)
ANY_FACT: st.SearchStrategy[Fact] = st.one_of(
    st.builds(HelperStatusChanged, status=st.sampled_from(HelperStatus)),
    st.builds(HelperClaimed, request=IDS, revision=st.integers(0, 3)),
    st.builds(ClaimReleased, claim=IDS),
    st.builds(ClaimSettled, claims=st.lists(IDS, max_size=3).map(tuple), winner=IDS),
    st.builds(RequestStatusChanged, status=st.sampled_from(RequestStatus), met=st.sampled_from([None, 1, 2])),
    st.builds(RequestSeen),
    st.builds(RequestTakenOver),
    st.builds(EnteredTwice, entry=IDS, same_as=IDS),
    st.builds(FactUndone, entry=IDS),
    CORRECTED,
    st.builds(DuplicateMarked, of=st.one_of(IDS, st.just(""))),
    st.builds(CallbackPromised, due=st.integers(0, 9)),
    st.builds(CallbackDone, result=st.sampled_from(CallbackResult)),
    st.builds(RequestAnswered, until=st.integers(0, 9)),
    st.builds(RequestHandedOver, party=st.sampled_from(Party)),
    st.builds(RequestRechecked),
    st.builds(EmergencyAdded, people=st.integers(1, 3)),
    STEP,
    st.builds(MessageRead),
    st.builds(MessageCarried, road=st.sampled_from(Road)),
    st.builds(MessageClosed),
    st.builds(HelperRegistered, number=st.integers(1, 3)),
    st.builds(RequestRegistered, number=st.integers(1, 3)),
    st.builds(EmergencyReported, number=st.integers(1, 3)),
    st.builds(MessageWritten, number=st.integers(1, 3)),
    st.builds(MessageTakenDown, text=st.sampled_from(["een", "twee"])),
    st.builds(QuestionCounted, found=st.booleans()),
    st.builds(BoardPosted, urgent=st.booleans()),
    st.just(BoardTakenDown()),
    st.builds(IntakeAbandoned, seconds=st.integers(0, 3)),
    ADDED,
    st.builds(PersonChanged, roles=st.sampled_from([None, ROLES]), pin=st.sampled_from(["", "a1"]), gone=st.booleans()),
    st.builds(KeyboardTaken, device=st.sampled_from(["laptop", "tablet"])),
    REPORTED,
    INSTALLED,
    COUNTED,
)
"""Also what does not belong to the subject: nothing keeps another program from writing it."""

Fold = Callable[[list[Stamped]], Any]


def history(opening: st.SearchStrategy[Fact]) -> st.SearchStrategy[list[Stamped]]:
    """One subject's facts by several authors; each author's numbers rise, Lamport numbers meet."""

    def stamp(drawn: tuple[Fact, list[tuple[int, int, Fact]]]) -> list[Stamped]:
        first, later = drawn
        stamped = [Stamped(1, 64, 1, 60, first, True, True)]
        counts: dict[int, int] = {64: 1}
        for author, lamport, fact in sorted(later, key=lambda row: row[1]):
            counts[author] = counts.get(author, 0) + 1
            stamped.append(Stamped(lamport, author, counts[author], lamport * 60, fact, True, False))
        return stamped

    return st.tuples(opening, st.lists(st.tuples(AUTHORS, st.integers(2, 6), ANY_FACT), max_size=12)).map(stamp)


def same_everywhere(data: st.DataObject, opening: st.SearchStrategy[Fact], folded: Fold) -> None:
    facts = data.draw(history(opening))
    where = data.draw(st.lists(st.sampled_from(["one", "other", "both"]), min_size=len(facts), max_size=len(facts)))
    one = [fact for fact, holder in zip(facts, where, strict=True) if holder != "other"]
    other = [fact for fact, holder in zip(facts, where, strict=True) if holder != "one"]
    whole = folded(facts)
    assert folded(data.draw(st.permutations(facts))) == whole
    assert folded(data.draw(st.permutations([*facts, *one]))) == whole
    assert folded([*one, *other]) == folded([*other, *one]) == folded([*other, *other, *one]) == whole


KINDS: dict[str, tuple[st.SearchStrategy[Fact], Fold]] = {
    "helper": (st.just(HelperRegistered(number=1)), fold_helper),
    "request": (st.just(RequestRegistered(number=1)), fold_request),
    "point": (REPORTED, fold_point),
    "pack": (INSTALLED, fold_pack),
    "emergency": (st.just(EmergencyReported(number=1)), fold_emergency),
    "message": (st.just(MessageWritten(number=1)), fold_message),
    "heads": (COUNTED, fold_heads),
    "board": (st.just(BoardPosted(text="Water")), fold_board),
    "person": (ADDED, fold_person),
    "question": (st.just(QuestionCounted(item="card.water.json")), fold_question),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_it_is_the_same_everywhere(kind: str, data: st.DataObject) -> None:
    same_everywhere(data, *KINDS[kind])


def test_every_kind_takes_part() -> None:
    drawn: set[type] = set()

    @settings(max_examples=EXAMPLES, phases=[Phase.generate], database=None)
    @given(fact=ANY_FACT)
    def draw(fact: Fact) -> None:
        drawn.add(type(fact))

    draw()
    assert drawn == set(FACTS.values())


@pytest.mark.parametrize("kind", KINDS)
def test_a_fold_that_takes_facts_as_they_come_is_found_out(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    @settings(max_examples=EXAMPLES, phases=[Phase.generate], database=None, report_multiple_bugs=False)
    @given(data=st.data())
    def examples(data: st.DataObject) -> None:
        same_everywhere(data, *KINDS[kind])

    monkeypatch.setattr(ordering, "in_order", list)
    with pytest.raises(AssertionError):
        examples()


def test_two_claims_are_a_conflict_until_a_person_settles() -> None:
    opened = Stamped(1, 64, 1, 60, HelperRegistered(number=1), True, True)
    claims = [
        Stamped(2, author, 5, 120, HelperClaimed(request=subject_id(author, 1)), True, False) for author in (64, 128)
    ]
    conflict = fold_helper([opened, *claims])
    assert conflict is not None and conflict.status is HelperStatus.CONFLICT
    named = ClaimSettled(claims=tuple(claim.id for claim in claims), winner=claims[1].id)
    settled = fold_helper([opened, *claims, Stamped(3, 64, 6, 180, named, True, True)])
    assert settled is not None and settled.status is HelperStatus.CLAIMED
    assert [claim.id for claim in settled.claims] == [claims[1].id]
