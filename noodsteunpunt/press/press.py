# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From pages as values to PDF/UA-1 (ISO 14289-1), with the fonts of the kit and nothing of the machine.

The template is ours (``sheet.typ``); what stands on the paper reaches it as JSON. Typst refuses to write a file as
PDF/UA when a title, a language or the words for a picture are missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from noodsteunpunt.known import PaperNotMade

PAPERS = {"a3": 16.0, "a4": 11.0, "a5": 9.0}
"""Paper sizes (ISO 216) and the letters of running text on them, in points."""
LARGE = 1.8
"""Large print: 11 pt becomes 20 pt."""
_FITS, _LARGE_FITS = (1.5, 1.35, 1.2, 1.1, 1.0), (1.1, 1.0, 0.95, 0.9)
"""Sizes of the letters of a card: no half-empty page in small letters, and large print stays 18 pt at least."""
_MARGINS = {"a3": 22, "a4": 18, "a5": 11}


_compile: Any = typst.compile


@dataclass(frozen=True, slots=True)
class Sheets:
    """A document: pages as ``sheet.typ`` draws them."""

    title: str
    owner: str
    pages: Sequence[Mapping[str, Any]]
    footer: str = ""
    paper: str = "a4"
    language: str = "nl"
    large: bool = False


@cache
def _template() -> bytes:
    return (files("noodsteunpunt.press") / "sheet.typ").read_bytes()


def print_pdf(sheets: Sheets) -> bytes:
    """The same sheets give the same bytes. Raises PaperNotMade."""
    data = {
        "title": sheets.title,
        "owner": sheets.owner,
        "lang": sheets.language,
        "paper": sheets.paper,
        "size": PAPERS[sheets.paper] * (LARGE if sheets.large else 1.0),
        "margin": _MARGINS[sheets.paper],
        "fits": _LARGE_FITS if sheets.large else _FITS,
        "footer": sheets.footer,
        "pages": list(sheets.pages),
    }
    with as_file(files("noodsteunpunt.press") / "fonts") as fonts:
        try:
            made = _compile(
                _template(),
                font_paths=[str(fonts)],
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=0,
            )
        except RuntimeError as error:
            raise PaperNotMade from error
    if not isinstance(made, bytes):
        raise PaperNotMade
    return made


def font_files() -> list[Path]:
    """The fonts that come with the kit; the screens fall back on them too."""
    folder = Path(str(files("noodsteunpunt.press") / "fonts"))
    return sorted(folder.glob("*.ttf"))
