# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The packs that come with the kit: no fault, every warning explained, and no invented number that could be dialled."""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path

import pytest

from content.compile import compile_tree
from content.findings import Finding, Level
from content.lint import check
from content.model import Phone
from content.source import Source, load_source

PACKS = Path(__file__).resolve().parents[2] / "content" / "packs"
NAMES = ("kern-nl", "voorbeelddam", "voorbeeldeiland")
DAY = datetime.date(2026, 11, 25)
"""The day the packs were read through: what expires later is not this test's business."""

LETTER = {
    "stroomuitval",
    "overstroming",
    "natuurbrand",
    "ammoniaktank",
    "treinramp-gaswolkbrand",
    "schuilen",
    "evacueren",
}
TEN_TOPICS = {
    "stroom",
    "water",
    "gas",
    "verwarming",
    "telefoon-en-112",
    "betalen",
    "eten",
    "medicijnen",
    "medische-apparaten",
    "koolmonoxide-en-vuur",
}
FIVE_ON_THE_ISLAND = {"scenario-orkaan", "water", "stroom", "telefoon-911", "schuilplaatsen"}


@cache
def loaded(name: str) -> tuple[Source, tuple[Finding, ...], Source | None]:
    source, form = load_source(PACKS / name)
    pinned = source.pack.text("core", "id")
    return source, tuple(form), load_source(PACKS / pinned)[0] if pinned else None


def findings(name: str) -> set[Finding]:
    source, form, core = loaded(name)
    return {*form, *check(source, core, DAY)}


@pytest.mark.parametrize("name", NAMES)
def test_no_fault_and_every_warning_has_its_reason(name: str) -> None:
    found = findings(name)
    assert [f"{one.file}:{one.line} {one.sentence}" for one in found if one.level is Level.FOUT] == []
    page = (PACKS / name / "WAARSCHUWINGEN.md").read_text("utf-8")
    warned = {one.code for one in found if one.level is Level.WAARSCHUWING}
    tipped = {one.code for one in found if one.level is Level.TIP}
    assert set(re.findall(r"P[0-9]{3}-[a-z0-9-]+", page)) == warned | tipped


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles_whole(name: str) -> None:
    source, _form, core = loaded(name)
    tree = compile_tree(source, core)
    assert {f"card.{card}.json" for card in source.cards} <= tree.keys()
    assert sum(map(len, tree.values())) < 1 << 20


def test_the_core_has_every_scenario_of_the_letter_and_the_work_of_a_point() -> None:
    source, _form, _core = loaded("kern-nl")
    metas = [card.page.meta for card in source.cards.values()]
    assert {meta.text("scenario") for meta in metas if meta.text("kind") == "scenario"} == LETTER
    counts = {kind: sum(meta.text("kind") == kind for meta in metas) for kind in ("topic", "role", "procedure", "form")}
    assert counts["topic"] >= 20 and counts["role"] >= 6 and counts["procedure"] >= 4 and counts["form"] >= 5
    assert {row.text("moment") for row in source.records("checklists")} == {"opening", "shift", "night", "closing"}


def test_what_people_need_first_is_there_in_other_languages() -> None:
    core, _form, _core = loaded("kern-nl")
    scenarios = {card.id for card in core.cards.values() if card.page.meta.text("kind") == "scenario"}
    assert all("en" in core.cards[card].translations for card in scenarios | TEN_TOPICS)
    island, _form, _core = loaded("voorbeeldeiland")
    assert all({"pap", "en", "es"} <= island.cards[card].translations.keys() for card in FIVE_ON_THE_ISLAND)


@pytest.mark.parametrize("name", ["voorbeelddam", "voorbeeldeiland"])
def test_no_invented_number_can_be_dialled(name: str) -> None:
    source, _form, _core = loaded(name)
    numbers = {leaf.text for leaf in source.leaves if isinstance(leaf.shape, Phone)} - {"911"}
    assert len(numbers) >= 5
    assert all(number.startswith("000-") for number in numbers)


def test_the_island_knows_its_own_number_only() -> None:
    island, _form, _core = loaded("voorbeeldeiland")
    texts = "\n".join(path.read_text("utf-8") for path in (PACKS / "voorbeeldeiland" / "cards").iterdir())
    assert "911" in texts
    assert re.search(r"\b112\b|\b0[89]00-", texts) is None
    assert not any("rd" in place.pairs for place in island.records("places"))
