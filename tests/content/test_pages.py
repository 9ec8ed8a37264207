# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages about the source format say what the code declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.lint import cards, media, packs, places, reading
from content.yamlsource import MAX_BYTES, MAX_DEPTH, MAX_NODES
from tests.support.pack_pages import checks, fields

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(("page", "made"), [("pack-fields.md", fields), ("pack-checks.md", checks)])
def test_the_generated_pages_are_the_declarations(page: str, made: object) -> None:
    _head, _line, shown = (DOCS / page).read_text("utf-8").partition("<!-- generated -->\n\n")
    assert callable(made)
    assert shown.strip() == made().strip(), "python -m tests.support.pack_pages prints what it should be"


def test_the_limits_on_the_page_are_the_limits() -> None:
    page = (DOCS / "pack-format.md").read_text("utf-8")
    for said in (
        f"more than {MAX_DEPTH} levels,\n{MAX_NODES:,} values or {MAX_BYTES >> 20} MiB",
        f"at least {reading.LEAST_SCORE}",
        f"at most {reading.MOST_WORDS_IN_SENTENCE} words",
        f"at most {reading.MOST_LONG_PERCENT} %",
        f"{reading.LONG_WORD} letters",
        f"at most {reading.MOST_PASSIVE_PERCENT} %",
        f"fewer than {reading.LEAST_WORDS} words",
        f"more than {places.MOST_METRES} m",
        f"{media.LEAST_CONTRAST:.0f} to 1",
        f"{packs.SOON.days} days",
        f"{places.MONTHS} months",
        f"{cards.OLD_SOURCE_YEARS} years",
    ):
        assert said in page, said
