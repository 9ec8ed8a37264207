# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page that tells who may read what is the truth."""

from __future__ import annotations

from pathlib import Path

from noodsteunpunt.domain.facts import FACTS, Lane
from noodsteunpunt.encoding import lane_fields
from tests.support.facts_page import tables
from tests.support.odds_page import page

PERSONAL = {"name", "phone", "health_note", "access_note", "remarks", "recorded_by", "place_words"}


def test_the_page_of_facts_is_the_declarations() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/facts.md").read_text("utf-8")
    _, _, shown = page.partition("## The kinds\n\n")
    assert shown.strip() == tables().strip(), "python -m tests.support.facts_page prints what it should be"


def test_what_says_who_somebody_is_stays_in_the_house() -> None:
    found = 0
    for kind in FACTS.values():
        lanes = {name: lane for lane in Lane for name, _hint, _default in lane_fields(kind, lane)}
        for name in PERSONAL & lanes.keys():
            found += 1
            assert lanes[name] is Lane.HOUSE, (kind.__name__, name)
    assert found > 10


def test_the_page_of_odds_is_the_declarations() -> None:
    shown = (Path(__file__).resolve().parents[2] / "docs/odds.md").read_text("utf-8")
    assert shown == page(), "python -m tests.support.odds_page prints what it should be"
