# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""May this be done: log, shifts, handover, lists, the life-cycle of a point."""

from __future__ import annotations

from collections.abc import Sequence

from noodsteunpunt.domain.fold_field import two_people
from noodsteunpunt.domain.lifecycles import next_statuses
from noodsteunpunt.domain.typed import TEXT_LIMITS, clean_text, same_person
from noodsteunpunt.domain.values import PointStatus, Role
from noodsteunpunt.domain.values_point import HandoverItem
from noodsteunpunt.domain.views_point import ChildView, Handover, ListView, ShiftView, StillOpen
from noodsteunpunt.domain.violations import RuleViolation

MOST_STEPS = 25
"""Steps of a list that a tired person goes through."""
LISTS = frozenset({HandoverItem.P2, HandoverItem.PROMISE})
"""Ticked as a list; everything else one by one."""
LONGEST_STEP = 160
FEWEST = 2
"""People who can start."""


def needed_text(text: str, field: str, code: str = "no_text") -> str:
    """Cleaned, and there is something."""
    clean = clean_text(text, field, TEXT_LIMITS[field])
    if not clean:
        raise RuleViolation(code, field)
    return clean


def check_open_shift(shift: ShiftView | None) -> ShiftView:
    """The shift that works now."""
    if shift is None:
        raise RuleViolation("no_shift")
    return shift


def check_no_shift(shift: ShiftView | None) -> None:
    """A shift begins by a handover, unless there is none."""
    if shift is not None:
        raise RuleViolation("shift_open")


def check_roles(person: str, roles: frozenset[Role]) -> str:
    """A person with at least one role; several are allowed."""
    name = needed_text(person, "person", "no_person")
    if not roles:
        raise RuleViolation("no_role", "roles")
    return name


def check_leaves(shift: ShiftView, person: str, children: Sequence[ChildView]) -> None:
    """Who stays with a child, and who leads, is replaced first."""
    if not any(same_person(one.person, person) for one in shift.people):
        raise RuleViolation("not_on_shift", "person")
    if same_person(shift.lead, person):
        raise RuleViolation("lead_leaves", "person")
    if any(same_person(one, person) for child in children for one in child.staff):
        raise RuleViolation("stays_with_child", "person")


def check_tick(handover: Handover, item: HandoverItem, about: str | None) -> int:
    """Something that is there to be told; returns how many it is about."""
    for line in handover.lines:
        if line.item is item and (line.about or None) == (about or None):
            return line.count
    raise RuleViolation("unknown_line", "about")


def check_handover(handover: Handover, receiver: str) -> str:
    """Everything is ticked, and somebody else takes it."""
    name = needed_text(receiver, "receiver", "no_receiver")
    if same_person(name, handover.shift.lead):
        raise RuleViolation("same_lead", "receiver")
    if handover.open:
        raise RuleViolation("handover_open", handover.open[0].item.value)
    return name


def check_steps(steps: Sequence[tuple[str, str, str]]) -> str:
    """A list as it is kept; not longer than a tired person goes through."""
    if not steps:
        raise RuleViolation("no_list", "list")
    if len(steps) > MOST_STEPS:
        raise RuleViolation("list_long", "list")
    lines = [[clean_text(part, "list", LONGEST_STEP) for part in step] for step in steps]
    return "\n".join("\t".join(line) for line in lines)


def check_list(view: ListView | None) -> ListView:
    """A list that was started."""
    if view is None:
        raise RuleViolation("unknown_list")
    return view


def check_point_step(before: PointStatus | None, after: PointStatus) -> None:
    """Is this step in the life-cycle of a point?"""
    if after not in next_statuses(before):
        raise RuleViolation("step", "status")


def check_can_open(shift: ShiftView | None, opening: ListView | None, *, listed: bool) -> None:
    """Two people at least; of the pack's list, where there is one, no step is open."""
    if len(check_open_shift(shift).people) < FEWEST:
        raise RuleViolation("two_people", "person")
    if listed and (opening is None or opening.open_steps):
        raise RuleViolation("steps_open", "list")


def check_nothing_open(left: StillOpen) -> None:
    """The first thing that is left is named."""
    for name in left.__slots__:
        if getattr(left, name):
            raise RuleViolation("still_open", name)


def check_two(first: str, second: str, shift: ShiftView | None) -> tuple[str, str]:
    """Two of the team who are on the shift."""
    one, other = needed_text(first, "first", "two_staff"), needed_text(second, "second", "two_staff")
    if not two_people(one, other):
        raise RuleViolation("two_staff", "second")
    check_on_shift(one, shift, "first")
    check_on_shift(other, shift, "second")
    return one, other


def check_on_shift(name: str, shift: ShiftView | None, field: str) -> None:
    """Somebody who works here now."""
    if not any(same_person(name, on.person) for on in check_open_shift(shift).people):
        raise RuleViolation("not_on_shift", field)
