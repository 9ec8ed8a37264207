# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The intake of a request, for one address or several at once. No Flet here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from noodsteunpunt.domain.drafts import RequestChanges, RequestDraft
from noodsteunpunt.domain.places import NO_STREETS, Place, StreetTable, typed_place
from noodsteunpunt.domain.rules_request import GROUP_LIMIT
from noodsteunpunt.domain.values import Category, CategoryGroup, Priority, SubjectId
from noodsteunpunt.domain.values_desk import Access, CallbackWay, Requester, Vulnerability
from noodsteunpunt.domain.views import RequestDetail
from noodsteunpunt.domain.violations import RuleViolation
from ui.codes import codes_of, member, members
from ui.everyday import narrowed, parted
from ui.forms import Form, whole_number
from ui.when import When

PLACE_FIELDS = frozenset({"postcode", "street"})
"""What the rules call parts of the place; on the form they are one line."""
OF_AN_ADDRESS = ("place", "house_number", "place_words", "name")
"""Answers that each address of a group has of its own."""


@dataclass(slots=True)
class RequestForm(Form):
    """The intake. ``danger``: was the 112-question answered, and how. ``addresses``: how many places in one go."""

    danger: bool | None = None
    group: CategoryGroup | None = None
    category: Category | None = None
    priority: Priority | None = None
    requester: Requester = Requester.UNKNOWN
    vulnerabilities: set[Vulnerability] = field(default_factory=set)
    access: set[Access] = field(default_factory=set)
    way: CallbackWay = CallbackWay.COMES_BACK
    anonymous: bool = False
    addresses: int = 1
    tickets: tuple[str, ...] = ()
    """All that a group got."""

    # -- answers ----------------------------------------------------------------------------------------

    def choose_group(self, group: CategoryGroup) -> None:
        """A group with one need in it needs no second choice."""
        self.group, self.texts["what"] = group, ""
        inside = narrowed("", group)
        self.category = inside[0] if len(inside) == 1 else None

    def choose_category(self, category: Category) -> None:
        """The exact need."""
        self.category = category

    def fitting(self) -> tuple[Category, ...]:
        """The needs that fit the group and the letters."""
        return narrowed(self.texts["what"], self.group)

    @property
    def shown_group(self) -> CategoryGroup | None:
        """The group that was pressed, or whose digit was typed."""
        return parted(self.texts["what"])[0] or self.group

    def add_address(self) -> None:
        """One more place of the same group."""
        self.addresses = min(self.addresses + 1, GROUP_LIMIT)

    def missing(self) -> str:
        """The first of the three required answers that is not there; empty when all are."""
        if self.category is None:
            return "what"
        if not any(self.texts[name].strip() for name in ("place", "place_words")):
            return "place"
        return "" if self.priority is not None else "priority"

    # -- what is sent to the station --------------------------------------------------------------------

    def place(self, number: int = 0, streets: StreetTable = NO_STREETS) -> Place:
        """What was typed for an address."""
        line, house, words = (self.of_address(name, number) for name in ("place", "house_number", "place_words"))
        return typed_place(line, house, words, streets)

    def of_address(self, name: str, number: int) -> str:
        """An answer of one of the addresses."""
        return self.texts[name if number == 0 else f"{name}.{number}"]

    def drafts(self, now: When) -> list[RequestDraft]:
        """One for each address. Raises ``RuleViolation`` for what is not chosen, not a number or no time."""
        if self.category is None:
            raise RuleViolation("no_category", "category")
        if self.priority is None:
            raise RuleViolation("no_priority", "priority")
        return [self._draft(number, self.category, self.priority, now) for number in range(self.addresses)]

    def _draft(self, number: int, category: Category, priority: Priority, now: When) -> RequestDraft:
        place, texts = self.place(number), self.texts
        needed = texts["needed"].strip()
        return RequestDraft(
            category=category,
            priority=priority,
            people=whole_number(texts["people"] or "1", "people"),
            postcode=place.postcode,
            street=place.street,
            house_number=place.house_number,
            place_words=place.words,
            note=texts["note"],
            deadline_minutes=now.minutes(texts["deadline"], "deadline"),
            come_back_minutes=now.minutes(texts["come_back"], "come_back"),
            come_back_way=self.way,
            needed=whole_number(needed, "needed") if needed else 0,
            name=self.of_address("name", number),
            phone=texts["phone"],
            health_note=texts["health_note"],
            access_note=texts["access_note"],
            remarks=texts["remarks"],
            requester=self.requester,
            vulnerabilities=frozenset(self.vulnerabilities),
            access=frozenset(self.access),
            anonymous=self.anonymous,
        )

    def refuse(self, violation: RuleViolation) -> None:
        """Of a group the field names the address: ``1.postcode``."""
        number, _, name = violation.field.rpartition(".")
        named = {"deadline_minutes": "deadline", "come_back_minutes": "come_back"}.get(name, name)
        in_place = named in PLACE_FIELDS or (named == "place_words" and not self.of_address(named, int(number or 0)))
        own = "place" if in_place else named
        suffix = f".{number}" if number not in {"", "0"} and own in OF_AN_ADDRESS else ""
        Form.refuse(self, RuleViolation(violation.code, own + suffix))

    # -- kept -------------------------------------------------------------------------------------------

    def chosen(self) -> dict[str, str]:
        """As :meth:`Form.chosen`."""
        return {
            "danger": {True: "yes", False: "no", None: ""}[self.danger],
            "group": self.group or "",
            "category": self.category or "",
            "priority": self.priority or "",
            "requester": "" if self.requester is Requester.UNKNOWN else self.requester,
            "vulnerabilities": codes_of(self.vulnerabilities),
            "access": codes_of(self.access),
            "way": "" if self.way is CallbackWay.COMES_BACK else self.way,
            "anonymous": "yes" if self.anonymous else "",
            "addresses": str(self.addresses) if self.addresses > 1 else "",
        }

    def choose(self, chosen: Mapping[str, str]) -> None:
        """As :meth:`Form.choose`."""
        self.danger = {"yes": True, "no": False}.get(chosen.get("danger", ""))
        self.group = member(CategoryGroup, chosen.get("group", ""))
        self.category = member(Category, chosen.get("category", ""))
        self.priority = member(Priority, chosen.get("priority", ""))
        self.requester = member(Requester, chosen.get("requester", "")) or Requester.UNKNOWN
        self.vulnerabilities = members(Vulnerability, chosen.get("vulnerabilities", ""))
        self.access = members(Access, chosen.get("access", ""))
        self.way = member(CallbackWay, chosen.get("way", "")) or CallbackWay.COMES_BACK
        self.anonymous = chosen.get("anonymous") == "yes"
        count = chosen.get("addresses", "1")
        self.addresses = min(int(count), GROUP_LIMIT) if count.isdigit() and int(count) > 0 else 1


_CORRECTED = ("note", "name", "phone", "health_note", "access_note", "remarks")


@dataclass(slots=True)
class CorrectionForm(Form):
    """Other answers to a request that is recorded already. ``first``: what stood there when the form was opened: only
    what differs from it is a correction."""

    request: SubjectId = SubjectId("")
    saw: int = 0
    priority: Priority | None = None
    first: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)
    """What somebody else put meanwhile where a person here typed something too."""

    @classmethod
    def of(cls, detail: RequestDetail) -> CorrectionForm:
        """With what is known now."""
        row, place = detail.row, detail.place or Place(words=detail.address or "")
        first = {name: getattr(detail, name) or "" for name in _CORRECTED}
        first["people"] = str(row.people)
        first["place"] = " ".join(part for part in (place.postcode or place.street, place.house_number) if part)
        first["place_words"] = place.words
        form = cls(request=row.id, saw=row.revision, priority=row.priority, first=first)
        form.first["priority"] = row.priority.value
        form.texts.update({name: text for name, text in first.items() if name != "priority"})
        return form

    def catch_up(self, detail: RequestDetail) -> None:
        """Somebody else was first: what is typed here stays, all else is as it is now, and saving again counts."""
        newer = CorrectionForm.of(detail)
        for name in newer.texts:
            if not self._differs(name):
                self.texts[name] = newer.first[name]
            elif newer.first[name] != self.first[name]:
                self.theirs[name] = newer.first[name]
        if self.priority is not None and self.priority.value == self.first["priority"]:
            self.priority = newer.priority
        self.first, self.saw = newer.first, newer.saw

    def changes(self, now: When) -> RequestChanges:
        """Raises ``RuleViolation`` for what is not a number or no time."""
        texts = {name: self.texts[name] for name in _CORRECTED if self._differs(name)}
        changes = RequestChanges(
            saw=self.saw,
            priority=None if self.priority is None or self.priority.value == self.first["priority"] else self.priority,
            people=whole_number(self.texts["people"], "people") if self._differs("people") else None,
            deadline_minutes=now.minutes(self.texts["deadline"], "deadline"),
        )
        known: dict[str, Any] = {**self._moved(), **texts}
        return replace(changes, **known)

    def _moved(self) -> dict[str, str]:
        if not (self._differs("place") or self._differs("place_words")):
            return {}
        place = typed_place(self.texts["place"], "", self.texts["place_words"])
        return {
            "postcode": place.postcode,
            "street": place.street,
            "house_number": place.house_number,
            "place_words": place.words,
        }

    def _differs(self, name: str) -> bool:
        return self.texts[name] != self.first[name]

    def refuse(self, violation: RuleViolation) -> None:
        """The parts of a place are one line here."""
        renamed = {"deadline_minutes": "deadline", "person_name": "name", "address": "place", "house_number": "place"}
        name = renamed.get(violation.field, violation.field)
        Form.refuse(self, RuleViolation(violation.code, "place" if name in PLACE_FIELDS else name))
