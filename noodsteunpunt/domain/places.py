# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where: a postcode, a street of the information pack, or words. What is not in the table is accepted as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from noodsteunpunt.domain.typed import clean_postcode

SUGGESTIONS = 8
_NUMBERED = re.compile(r"(?P<rest>.*?)[\s,]+(?P<number>\d{1,5}(?:\s?[-/]?\s?[A-Za-z]{1,2}|\s?-\s?\d{1,3})?)$")
_FULL = re.compile(r"([1-9]\d{3})\s?([A-Za-z]{2})\b[\s,]*(.*)")


@dataclass(frozen=True, slots=True)
class Street:
    """A street of the pack. ``postcodes`` without the space."""

    name: str
    postcodes: tuple[str, ...] = ()
    district: str = ""

    @property
    def pc4(self) -> str:
        """Four digits if all its postcodes begin alike, else empty."""
        begins = {postcode[:4] for postcode in self.postcodes}
        return begins.pop() if len(begins) == 1 else ""


@dataclass(frozen=True, slots=True)
class Place:
    """An address as far as it is known. ``known``: the pack has this street or postcode."""

    postcode: str = ""
    street: str = ""
    house_number: str = ""
    words: str = ""
    known: bool = False

    @property
    def pc4(self) -> str:
        """Four digits, or empty."""
        return self.postcode[:4]

    @property
    def line(self) -> str:
        """One line, the shortest that finds the house: a full postcode with a number needs no street."""
        enough = len(self.postcode) == 6 and self.house_number
        parts = (self.postcode, "" if enough else self.street, self.house_number, self.words)
        return " ".join(part for part in parts if part)

    @property
    def key(self) -> str:
        """Equal for equal houses; without a number, for equal streets. Empty when only words are known."""
        where = folded(self.street) or (self.postcode if len(self.postcode) == 6 else "")
        return f"{where} {folded(self.house_number)}".strip() if where else ""


def folded(text: str) -> str:
    """Small letters without accents, points and spaces, so that ``St. Jansstr.`` is found again."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(character for character in plain if character.isalnum())
    return re.sub(r"(str|wg|pln|ln)$", lambda found: _LONG[found.group()], letters)


_LONG = {"str": "straat", "wg": "weg", "pln": "plein", "ln": "laan"}


@dataclass(frozen=True, slots=True)
class StreetTable:
    """The streets of the pack in use, by name and by postcode."""

    streets: tuple[Street, ...] = ()
    _by_postcode: dict[str, Street] = field(default_factory=dict, repr=False)
    _by_name: dict[str, Street] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, streets: Iterable[Street]) -> StreetTable:
        """The table of these streets."""
        table = tuple(sorted(streets, key=lambda street: folded(street.name)))
        return cls(
            table,
            {postcode: street for street in table for postcode in street.postcodes},
            {folded(street.name): street for street in table},
        )

    def suggest(self, typed: str, limit: int = SUGGESTIONS) -> list[Street]:
        """Streets whose name begins as ``typed``, then those that have it further on; also by postcode."""
        wanted = folded(typed)
        if not wanted:
            return []
        if wanted[0].isdigit():
            return [s for s in self.streets if any(p.casefold().startswith(wanted) for p in s.postcodes)][:limit]
        begins = [street for street in self.streets if folded(street.name).startswith(wanted)]
        inside = [s for s in self.streets if wanted in folded(s.name) and s not in begins] if len(wanted) > 2 else []
        return [*begins, *inside][:limit]

    def completed(self, place: Place) -> Place:
        """With what the table knows: the postcode of a street that has one, the street of a full postcode."""
        street = self._by_name.get(folded(place.street)) if place.street else None
        if street is None and len(place.postcode) == 6:
            street = self._by_postcode.get(place.postcode)
        if street is None:
            return place
        postcode = place.postcode
        if not postcode:
            postcode = street.postcodes[0] if len(street.postcodes) == 1 else street.pc4
        return replace(place, street=street.name, postcode=postcode, known=True)


NO_STREETS = StreetTable()


class Placed(Protocol):
    """The answers of a form that say where."""

    @property
    def postcode(self) -> str: ...
    @property
    def street(self) -> str: ...
    @property
    def house_number(self) -> str: ...
    @property
    def place_words(self) -> str: ...


def place_of(typed: Placed, streets: StreetTable = NO_STREETS) -> Place:
    """What the answers say together; raises ``RuleViolation``. A number typed behind the street is a house number."""
    street, number = typed.street, typed.house_number
    if street and not number:
        read = read_place(street)
        street, number = (read.street, read.house_number) if read.house_number else (street, "")
    return streets.completed(Place(clean_postcode(typed.postcode), street, number, typed.place_words))


def read_place(typed: str, streets: StreetTable = NO_STREETS) -> Place:
    """One line as a person types it: ``1371 AC 12``, ``Kerkstraat 12b``, ``achter de kerk, 2e portiek``."""
    line = " ".join(typed.split())
    if not line:
        return Place()
    if found := _FULL.fullmatch(line):
        postcode, rest = clean_postcode(found.group(1) + found.group(2)), found.group(3)
        number, _, words = rest.partition(" ") if rest[:1].isdigit() else ("", "", rest)
        return streets.completed(Place(postcode=postcode, house_number=number.strip(","), words=words))
    if re.fullmatch(r"[1-9]\d{3}", line):
        return Place(postcode=line, known=True)
    numbered = _NUMBERED.fullmatch(line)
    name, number = (numbered["rest"], numbered["number"]) if numbered else (line, "")
    completed = streets.completed(Place(street=name, house_number=number))
    if completed.known:
        return completed
    return Place(street=name, house_number=number) if numbered else Place(words=line)
