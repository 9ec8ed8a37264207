# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of paper, from what is in a pack: cards, posters, forms with ticket numbers, lists, noodplan and codes.

Nothing that no native reader checked goes on a poster; on a card it is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import qrcode

from noodsteunpunt.domain.tickets import format_ticket
from noodsteunpunt.guest.mapping import draw_map, marks_of
from noodsteunpunt.library.shelf import Shelf, native
from noodsteunpunt.texts import _

Page = dict[str, Any]

PAD_DESK = "P"
"""The desk letter of paper pads: no laptop has it."""


def card_page(shelf: Shelf, name: str, language: str) -> Page:
    """One card; in the language that it was written in when it has no other. Raises KeyError."""
    card = shelf.cards[name]
    spoken = language if language in card["languages"] else card["language"]
    page = card["languages"][spoken]
    marks = [] if native(card, spoken) else [_("Not read by a native speaker")]
    return _page(shelf, "card", card, spoken) | {
        "marks": marks,
        "origin": _origin(card, page),
        "blocks": [_block(shelf, block) for block in page["body"]],
    }


def poster_pages(shelf: Shelf, name: str, languages: Sequence[str]) -> list[Page]:
    """One page for each of ``languages`` that may hang on a wall."""
    card = shelf.cards[name]
    return [
        _page(shelf, "poster", card, language)
        | {
            "blocks": [_block(shelf, block) for block in card["languages"][language]["body"]],
            **_longest(card["languages"][language]),
        }
        for language in languages
        if native(card, language)
    ]


def form_pages(shelf: Shelf, name: str, tickets: Iterable[str] = ("",)) -> list[Page]:
    """A form once for every ticket; "" is one without a number."""
    page = card_page(shelf, name, shelf.cards[name]["language"])
    slip = _("Keep this. With it you ask how far it is.")
    return [page | {"type": "form", "ticket": ticket, "slip": slip} for ticket in tickets]


def tickets(letters: str, first: int, count: int) -> list[str]:
    """Of a paper pad."""
    return [format_ticket(letters, PAD_DESK, number) for number in range(first, first + count)]


def plan_page() -> Page:
    """The card of a household: what it agrees on, to be filled in and kept."""
    asked = [
        _("If we cannot call we meet at:"), _("And if we cannot go there, at:"), _("Who fetches the children:"),
        _("Who looks in on which neighbour:"), _("Our emergency point is at:"),
        _("Gas tap, water tap and fuse box are:"),
        _("Medicine and devices, and how long they last:"), _("Important numbers:"), _("Someone outside the region:"),
        _("What the pets need:"),
    ]  # fmt: skip
    lines = [[{"text": text}] for text in asked]
    return {
        "type": "form",
        "title": _("Our emergency plan"),
        "ticket": "",
        "slip": "",
        "blocks": [
            {"kind": "paragraph", "spans": [{"text": _("Fill this in together. Keep it where everybody finds it.")}]},
            {"kind": "bullets", "items": lines},
        ],
    }


def checklist_pages(shelf: Shelf) -> list[Page]:
    """Every checklist, with a box to tick."""
    roles = shelf.kinds.get("roles", {})
    pages = []
    for one in shelf.tables["checklists"]:
        rows = [
            ["", _nl(step["text"]), _nl(roles.get(step.get("role", ""), {}).get("title", {}))] for step in one["steps"]
        ]
        pages.append(_table(_nl(one["title"]), [_("Done"), _("Step"), _("Who")], [1, 7, 3], rows))
    return pages


def list_pages(shelf: Shelf) -> list[Page]:
    """Map and places, telephone numbers, and the pack's lists."""
    kinds = shelf.kinds.get("place-kinds", {})
    about = shelf.guide()
    numbers = {mark.id: str(mark.number) for mark in marks_of(about, {})[1]}
    places = [
        [
            numbers.get(row["id"], ""),
            _nl(row["name"]),
            _nl(kinds.get(row["kind"], {}).get("title", {})),
            ", ".join(str(row[key]) for key in ("address", "city", "phone") if row.get(key)),
        ]
        for row in shelf.tables["places"]
    ]
    pages = []
    if places:
        drawing = {"drawing": draw_map(about, {}), "drawing-alt": _("Map of the places, with the numbers of the list")}
        pages.append(_table(_("Map"), [], [], []) | drawing)
        pages.append(_table(_("Places"), ["", _("Name"), _("Kind"), _("Where")], [1, 4, 4, 6], places))
    called = [
        [row.get("number") or row.get("frequency", {}).get("text", ""), _nl(row["name"]), _nl(row.get("when", {}))]
        for row in shelf.tables["numbers"]
    ]
    if called:
        pages.append(_table(_("Telephone numbers"), [_("Number"), _("Who"), _("When")], [3, 4, 6], called))
    for one in shelf.tables["lists"]:
        rows = [[_nl(item["name"]), _nl(item.get("amount", {})), _nl(item.get("note", {}))] for item in one["items"]]
        pages.append(_table(_nl(one["title"]), [_("What"), _("How much"), _("Note")], [6, 4, 4], rows))
    return pages


def wifi_page(name: str, password: str, address: str) -> Page:
    """Two codes: onto the network, and to the pages."""
    how = f"T:WPA;P:{_quoted(password)}" if password else "T:nopass"
    codes = []
    if name:
        codes.append(
            _code(
                _("1. Onto the wifi of this point"),
                f"WIFI:{how};S:{_quoted(name)};;",
                _("Code for the wifi network {name}", name=name),
                [_("Name: {name}", name=name), *([_("Password: {password}", password=password)] if password else [])],
            )
        )
    codes.append(
        _code(
            _("2. Open the information"),
            address,
            _("Code for the address {address}", address=address),
            [address, _("It is not the internet. It is the information of this point.")],
        )
    )
    return {"type": "codes", "title": _("Read it on your own phone"), "codes": codes}


def contents_page(rows: Sequence[tuple[str, str]]) -> Page:
    """What is in the box, and where it goes."""
    page = _table(_("What is in this box"), [_("File"), _("Where it goes")], [5, 8], [list(row) for row in rows])
    text = _("Print everything once a year and after every new pack. Throw the old paper away.")
    return page | {"blocks": [{"kind": "paragraph", "spans": [{"text": text}]}]}


def footer_of(shelf: Shelf) -> str:
    """Which pack, which version, until when."""
    title, version, until = _nl(shelf.about["title"]), shelf.about["version"], shelf.about["expires"]
    return _("{title}, version {version}, until {until}", title=title, version=version, until=until)


def by_kind(shelf: Shelf, kind: str) -> list[str]:
    """The cards of a kind, by title."""
    found = [name for name, card in shelf.cards.items() if card["kind"] == kind]
    return sorted(
        found, key=lambda name: shelf.cards[name]["languages"][shelf.cards[name]["language"]]["title"].casefold()
    )


def _page(shelf: Shelf, kind: str, card: Mapping[str, Any], language: str) -> Page:
    about = shelf.kinds.get("languages", {}).get(language, {})
    picture = shelf.media(card["pictogram"]) if card.get("pictogram", "").endswith(".svg") else None
    return {
        "type": kind,
        "title": card["languages"][language]["title"],
        "lang": language,
        "rtl": about.get("direction") == "rtl",
        "pictogram": (picture or b"").decode("utf-8", errors="replace"),
        "pictogram-alt": card["languages"][language]["title"],
    }


def _longest(page: Mapping[str, Any]) -> dict[str, str]:
    """The longest word in the headings of a poster, and in the rest. The title is read only without a heading."""
    body = page["body"]
    titled = [] if body and body[0]["kind"] == "heading" else [page["title"]]
    headings = [*titled, *(block["text"] for block in body if block["kind"] == "heading")]
    lines = [block["spans"] for block in body if block["kind"] == "paragraph"]
    lines += [item for block in body for item in block.get("items", ())]
    texts = ["".join(span["text"] for span in line) for line in lines]
    return {"longest-heading": _word(headings), "longest": _word(texts)}


def _word(texts: Iterable[str]) -> str:
    return max(" ".join(texts).split(), key=len, default="")


def _block(shelf: Shelf, block: Mapping[str, Any]) -> Mapping[str, Any]:
    if block["kind"] != "picture":
        return block
    data = shelf.media(block["file"]) if block["file"].endswith(".svg") else None
    return {**block, "data": (data or b"").decode("utf-8", errors="replace")}


def _origin(card: Mapping[str, Any], page: Mapping[str, Any]) -> str:
    sources = "; ".join(
        ", ".join(row[key] for key in ("title", "publisher") if key in row) for row in card.get("source", ())
    )
    parts = [_("Source: {source}", source=sources)] if sources else []
    parts.append(_("Date: {day}, holds until {until}", day=page.get("date", "?"), until=card.get("valid-until", "?")))
    return ". ".join([*parts, *([card["owner"]] if card.get("owner") else [])])


def _table(title: str, columns: list[str], widths: list[int], rows: list[list[str]]) -> Page:
    return {
        "type": "table", "title": title, "columns": columns, "widths": widths, "rows": rows, "blocks": [],
        "drawing": "", "drawing-alt": "",
    }  # fmt: skip


def _nl(words: Mapping[str, str]) -> str:
    return str(words.get("nl") or next(iter(words.values()), ""))


def _quoted(text: str) -> str:
    """As the codes for networks have it: these signs with a backslash before them."""
    return "".join(f"\\{sign}" if sign in '\\;,:"' else sign for sign in text)


def _code(title: str, content: str, alt: str, lines: list[str]) -> dict[str, Any]:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=4)
    code.add_data(content)
    code.make(fit=True)
    matrix = code.get_matrix()
    squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    size = len(matrix)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><title>{escape(title)}</title>'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{squares}" fill="#000"/></svg>'
    )
    return {"title": title, "data": svg, "alt": alt, "lines": lines}
