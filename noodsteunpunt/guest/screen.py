# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The board for a second screen: a page at a time, large, still, turned by the page itself.

A capital is at least 25 mm high on a screen of 24 inches (299 mm high, 16:9): the fonts that a browser may choose have
capitals of at least 0.66 em, so a letter is 13 vh. What is urgent stands in an inverted block that changes sides at
every turn: light on dark, dark on light. That draws the eye without sound, slower than any limit for flashing (WCAG
2.3.1), and without anything that moves.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape

from noodsteunpunt.guest.pages import clock
from noodsteunpunt.guest.published import Board, BoardItem
from noodsteunpunt.guest.words import word

SCREEN_MM, LEAST_CAPITAL_MM = 299.0, 25.0
LETTER_VH, CAPITAL_EM = 13.0, 0.66
LINE = 1.12
LINES, COLUMNS = 5, 20
"""Of text on one page, under the line with the time; columns of a wide average letter."""
TURN_SECONDS, URGENT_SECONDS = 12, 6

_STYLE = (
    f"html{{background:#fff;color:#000;font:{LETTER_VH}vh/{LINE} Arial,'Liberation Sans','DejaVu Sans',sans-serif}}"
    "body{margin:0;padding:0 2vw;overflow:hidden}p{margin:0;overflow-wrap:break-word}"
    "h1{font:inherit;margin:0 -2vw;padding:0 2vw;background:#154273;color:#fff;white-space:nowrap;overflow:hidden}"
    ".dark{background:#000;color:#fff}.light{background:#ffd500;color:#000}"
    ".dark,.light{margin:0 -2vw;padding:0 2vw;height:100vh}"
    "@media (orientation:portrait){html{font-size:11vw}}"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: the line with time and source, and at most ``LINES`` lines of text."""

    head: str
    lines: tuple[str, ...]
    urgent: bool = False


def sheets(board: Board, now: int, language: str = "nl") -> list[Sheet]:
    """All pages at ``now``; one that says that there is nothing when there is nothing."""
    made = [sheet for item in board.showing(now) for sheet in _of(item, language)]
    return made or [Sheet(board.letters or board.point, (word("empty", language),))]


def _of(item: BoardItem, language: str) -> list[Sheet]:
    text = item.texts.get(language) or next(iter(item.texts.values()), "")
    rows = [row for part in text.split("\n") for row in textwrap.wrap(part, COLUMNS) or [""]]
    pages = [rows[start : start + LINES] for start in range(0, max(1, len(rows)), LINES)]
    head = f"{clock(item.at)[6:]} {item.source}"
    numbered = [f" {number}/{len(pages)}" if len(pages) > 1 else "" for number in range(1, len(pages) + 1)]
    return [Sheet(head + more, tuple(page), item.urgent) for page, more in zip(pages, numbered, strict=True)]


def screen_page(board: Board, now: int, turn: int, language: str = "nl") -> tuple[str, int]:
    """Page number ``turn`` (counted round), and the seconds after which the browser should ask for the next one."""
    made = sheets(board, now, language)
    sheet = made[turn % len(made)]
    seconds = URGENT_SECONDS if sheet.urgent else TURN_SECONDS
    body = "".join(f"<p>{escape(line) or '&nbsp;'}</p>" for line in sheet.lines)
    head = f"<h1>{escape(sheet.head)}</h1>"
    if sheet.urgent:
        side = "dark" if turn // len(made) % 2 else "light"
        head, body = "", f'<main class="{side}"><h1>! {escape(sheet.head)}</h1>{body}</main>'
    else:
        body = f"<main>{head}{body}</main>"
    title = escape(f"{board.point} {word('board', language)}")
    page = (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset=utf-8><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body>{body}</body></html>\n"
    )
    return page, seconds
