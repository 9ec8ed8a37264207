# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""May this be done now? From a draft and what is known to a fact, or a :class:`RuleViolation`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, replace
from typing import Any, TypeVar

from noodsteunpunt.domain.drafts import HelperDraft, PointReportDraft, RequestDraft
from noodsteunpunt.domain.facts import Fact, HelperRegistered, PointReported, RequestRegistered
from noodsteunpunt.domain.lifecycles import CLAIMABLE, ENDED, HELPER_STEPS, REQUEST_STEPS
from noodsteunpunt.domain.tickets import format_ticket
from noodsteunpunt.domain.values import (
    CALLBACK_ONLY,
    GROUP_OF,
    Actor,
    CategoryGroup,
    HelperStatus,
    Priority,
    RequestStatus,
    Role,
    SubjectId,
)
from noodsteunpunt.domain.views import HelperRow, RequestDetail

NOTE_CHARACTERS = 60
NOTE_BYTES = 90
ADDRESS_BYTES = 60
SEALED_TEXT_BYTES = 130
"""Address and note together, so that an entry with everything in it fits a frame."""
TEXT_LIMITS = {
    "house_number": 12,
    "place_words": 60,
    "note": NOTE_CHARACTERS,
    "name": 80,
    "phone": 24,
    "health_note": 300,
    "access_note": 300,
    "remarks": 1000,
}
"""Characters per field."""

_POSTCODE = re.compile(r"([1-9]\d{3})\s?([A-Za-z]{2})?")
_PHONE = re.compile(r"(\+31|0)[\s\-]?\d(?:[\s\-]?\d){7,}")
_JOINER = "\u200d"

D = TypeVar("D", RequestDraft, HelperDraft)


class RuleViolation(Exception):
    """``code`` says what is wrong, ``field`` where; neither holds what was typed."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(f"{code}:{field}")
        self.code = code
        self.field = field


def clean_text(text: str, field: str, limit: int) -> str:
    """NFC, one space for any white space, no control, format or private characters but the emoji joiner, at
    most two combining marks in a row. Too long is refused, never cut: what a person typed is not lost."""
    kept: list[str] = []
    marks = 0
    # An answer of ten thousand characters is not read in full: the form shows how much fits.
    for character in unicodedata.normalize("NFC", text[: limit * 8]):
        category = unicodedata.category(character)
        marks = marks + 1 if category == "Mn" else 0
        if character.isspace():
            kept.append(" ")
        elif (category[0] == "C" and character != _JOINER) or marks > 2:
            continue
        else:
            kept.append(character)
    cleaned = re.sub(" +", " ", "".join(kept)).strip()
    if len(cleaned) > limit or len(text) > limit * 8:
        raise RuleViolation("too_long", field)
    return cleaned


def _clean_all(draft: D) -> D:
    texts: dict[str, Any] = {
        field.name: clean_text(getattr(draft, field.name), field.name, TEXT_LIMITS[field.name])
        for field in fields(draft)
        if field.name in TEXT_LIMITS
    }
    return replace(draft, **texts)


def clean_postcode(text: str) -> str:
    """``"3551 ab"`` -> ``"3551AB"``; four digits alone are enough; empty stays empty."""
    stripped = text.strip()
    if not stripped:
        return ""
    match = _POSTCODE.fullmatch(stripped)
    if match is None:
        raise RuleViolation("postcode", "postcode")
    return match.group(1) + (match.group(2) or "").upper()


def check_request(draft: RequestDraft) -> RequestDraft:
    """The draft cleaned, or :class:`RuleViolation`."""
    clean = replace(_clean_all(draft), postcode=clean_postcode(draft.postcode))
    if not 1 <= clean.people <= 999:
        raise RuleViolation("people", "people")
    if clean.deadline_minutes is not None and not 1 <= clean.deadline_minutes <= 7 * 24 * 60:
        raise RuleViolation("deadline", "deadline_minutes")
    if not (clean.postcode or clean.place_words):
        raise RuleViolation("no_place", "postcode")
    if _PHONE.search(clean.note):
        raise RuleViolation("phone_in_note", "note")
    if len(clean.note.encode()) > NOTE_BYTES:
        raise RuleViolation("too_long", "note")
    return clean


def check_helper(draft: HelperDraft) -> HelperDraft:
    """The draft cleaned, or :class:`RuleViolation`."""
    clean = replace(_clean_all(draft), postcode=clean_postcode(draft.postcode))
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


def request_fact(
    draft: RequestDraft,
    actor: Actor,
    *,
    letters: str,
    desk: str,
    number: int,
    now: int,
    started_at: int,
    intake_seconds: int | None,
) -> RequestRegistered:
    """What may travel, and how far: the one place where that is decided."""
    callback = draft.category in CALLBACK_ONLY
    travels = not callback and draft.priority in {Priority.P1, Priority.P2}
    address = " ".join(part for part in (draft.postcode, draft.house_number, draft.place_words) if part)
    if travels and len(address.encode()) > ADDRESS_BYTES:
        raise RuleViolation("too_long", "place_words")
    if travels and len(address.encode()) + len(draft.note.encode()) > SEALED_TEXT_BYTES:
        raise RuleViolation("too_long", "note")
    deadline = None if draft.deadline_minutes is None else (now - started_at) // 60 + draft.deadline_minutes
    return RequestRegistered(
        letters=letters,
        desk=desk,
        number=number,
        group=CategoryGroup.OTHER if callback else GROUP_OF[draft.category],
        priority=draft.priority,
        people=1 if callback else draft.people,
        pc4="" if callback else draft.postcode[:4],
        deadline=None if callback or deadline is None else max(0, deadline),
        callback_only=callback,
        category=None if callback else draft.category,
        address=address if travels else "",
        note=draft.note if travels else "",
        category_here=draft.category if callback else None,
        address_here="" if travels else address,
        note_here="" if travels else draft.note,
        place_words=draft.place_words,
        name=draft.name,
        phone=draft.phone,
        health_note=draft.health_note,
        access_note=draft.access_note,
        remarks=draft.remarks,
        recorded_by=actor.name,
        intake_seconds=intake_seconds,
    )


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
    if isinstance(fact, RequestRegistered | HelperRegistered):
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


def check_exists(request: RequestDetail | None) -> RequestDetail:
    """The request, or a violation."""
    if request is None:
        raise RuleViolation("unknown_request")
    return request


def check_request_change(request: RequestDetail | None, status: RequestStatus) -> None:
    """Is this step in the request's life-cycle?"""
    if status not in REQUEST_STEPS[check_exists(request).row.status]:
        raise RuleViolation("step", "status")


def check_claim(helper: HelperRow | None, request: RequestDetail | None) -> None:
    """Only a free helper, only for a request that somebody waits for."""
    if helper is None:
        raise RuleViolation("unknown_helper")
    if helper.status not in CLAIMABLE or helper.claims:
        raise RuleViolation("helper_taken")
    if check_exists(request).row.status in ENDED:
        raise RuleViolation("request_ended")


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
