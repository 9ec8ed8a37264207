# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Noodmelding, message, head count. No Flet here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from noodsteunpunt.domain.drafts import EmergencyDraft, HeadCountDraft, MessageDraft, TakenDownDraft
from noodsteunpunt.domain.places import Place, typed_place
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_desk import CountMethod, Danger, EmergencyKind, Precedence, Road, Topic
from noodsteunpunt.domain.views_desk import CardAnswer
from noodsteunpunt.domain.violations import RuleViolation
from ui.codes import codes_of, member, members
from ui.forms import Form, whole_number
from ui.forms_request import PLACE_FIELDS, RequestForm
from ui.when import When


@dataclass(slots=True)
class EmergencyForm(Form):
    """What, where, how many, danger, access. ``request``: the hulpvraag it comes from."""

    kind: EmergencyKind | None = None
    dangers: set[Danger] = field(default_factory=set)
    tried_112: bool = False
    request: SubjectId | None = None

    def take_from(self, form: RequestForm) -> None:
        """The intake turned out to be one: what was typed there goes along."""
        for name in ("place", "house_number", "place_words", "people", "name", "phone", "remarks"):
            if form.texts[name] and not self.texts[name]:
                self.texts[name] = form.texts[name]
        for mine, theirs in (("what", "note"), ("access", "access_note")):
            if form.texts[theirs] and not self.texts[mine]:
                self.texts[mine] = form.texts[theirs]
        self.started_at = form.started_at if self.started_at is None else self.started_at

    def missing(self) -> str:
        """The first of the two required answers that is not there."""
        if not self.texts["what"].strip():
            return "what"
        return "" if any(self.texts[name].strip() for name in ("place", "place_words")) else "place"

    def place(self) -> Place:
        """What was typed for it."""
        return typed_place(self.texts["place"], self.texts["house_number"], self.texts["place_words"])

    def draft(self) -> EmergencyDraft:
        """Raises ``RuleViolation`` for what is not a number."""
        place, texts = self.place(), self.texts
        return EmergencyDraft(
            what=texts["what"],
            what_kind=self.kind,
            people=whole_number(texts["people"] or "1", "people"),
            dangers=frozenset(self.dangers),
            postcode=place.postcode,
            street=place.street,
            house_number=place.house_number,
            place_words=place.words,
            access=texts["access"],
            request=self.request,
            name=texts["name"],
            phone=texts["phone"],
            remarks=texts["remarks"],
            tried_112=self.tried_112,
        )

    def refuse(self, violation: RuleViolation) -> None:
        """The parts of a place are one line here."""
        name = violation.field
        if name in PLACE_FIELDS or (name == "place_words" and not self.texts[name]):
            name = "place"
        Form.refuse(self, RuleViolation(violation.code, name))

    def chosen(self) -> dict[str, str]:
        """As :meth:`Form.chosen`."""
        return {
            "kind": self.kind or "",
            "dangers": codes_of(self.dangers),
            "tried_112": "yes" if self.tried_112 else "",
            "request": self.request or "",
        }

    def choose(self, chosen: Mapping[str, str]) -> None:
        """As :meth:`Form.choose`."""
        self.kind = member(EmergencyKind, chosen.get("kind", ""))
        self.dangers = members(Danger, chosen.get("dangers", ""))
        self.tried_112 = chosen.get("tried_112") == "yes"
        self.request = SubjectId(chosen["request"]) if chosen.get("request") else None


@dataclass(slots=True)
class MessageForm(Form):
    """A message of ours, or one that was heard over another road (``heard``) and is written down. ``to``: the number
    of a point, 0 for all."""

    to: int | None = None
    precedence: Precedence = Precedence.ROUTINE
    topic: Topic = Topic.GENERAL
    heard: bool = False
    road: Road = Road.VOICE_RADIO
    in_reply_to: SubjectId | None = None
    about: SubjectId | None = None

    def draft(self, now: When) -> MessageDraft:
        """Raises ``RuleViolation`` for what is not chosen or no time."""
        if self.to is None:
            raise RuleViolation("no_addressee", "to_point")
        return MessageDraft(
            text=self.texts["text"],
            to_point=self.to or None,
            precedence=self.precedence,
            topic=self.topic,
            reply_minutes=now.minutes(self.texts["reply"], "reply"),
            in_reply_to=self.in_reply_to,
            about=self.about,
        )

    def taken_down(self, now: When) -> TakenDownDraft:
        """As :meth:`draft`, for what was heard."""
        return TakenDownDraft(
            text=self.texts["text"],
            road=self.road,
            from_point=self.to or None,
            from_words=self.texts["from_words"],
            precedence=self.precedence,
            topic=self.topic,
            reply_minutes=now.minutes(self.texts["reply"], "reply"),
        )

    def refuse(self, violation: RuleViolation) -> None:
        """The time is typed in words here."""
        name = "reply" if violation.field == "reply_minutes" else violation.field
        Form.refuse(self, RuleViolation(violation.code, name))

    def chosen(self) -> dict[str, str]:
        """As :meth:`Form.chosen`."""
        return {
            "to": "" if self.to is None else str(self.to),
            "precedence": "" if self.precedence is Precedence.ROUTINE else self.precedence,
            "topic": "" if self.topic is Topic.GENERAL else self.topic,
            "heard": self.road if self.heard else "",
            "in_reply_to": self.in_reply_to or "",
            "about": self.about or "",
        }

    def choose(self, chosen: Mapping[str, str]) -> None:
        """As :meth:`Form.choose`."""
        self.to = int(chosen["to"]) if chosen.get("to", "").isdigit() else None
        self.precedence = member(Precedence, chosen.get("precedence", "")) or Precedence.ROUTINE
        self.topic = member(Topic, chosen.get("topic", "")) or Topic.GENERAL
        road = member(Road, chosen.get("heard", ""))
        self.heard, self.road = road is not None, road or Road.VOICE_RADIO
        self.in_reply_to = SubjectId(chosen["in_reply_to"]) if chosen.get("in_reply_to") else None
        self.about = SubjectId(chosen["about"]) if chosen.get("about") else None


@dataclass(slots=True)
class CountForm(Form):
    """Heads, no names."""

    method: CountMethod = CountMethod.ESTIMATE

    def draft(self) -> HeadCountDraft:
        """Raises ``RuleViolation`` for what is not a number."""
        numbers = {
            name: whole_number(self.texts[name] or "0", name)
            for name in ("children", "less_mobile", "animals", "minors_alone")
        }
        return HeadCountDraft(
            present=whole_number(self.texts["present"], "present"),
            method=self.method,
            words=self.texts["words"],
            **numbers,
        )


@dataclass(slots=True)
class CardForm(Form):
    """A number and a PIN, and what may be told about it."""

    answer: CardAnswer | None = None
