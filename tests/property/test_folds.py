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
    ChildRegistered,
    ChildReleased,
    ChildSought,
    ChildStaffed,
    ChildVerified,
    ClaimReleased,
    ClaimSettled,
    CustodyGiven,
    DuplicateMarked,
    EmergencyAdded,
    EmergencyReported,
    EmergencyStepTaken,
    EnteredTwice,
    Fact,
    FactUndone,
    HandoverTicked,
    HeadCounted,
    HelperChecked,
    HelperClaimed,
    HelperRegistered,
    HelperStatusChanged,
    IntakeAbandoned,
    KeyboardTaken,
    ListStarted,
    LogCorrected,
    LogWritten,
    MessageCarried,
    MessageClosed,
    MessageRead,
    MessageTakenDown,
    MessageWritten,
    OfferClaimed,
    OfferRegistered,
    OfferStatusChanged,
    OfferUsed,
    PackInstalled,
    PersonAdded,
    PersonChanged,
    PointReported,
    QuestionCounted,
    RecordsSealed,
    RequestAnswered,
    RequestCorrected,
    RequestHandedOver,
    RequestRechecked,
    RequestRegistered,
    RequestSeen,
    RequestStatusChanged,
    RequestTakenOver,
    ShiftClosed,
    ShiftJoined,
    ShiftLeft,
    ShiftOpened,
    ShiftTold,
    Stamped,
    StepMarked,
    TaskApproved,
    TeamFormed,
    TeamStepTaken,
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
from noodsteunpunt.domain.fold_field import fold_child, fold_team, two_people
from noodsteunpunt.domain.fold_offer import fold_offer
from noodsteunpunt.domain.fold_shift import fold_list, fold_log, fold_shift, fold_shift_told
from noodsteunpunt.domain.people import fold_person
from noodsteunpunt.domain.values import HelperStatus, PointStatus, Priority, RequestStatus, Role
from noodsteunpunt.domain.values_desk import CallbackResult, EmergencyOutcome, EmergencyStep, Party, Road
from noodsteunpunt.domain.values_point import (
    HandoverItem,
    OfferStatus,
    OfferUse,
    Proof,
    ReleaseTo,
    ShiftEnd,
    StepMark,
    TeamStep,
)

EXAMPLES = 1000
FEWER = 200
OFTEN = ("point", "helper", "request")
"""Who writes on both sides of a cut: these get all examples every time, the others in the long run."""
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
PEOPLE = st.sampled_from(["", "Testpersoon Een", "testpersoon een", "Testpersoon Twee"])
ON_SHIFT: st.SearchStrategy[Fact] = st.one_of(
    st.builds(ShiftJoined, person=PEOPLE),
    st.builds(ShiftLeft, person=PEOPLE),
    st.builds(HandoverTicked, item=st.sampled_from(HandoverItem), about=IDS),
    st.builds(ShiftClosed, how=st.sampled_from(ShiftEnd), items=st.lists(IDS, max_size=2).map(tuple)),
)
WITH_CHILD: st.SearchStrategy[Fact] = st.one_of(
    st.builds(ChildStaffed, first=PEOPLE, second=PEOPLE),
    st.just(ChildSought(seeker="Testpersoon Oma")),
    st.builds(
        ChildVerified,
        seek=IDS,
        proofs=st.frozensets(st.sampled_from(Proof), max_size=2),
        doubt=st.booleans(),
        name=PEOPLE,
    ),
    st.builds(ChildReleased, to=st.sampled_from(ReleaseTo), seek=IDS, receiver=PEOPLE, first=PEOPLE, second=PEOPLE),
)
OF_OFFER: st.SearchStrategy[Fact] = st.one_of(
    st.builds(OfferStatusChanged, status=st.sampled_from(OfferStatus)),
    st.builds(OfferClaimed, request=IDS, amount=st.integers(0, 3), until=st.sampled_from([None, 5])),
    st.builds(OfferUsed, claim=IDS, use=st.sampled_from(OfferUse)),
    st.builds(ClaimReleased, claim=IDS),
    st.builds(ClaimSettled, claims=st.lists(IDS, max_size=3).map(tuple), winner=IDS),
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
    st.builds(HelperChecked, languages=st.sampled_from(["", "de"])),
    st.just(TaskApproved()),
    ADDED,
    st.builds(PersonChanged, roles=st.sampled_from([None, ROLES]), pin=st.sampled_from(["", "a1"]), gone=st.booleans()),
    st.builds(KeyboardTaken, device=st.sampled_from(["laptop", "tablet"])),
    REPORTED,
    INSTALLED,
    COUNTED,
    st.builds(ShiftTold, staff=st.integers(0, 3)),
    st.builds(LogWritten, significant=st.booleans()),
    st.builds(LogCorrected, text=st.sampled_from(["een", "twee"])),
    st.just(ShiftOpened(lead="Testpersoon Een")),
    ON_SHIFT,
    st.builds(ListStarted, steps=st.sampled_from(["", "a", "a\nb"])),
    st.builds(StepMarked, number=st.integers(0, 3), mark=st.sampled_from(StepMark)),
    st.builds(CustodyGiven, receiver=PEOPLE),
    st.builds(RecordsSealed, entries=st.integers(0, 3)),
    st.just(TeamFormed(size=2)),
    st.builds(
        TeamStepTaken,
        step=st.sampled_from(TeamStep),
        until=st.sampled_from([None, 5]),
        every=st.sampled_from([None, 2]),
    ),
    st.just(ChildRegistered(first="Testpersoon Een", second="Testpersoon Twee")),
    WITH_CHILD,
    st.just(OfferRegistered(number=1, amount=3)),
    OF_OFFER,
)
"""Also what does not belong to the subject: nothing keeps another program from writing it."""

Fold = Callable[[list[Stamped]], Any]


OWN = {"shift": ON_SHIFT, "child": WITH_CHILD, "offer": OF_OFFER}
"""What these are mostly about: of forty kinds of facts few would be theirs."""


def history(
    opening: st.SearchStrategy[Fact], facts: st.SearchStrategy[Fact] = ANY_FACT
) -> st.SearchStrategy[list[Stamped]]:
    """One subject's facts by several authors; each author's numbers rise, Lamport numbers meet."""

    def stamp(drawn: tuple[Fact, list[tuple[int, int, Fact]]]) -> list[Stamped]:
        first, later = drawn
        stamped = [Stamped(1, 64, 1, 60, first, True, True)]
        counts: dict[int, int] = {64: 1}
        for author, lamport, fact in sorted(later, key=lambda row: row[1]):
            counts[author] = counts.get(author, 0) + 1
            stamped.append(Stamped(lamport, author, counts[author], lamport * 60, fact, True, False))
        return stamped

    return st.tuples(opening, st.lists(st.tuples(AUTHORS, st.integers(2, 6), facts), max_size=12)).map(stamp)


def same_everywhere(data: st.DataObject, kind: str) -> None:
    opening, folded = KINDS[kind]
    facts = data.draw(history(opening, st.one_of(OWN[kind], ANY_FACT) if kind in OWN else ANY_FACT))
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
    "told of shift": (st.builds(ShiftTold, staff=st.integers(0, 3)), fold_shift_told),
    "log": (st.just(LogWritten(text="Besluit")), fold_log),
    "shift": (st.just(ShiftOpened(lead="Testpersoon Een")), fold_shift),
    "list": (st.just(ListStarted(steps="a\nb")), fold_list),
    "team": (st.just(TeamFormed(size=2)), fold_team),
    "child": (st.just(ChildRegistered(first="Testpersoon Een", second="Testpersoon Twee")), fold_child),
    "offer": (st.just(OfferRegistered(number=1, amount=3)), fold_offer),
    "question": (st.just(QuestionCounted(item="card.water.json")), fold_question),
}


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=() if kind in OFTEN else pytest.mark.soak) for kind in KINDS]
)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_it_is_the_same_everywhere(kind: str, data: st.DataObject) -> None:
    same_everywhere(data, kind)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OFTEN])
@settings(max_examples=FEWER, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_it_is_the_same_wherever_it_is_known(kind: str, data: st.DataObject) -> None:
    same_everywhere(data, kind)


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
        same_everywhere(data, kind)

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


@settings(max_examples=2 * FEWER, suppress_health_check=[HealthCheck.too_slow])
@given(facts=history(KINDS["shift"][0], ON_SHIFT))
def test_no_shift_ends_without_a_handover_or_a_flag(facts: list[Stamped]) -> None:
    """Whatever anybody recorded, in whatever order two laptops of a point exchanged it."""
    state = fold_shift(facts)
    assert state is not None
    if state.closed is None:
        assert not any(isinstance(one.fact, ShiftClosed) for one in facts)
        return
    closed = state.closed.fact
    assert isinstance(closed, ShiftClosed)
    ticked = {
        one.fact.about for one in facts if isinstance(one.fact, HandoverTicked) and one.order < state.closed.order
    }
    assert state.flagged or (closed.how is not ShiftEnd.TAKEN_OVER and set(closed.items) <= ticked)


@settings(max_examples=2 * FEWER, suppress_health_check=[HealthCheck.too_slow])
@given(facts=history(KINDS["child"][0], WITH_CHILD))
def test_no_child_is_with_fewer_than_two_or_goes_with_whom_two_did_not_verify(facts: list[Stamped]) -> None:
    state = fold_child(facts)
    assert state is not None and two_people(*state.staff)
    if state.released is None:
        return
    fact = state.released.fact
    assert isinstance(fact, ChildReleased) and two_people(fact.first, fact.second) and fact.receiver
    before = [one for one in facts if one.order < state.released.order]
    said = [one for one in before if isinstance(one.fact, ChildVerified) and one.fact.seek == fact.seek]
    newest = {one.fact.name.casefold(): one.fact for one in sorted(said, key=lambda one: one.order)}  # type: ignore[union-attr]
    sound = [word for name, word in newest.items() if name and not word.doubt and word.proofs - {Proof.NAME_SAID}]  # type: ignore[union-attr]
    assert fact.to is not ReleaseTo.GUARDIAN or len(sound) >= 2
