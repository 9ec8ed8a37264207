# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole paper kit of a point, made in peacetime: with it a point opens without a laptop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from noodsteunpunt.library.shelf import Shelf, is_public
from noodsteunpunt.press.press import Sheets, print_pdf
from noodsteunpunt.press.sheets import (
    Page,
    by_kind,
    card_page,
    checklist_pages,
    contents_page,
    footer_of,
    form_pages,
    list_pages,
    plan_page,
    poster_pages,
    tickets,
    wifi_page,
)
from noodsteunpunt.texts import _

WITH_NUMBER = "formulier-hulpvraag"
_COPIES = 5


@dataclass(frozen=True, slots=True)
class BoxOrder:
    """``letters`` of the point and how many numbered forms; what is on the code for the phones."""

    letters: str = ""
    forms: int = 50
    first: int = 1
    wifi_name: str = ""
    wifi_password: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the box: ``pages`` are made when it is its turn."""

    file: str
    title: str
    place: str
    pages: Callable[[], list[Page]]
    paper: str = "a4"
    large: bool = False


def box(shelf: Shelf, order: BoxOrder) -> Iterator[tuple[str, bytes]]:
    """File names and PDF, the contents first. Raises PaperNotMade."""
    parts = list(_parts(shelf, order))
    footer, owner = footer_of(shelf), str(shelf.about.get("owner", ""))
    rows = [(part.file, part.place) for part in parts]
    title = _("What is in this box")
    yield "00-inhoud.pdf", print_pdf(Sheets(title, owner, [contents_page(rows)], footer))
    for part in parts:
        pages = part.pages()
        if pages:
            yield part.file, print_pdf(Sheets(part.title, owner, pages, footer, part.paper, large=part.large))


def _parts(shelf: Shelf, order: BoxOrder) -> Iterator[Part]:
    posters, own = by_kind(shelf, "poster"), str(shelf.about["languages"][0])
    wall = [own, *(language for language in shelf.languages if language != own)]
    cards = [name for name, card in shelf.cards.items() if is_public(card)]
    cards.sort(key=lambda name: (shelf.cards[name]["kind"] != "scenario", name))
    yield Part("01-posters-a4.pdf", _("Posters A4"), _("Doors and walls"), lambda: _posters(shelf, posters, wall))
    yield Part(
        "02-posters-a3.pdf", _("Posters A3"), _("Outside and the hall"), lambda: _posters(shelf, posters, wall), "a3"
    )
    yield Part("03-kaarten.pdf", _("Cards"), _("Ring binder at the desk"), lambda: _cards(shelf, cards, own))
    yield Part(
        "04-kaarten-groot.pdf", _("Cards in large print"), _("Ring binder at the door"),
        lambda: _cards(shelf, cards, own), large=True,
    )  # fmt: skip
    yield Part(
        "05-kaarten-talen.pdf", _("Cards in other languages"), _("Ring binder at the desk"),
        lambda: [page for one in shelf.languages if one != own for page in _cards(shelf, _in(shelf, cards, one), one)],
    )  # fmt: skip
    team = [name for kind in ("procedure", "role", "sheet") for name in by_kind(shelf, kind)]
    yield Part("06-team.pdf", _("Procedures and roles"), _("Each role its own sheet"), lambda: _cards(shelf, team, own))
    yield Part("07-lijsten-om-af-te-vinken.pdf", _("Checklists"), _("Point lead"), lambda: checklist_pages(shelf))
    numbered = tickets(order.letters, order.first, order.forms) if order.letters else [""] * order.forms
    if WITH_NUMBER in shelf.cards:
        yield Part(
            "08-hulpvragen-met-nummer.pdf", _("Request forms with numbers"), _("Desk; tear off the slip"),
            lambda: form_pages(shelf, WITH_NUMBER, numbered),
        )  # fmt: skip
    others = [name for name in by_kind(shelf, "form") if name != WITH_NUMBER]
    yield Part(
        "09-formulieren.pdf", _("Other forms"), _("Desk and radio corner"),
        lambda: [page for name in others for page in form_pages(shelf, name, [""] * _COPIES)],
    )  # fmt: skip
    yield Part("10-plaatsen-en-nummers.pdf", _("Places, numbers, lists"), _("Desk and wall"), lambda: list_pages(shelf))
    yield Part("11-noodplan-a5.pdf", _("Emergency plan, A5"), _("To take home"), lambda: [plan_page()], "a5")
    if order.address:
        yield Part(
            "12-wifi-en-adres.pdf", _("Wifi and address"), _("Entrance and hall"),
            lambda: [wifi_page(order.wifi_name, order.wifi_password, order.address)],
        )  # fmt: skip


def _posters(shelf: Shelf, names: list[str], languages: list[str]) -> list[Page]:
    return [page for name in names for page in poster_pages(shelf, name, languages)]


def _cards(shelf: Shelf, names: list[str], language: str) -> list[Page]:
    return [card_page(shelf, name, language) for name in names]


def _in(shelf: Shelf, names: list[str], language: str) -> list[str]:
    return [name for name in names if language in shelf.cards[name]["languages"]]
