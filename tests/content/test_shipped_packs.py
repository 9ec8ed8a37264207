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
from content.markdown import spans_of
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
SUBJECTS = {
    "kit": {"noodpakket"}, "three steps": {"drie-stappen"}, "power": {"stroom"}, "water": {"water"}, "gas": {"gas"},
    "heat": {"verwarming"}, "sewage": {"riool"}, "phone and 112": {"telefoon-en-112"}, "payment": {"betalen"},
    "food": {"eten"}, "medicine and cooling": {"medicijnen"}, "medical devices": {"medische-apparaten"},
    "lifts": {"lift", "traplift"}, "carbon monoxide": {"koolmonoxide-en-vuur"}, "hygiene": {"hygiene"},
    "animals": {"dieren"}, "donations": {"spullen-geven"}, "how to help": {"helpen"}, "rumours": {"geruchten"},
    "relatives": {"naasten-zoeken"}, "grief and stress": {"rouw-en-stress"}, "aftercare": {"nazorg-helpers"},
    "river": {"scenario-overstroming"}, "wildfire": {"scenario-natuurbrand"}, "ammonia": {"scenario-ammoniak"},
    "train": {"scenario-treinramp-gaswolk"}, "long failure": {"scenario-stroomuitval"},
    "shelter": {"scenario-schuilen"}, "evacuation": {"scenario-evacueren"}, "sirens": {"sirene"},
    "nl-alert": {"nl-alert", "nl-alert-doorgeven"}, "opening": {"openen"}, "shift": {"tijdens-de-dienst", "overdracht"},
    "night": {"de-nacht"}, "closing": {"sluiten"}, "read aloud": {"voorleesblad"},
}  # fmt: skip
OWN_LANGUAGES = ("de", "fr", "pl", "tr", "ar", "uk")


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


def test_every_subject_has_its_card_with_source_date_owner_and_end_and_in_english() -> None:
    core, _form, _core = loaded("kern-nl")
    assert {card for cards in SUBJECTS.values() for card in cards} <= core.cards.keys()
    for card in core.cards.values():
        meta = card.page.meta
        assert all(meta.text(key) for key in ("owner", "date", "valid-until", "next-review", "title")), card.id
        assert "source" in meta.pairs and "en" in card.translations, card.id
        assert meta.text("valid-until") <= "2027-12-31", "the sirens are kept until 1 January 2028"


def test_every_role_has_its_card() -> None:
    core, _form, _core = loaded("kern-nl")
    shown = [card.page.meta for card in core.cards.values() if card.page.meta.text("kind") == "role"]
    covered = {role.text for meta in shown for role in meta.texts("roles")}
    assert covered == set(core.kinds.below("roles"))


def test_twenty_cards_are_in_the_six_languages_and_on_the_island_in_papiamentu_and_none_is_called_checked() -> None:
    core, _form, _core = loaded("kern-nl")
    for language in OWN_LANGUAGES:
        assert sum(language in card.translations for card in core.cards.values()) >= 20, language
    island, _form, _core = loaded("voorbeeldeiland")
    assert sum("pap" in card.translations for card in island.cards.values()) >= 20
    for source in (core, island):
        for card in source.cards.values():
            assert not [one for one, page in card.translations.items() if page.meta.text("native-read")], card.id


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_sheet_to_read_aloud_takes_less_than_a_minute(language: str) -> None:
    core, _form, _core = loaded("kern-nl")
    card = core.cards["voorleesblad"]
    page = card.page if language == "nl" else card.translations[language]
    words = [word for spans in spans_of(page.blocks) for span in spans for word in re.findall(r"[^\W_]+", span.text)]
    assert 60 < len(words) <= 110


def test_at_least_95_in_100_dutch_cards_are_easy_enough_and_the_rest_is_named() -> None:
    core, _form, _core = loaded("kern-nl")
    hard = {one.file for one in findings("kern-nl") if one.code.startswith("P40")}
    assert len(hard) <= len(core.cards) * 5 // 100
    named = (PACKS / "kern-nl" / "WAARSCHUWINGEN.md").read_text("utf-8")
    assert all(Path(file).stem in named for file in hard)


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
