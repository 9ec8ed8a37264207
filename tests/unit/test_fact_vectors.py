# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The draft's golden vectors of facts: what old programs wrote must be read for ever, and be written the same."""

from __future__ import annotations

import types
import typing
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import yaml

from noodsteunpunt.domain import facts, values
from noodsteunpunt.domain.facts import FACTS, Fact, Lane
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding import decode_head, decode_mesh, decode_part, encode_house, encode_mesh, lane_fields
from sync.ids import Author
from sync.keys import SealError, open_sealed, seal

VECTORS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "vectors" / "facts_draft.yaml").read_text("utf-8")
)
KEY = bytes.fromhex(VECTORS["pair_key"])
CASES: list[dict[str, Any]] = VECTORS["facts"]


class FixedSealer:
    """One key for everybody; ``reads`` is False at a point that may not read."""

    def __init__(self, reads: bool = True) -> None:
        self._reads = reads

    def seal(self, author: int, seq: int, plaintext: bytes, to: int = 0) -> bytes:
        return seal(KEY, Author(author), seq, plaintext)

    def open(self, author: int, seq: int, blob: bytes, to: int = 0) -> bytes | None:
        if not self._reads:
            return None
        try:
            return open_sealed(KEY, Author(author), seq, blob)
        except SealError:
            return None


def fact_of(case: dict[str, Any]) -> Fact:
    kind: Any = getattr(facts, case["fact"])
    hints = typing.get_type_hints(kind)
    fact: Fact = kind(**{name: typed(hints[name], value) for name, value in case["fields"].items()})
    return fact


def typed(hint: Any, value: Any) -> Any:
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    if typing.get_origin(hint) is frozenset:
        return frozenset(typing.get_args(hint)[0](member) for member in value)
    if typing.get_origin(hint) is tuple:
        return tuple(SubjectId(item) for item in value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value


def mesh_bytes(case: dict[str, Any], fact: Fact) -> bytes:
    subject = SubjectId(case["subject"]) if case["subject"] else None
    place = {"author": case["author"], "seq": case["seq"], "minutes": case["minutes"]}
    return encode_mesh(fact, subject=subject, sealer=FixedSealer(), **place)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['fact']}, {case['about']}" for case in CASES])
def test_a_fact_is_these_bytes(case: dict[str, Any]) -> None:
    fact = fact_of(case)
    if case.get("deflated"):
        # How hard a library packs is its own business; that everybody can unpack it is ours.
        assert read(case, mesh_bytes(case, fact), encode_house(fact)) == fact
        assert len(mesh_bytes(case, fact)) < 190
    else:
        assert mesh_bytes(case, fact).hex() == case["mesh"]
        assert encode_house(fact).hex() == case["house"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['fact']}, {case['about']}" for case in CASES])
def test_these_bytes_are_the_fact(case: dict[str, Any]) -> None:
    assert read(case, bytes.fromhex(case["mesh"]), bytes.fromhex(case["house"])) == fact_of(case)


def read(case: dict[str, Any], mesh: bytes, house: bytes) -> Fact:
    author, seq = case["author"], case["seq"]
    head = decode_head(author, seq, mesh)
    assert head.minutes == case["minutes"]
    assert head.subject == (case["subject"] or f"{author:04x}-{seq}")
    kind, fields, sealed_read = decode_mesh(head, author, seq, FixedSealer())
    assert sealed_read == bool(head.sealed)
    assert not decode_mesh(head, author, seq, FixedSealer(reads=False))[2]
    assert not decode_mesh(head, author, seq + 1, FixedSealer())[2], "sealed for this entry only"
    return kind(**fields, **decode_part(kind, Lane.HOUSE, house))


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
        assert [member.value for member in getattr(values, name)] == members
