# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""May this be done now? From a draft and what is known to a fact, or a :class:`RuleViolation`."""

from __future__ import annotations

from dataclasses import replace

from noodsteunpunt.domain.drafts import HelperDraft, PointReportDraft
from noodsteunpunt.domain.facts import (
    EmergencyReported,
    Fact,
    HelperRegistered,
    MessageWritten,
    OfferRegistered,
    PointReported,
    RequestRegistered,
)
from noodsteunpunt.domain.lifecycles import HELPER_STEPS
from noodsteunpunt.domain.rules_request import check_exists as check_exists
from noodsteunpunt.domain.rules_request import check_request as check_request
from noodsteunpunt.domain.rules_request import check_request_change as check_request_change
from noodsteunpunt.domain.rules_request import request_fact as request_fact
from noodsteunpunt.domain.tickets import format_ticket
from noodsteunpunt.domain.typed import NOTE_CHARACTERS as NOTE_CHARACTERS
from noodsteunpunt.domain.typed import TEXT_LIMITS as TEXT_LIMITS
from noodsteunpunt.domain.typed import clean_all, clean_postcode
from noodsteunpunt.domain.typed import clean_text as clean_text
from noodsteunpunt.domain.values import Actor, HelperStatus, Role, SubjectId
from noodsteunpunt.domain.views import HelperRow
from noodsteunpunt.domain.violations import RuleViolation as RuleViolation


def check_helper(draft: HelperDraft) -> HelperDraft:
    """The draft cleaned, or :class:`RuleViolation`."""
    clean = replace(clean_all(draft), postcode=clean_postcode(draft.postcode))
    if not 1 <= clean.group_size <= 99:
        raise RuleViolation("group_size", "group_size")
    if not clean.skills and not clean.remarks:
        raise RuleViolation("no_skill", "skills")
    if not clean.name:
        raise RuleViolation("no_name", "name")
    return clean


def check_point_report(draft: PointReportDraft) -> PointReportDraft:
    """Numbers that a hall can hold."""
    if not (0 <= draft.staff <= 999 and 0 <= draft.visitors <= 99_999):
        raise RuleViolation("count", "staff")
    if draft.power_hours is not None and not 0 <= draft.power_hours <= 999:
        raise RuleViolation("count", "power_hours")
    return draft


def helper_fact(draft: HelperDraft, actor: Actor, *, letters: str, desk: str, number: int) -> HelperRegistered:
    """What of a helper may be known elsewhere: what they can do and roughly where they are."""
    return HelperRegistered(
        letters=letters,
        desk=desk,
        number=number,
        skills=draft.skills,
        pc4=draft.postcode[:4],
        adult=draft.adult,
        vehicle=draft.vehicle,
        group_size=draft.group_size,
        name=draft.name,
        phone=draft.phone,
        remarks=draft.remarks,
        recorded_by=actor.name,
    )


def point_fact(draft: PointReportDraft, actor: Actor) -> PointReported:
    """A statusmelding."""
    return PointReported(
        status=draft.status,
        staff=draft.staff,
        visitors=draft.visitors,
        power=draft.power,
        power_hours=draft.power_hours,
        name=actor.name,
    )


def ticket_of(fact: Fact) -> str:
    """The ticket a registering fact carries, else empty."""
    if isinstance(fact, RequestRegistered | HelperRegistered | EmergencyReported | MessageWritten | OfferRegistered):
        return format_ticket(fact.letters, fact.desk, fact.number)
    return ""


def check_coordination(is_coordination: bool) -> None:
    """Only the coordination point may say that it has seen something."""
    if not is_coordination:
        raise RuleViolation("only_coordination")


def check_put_back(actor: Actor, *, there: bool) -> None:
    """Only the leader takes an earlier pack again, and only one that is kept."""
    if actor.role not in {Role.POINT_LEAD, Role.COORDINATOR}:
        raise RuleViolation("only_lead")
    if not there:
        raise RuleViolation("no_previous_pack")


def check_release(helper: HelperRow | None, claim: SubjectId) -> None:
    """Only a live claim can be let go."""
    if helper is None:
        raise RuleViolation("unknown_helper")
    if claim not in {live.id for live in helper.claims}:
        raise RuleViolation("claim_gone")


def check_settle(helper: HelperRow | None, winner: SubjectId | None) -> None:
    """Only a conflict can be settled, and only for one of its claims or for none."""
    if helper is None:
        raise RuleViolation("unknown_helper")
    if helper.status is not HelperStatus.CONFLICT:
        raise RuleViolation("no_conflict")
    if winner is not None and winner not in {live.id for live in helper.claims}:
        raise RuleViolation("claim_gone")


def check_helper_change(helper: HelperRow | None, status: HelperStatus) -> None:
    """Is this step in the helper's life-cycle?"""
    if helper is None:
        raise RuleViolation("unknown_helper")
    if status not in HELPER_STEPS[helper.status]:
        raise RuleViolation("step", "status")
