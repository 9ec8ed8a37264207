# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every judge of the check passes a run in which all is true and fails one in which its own thing is not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from noodsteunpunt.demo import judge

POINTS = {"A": 1, "B": 2}
DRAFT = {"category": "medical_power", "priority": "P1", "note": "accu nog 40 min", "name": "Testpersoon Eik"}
TYPED = {
    "a": {**DRAFT, "phone": "06-00000010"},
    "b": {**DRAFT, "phone": "06-00000011", "priority": "P3"},
    "c": {**DRAFT, "phone": "06-00000012", "category": "tracing"},
    "d": {**DRAFT, "phone": "06-00000013", "priority": "P2"},
}
OWN = {"A": ("a", "b"), "B": ("c", "d")}
SEALED = {"category": "medical_power", "address": "3551AB 12", "note": "accu nog 40 min"}
WHAT = {"category": "medical_power", "address": "", "note": ""}


def exports() -> dict[str, judge.Export]:
    """Two points and a coordination point that are level and hold what they should."""
    air = {
        "request": {i: {"ticket": f"KB-{i}", "point": p, "id": i} for p, n in ((1, "A"), (2, "B")) for i in OWN[n]},
        "helper": {"h": {"ticket": "KB-h", "point": 1}, "i": {"ticket": "HA-i", "point": 2}},
        "claim": {"k": {"helper": "i"}},
    }
    house = {i: {"name": TYPED[i]["name"], "phone": TYPED[i]["phone"]} for i in TYPED}
    sealed = {"A": {"a": SEALED, "b": WHAT}, "B": {"d": SEALED}, "C": {"a": SEALED, "b": WHAT, "d": SEALED}}
    helpers = {"A": {"h": {"name": "x"}}, "B": {"i": {"name": "y"}}, "C": {}}
    return {
        name: copy.deepcopy(
            {
                "frames": {"0040/0": "hash"},
                "air": air,
                "sealed": {"request": sealed[name]},
                "house": {"request": {i: house[i] for i in OWN.get(name, ())}, "helper": helpers[name]},
            }
        )
        for name in ("A", "B", "C")
    }


def judged(world: dict[str, Any]) -> list[str]:
    wrong = judge.equal_logs(world)
    wrong += judge.nothing_lost(world, {"A": ["KB-a", "KB-b", "KB-h"], "B": ["KB-c", "KB-d", "HA-i"]}, 6)
    wrong += judge.sealed_only_for(world, "C", POINTS)
    wrong += judge.sealed_as_typed(world["C"], TYPED)
    wrong += judge.house_stays(world, "C", POINTS)
    for name, own in OWN.items():
        wrong += judge.house_as_typed(world[name], "request", {i: TYPED[i] for i in own})
    return wrong + judge.settled_alike(world, "i", "k")


def test_a_true_world_passes() -> None:
    assert judged(exports()) == []


LIES: dict[str, tuple[Callable[[Any], object], str]] = {
    "a frame is missing at C": (lambda w: w["C"]["frames"].clear(), "frames of C differ"),
    "an open column differs": (lambda w: w["B"]["air"]["request"]["a"].update(ticket="KB-x"), "air of B differ"),
    "a request is gone everywhere": (lambda w: [w[n]["air"]["request"].pop("b") for n in w], "KB-b was recorded at A"),
    "B reads what A sealed": (lambda w: w["B"]["sealed"]["request"].update(a=SEALED), "B reads sealed fields of a"),
    "C reads less than A sealed": (lambda w: w["C"]["sealed"]["request"].pop("a"), "does not read exactly"),
    "A sealed nothing": (lambda w: w["A"]["sealed"]["request"].clear(), "A sealed nothing"),
    "the note is lost on the way": (
        lambda w: [w[n]["sealed"]["request"]["a"].update(note="") for n in "AC"],
        "note of a",
    ),
    "the note of a P3 travels": (lambda w: [w[n]["sealed"]["request"].update(b=SEALED) for n in "AC"], "note of b"),
    "what may only be called back about travels": (
        lambda w: [w[n]["sealed"]["request"].update(c=SEALED) for n in "BC"],
        "address of c",
    ),
    "a name travels to B": (lambda w: w["B"]["house"]["request"].update(a={"name": "x"}), "B has house fields of a"),
    "a name travels to C": (
        lambda w: w["C"]["house"]["helper"].update(h={"name": "x"}),
        "coordination point has house",
    ),
    "A forgets a name": (lambda w: w["A"]["house"]["request"].pop("a"), "A lost its house fields of a"),
    "A garbles a number": (lambda w: w["A"]["house"]["request"]["a"].update(phone="06"), "phone of a"),
    "a claim too many": (lambda w: [w[n]["air"]["claim"].update(l={"helper": "i"}) for n in w], "keeps 2 claims"),
    "no claim is left": (lambda w: [w[n]["air"]["claim"].clear() for n in w], "keeps 0 claims"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_seen(name: str) -> None:
    world = exports()
    tell, expected = LIES[name]
    tell(world)
    assert any(expected in line for line in judged(world)), judged(world)


def test_an_empty_world_is_wrong() -> None:
    empty: dict[str, Any] = {"request": {}, "helper": {}, "claim": {}}
    world = {n: {"frames": {}, "air": empty, "sealed": empty, "house": empty} for n in "ABC"}
    for wrong in (
        judge.equal_logs(world),
        judge.nothing_lost(world, {"A": [], "B": []}, 40),
        judge.sealed_only_for(world, "C", POINTS),
        judge.sealed_as_typed(world["C"], {}),
        judge.house_stays(world, "C", POINTS),
        judge.house_as_typed(world["A"], "helper", {}),
        judge.delivery_true([], set(), set()),
        judge.settled_alike(world, "i", "k"),
    ):
        assert wrong


def row(identifier: str, delivery: str, *, own: bool = True) -> dict[str, Any]:
    return {"id": identifier, "ticket": identifier, "delivery": delivery, "own": own}


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([row("a", "seen"), row("b", "held"), row("c", "recorded", own=False)], 0),
        ([row("a", "held"), row("b", "held")], 1),
        ([row("a", "seen"), row("b", "seen")], 1),
        ([row("a", "seen"), row("b", "sent")], 1),
        ([row("a", "seen")], 1),
    ],
)
def test_delivery_is_judged_in_both_halves(rows: list[dict[str, Any]], wrong: int) -> None:
    assert len(judge.delivery_true(rows, {"a"}, {"a", "b"})) == wrong


def test_no_step_before_its_time() -> None:
    assert judge.claims_only_truth([row("a", "seen"), row("b", "held"), row("c", "sent")], {"a", "b"}, {"a"}) == []
    assert len(judge.claims_only_truth([row("a", "seen"), row("b", "held")], {"a"}, set())) == 2
    assert len(judge.not_held_while_cut([row("a", "held"), row("b", "sent"), row("c", "seen")], {"a", "b"})) == 1


def test_a_card_shows_both_claims() -> None:
    assert judge.card_stands([{"helper": "i", "claims": [1, 2]}], "i")
    assert not judge.card_stands([{"helper": "i", "claims": [1]}], "i")
    assert not judge.card_stands([{"helper": "h", "claims": [1, 2]}], "i")


@pytest.mark.parametrize("lane", ["frames", "air", "sealed", "house"])
def test_a_rebuild_may_change_nothing(lane: str) -> None:
    before, after = exports(), exports()
    assert judge.rebuilt_alike(before, after) == []
    after["B"][lane] = {}
    assert judge.rebuilt_alike(before, after) == [f"a rebuild changes {lane} of B"]
