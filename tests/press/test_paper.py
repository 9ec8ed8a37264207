# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Paper: tagged, complete, and nothing on a wall that nobody read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pdfua
import pikepdf
import pytest
import typst
import zxingcpp
from PIL import Image

from noodsteunpunt.domain.tickets import parse_ticket
from noodsteunpunt.library.shelf import Shelf
from noodsteunpunt.press import press
from noodsteunpunt.press.box import BoxOrder, _parts, box
from noodsteunpunt.press.press import PaperNotMade, Sheets, font_files, print_pdf
from noodsteunpunt.press.sheets import by_kind, card_page, form_pages, plan_page, poster_pages, tickets, wifi_page
from tests.support.guest_kit import shelf as shipped

ORDER = BoxOrder("KB", 3, 41, "De Kern", 'p;a"ss', "http://10.42.0.1")


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    held = shipped()
    yield held
    held.close()


@pytest.fixture(scope="module")
def kit(shelf: Shelf) -> dict[str, bytes]:
    return dict(box(shelf, ORDER))


def pages(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def test_the_box_holds_everything_and_its_contents_say_so(kit: dict[str, bytes], shelf: Shelf) -> None:
    assert [name[:2] for name in kit] == [f"{number:02}" for number in range(13)]
    assert pages(kit["01-posters-a4.pdf"]) == pages(kit["02-posters-a3.pdf"]) == 7
    assert pages(kit["03-kaarten.pdf"]) == len(shelf.public()) == 48, "every card on one page"
    assert pages(kit["04-kaarten-groot.pdf"]) < 2 * 48, "and most of them in large print"
    assert pages(kit["08-hulpvragen-met-nummer.pdf"]) == 3
    assert pages(kit["11-noodplan-a5.pdf"]) == pages(kit["12-wifi-en-adres.pdf"]) == 1


def test_every_file_is_tagged_has_a_title_and_a_language(kit: dict[str, bytes]) -> None:
    for name, data in kit.items():
        with pikepdf.open(io.BytesIO(data)) as document:
            assert document.Root.MarkInfo.Marked, name
            assert str(document.Root.Lang) == "nl" and document.Root.StructTreeRoot, name
            metadata = document.open_metadata()
            assert metadata["pdfuaid:part"] == "1" and metadata["dc:title"], name


@pytest.mark.parametrize(
    "name", ["01-posters-a4.pdf", "06-team.pdf", "08-hulpvragen-met-nummer.pdf", "10-plaatsen-en-nummers.pdf"]
)
def test_a_checker_of_pdf_ua_finds_nothing(
    kit: dict[str, bytes], name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("pdf") / name
    path.write_bytes(kit[name])
    report = pdfua.validate(path)
    assert [finding.message for finding in report.findings] == []


def test_the_same_order_gives_the_same_bytes(shelf: Shelf) -> None:
    first, second = (print_pdf(Sheets("Water", "X", [card_page(shelf, "water", "nl")])) for _ in range(2))
    assert first == second


def test_large_print_is_large_and_every_language_is_drawn(shelf: Shelf) -> None:
    for language in shelf.languages:
        page = card_page(shelf, "scenario-ammoniak", language)
        assert page["lang"] == language and page["rtl"] == (language == "ar")
        small = print_pdf(Sheets(page["title"], "X", [page], language=language))
        large = print_pdf(Sheets(page["title"], "X", [page], language=language, large=True))
        assert pages(large) >= pages(small) >= 1


def test_a_letter_that_no_font_of_ours_has_is_refused_not_drawn_as_a_box() -> None:
    page = plan_page() | {"title": "漢字"}
    with pytest.raises(PaperNotMade):
        print_pdf(Sheets("x", "X", [page]))
    assert {path.stem for path in font_files()} == {
        "NotoSans-Regular", "NotoSans-Bold", "NotoSansArabic-Regular", "NotoSansArabic-Bold",
    }  # fmt: skip


def test_what_no_native_speaker_read_is_marked_and_stays_off_the_wall(shelf: Shelf) -> None:
    assert [page["lang"] for page in poster_pages(shelf, "poster-112", list(shelf.languages))] == ["nl"]
    assert card_page(shelf, "water", "pl")["marks"] and not card_page(shelf, "water", "nl")["marks"]
    card = dict(shelf.cards["poster-112"])
    card["languages"] = {
        language: page | ({"native-read": "2026-12-01"} if language == "en" else {})
        for language, page in card["languages"].items()
    }
    read = shipped()
    read.cards["poster-112"] = card
    assert [page["lang"] for page in poster_pages(read, "poster-112", list(read.languages))] == ["nl", "en"]
    read.close()


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_nothing_of_a_poster_runs_off_the_paper(shelf: Shelf, monkeypatch: pytest.MonkeyPatch, paper: str) -> None:
    def drawn(template: bytes, **given: Any) -> bytes:
        made: bytes = typst.compile(template, **{**given, "pdf_standards": []}, format="png", ppi=36.0)
        return made

    monkeypatch.setattr(press, "_compile", drawn)
    for name in by_kind(shelf, "poster"):
        (page,) = poster_pages(shelf, name, ["nl"])
        picture = Image.open(io.BytesIO(print_pdf(Sheets("x", "X", [page], paper=paper)))).convert("L")
        edge = round(picture.width * 0.065)  # the margin is 22 of 297 mm, and 18 of 210
        right = picture.crop((picture.width - edge, 0, picture.width, picture.height))
        assert right.getextrema() == (255, 255), name
        assert picture.getextrema()[0] < 80


def test_text_is_never_markup() -> None:
    odd = '#import "x.typ" $a$ *b* _c_ `d` [e] \\ <f> @g // h'
    page = plan_page() | {"blocks": [{"kind": "paragraph", "spans": [{"text": odd}]}]}
    assert pages(print_pdf(Sheets(odd, odd, [page], odd))) == 1


def test_numbers_of_paper_are_of_a_pad_and_have_a_check_digit(shelf: Shelf) -> None:
    made = tickets("KB", 41, 3)
    assert [parse_ticket(one) for one in made] == [("KB", "P", 41), ("KB", "P", 42), ("KB", "P", 43)]
    assert [page["ticket"] for page in form_pages(shelf, "formulier-hulpvraag", made)] == made


def test_the_codes_lead_onto_the_network_and_to_the_pages() -> None:
    read = []
    for code in wifi_page("De Kern", 'p;a"ss', "http://10.42.0.1")["codes"]:
        size = int(re.search(r'viewBox="0 0 (\d+)', code["data"])[1])
        picture = Image.new("L", (size, size), 255)
        for x, y in re.findall(r"M(\d+) (\d+)h1", code["data"]):
            picture.putpixel((int(x), int(y)), 0)
        (found,) = zxingcpp.read_barcodes(picture.resize((8 * size, 8 * size), Image.Resampling.NEAREST))
        read.append(found.text)
    assert read == ['WIFI:T:WPA;P:p\\;a\\"ss;S:De Kern;;', "http://10.42.0.1"]


def test_a_box_without_letters_and_network_has_no_numbers_and_no_codes(shelf: Shelf) -> None:
    order = replace(ORDER, letters="", address="", forms=1)
    names = [part.file for part in _parts(shelf, order)]
    assert names and "12-wifi-en-adres.pdf" not in names and "08-hulpvragen-met-nummer.pdf" in names
