# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same facts in any order, twice, or split over two histories give the same state."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from noodsteunpunt.domain.facts import (
    ClaimReleased,
    ClaimSettled,
    Fact,
    HelperClaimed,
    HelperRegistered,
    HelperStatusChanged,
    RequestRegistered,
    RequestSeen,
    RequestStatusChanged,
    RequestTakenOver,
    Stamped,
    subject_id,
)
from noodsteunpunt.domain.fold import fold_helper, fold_request
from noodsteunpunt.domain.values import HelperStatus, RequestStatus

AUTHORS = st.sampled_from([64, 128, 576])
IDS = st.builds(subject_id, AUTHORS, st.integers(1, 8))
HELPER_FACT = st.one_of(
    st.builds(HelperStatusChanged, status=st.sampled_from(HelperStatus)),
    st.builds(HelperClaimed, request=IDS, revision=st.integers(0, 3)),
    st.builds(ClaimReleased, claim=IDS),
    st.builds(ClaimSettled, claims=st.lists(IDS, max_size=3).map(tuple), winner=IDS),
)
REQUEST_FACT = st.one_of(
    st.builds(RequestStatusChanged, status=st.sampled_from(RequestStatus)),
    st.builds(RequestSeen),
    st.builds(RequestTakenOver),
)


def history(opening: Fact, later: st.SearchStrategy[Fact]) -> st.SearchStrategy[list[Stamped]]:
    def stamp(facts: list[tuple[int, int, Fact]]) -> list[Stamped]:
        first = Stamped(1, 64, 1, 60, opening, True, True)
        rest = [
            Stamped(lamport, author, 2 + i, lamport * 60, fact, True, False)
            for i, (author, lamport, fact) in enumerate(facts)
        ]
        return [first, *rest]

    return st.lists(st.tuples(AUTHORS, st.integers(2, 6), later), max_size=12).map(stamp)


@settings(max_examples=1000, deadline=None)
@given(st.data())
def test_helper_fold_is_blind_to_order(data: st.DataObject) -> None:
    facts = data.draw(history(HelperRegistered(number=1), HELPER_FACT))
    shuffled = data.draw(st.permutations(facts))
    cut = data.draw(st.integers(0, len(facts)))
    assert fold_helper(facts) == fold_helper(shuffled) == fold_helper([*shuffled[cut:], *facts, *shuffled[:cut]])


@settings(max_examples=1000, deadline=None)
@given(st.data())
def test_request_fold_is_blind_to_order(data: st.DataObject) -> None:
    facts = data.draw(history(RequestRegistered(number=1), REQUEST_FACT))
    shuffled = data.draw(st.permutations(facts))
    cut = data.draw(st.integers(0, len(facts)))
    assert fold_request(facts) == fold_request(shuffled) == fold_request([*shuffled[cut:], *facts, *shuffled[:cut]])


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
