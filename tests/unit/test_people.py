# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may add whom, which PIN is one, and what a role sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from noodsteunpunt.domain.people import (
    SEES,
    Area,
    Keyboard,
    PersonDraft,
    PersonRow,
    check_new_pin,
    check_person,
    check_person_change,
    hash_pin,
    read_badge,
    sees,
)
from noodsteunpunt.domain.values import Actor, Role, StationKind, SubjectId
from tests.support.desk_kit import COORDINATOR, DESK, LEAD, refused

POINT = StationKind.SUPPORT_POINT
ROLES = frozenset({Role.RECEPTION, Role.REQUEST_DESK})
WALK_IN = PersonDraft("Testpersoon Wilg", ROLES, "4711", conduct=True)
LEADS = PersonRow(SubjectId("0040-h1"), "Testpersoon Leider", frozenset({Role.POINT_LEAD}), False, 0)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"person": "  "}, "no_name"),
        ({"person": "TESTPERSOON  leider"}, "name_taken"),
        ({"person": "x" * 81}, "too_long"),
        ({"roles": frozenset()}, "no_role"),
        ({"roles": frozenset({Role.COORDINATOR})}, "no_role"),
        ({"conduct": False}, "no_conduct"),
        ({"pin": "471"}, "pin_digits"),
        ({"pin": "\u0661\u0662\u0663\u0665"}, "pin_digits"),
        ({"pin": "123456789"}, "pin_digits"),
        ({"pin": "0000"}, "pin_easy"),
        ({"pin": "3456"}, "pin_easy"),
        ({"pin": "8765"}, "pin_easy"),
    ],
)
def test_who_cannot_be_added(changes: dict[str, object], code: str) -> None:
    with refused(code):
        check_person(replace(WALK_IN, **changes), LEAD, [LEADS], POINT)  # type: ignore[arg-type]


def test_only_who_leads_adds_and_the_first_one_leads() -> None:
    assert check_person(replace(WALK_IN, person=" Testpersoon  Wilg"), LEAD, [LEADS], POINT) == WALK_IN
    for actor in (DESK, COORDINATOR):
        with refused("only_lead"):
            check_person(WALK_IN, actor, [LEADS], POINT)
    with refused("first_leads"):
        check_person(WALK_IN, DESK, [], POINT)
    first = replace(WALK_IN, roles=frozenset({Role.POINT_LEAD, *ROLES}))
    assert check_person(first, Actor("", Role.REQUEST_DESK), [replace(LEADS, gone=True)], POINT) == first
    there = replace(WALK_IN, roles=frozenset({Role.COORDINATOR}))
    assert check_person(there, COORDINATOR, [], StationKind.COORDINATION_POINT) == there


def test_somebody_always_leads() -> None:
    wilg = PersonRow(SubjectId("0040-h2"), "Testpersoon Wilg", ROLES, False, 0)

    def change(person: PersonRow | None, known: list[PersonRow], *, roles: frozenset[Role] | None = None,
               gone: bool = False, pin: str = "") -> None:  # fmt: skip
        check_person_change(person, LEAD, known, POINT, roles=roles, gone=gone, pin=pin)

    for left in ({"gone": True}, {"roles": ROLES}):
        with refused("last_lead"):
            change(LEADS, [LEADS, wilg], **left)  # type: ignore[arg-type]
    second = replace(wilg, roles=frozenset({Role.POINT_LEAD}))
    change(LEADS, [LEADS, second], gone=True)
    with refused("last_lead"):
        change(LEADS, [LEADS, replace(second, gone=True)], gone=True)
    change(wilg, [LEADS, wilg], gone=True)
    with refused("unknown_person"):
        change(None, [LEADS])
    with refused("pin_easy"):
        change(wilg, [LEADS, wilg], pin="1111")


def test_a_pin_of_four_digits_in_any_order_is_one() -> None:
    check_new_pin("4711")
    check_new_pin("97531864")
    assert hash_pin("4711", b"\0" * 16) != hash_pin("4711", b"\1" * 16)
    assert "4711" not in hash_pin("4711", b"\0" * 16)


@pytest.mark.parametrize("text", ["", "NSB", "NSP:0040-h1:ab", "NSB:0040-h1", "NSB:a:b:c"])
def test_what_is_no_badge(text: str) -> None:
    with refused("badge"):
        read_badge(text)


def test_the_lock_is_by_a_clock_that_nobody_sets() -> None:
    keyboard = Keyboard("laptop", LEADS.id, LEAD, 100.0)
    assert not keyboard.locked(399.9) and keyboard.locked(400.0)


def test_every_role_sees_what_the_page_says() -> None:
    assert set(SEES) == set(Role)
    assert all(Area.INFORMATION in areas for areas in SEES.values())
    assert [role for role in Role if sees(role, Area.PEOPLE)] == [Role.POINT_LEAD, Role.COORDINATOR]
    page = (Path(__file__).resolve().parents[2] / "docs/desk.md").read_text("utf-8")
    rows = dict(line.strip("| ").split(" | ") for line in page.partition("| role | sees |")[2].splitlines()[2:8])
    for name, role in (("radio", Role.RADIO_OPERATOR), ("reception", Role.RECEPTION), ("liaison", Role.LIAISON),
                       ("request desk", Role.REQUEST_DESK),
                       ("coordinator of helpers", Role.HELPER_COORDINATOR)):  # fmt: skip
        said = {area for area in Area if area.value.replace("_", " ") in rows[name]}
        assert said == SEES[role], name
