# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One card: the municipality's words, in one language or two, and what the point itself adds beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import flet as ft

from noodsteunpunt.library.shelf import Shelf
from ui import info
from ui.desk import Desk
from ui.look import FONTS
from ui.parts import beside, button, card, choice, choices, link_button, loading, nothing, stacked, words
from ui.presenter_info import Block, CardPage, Piece, card_page
from ui.screen_data import InfoData
from ui.texts import _
from ui.theme import HEADING, LINE_HEIGHT, SPACE_L, SPACE_M, TEXT, TITLE, Style
from ui.trouble import Handler
from ui.views.info_board import remark_part

_LARGE = 1.6
_PICTURE = 260


def info_card_view(desk: Desk, name: str, *, wide: bool) -> ft.Control:
    """Text left, a second language or the point's own remarks right."""
    style, data = desk.device.style, desk.data
    if not isinstance(data, InfoData):
        return stacked([loading(style)])
    chosen = desk.device.info
    page = card_page(data.shelf, name, chosen.language, desk.now()) if data.shelf else None
    if page is None or data.shelf is None:
        return stacked([nothing(style, _("This card is not in the pack."))])
    second = card_page(data.shelf, name, chosen.beside, desk.now()) if chosen.beside else None
    if second is not None and second.language == page.language:
        second = None
    large = replace(style, scale=style.scale * _LARGE) if chosen.large else style
    left = _text(desk, data.shelf, page, large)
    right = _text(desk, data.shelf, second, large) if second else remark_part(desk, name, data.items)
    parts: list[ft.Control] = [_tools(desk, page), beside(left, right, wide=wide and not chosen.large)]
    if second:
        parts.append(remark_part(desk, name, data.items))
    return stacked(parts)


def _tools(desk: Desk, page: CardPage) -> ft.Control:
    style, chosen = desk.device.style, desk.device.info
    rows: list[ft.Control] = [
        button(style, "answered", _("Question answered"), _answered(desk, page), filled=True),
        button(style, "info-back", _("Back to the search"), desk.act(desk.back), autofocus=True),
        choice(style, "info-large", _("Large print"), chosen.large, desk.do(lambda: info.switch_large(desk))),
        link_button(style, "info-print", _("Print"), _paper(page, large=chosen.large), picture="print"),
    ]
    if info.speech.there:
        rows.append(
            button(style, "info-aloud", _("Read aloud"), desk.act(lambda: info.read_aloud(page)), picture="speak")
        )
        rows.append(button(style, "info-silent", _("Stop reading"), desk.act(info.be_silent)))
    languages = [_language(desk, page, code, name) for code, name in page.languages]
    second = [_second(desk, page, code, name) for code, name in page.languages if code != page.language]
    return ft.Column(
        [
            choices(rows),
            choices([words(style, _("Language")), *languages]),
            *([choices([words(style, _("Beside it")), *second])] if second else []),
        ],
        spacing=SPACE_M,
        tight=True,
    )


def _answered(desk: Desk, page: CardPage) -> Handler:
    return desk.act(lambda: desk.acts.count_question(found=True, item=f"card.{page.id}.json"))


def _paper(page: CardPage, *, large: bool) -> str:
    return f"/paper/{page.id}.pdf?language={page.language}" + ("&large=1" if large else "")


def _language(desk: Desk, page: CardPage, code: str, name: str) -> ft.Control:
    press = desk.do(lambda: info.choose_language(desk, code))
    return choice(desk.device.style, f"language-{code}", name, code == page.language, press)


def _second(desk: Desk, page: CardPage, code: str, name: str) -> ft.Control:
    press = desk.do(lambda: info.choose_beside(desk, code))
    return choice(desk.device.style, f"beside-{code}", name, code == desk.device.info.beside, press)


def _text(desk: Desk, shelf: Shelf, page: CardPage, style: Style) -> ft.Control:
    parts: list[ft.Control] = [words(style, mark, bold=True, colour=style.palette.attention) for mark in page.marks]
    parts.append(_heading(style, page.title, page, level=1))
    for number, block in enumerate(page.blocks):
        parts += _block(desk, shelf, page, style, block, number)
    parts += [words(style, line, colour=style.palette.muted) for line in page.origin]
    return card(desk.device.style, [ft.Column(parts, spacing=SPACE_M, tight=True, horizontal_alignment=_side(page))])


def _side(page: CardPage) -> ft.CrossAxisAlignment:
    return ft.CrossAxisAlignment.END if page.rtl else ft.CrossAxisAlignment.START


def _heading(style: Style, text: str, page: CardPage, *, level: int) -> ft.Control:
    size = TITLE if level == 1 else HEADING
    line = _line(style, (Piece(text, bold=True),), page, size=size)
    return ft.Semantics(heading_level=level, header=True, content=line)


def _block(desk: Desk, shelf: Shelf, page: CardPage, style: Style, block: Block, number: int) -> list[ft.Control]:
    if block.kind == "heading":
        return [_heading(style, block.pieces[0][0].text, page, level=2)]
    if block.kind == "picture":
        return [_picture(shelf, block.file, block.pieces[0][0].text, style)]
    marks = [
        "" if block.kind == "paragraph" else f"{n}." if block.kind == "steps" else "-" for n in _count(block.pieces)
    ]
    lines: list[ft.Control] = []
    for index, (mark, pieces) in enumerate(zip(marks, block.pieces, strict=True)):
        lines.append(_marked(style, mark, _line(style, pieces, page), page))
        lines += [_link(desk, piece, f"link-{page.language}-{number}-{index}") for piece in pieces if piece.to]
    return lines


def _count(pieces: Sequence[object]) -> range:
    return range(1, len(pieces) + 1)


def _marked(style: Style, mark: str, line: ft.Control, page: CardPage) -> ft.Control:
    if not mark:
        return line
    line.expand = True
    parts: list[ft.Control] = [words(style, mark, bold=True), line]
    return ft.Row(parts[::-1] if page.rtl else parts, spacing=SPACE_M, vertical_alignment=ft.CrossAxisAlignment.START)


def _line(style: Style, pieces: Sequence[Piece], page: CardPage, *, size: float = TEXT) -> ft.Control:
    def look(*, bold: bool) -> ft.TextStyle:
        return ft.TextStyle(
            size=style.size(size),
            height=LINE_HEIGHT,
            color=style.palette.on_surface,
            weight=ft.FontWeight.BOLD if bold else ft.FontWeight.NORMAL,
            font_family_fallback=FONTS,
        )

    side = ft.TextAlign.RIGHT if page.rtl else ft.TextAlign.LEFT
    if len(pieces) == 1:
        return ft.Text(pieces[0].text, style=look(bold=pieces[0].bold), text_align=side, rtl=page.rtl)
    spans = [ft.TextSpan(piece.text, style=look(bold=piece.bold)) for piece in pieces]
    return ft.Text(spans=spans, style=look(bold=False), text_align=side, rtl=page.rtl)


def _link(desk: Desk, piece: Piece, identifier: str) -> ft.Control:
    text = _("To the card: {title}", title=piece.text)
    return button(desk.device.style, identifier, text, desk.act(lambda: desk.go(f"/information/card/{piece.to}")))


def _picture(shelf: Shelf, file: str, text: str, style: Style) -> ft.Control:
    data = shelf.media(file)
    if data is None:
        return words(style, text, colour=style.palette.muted)
    source: str | bytes = data.decode("utf-8", errors="replace") if file.endswith(".svg") else data
    image = ft.Image(src=source, width=_PICTURE, fit=ft.BoxFit.CONTAIN, semantics_label=text)
    return ft.Container(image, bgcolor="#FFFFFF", padding=SPACE_M, margin=ft.Margin.symmetric(vertical=SPACE_L))
