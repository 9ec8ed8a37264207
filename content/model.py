# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a pack's files may hold, declared once: reading, checking, compiling and the documentation go by this.

Kinds of places, cards, numbers, lists and languages are not here: they are data, in ``kinds.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MAX_TEXT = 500
MAX_LONG = 5000


@dataclass(frozen=True, slots=True)
class Text:
    """Text for people, or a name of something."""

    most: int = MAX_TEXT


@dataclass(frozen=True, slots=True)
class Words:
    """Text in the pack's first language, or a mapping from language to text."""

    most: int = MAX_TEXT


@dataclass(frozen=True, slots=True)
class Identifier:
    """Lower-case letters, digits and hyphens, at most 40."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int = 0
    most: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Day:
    """A date, ``2026-05-01``."""


@dataclass(frozen=True, slots=True)
class Point:
    """WGS84: latitude and longitude as decimal text, compiled to whole microdegrees."""


@dataclass(frozen=True, slots=True)
class Grid:
    """RD: x and y in whole metres."""


@dataclass(frozen=True, slots=True)
class Link:
    """An https address."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number that the region's plan allows."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """A radio frequency with its unit, ``98.9 MHz``; compiled to whole hertz."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours, ``ma-vr 09:00-17:00; za 10:00-14:00``."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of something: a group of ``kinds.yaml``, or ``cards``, ``places``, ``claims`` and so on."""

    group: str


@dataclass(frozen=True, slots=True)
class Media:
    """The name of a file in ``media/``."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list. ``keyed``: its records have an ``id``, each once in the file."""

    of: Shape
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class MapOf:
    """Own keys, each an identifier or a ``Ref`` to a group."""

    of: Shape
    keys: Identifier | Ref = field(default_factory=Identifier)


@dataclass(frozen=True, slots=True)
class Record:
    """Fixed keys; those in ``needed`` must be there. A bare text stands for the key ``short``."""

    keys: Mapping[str, Shape]
    needed: tuple[str, ...] = ()
    short: str = ""


Shape = (
    Text | Words | Identifier | Whole | Day | Point | Grid | Link | Phone | Frequency | Hours | Choice | Ref | Media
    | ListOf | MapOf | Record
)  # fmt: skip


def _record(*needed: str, short: str = "", **keys: Shape) -> Record:
    """Keys are written with ``_`` for ``-``."""
    named = {name.replace("_", "-"): shape for name, shape in keys.items()}
    return Record(MappingProxyType(named), needed, short)


_ID, _TEXT, _WORDS, _DAY = Identifier(), Text(), Words(), Day()
_LONG = Words(MAX_LONG)
SOURCE = _record("title", short="title", title=_TEXT, publisher=_TEXT, url=Link(), date=_DAY)

PACK = _record(
    "id", "title", "version", "municipality", "region", "languages", "forms",
    id=_ID, title=_WORDS, version=Whole(1), owner=_TEXT, contact=_TEXT,
    issued=_DAY, expires=_DAY, next_review=_DAY,
    municipality=_TEXT, region=Ref("regions"), area=ListOf(Point()),
    core=_record("id", "version", "sha256", id=_ID, version=Whole(1), sha256=_TEXT),
    leave_out=ListOf(Ref("core-cards")),
    languages=ListOf(Ref("languages")), translate=ListOf(Ref("card-kinds")), forms=ListOf(Ref("forms")),
    modules=ListOf(Ref("modules")),
    retention=MapOf(_record("days", "legal-basis", days=Whole(1, 36500), legal_basis=_WORDS)),
    claims=MapOf(_TEXT),
)  # fmt: skip

REGION = _record(
    "id", "title", "numbers", "languages", "time-zone", "coordinates", "telephone", "bounds",
    id=_ID, title=_WORDS, numbers=MapOf(_TEXT), languages=ListOf(Ref("languages")),
    radio=_record("band", band=_TEXT, power_dbm=Whole(0, 36), duty_percent=Whole(1, 100), source=SOURCE),
    time_zone=_TEXT, hazards=ListOf(Ref("hazards")),
    coordinates=ListOf(Choice(("wgs84", "rd"))),
    telephone=_record(
        "country-code", "lengths",
        country_code=_TEXT, trunk=_TEXT, lengths=ListOf(Whole(2, 15)), series=MapOf(ListOf(Whole(3, 15))),
        short_numbers=ListOf(_TEXT),
    ),
    postcode=_TEXT, bounds=ListOf(Point()), source=SOURCE,
)  # fmt: skip

SHAPES = ("triangle", "square", "drop", "diamond", "cross")
"""Of a kind of place on the map; without one it is a disc."""
_KIND = _record("title", title=_WORDS, pictogram=Media())
KINDS = _record(
    place_kinds=MapOf(
        _record("title", title=_WORDS, pictogram=Media(), needed=Choice(("yes", "no")), shape=Choice(SHAPES))
    ),
    card_kinds=MapOf(
        _record(
            "title",
            title=_WORDS, pictogram=Media(), headings=MapOf(ListOf(_TEXT), Ref("languages")), needs=ListOf(_TEXT),
        )
    ),
    scenarios=MapOf(_KIND), roles=MapOf(_KIND), hazards=MapOf(_KIND), modules=MapOf(_KIND), moments=MapOf(_KIND),
    partner_kinds=MapOf(_KIND), number_kinds=MapOf(_KIND),
    list_kinds=MapOf(_record("title", title=_WORDS, pictogram=Media(), opposite=Ref("list-kinds"))),
    forms=MapOf(_record("title", title=_WORDS, pictogram=Media(), key=_TEXT)),
    languages=MapOf(_record("title", "direction", title=_WORDS, direction=Choice(("ltr", "rtl")))),
)  # fmt: skip

CARD = _record(
    "id", "kind", "title",
    id=_ID, kind=Ref("card-kinds"), scenario=Ref("scenarios"), title=_TEXT, owner=_TEXT, source=ListOf(SOURCE),
    date=_DAY, valid_until=_DAY, next_review=_DAY, roles=ListOf(Ref("roles")), tags=ListOf(_TEXT), asked=ListOf(_TEXT),
    pictogram=Media(), audio=Media(), sign_clip=Media(), forms=MapOf(Media(), Ref("forms")),
    claims=ListOf(Ref("claims")),
)  # fmt: skip

TRANSLATION = _record(
    "title", "date",
    id=_ID, language=Ref("languages"), title=_TEXT, date=_DAY, owner=_TEXT, native_read=_DAY,
    audio=Media(), sign_clip=Media(), forms=MapOf(Media(), Ref("forms")),
)  # fmt: skip

PLACES = ListOf(
    _record(
        "id", "kind", "name",
        id=_ID, kind=Ref("place-kinds"), name=_WORDS, address=_TEXT, postcode=_TEXT, city=_TEXT, district=_TEXT,
        wgs84=Point(), rd=Grid(), hours=Hours(), phone=Phone(), capacity=Whole(1, 100_000), accessibility=_WORDS,
        note=_WORDS, source=SOURCE, date=_DAY,
    ),
    keyed=True,
)  # fmt: skip
NUMBERS = ListOf(
    _record(
        "id", "kind", "name",
        id=_ID, kind=Ref("number-kinds"), name=_WORDS, number=Phone(), frequency=Frequency(),
        who=_WORDS, when=_WORDS, hours=Hours(), source=SOURCE, date=_DAY,
    ),
    keyed=True,
)  # fmt: skip
STREETS = ListOf(_record("name", name=_TEXT, postcodes=ListOf(_TEXT), district=_TEXT))
PARTNERS = ListOf(
    _record(
        "id", "kind", "name",
        id=_ID, kind=Ref("partner-kinds"), name=_WORDS, task=_WORDS, phone=Phone(), place=Ref("places"),
        note=_WORDS, source=SOURCE, date=_DAY,
    ),
    keyed=True,
)  # fmt: skip
PRESETS = (
    "SHORT_TURBO", "SHORT_FAST", "SHORT_SLOW", "MEDIUM_FAST", "MEDIUM_SLOW", "LONG_TURBO", "LONG_FAST", "LONG_MODERATE",
    "LONG_SLOW",
)  # fmt: skip
"""Modem presets of Meshtastic (config.proto, ``ModemPreset``)."""
RADIO = _record(
    "band", "preset",
    band=_TEXT, preset=Choice(PRESETS), channel=_TEXT, hop_limit=Whole(0, 7), power_dbm=Whole(0, 36),
    listen=ListOf(_record("name", "frequency", name=_WORDS, frequency=Frequency(), note=_WORDS)),
    call_signs=MapOf(_TEXT, Ref("places")), schedule=ListOf(_WORDS), note=_LONG, source=SOURCE, date=_DAY,
)  # fmt: skip
CHECKLISTS = ListOf(
    _record(
        "id", "moment", "title", "steps",
        id=_ID, moment=Ref("moments"), title=_WORDS, role=Ref("roles"),
        steps=ListOf(_record("text", short="text", text=_WORDS, role=Ref("roles"), card=Ref("cards"))),
        source=SOURCE, date=_DAY,
    ),
    keyed=True,
)  # fmt: skip
QUESTIONS = ListOf(
    _record(
        "id", "title", "items",
        id=_ID, title=_WORDS, role=Ref("roles"),
        items=ListOf(_record("question", "answer", question=_WORDS, answer=_LONG, card=Ref("cards"))),
        source=SOURCE, date=_DAY,
    ),
    keyed=True,
)  # fmt: skip
LISTS = ListOf(
    _record(
        "id", "kind", "title", "items",
        id=_ID, kind=Ref("list-kinds"), title=_WORDS,
        items=ListOf(_record("name", short="name", name=_WORDS, amount=_WORDS, note=_WORDS)),
        source=SOURCE, date=_DAY, valid_until=_DAY,
    ),
    keyed=True,
)  # fmt: skip

MAP = ListOf(
    _record(
        "kind", "line",
        kind=Choice(("water", "road", "rail", "border")), name=_WORDS, line=ListOf(Point()), source=SOURCE, date=_DAY,
    )
)  # fmt: skip
WORDS = ListOf(_record("say", "mean", say=ListOf(_TEXT), mean=ListOf(_TEXT)))

TABLES: Mapping[str, Shape] = MappingProxyType(
    {
        "places": PLACES, "numbers": NUMBERS, "streets": STREETS, "partners": PARTNERS, "radio": RADIO,
        "checklists": CHECKLISTS, "questions": QUESTIONS, "lists": LISTS, "words": WORDS, "map": MAP,
    }
)  # fmt: skip
"""The files ``<name>.yaml`` that a pack may have, each compiled to ``<name>.json``."""

GROUPS = tuple(KINDS.keys)
"""The groups of ``kinds.yaml``."""
