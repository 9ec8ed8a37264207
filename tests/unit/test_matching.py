# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who fits and why, and whom nothing may send."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noodsteunpunt.domain.lifecycles import CLAIMABLE
from noodsteunpunt.domain.matching import TASKS, UNKNOWN_TASK, Candidate, Need, Risk, propose
from noodsteunpunt.domain.matching_things import Thing
from noodsteunpunt.domain.people import HelperCheck, approval, checked_fact
from noodsteunpunt.domain.values import Category, HelperStatus, Role, Skill, StationKind, SubjectId
from noodsteunpunt.domain.values_people import Clearance, Identity, Limit, Vog
from noodsteunpunt.domain.values_point import OfferKind, OfferStatus
from tests.support.desk_kit import COORDINATOR, DESK, LEAD, refused

EIK = Candidate(
    SubjectId("0040-1"), "KB-A001-8", HelperStatus.AVAILABLE, False, frozenset({Skill.NURSE}), "3551", True, False, 1,
    frozenset({Clearance.HOME_VISIT}),
)  # fmt: skip
NEEDS = st.builds(
    Need,
    st.sampled_from([None, *Category]),
    st.sampled_from(["", "3551", "3553", "9999"]),
    st.integers(0, 23),
    approved=st.booleans(),
    language=st.sampled_from(["", "de"]),
    stairs=st.booleans(),
)
HELPERS = st.lists(
    st.builds(
        Candidate,
        st.integers(1, 99).map(lambda number: SubjectId(f"0040-{number}")),
        st.just("KB-A001-8"),
        st.sampled_from(HelperStatus),
        st.booleans(),
        st.frozensets(st.sampled_from(Skill), max_size=3),
        st.sampled_from(["", "3551", "3554"]),
        st.booleans(),
        st.booleans(),
        st.integers(1, 6),
        st.frozensets(st.sampled_from(Clearance)),
        st.frozensets(st.sampled_from(Limit)),
        st.frozensets(st.sampled_from(["de", "ar"])),
        st.integers(0, 14),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@settings(max_examples=500)
@given(need=NEEDS, helpers=HELPERS, data=st.data())
def test_nobody_is_proposed_who_may_not_go(need: Need, helpers: list[Candidate], data: st.DataObject) -> None:
    found = propose(need, helpers)
    task = UNKNOWN_TASK if need.category is None else TASKS[need.category]
    known = {one.id: one for one in helpers}
    night = need.hour >= 22 or need.hour < 7
    for match in found.matches:
        one = known[match.helper]
        assert one.status in CLAIMABLE and not one.claimed
        assert task.risk is not Risk.NOBODY and (task.risk is not Risk.HIGH or need.approved)
        if task.risk is not Risk.LOW:
            assert one.adult and Clearance.HOME_VISIT in one.clearance and (one.size > 1 or match.second)
        if not one.adult:
            assert task.young and not night and match.second
        if Limit.NOT_ALONE in one.limits:
            assert one.size > 1 or match.second
    assert {m.helper for m in found.matches} | {helper for helper, _ in found.refused} == known.keys()
    assert len(found.matches) + len(found.refused) == len(helpers)
    assert all(code for _, code in found.refused)
    assert propose(need, data.draw(st.permutations(helpers))) == found, "the same input, the same order"
    scores = [match.score for match in found.matches]
    assert scores == sorted(scores, reverse=True) and all(bool(m.score) == bool(m.why) for m in found.matches)


SLEDGE = Thing(
    SubjectId("0040-9"), "KB-A009-1", OfferKind.EQUIPMENT, "2 aggregaten", "3551", OfferStatus.AVAILABLE, 2
)  # fmt: skip


def test_things_fit_by_what_they_are_and_say_what_holds_them_back() -> None:
    need = Need(Category.MEDICAL_POWER, "3551", 10)
    other = replace(SLEDGE, id=SubjectId("0040-8"), what="noodaggregaat, benzine", pc4="3553", free=1)
    blankets = replace(SLEDGE, id=SubjectId("0040-7"), kind=OfferKind.GOODS, what="dekens")
    held = [
        replace(SLEDGE, id=SubjectId(f"0040-1{number}"), status=status, free=free)
        for number, (status, free) in enumerate(
            [(OfferStatus.NEW, 2), (OfferStatus.EXPIRED, 2), (OfferStatus.WITHDRAWN, 2), (OfferStatus.RESERVED, 0)]
        )
    ]
    found = propose(need, [], [blankets, other, *held, SLEDGE])
    assert [(match.offer, match.why) for match in found.things] == [
        (SLEDGE.id, ("is_asked", "same_area", "enough")), (other.id, ("is_asked", "enough", "near")),
    ]  # fmt: skip
    assert [code for _, code in found.things_refused] == ["not_checked", "expired", "withdrawn", "none_left"]
    assert propose(need, [], [SLEDGE, *held[::-1], other, blankets]) == found
    bus = replace(SLEDGE, kind=OfferKind.TRANSPORT, what=None)
    assert [match.why for match in propose(Need(Category.EVAC_TRANSPORT, "", 10), [], [bus]).things] == [
        ("kind", "enough")
    ]
    assert propose(Need(Category.INTERPRETER, "3551", 10), [], [SLEDGE]).things == ()


def test_who_is_rested_goes_before_who_worked_all_night() -> None:
    tired, rested = (replace(EIK, id=SubjectId(f"0040-{hours}"), hours=hours) for hours in (9, 1))
    found = propose(Need(Category.CARE_ROUND, "", 10), [tired, rested])
    assert [match.why for match in found.matches] == [("skill", "rested"), ("skill", "tired")]


def test_every_category_is_a_task() -> None:
    assert set(TASKS) == set(Category)
    assert {category for category, task in TASKS.items() if task.young} == {Category.CHARGING, Category.INFO}


def test_it_says_why_the_best_first() -> None:
    near = replace(EIK, id=SubjectId("0040-2"), pc4="3552", skills=frozenset(), size=2, vehicle=True)
    found = propose(Need(Category.CARE_ROUND, "3551", 10), [near, EIK])
    assert [(m.helper, m.why, m.second) for m in found.matches] == [
        (EIK.id, ("skill", "same_area", "rested"), True),
        (near.id, ("together", "near", "rested"), False),
    ]


@pytest.mark.parametrize(
    ("need", "changes", "code"),
    [
        (Need(Category.STUCK_LIFT, "3551", 10), {}, "not_approved"),
        (Need(Category.DEATH, "3551", 10, approved=True), {}, "not_for_helpers"),
        (Need(Category.WATER, "3551", 10), {"claimed": True}, "taken"),
        (Need(Category.WATER, "3551", 10), {"status": HelperStatus.RESTING}, "not_free"),
        (Need(Category.WATER, "3551", 10), {"adult": False}, "young_task"),
        (Need(Category.CHARGING, "3551", 23), {"adult": False}, "young_night"),
        (Need(Category.CARE_ROUND, "3551", 10), {"clearance": frozenset({Clearance.DATA})}, "no_clearance"),
        (Need(None, "3551", 10), {"clearance": frozenset()}, "no_clearance"),
        (Need(Category.WATER, "3551", 10), {"limits": frozenset({Limit.NO_LIFTING})}, "no_lifting"),
        (Need(Category.WATER, "3551", 3), {"limits": frozenset({Limit.NOT_AT_NIGHT})}, "not_at_night"),
        (Need(Category.WATER, "3551", 9), {"limits": frozenset({Limit.STAYS_HERE})}, "stays_here"),
        (Need(Category.FOOD, "3551", 9, stairs=True), {"limits": frozenset({Limit.NO_STAIRS})}, "no_stairs"),
    ],
)
def test_it_says_what_stands_in_the_way(need: Need, changes: dict[str, object], code: str) -> None:
    found = propose(need, [replace(EIK, **changes)])  # type: ignore[arg-type]
    assert found.matches == () and found.refused == ((EIK.id, code),)


def test_clearance_is_the_leaders_word_and_asks_for_what_was_seen() -> None:
    visit = HelperCheck(Identity.SHOWN, Vog.STATED, frozenset({Clearance.HOME_VISIT}), languages=("nl", "de", "nl"))
    assert checked_fact(visit, LEAD).languages == "de nl"
    with refused("only_lead"):
        checked_fact(visit, DESK)
    with refused("no_identity"):
        checked_fact(replace(visit, identity=Identity.NONE), LEAD)
    with refused("no_vog"):
        checked_fact(replace(visit, clearance=frozenset({Clearance.DATA})), LEAD)
    with refused("language"):
        checked_fact(replace(visit, languages=("Nederlands",)), LEAD)
    point = StationKind.SUPPORT_POINT
    assert approval("brandweer vraagt dragers", LEAD, point).role is Role.POINT_LEAD
    for words, actor, code in (
        ("", LEAD, "no_reason"),
        ("toch", DESK, "only_lead"),
        ("toch", COORDINATOR, "only_lead"),
    ):
        with refused(code):
            approval(words, actor, point)
