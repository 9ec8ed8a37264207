# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reader's rows and pages, from the pack on the shelf. No Flet here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from noodsteunpunt.domain.packs import PackText
from noodsteunpunt.domain.values import PointStatus
from noodsteunpunt.domain.views import PointRow
from noodsteunpunt.guest.mapping import marks_of
from noodsteunpunt.library.shelf import Shelf
from ui.labels import label
from ui.presenter_points import heard_line, report_age
from ui.texts import _

MOST_ASKED = 8


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card in a list: where it leads, what it is called, and how it begins."""

    id: str
    title: str
    lead: str
    kind: str
    language: str
    rtl: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: ``to`` is the card that it leads to."""

    text: str
    bold: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """``kind``: heading, paragraph, bullets, steps or picture; a picture has ``file`` and its words in ``pieces``."""

    kind: str
    pieces: tuple[tuple[Piece, ...], ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class CardPage:
    """One language of a card. ``marks``: what a person must know before believing it."""

    id: str
    title: str
    language: str
    rtl: bool
    blocks: tuple[Block, ...]
    pictogram: str
    marks: tuple[str, ...]
    origin: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]

    def spoken(self) -> str:
        """As it is read aloud."""
        lines = [self.title]
        lines += ["".join(piece.text for piece in line) for block in self.blocks for line in block.pieces]
        return ".\n".join(line.rstrip(".") for line in lines)


def asked_rows(shelf: Shelf, language: str) -> list[CardRow]:
    """What is asked most, as questions."""
    rows: list[CardRow] = []
    for one in shelf.asked():
        question = _words(one["question"], language)
        if one["card"] not in {row.id for row in rows}:
            rows.append(CardRow(one["card"], question, _words(one["answer"], language), "", language, False))
    return rows[:MOST_ASKED]


def found_rows(shelf: Shelf, hits: Iterable[PackText], scenario: str) -> list[CardRow]:
    """What search found, of one scenario or of all."""
    rows = []
    for hit in hits:
        name = hit.item.removeprefix("card.").removesuffix(".json")
        card = shelf.cards.get(name)
        if card is not None and (not scenario or card.get("scenario") == scenario or _leads(card, shelf, scenario)):
            rows.append(CardRow(name, hit.title, hit.body, _kind(shelf, card), hit.language, _rtl(shelf, hit.language)))
    return rows


def all_rows(shelf: Shelf, language: str, scenario: str) -> list[CardRow]:
    """Every card, those of the scenario first, by kind and title."""
    rows = []
    kinds = list(shelf.kinds.get("card-kinds", {}))
    for name, card in shelf.cards.items():
        if scenario and card.get("scenario") != scenario and not _leads(card, shelf, scenario):
            continue
        spoken = language if language in card["languages"] else card["language"]
        row = CardRow(name, card["languages"][spoken]["title"], "", _kind(shelf, card), spoken, _rtl(shelf, spoken))
        rows.append((kinds.index(card["kind"]) if card["kind"] in kinds else 99, row.title.casefold(), row))
    rows.sort(key=lambda one: (one[0] != kinds.index("scenario") if "scenario" in kinds else 0, one[0], one[1]))
    return [row for _number, _title, row in rows]


def scenarios(shelf: Shelf) -> list[tuple[str, str]]:
    """Id and name of every scenario that a card is about."""
    used = {card.get("scenario") for card in shelf.cards.values()}
    return [
        (name, _words(about["title"], "nl")) for name, about in shelf.kinds.get("scenarios", {}).items() if name in used
    ]


def card_page(shelf: Shelf, name: str, language: str, now: int) -> CardPage | None:
    """In ``language``, else in the language that the card was written in."""
    card = shelf.cards.get(name)
    if card is None:
        return None
    spoken = language if language in card["languages"] else card["language"]
    page = card["languages"][spoken]
    known = shelf.languages
    return CardPage(
        id=name,
        title=page["title"],
        language=spoken,
        rtl=_rtl(shelf, spoken),
        blocks=tuple(_block(block) for block in page["body"]),
        pictogram=card.get("pictogram", ""),
        marks=_marks(shelf, card, spoken, now),
        origin=_origin(card),
        languages=tuple((one, _called(known, one)) for one in known if one in card["languages"]),
    )


def _leads(card: Mapping[str, Any], shelf: Shelf, scenario: str) -> bool:
    """A card of the scenario names this one."""
    own = f"card:{card['id']}"
    return any(
        other.get("scenario") == scenario and own in _targets(other["languages"][other["language"]]["body"])
        for other in shelf.cards.values()
    )


def _targets(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        own = {value["to"]} if isinstance(value.get("to"), str) else set()
        return own.union(*(_targets(below) for below in value.values()))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return set().union(*(_targets(below) for below in value))
    return set()


def _marks(shelf: Shelf, card: Mapping[str, Any], language: str, now: int) -> tuple[str, ...]:
    today = f"{datetime.fromtimestamp(now, tz=UTC).astimezone():%Y-%m-%d}"
    found = []
    if card.get("valid-until") and card["valid-until"] < today:
        found.append(_("Expired on {day}: this can be wrong. Ask the coordination point.", day=card["valid-until"]))
    if shelf.expired:
        found.append(_("The whole pack has expired."))
    if language != card["language"] and "native-read" not in card["languages"][language]:
        found.append(_("Nobody whose own language this is has read it. Not for the board or the wall."))
    return tuple(found)


def _origin(card: Mapping[str, Any]) -> tuple[str, ...]:
    lines = [
        _("Source: {source}", source=", ".join(row[key] for key in ("title", "publisher", "date") if key in row))
        for row in card.get("source", ())
    ]
    own = card["languages"][card["language"]]
    if own.get("date"):
        lines.append(_("Date: {day}, holds until {until}", day=own["date"], until=card.get("valid-until", "?")))
    if card.get("owner"):
        lines.append(_("Kept by: {owner}", owner=card["owner"]))
    return tuple(lines)


def _block(block: Mapping[str, Any]) -> Block:
    kind = str(block["kind"])
    if kind in {"heading", "picture"}:
        return Block(kind, ((Piece(block["text"]),),), block.get("file", ""))
    lines = [block["spans"]] if kind == "paragraph" else block["items"]
    return Block(kind, tuple(tuple(_piece(span) for span in line) for line in lines))


def _piece(span: Mapping[str, Any]) -> Piece:
    target = str(span.get("to", ""))
    return Piece(span["text"], "bold" in span, target[5:] if target.startswith("card:") else "")


def _kind(shelf: Shelf, card: Mapping[str, Any]) -> str:
    about = shelf.kinds.get("card-kinds", {}).get(card["kind"])
    return _words(about["title"], "nl") if about else str(card["kind"])


def _rtl(shelf: Shelf, language: str) -> bool:
    return bool(shelf.kinds.get("languages", {}).get(language, {}).get("direction") == "rtl")


def _called(languages: Mapping[str, Any], language: str) -> str:
    return str(next(iter(languages[language]["title"].values()), language))


def _words(words: Mapping[str, str], language: str) -> str:
    return str(words.get(language) or next(iter(words.values()), ""))


@dataclass(frozen=True, slots=True)
class ListRow:
    """A place or a number: its name, what is said of it, and where that comes from."""

    title: str
    lines: tuple[str, ...]
    origin: str


def place_rows(shelf: Shelf, points: Mapping[str, PointRow], language: str, now: int) -> list[ListRow]:
    """In the order of the numbers on the map; places without coordinates after them. ``points``: by id of the place."""
    numbers = {mark.id: mark.number for mark in marks_of(shelf.guide(), {})[1]}
    kinds = shelf.kinds.get("place-kinds", {})
    rows = []
    for row in sorted(shelf.tables["places"], key=lambda row: numbers.get(row["id"], 9999)):
        number = f"{numbers[row['id']]}. " if row["id"] in numbers else ""
        kind = _words(kinds[row["kind"]]["title"], language) if row["kind"] in kinds else row["kind"]
        point = points.get(row["id"])
        lines = [] if point is None or point.status is None else [_said(point, point.status, now)]
        lines += [kind, ", ".join(str(row[key]) for key in ("address", "postcode", "city") if row.get(key))]
        lines += [str(row["phone"])] if row.get("phone") else []
        lines += [_words(row[key], language) for key in ("accessibility", "note") if row.get(key)]
        rows.append(ListRow(number + _words(row["name"], language), tuple(filter(None, lines)), _row_origin(row)))
    return rows


def _said(point: PointRow, status: PointStatus, now: int) -> str:
    """Its status with the time, and since when it is silent."""
    silence = heard_line(point, now) if point.no_contact else ""
    return ", ".join(filter(None, (label(status), report_age(point, now), silence)))


def number_rows(shelf: Shelf, language: str) -> list[ListRow]:
    """By kind, in the order of the pack."""
    rows = []
    for row in shelf.tables["numbers"]:
        called = row.get("number") or row.get("frequency", {}).get("text", "")
        lines = [_words(row[key], language) for key in ("who", "when") if row.get(key)]
        rows.append(ListRow(f"{called}  {_words(row['name'], language)}", tuple(lines), _row_origin(row)))
    return rows


def _row_origin(row: Mapping[str, Any]) -> str:
    source = row.get("source", {}).get("title", "")
    return ", ".join(part for part in (source, row.get("date", "")) if part)
