# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""May this be done: groups of helpers. A group is one helper that counts for so many people; it is claimed, goes out
and rests as one. Who goes their own way becomes a helper of their own."""

from __future__ import annotations

from dataclasses import replace

from noodsteunpunt.domain.drafts import HelperDraft
from noodsteunpunt.domain.facts import HelperChecked
from noodsteunpunt.domain.people import HelperCheck, fact_of
from noodsteunpunt.domain.values import Actor, HelperStatus
from noodsteunpunt.domain.views import HelperRow
from noodsteunpunt.domain.violations import RuleViolation

_AT_HAND = frozenset({HelperStatus.REGISTERED, HelperStatus.AVAILABLE, HelperStatus.RESTING})


def check_split(row: HelperRow | None, people: int, *, in_team: bool) -> tuple[HelperDraft, HelperDraft]:
    """Who goes and who stays: at least one of each, of a group of this point that has nothing to do now."""
    if row is None:
        raise RuleViolation("unknown_helper")
    if not row.own:
        raise RuleViolation("not_ours", "people")
    if row.claims or in_team or row.status not in _AT_HAND:
        raise RuleViolation("helper_taken", "people")
    if not 1 <= people < row.group_size:
        raise RuleViolation("split", "people")
    stays = HelperDraft(
        skills=row.skills,
        postcode=row.pc4,
        adult=row.adult,
        vehicle=row.vehicle,
        group_size=row.group_size - people,
        name=row.name or "",
        phone=row.phone or "",
        remarks=row.remarks or "",
    )
    return replace(stays, group_size=people, vehicle=False), stays


def same_check(check: HelperCheck, actor: Actor) -> HelperChecked:
    """What was seen of the group holds for both parts: the leader gave it before, so no leader is needed again."""
    return fact_of(check, actor)
