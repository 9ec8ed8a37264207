# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The draft's golden vectors of facts: what old programs wrote must be read for ever, and be written the same."""

from __future__ import annotations

from typing import Any

import pytest

from noodsteunpunt.domain import values, values_desk, values_point
from noodsteunpunt.domain.facts import FACTS, HOUSE_ONLY, Fact, Lane
from noodsteunpunt.encoding import decode_content, decode_part, encode_house, lane_fields
from tests.support.fact_vectors import CASES, FRAME, VECTORS, FixedSealer, content_of, fact_of

NAMES = [f"{case['fact']}, {case['about']}" for case in CASES]
KEPT_HERE = {kind.__name__ for kind in HOUSE_ONLY}


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_fact_is_these_bytes(case: dict[str, Any]) -> None:
    fact = fact_of(case)
    if case["fact"] not in KEPT_HERE:
        assert content_of(case).hex() == case["content"]
    if case.get("deflated"):
        # How hard a library packs is its own business; that everybody can unpack it is ours.
        assert read(case, encode_house(fact)) == fact
    else:
        assert encode_house(fact).hex() == case["house"]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_these_bytes_are_the_fact(case: dict[str, Any]) -> None:
    assert read(case, bytes.fromhex(case["house"])) == fact_of(case)


def read(case: dict[str, Any], house: bytes) -> Fact:
    if case["fact"] in KEPT_HERE:
        here: Any = next(kind for kind in HOUSE_ONLY if kind.__name__ == case["fact"])
        alone: Fact = here(**decode_part(here, Lane.HOUSE, house))
        return alone
    author, content = case["author"], bytes.fromhex(case["content"])
    (record,) = decode_content(content, author, FRAME, FixedSealer())
    assert (record.seq, record.lamport, record.minutes) == (case["seq"], case["seq"], case["minutes"])
    assert (record.subject or "") == case["subject"]
    assert record.known and record.whole
    assert record.sealed == bool(content[0])
    for elsewhere, sealer in ((FRAME, FixedSealer(reads=False)), (FRAME + 1, FixedSealer())):
        (closed,) = decode_content(content, author, elsewhere, sealer)
        assert not closed.sealed, "sealed for this frame and its reader only"
        assert closed.values.items() <= record.values.items()
    kind: Any = FACTS[record.kind]
    fact: Fact = kind(**record.values, **decode_part(kind, Lane.HOUSE, house))
    return fact


def test_every_kind_and_every_field_has_a_vector() -> None:
    assert {case["fact"] for case in CASES} == {kind.__name__ for kind in FACTS.values()}
    kinds: list[Any] = list(FACTS.values())
    for kind in kinds:
        used = {name for case in CASES if case["fact"] == kind.__name__ for name in case["fields"]}
        assert used == {name for lane in Lane for name, _, _ in lane_fields(kind, lane)}, kind


def test_kinds_fields_and_members_keep_their_numbers() -> None:
    """New ones are added at the end, here as well."""
    assert {kind.__name__: number for number, kind in FACTS.items()} == VECTORS["kinds"]
    for name, lanes in VECTORS["fields"].items():
        kind: Any = FACTS[VECTORS["kinds"][name]]
        assert lanes == {lane.value: [field for field, _, _ in lane_fields(kind, lane)] for lane in Lane}
    for name, members in VECTORS["members"].items():
        declared: Any = next(getattr(one, name) for one in (values, values_desk, values_point) if hasattr(one, name))
        assert [member.value for member in declared] == members
