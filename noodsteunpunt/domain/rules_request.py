# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""May this be done with a request? From a draft to a fact, or a :class:`RuleViolation`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from noodsteunpunt.domain.drafts import RequestChanges, RequestDraft
from noodsteunpunt.domain.facts import RequestCorrected, RequestRegistered
from noodsteunpunt.domain.lifecycles import ENDED, REASONS, REQUEST_STEPS
from noodsteunpunt.domain.places import NO_STREETS, Place, StreetTable, found_place, place_of
from noodsteunpunt.domain.typed import check_sealed, clean_all, clean_postcode
from noodsteunpunt.domain.values import (
    CALLBACK_ONLY,
    GROUP_OF,
    Actor,
    Category,
    CategoryGroup,
    Priority,
    RequestStatus,
)
from noodsteunpunt.domain.values_desk import Party, Reason
from noodsteunpunt.domain.views import RequestDetail, StationInfo
from noodsteunpunt.domain.violations import RuleViolation

NOTE_BYTES = 90
ADDRESS_BYTES = 60
SEALED_TEXT_BYTES = 124
"""Address and note together, so that an entry with everything in it fits a frame."""
MOST_PEOPLE = 9_999
MOST_NEEDED = 9_999
LONGEST_DEADLINE = 7 * 24 * 60
"""Minutes."""
GROUP_LIMIT = 20
"""Requests that come in at once."""

_URGENT = frozenset({Priority.P1, Priority.P2})


def check_request(draft: RequestDraft, streets: StreetTable = NO_STREETS) -> RequestDraft:
    """The draft cleaned, its place completed from the pack's streets; or :class:`RuleViolation`."""
    clean = clean_all(draft)
    place = place_of(clean, streets)
    clean = replace(
        clean,
        postcode=place.postcode,
        street=place.street,
        house_number=place.house_number,
        place_words=place.words,
    )
    _check_numbers(clean.people, clean.needed, clean.deadline_minutes)
    check_minutes(clean.come_back_minutes, "come_back_minutes")
    if not (clean.postcode or clean.street or clean.place_words):
        raise RuleViolation("no_place", "postcode")
    check_note(clean.note)
    if clean.anonymous and (clean.name or clean.phone):
        raise RuleViolation("anonymous_name", "name" if clean.name else "phone")
    return clean


def check_note(note: str) -> None:
    """It travels sealed, so what it says of a person is little, and it fits a frame."""
    check_sealed(note, "note")
    if len(note.encode()) > NOTE_BYTES:
        raise RuleViolation("too_long", "note")


def _check_numbers(people: int | None, needed: int | None, deadline_minutes: int | None) -> None:
    if people is not None and not 1 <= people <= MOST_PEOPLE:
        raise RuleViolation("people", "people")
    if needed is not None and not 0 <= needed <= MOST_NEEDED:
        raise RuleViolation("needed", "needed")
    check_minutes(deadline_minutes, "deadline_minutes")


def check_minutes(minutes: int | None, field: str) -> None:
    """From now on, a week at most."""
    if minutes is not None and not 1 <= minutes <= LONGEST_DEADLINE:
        raise RuleViolation("deadline", field)


def minute_of(now: int, started_at: int) -> int:
    """Minutes since the incident began; 0 by a clock that cannot be right."""
    return max(0, (now - started_at) // 60)


def travels_sealed(category: Category | None, priority: Priority) -> bool:
    """May address and note go to the coordination point?"""
    return category not in CALLBACK_ONLY and priority in _URGENT


def check_travels(draft: RequestDraft) -> None:
    """What of it travels sealed fits a frame."""
    if travels_sealed(draft.category, draft.priority):
        _check_fits(place_of(draft).line, draft.note)


def _check_fits(address: str, note: str) -> None:
    if len(address.encode()) > ADDRESS_BYTES:
        raise RuleViolation("too_long", "place_words")
    if len(address.encode()) + len(note.encode()) > SEALED_TEXT_BYTES:
        raise RuleViolation("too_long", "note")


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
    check_travels(draft)
    callback = draft.category in CALLBACK_ONLY
    travels = travels_sealed(draft.category, draft.priority)
    place = place_of(draft)
    this_minute = minute_of(now, started_at)
    return RequestRegistered(
        letters=letters,
        desk=desk,
        number=number,
        group=CategoryGroup.OTHER if callback else GROUP_OF[draft.category],
        priority=draft.priority,
        people=1 if callback else draft.people,
        pc4="" if callback else place.pc4,
        deadline=None if callback else _after(this_minute, draft.deadline_minutes),
        callback_only=callback,
        category=None if callback else draft.category,
        address=place.line if travels else "",
        note=draft.note if travels else "",
        category_here=draft.category if callback else None,
        address_here="" if travels else place.line,
        note_here="" if travels else draft.note,
        needed=0 if callback else draft.needed,
        come_back=_after(this_minute, draft.come_back_minutes),
        come_back_way=draft.come_back_way,
        recorded_by=actor.name,
        intake_seconds=intake_seconds,
        **{name: getattr(draft, name) for name in _STAYS},
    )


_STAYS = (
    *("place_words", "postcode", "street", "house_number", "name", "phone", "health_note", "access_note", "remarks"),
    *("requester", "vulnerabilities", "access", "anonymous"),
)
"""Answers that never leave the house, as they are."""


def _after(this_minute: int, minutes: int | None) -> int | None:
    return None if minutes is None else this_minute + minutes


def check_exists(request: RequestDetail | None) -> RequestDetail:
    """The request, or a violation."""
    if request is None:
        raise RuleViolation("unknown_request")
    return request


def check_request_change(
    request: RequestDetail | None,
    status: RequestStatus,
    *,
    reason: Reason | None = None,
    party: Party | None = None,
    met: int | None = None,
) -> None:
    """Is this step in the request's life-cycle, with what it must say?"""
    row = check_exists(request).row
    if status is RequestStatus.DUPLICATE:
        raise RuleViolation("no_kept", "of")
    if status not in REQUEST_STEPS[row.status]:
        raise RuleViolation("step", "status")
    if status in REASONS and reason not in REASONS[status]:
        raise RuleViolation("no_reason", "reason")
    if status is RequestStatus.REFERRED and party is None:
        raise RuleViolation("no_party", "party")
    if status is RequestStatus.PARTLY_MET and (met is None or not 0 < met <= MOST_NEEDED):
        raise RuleViolation("met", "met")
    if met is not None and row.needed and met > row.needed:
        raise RuleViolation("met", "met")


def check_duplicate(double: RequestDetail | None, kept: RequestDetail | None) -> None:
    """Two requests, the kept one still open, and not itself marked as this one's double."""
    row, other = check_exists(double).row, check_exists(kept).row
    if row.id == other.id:
        raise RuleViolation("same_request", "of")
    if row.status is RequestStatus.DUPLICATE:
        raise RuleViolation("already_double", "of")
    if other.status in ENDED:
        raise RuleViolation("kept_ended", "of")


def check_apart(double: RequestDetail | None) -> None:
    """Only what is marked as a double can be taken apart again."""
    if check_exists(double).row.duplicate_of is None:
        raise RuleViolation("not_double", "of")


def check_group(drafts: Sequence[RequestDraft]) -> None:
    """A group is two requests at least, and what one person can tell in one go at most."""
    if not 2 <= len(drafts) <= GROUP_LIMIT:
        raise RuleViolation("group_count", "requests")


_SAME_NAME = ("priority", "people", "needed", "no_deadline", "health_note", "access_note", "remarks", "phone",
              "requester", "vulnerabilities", "access")  # fmt: skip
_WHERE = ("postcode", "street", "house_number", "place_words")


def correction(
    detail: RequestDetail | None,
    changes: RequestChanges,
    actor: Actor,
    *,
    now: int,
    started_at: int,
    streets: StreetTable = NO_STREETS,
) -> RequestCorrected:
    """What of it is a correction, and how it travels."""
    request = check_exists(detail)
    clean = clean_all(changes)
    _check_numbers(clean.people, clean.needed, clean.deadline_minutes)
    _check_ticket_only(request, clean)
    if clean.note is not None:
        check_note(clean.note)
    category, priority = clean.category or request.row.category, clean.priority or request.row.priority
    sealed = (travels_sealed(category, priority) or request.travelled) and not request.row.callback_only
    kept = {name: getattr(clean, name) for name in _SAME_NAME}
    moved = any(getattr(clean, name) is not None for name in _WHERE)
    place = _moved_place(request, clean, streets) if moved else None
    address = place.line if place else (request.address or "")
    note = clean.note if clean.note is not None else (request.note or "")
    rises = sealed and not request.travelled
    if sealed:
        _check_fits(address, note)
    travels_now = {"address": address if (place or rises) else None, "note": note if (clean.note is not None or rises)
                   else None}  # fmt: skip
    minute = minute_of(now, started_at)
    return RequestCorrected(
        saw=clean.saw,
        group=None if clean.category is None else GROUP_OF[clean.category],
        pc4=place.pc4 if place and not request.row.callback_only else None,
        deadline=_after(minute, clean.deadline_minutes),
        role=actor.role,
        category=clean.category,
        address=travels_now["address"] if sealed else None,
        note=travels_now["note"] if sealed else None,
        address_here=None if sealed or place is None else address,
        note_here=None if sealed else clean.note,
        place_words=place.words if place else None,
        postcode=place.postcode if place else None,
        street=place.street if place else None,
        house_number=place.house_number if place else None,
        person_name=clean.name,
        name=actor.name,
        **kept,
    )


def _check_ticket_only(request: RequestDetail, changes: RequestChanges) -> None:
    """What travels as a ticket alone stays so, and what does not is registered anew when it should: what is on the
    air already cannot be taken back."""
    alone = request.row.callback_only
    if changes.category is not None and (alone or changes.category in CALLBACK_ONLY):
        raise RuleViolation("register_new", "category")
    for field in ("people", "needed", "deadline_minutes"):
        if alone and getattr(changes, field) is not None:
            raise RuleViolation("only_ticket", field)


def _moved_place(request: RequestDetail, changes: RequestChanges, streets: StreetTable) -> Place:
    was = request.place or Place(words=request.address or "")
    postcode = was.postcode if changes.postcode is None else clean_postcode(changes.postcode)
    place = Place(
        postcode,
        was.street if changes.street is None else changes.street,
        was.house_number if changes.house_number is None else changes.house_number,
        was.words if changes.place_words is None else changes.place_words,
    )
    if not place.line:
        raise RuleViolation("no_place", "postcode")
    return found_place(place, streets)


def check_hand_over(request: RequestDetail | None, party: Party, point: int | None, info: StationInfo) -> None:
    """Of what somebody still waits for, to somebody else; another point by its number."""
    row = check_exists(request).row
    if row.status in ENDED:
        raise RuleViolation("request_ended")
    known = {name.number for name in info.points} - {info.point.number}
    if party is Party.OTHER_POINT and point not in known:
        raise RuleViolation("no_addressee", "at_point")


def check_not_meanwhile(corrections: Sequence[frozenset[str]], fact: RequestCorrected) -> None:
    """Somebody else saved another answer to the same question after this form was opened."""
    since = corrections[fact.saw :]
    for field in changed_fields(fact):
        if any(field in changed for changed in since):
            raise RuleViolation("changed_meanwhile", field)


_ABOUT_IT = frozenset({"saw", "role", "name"})


def changed_fields(fact: RequestCorrected) -> frozenset[str]:
    """The answers that a correction changes."""
    values = {field.name: getattr(fact, field.name) for field in fields(fact) if field.name not in _ABOUT_IT}
    return frozenset(name for name, value in values.items() if value is not None and value is not False)
