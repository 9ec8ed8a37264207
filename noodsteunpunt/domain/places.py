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
    _by_name: dict[str, tuple[Street, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, streets: Iterable[Street]) -> StreetTable:
        """The table of these streets. A name that several villages have is found with the village behind it."""
        table = tuple(sorted(streets, key=lambda street: (folded(street.name), folded(street.district))))
        by_name: dict[str, tuple[Street, ...]] = {}
        for street in table:
            for name in {folded(street.name), folded(street.name + street.district)}:
                by_name[name] = (*by_name.get(name, ()), street)
        return cls(table, {postcode: street for street in table for postcode in street.postcodes}, by_name)

    def named(self, name: str) -> tuple[Street, ...]:
        """All of that name."""
        return self._by_name.get(folded(name), ()) if name else ()

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

    def called(self, street: Street) -> str:
        """Its name; with the village behind it, or by its only postcode, when another has the same name."""
        if len(self.named(street.name)) < 2:
            return street.name
        if street.district:
            return f"{street.name}, {street.district}"
        return street.postcodes[0] if len(street.postcodes) == 1 else street.name

    def completed(self, place: Place) -> Place:
        """With what the table knows: the postcode of a street that has one, the street of a full postcode. Of two
        streets of one name neither is guessed, and what was typed is never replaced."""
        named = [one for one in self.named(place.street) if not place.postcode or _has(one, place.postcode)]
        street = named[0] if len(named) == 1 else None
        if not place.street and len(place.postcode) == 6:
            street = self._by_postcode.get(place.postcode)
        if street is None:
            return place
        postcode = place.postcode
        if not postcode:
            postcode = street.postcodes[0] if len(street.postcodes) == 1 else street.pc4
        return replace(place, street=street.name, postcode=postcode, known=True)


def _has(street: Street, postcode: str) -> bool:
    return not street.postcodes or any(one.startswith(postcode) for one in street.postcodes)


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
    return found_place(Place(clean_postcode(typed.postcode), street, number, typed.place_words), streets)


def found_place(place: Place, streets: StreetTable) -> Place:
    """With what the table knows; words that are the name of a street are that street."""
    if place.words == place.line and (known := read_place(place.words, streets)).known:
        return known
    return streets.completed(place)


def typed_place(line: str, house_number: str, words: str, streets: StreetTable = NO_STREETS) -> Place:
    """What three fields of a form say together: a line, a house number of its own, and words. A house number of its own
    goes before one in the line, and makes a street of what else would be words."""
    read, own = read_place(line, streets), house_number.strip()
    street, said = read.street, read.words
    if own and said and not street and not read.postcode:
        street, said = said, ""
    said = " ".join(part for part in (said, words.strip()) if part)
    return streets.completed(Place(read.postcode, street, own or read.house_number, said, read.known))


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
