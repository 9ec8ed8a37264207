# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""May this be done: noodmeldingen, messages, promises, counts, questions, undo. Drafts in, facts out."""

from __future__ import annotations

from dataclasses import replace

from noodsteunpunt.domain.drafts import (
    EmergencyDraft,
    EmergencyMore,
    HeadCountDraft,
    MessageDraft,
    QuestionDraft,
    TakenDownDraft,
)
from noodsteunpunt.domain.facts import (
    EmergencyAdded,
    EmergencyReported,
    Fact,
    HeadCounted,
    MessageTakenDown,
    MessageWritten,
    QuestionCounted,
)
from noodsteunpunt.domain.lifecycles import REPEATED
from noodsteunpunt.domain.places import NO_STREETS, StreetTable, place_of
from noodsteunpunt.domain.rules_request import LONGEST_DEADLINE, MOST_PEOPLE, minute_of
from noodsteunpunt.domain.typed import check_open, check_sealed, clean_all, says_who
from noodsteunpunt.domain.values import Actor, Role, SubjectId
from noodsteunpunt.domain.values_desk import EmergencyStep, Road
from noodsteunpunt.domain.views import PointName, StationInfo
from noodsteunpunt.domain.views_desk import EmergencyDetail, MessageRow
from noodsteunpunt.domain.violations import RuleViolation

EMERGENCY_TEXT_BYTES = 122
"""What and where together, so that the entry fits a frame; how to get in travels in an entry of its own."""
MORE_TEXT_BYTES = 130
MESSAGE_BYTES = 132
ANSWER_CHARACTERS = 120
ANSWER_BYTES = 136
MOST_HEADS = 99_999

_NEEDS_RECEIVER = frozenset({Road.VOICE_RADIO, Road.PHONE, Road.COURIER, Road.PAPER, Road.IN_PERSON, Road.RUNNER,
                             Road.EMERGENCY_NUMBER, Road.C2000})  # fmt: skip
"""When a person heard it by another road than ours, only a name says that it was heard."""


# -- noodmeldingen --------------------------------------------------------------------------------------------------


def check_emergency(draft: EmergencyDraft, streets: StreetTable = NO_STREETS) -> EmergencyDraft:
    """The draft cleaned, its place completed; or :class:`RuleViolation`."""
    clean = clean_all(draft)
    place = place_of(clean, streets)
    clean = replace(
        clean, postcode=place.postcode, street=place.street, house_number=place.house_number, place_words=place.words
    )
    if not clean.what:
        raise RuleViolation("no_what", "what")
    if not place.line:
        raise RuleViolation("no_place", "postcode")
    if not 1 <= clean.people <= MOST_PEOPLE:
        raise RuleViolation("people", "people")
    for field in ("what", "access", "place_words"):
        check_sealed(getattr(clean, field), field)
    if len(clean.what.encode()) + len(place.line.encode()) > EMERGENCY_TEXT_BYTES:
        raise RuleViolation("too_long", "place_words" if len(place.line) > len(clean.what) else "what")
    _fits(clean.access, MORE_TEXT_BYTES, "access")
    return clean


def _fits(text: str, most: int, field: str) -> None:
    if len(text.encode()) > most:
        raise RuleViolation("too_long", field)


def emergency_facts(draft: EmergencyDraft, actor: Actor, *, letters: str, desk: str, number: int) -> list[Fact]:
    """What goes out at once; how to get in follows in an entry of its own."""
    place = place_of(draft)
    reported = EmergencyReported(
        letters=letters,
        desk=desk,
        number=number,
        people=draft.people,
        pc4=draft.postcode[:4],
        request=draft.request or SubjectId(""),
        role=actor.role,
        what_kind=draft.what_kind,
        what=draft.what,
        address=place.line,
        dangers=draft.dangers,
        place_words=draft.place_words,
        name=draft.name,
        phone=draft.phone,
        remarks=draft.remarks,
        recorded_by=actor.name,
        tried_112=draft.tried_112,
    )
    if not draft.access:
        return [reported]
    return [reported, EmergencyAdded(access=draft.access, role=actor.role, name=actor.name)]


def more_fact(more: EmergencyMore, actor: Actor) -> EmergencyAdded:
    """What became known after it."""
    clean = clean_all(more)
    if not (clean.text or clean.access or clean.dangers or clean.people is not None):
        raise RuleViolation("nothing_new", "text")
    if clean.people is not None and not 1 <= clean.people <= MOST_PEOPLE:
        raise RuleViolation("people", "people")
    for field in ("text", "access"):
        check_sealed(getattr(clean, field), field)
    _fits(clean.text + clean.access, MORE_TEXT_BYTES, "text")
    return EmergencyAdded(
        people=clean.people, role=actor.role, access=clean.access, text=clean.text, dangers=clean.dangers,
        name=actor.name,
    )  # fmt: skip


def check_emergency_exists(emergency: EmergencyDetail | None) -> EmergencyDetail:
    """The noodmelding, or a violation."""
    if emergency is None:
        raise RuleViolation("unknown_emergency")
    return emergency


def check_step(
    emergency: EmergencyDetail | None,
    step: EmergencyStep,
    actor: Actor,
    *,
    coordination: bool,
    road: Road,
    receiver: str,
    outcome: bool,
) -> None:
    """No step waits for an earlier one; but who says it, and what it must say, is fixed."""
    known = check_emergency_exists(emergency)
    if known.row.ended:
        raise RuleViolation("emergency_ended")
    if step not in REPEATED and any(taken.step is step for taken in known.steps):
        raise RuleViolation("step_taken", "step")
    if step is EmergencyStep.APPROVED and actor.role not in {Role.POINT_LEAD, Role.COORDINATOR}:
        raise RuleViolation("only_lead", "step")
    if step in {EmergencyStep.RECEIVED, EmergencyStep.HANDED_OVER}:
        _check_heard(coordination, road, receiver)
    if step is EmergencyStep.OUTCOME and not outcome:
        raise RuleViolation("no_outcome", "outcome")
    if step is EmergencyStep.CALLER_TOLD and known.row.outcome is None:
        raise RuleViolation("no_outcome", "step")


def _check_heard(coordination: bool, road: Road, receiver: str) -> None:
    """At the coordination point the person at the screen has it; elsewhere a name and a road must say who has."""
    if not coordination and road is Road.MESH:
        raise RuleViolation("only_coordination", "road")
    if not coordination and road in _NEEDS_RECEIVER and not receiver:
        raise RuleViolation("no_receiver", "receiver")


# -- messages -------------------------------------------------------------------------------------------------------


def message_fact(
    draft: MessageDraft, actor: Actor, info: StationInfo, *, number: int, now: int, started_at: int
) -> MessageWritten:
    """To all points open and without anything about a person, to one point sealed for it."""
    clean = clean_all(draft)
    if not clean.text:
        raise RuleViolation("no_text", "text")
    to_all = clean.to_point is None
    (check_open if to_all else check_sealed)(clean.text, "text")
    _fits(clean.text, MESSAGE_BYTES, "text")
    if clean.to_point is not None:
        check_addressee(clean.to_point, info)
    if clean.reply_minutes is not None and not 1 <= clean.reply_minutes <= LONGEST_DEADLINE:
        raise RuleViolation("deadline", "reply_minutes")
    minute = minute_of(now, started_at)
    return MessageWritten(
        letters=info.point.letters,
        desk=info.desk,
        number=number,
        to_point=clean.to_point or 0,
        precedence=clean.precedence,
        topic=clean.topic,
        reply_by=None if clean.reply_minutes is None else minute + clean.reply_minutes,
        in_reply_to=clean.in_reply_to or SubjectId(""),
        about=clean.about or SubjectId(""),
        role=actor.role,
        text_open=clean.text if to_all else "",
        text="" if to_all else clean.text,
        approved_by=clean.approved_by,
        name=actor.name,
    )


def check_addressee(point: int, info: StationInfo) -> PointName:
    """Another point of the roster."""
    found = next((name for name in info.points if name.number == point), None)
    if found is None or point == info.point.number:
        raise RuleViolation("no_addressee", "to_point")
    return found


def check_message(message: MessageRow | None) -> MessageRow:
    """The message, or a violation."""
    if message is None:
        raise RuleViolation("unknown_message")
    return message


def check_may_read(message: MessageRow | None) -> None:
    """Only who it is for can say to have read it."""
    if not check_message(message).incoming:
        raise RuleViolation("not_for_us")


def taken_down_fact(draft: TakenDownDraft, actor: Actor, *, now: int, started_at: int) -> MessageTakenDown:
    """What was heard by another road, as it was said."""
    clean = clean_all(draft)
    if not clean.text:
        raise RuleViolation("no_text", "text")
    if clean.road is Road.MESH:
        raise RuleViolation("road", "road")
    if clean.reply_minutes is not None and not 1 <= clean.reply_minutes <= LONGEST_DEADLINE:
        raise RuleViolation("deadline", "reply_minutes")
    minute = minute_of(now, started_at)
    return MessageTakenDown(
        from_point=clean.from_point or 0,
        from_words=clean.from_words,
        road=clean.road,
        precedence=clean.precedence,
        topic=clean.topic,
        text=clean.text,
        reply_by=None if clean.reply_minutes is None else minute + clean.reply_minutes,
        role=actor.role,
        name=actor.name,
    )


def check_answer_text(text: str) -> str:
    """What the coordination point writes to a point about a request: sealed for it, and it fits a frame."""
    check_sealed(text, "text")
    if len(text) > ANSWER_CHARACTERS:
        raise RuleViolation("too_long", "text")
    _fits(text, ANSWER_BYTES, "text")
    return text


# -- counts and questions -------------------------------------------------------------------------------------------


def head_count_fact(draft: HeadCountDraft, actor: Actor) -> HeadCounted:
    """Heads, not names; none of the parts is more than the whole."""
    clean = clean_all(draft)
    if not 0 <= clean.present <= MOST_HEADS:
        raise RuleViolation("count", "present")
    for field in ("children", "less_mobile", "minors_alone"):
        if not 0 <= getattr(clean, field) <= clean.present:
            raise RuleViolation("count", field)
    if not 0 <= clean.animals <= MOST_HEADS:
        raise RuleViolation("count", "animals")
    return HeadCounted(
        present=clean.present, children=clean.children, less_mobile=clean.less_mobile, animals=clean.animals,
        method=clean.method, role=actor.role, minors_alone=clean.minors_alone, words=clean.words, name=actor.name,
    )  # fmt: skip


def question_fact(draft: QuestionDraft, actor: Actor) -> QuestionCounted:
    """A question counts without who asked it."""
    clean = clean_all(draft)
    if code := says_who(clean.words):
        raise RuleViolation(code, "words")
    return QuestionCounted(
        found=clean.found, item=clean.item, words=clean.words, language=clean.language, role=actor.role
    )
