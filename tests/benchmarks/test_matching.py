# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""500 requests with 300 helpers: what one proposal costs, explanation included. Judged is a ratio: against reading and
sorting the same rows bare in the same run; the milliseconds are printed (``pytest -s``)."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

from noodsteunpunt.domain.matching import Candidate, Need, propose
from noodsteunpunt.domain.values import Category, HelperStatus, Skill, SubjectId
from noodsteunpunt.domain.values_people import Clearance, Limit
from tests.benchmarks.matching import measure

REQUESTS, HELPERS = 500, 300


def made(seed: int) -> tuple[list[Need], list[Candidate]]:
    rng = Random(seed)
    helpers = [
        Candidate(
            SubjectId(f"0040-{number}"), f"KB-A{number:03d}-1", rng.choice(list(HelperStatus)), rng.random() < 0.2,
            frozenset(rng.sample(list(Skill), 2)), f"355{rng.randrange(10)}", rng.random() < 0.9, rng.random() < 0.3,
            rng.choice((1, 1, 2, 6)), frozenset(rng.sample(list(Clearance), 2)), frozenset(rng.sample(list(Limit), 1)),
        )
        for number in range(HELPERS)
    ]  # fmt: skip
    needs = [
        Need(rng.choice(list(Category)), f"355{rng.randrange(10)}", rng.randrange(24), approved=rng.random() < 0.5)
        for _ in range(REQUESTS)
    ]
    return needs, helpers


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def test_a_proposal_costs_a_few_sorts_of_its_helpers() -> None:
    needs, helpers = made(1)
    whole = min(seconds(lambda: [propose(need, helpers) for need in needs]) for _ in range(2))
    bare = min(seconds(lambda: [sorted(h.__hash__() for h in helpers) for _ in needs]) for _ in range(2))
    print(f"\n{whole / REQUESTS * 1000:.2f} ms a request with {HELPERS} helpers, {whole / bare:.1f} times a bare sort")
    assert whole / bare < 30
    assert [propose(need, helpers) for need in needs[:50]] == [propose(need, helpers[::-1]) for need in needs[:50]]


def test_an_answer_from_the_store_costs_a_few_readings_of_its_rows_and_explains_all() -> None:
    told = measure(requests=30, helpers=60, offers=40)
    assert told["same_order"] and told["with_helpers"] > 5 and told["with_things"] > 2
    assert told["unexplained"] == 0, "who is only free, and nothing more, says so by an empty line"
    assert told["to_bare"] < 30
