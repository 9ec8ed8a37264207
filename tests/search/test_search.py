# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Search finds the card whatever people call it, and does not fall over what they type."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noodsteunpunt.search.builder import Document, Meaning, build_index
from noodsteunpunt.search.compounds import parts
from noodsteunpunt.search.index import CardIndex, IndexDamagedError
from noodsteunpunt.search.words import sound, stem, tokens
from tests.support.search_kit import HARD_QUESTIONS, fts5, questions, recall, shipped


@cache
def index(pack: str = "kern-nl") -> CardIndex:
    return CardIndex(build_index(*shipped(pack)))


def found(question: str, **how: str) -> list[str]:
    return [hit.item for hit in index().search(question, limit=5, prefix="card.", **how)]


def test_the_questions_find_their_cards_and_plain_full_text_search_does_not() -> None:
    asked = questions()
    assert len(asked) == 100
    share, missed = recall(asked, found)
    plain, _missed = recall(asked, fts5(shipped()[0]))
    assert share >= 0.95, missed
    assert share > plain


def test_questions_as_a_tired_visitor_asks_them_find_their_cards_too() -> None:
    asked = questions(HARD_QUESTIONS)
    assert len(asked) == 155 and not {one.ask for one in asked} & {one.ask for one in questions()}
    share, missed = recall(asked, found)
    plain, _missed = recall(asked, fts5(shipped()[0]))
    assert share >= 0.95, missed
    assert share > plain + 0.2


@pytest.mark.parametrize(
    ("typed", "card"),
    [
        ("unda mi por haña awa", "water"), ("koriente a bai", "stroom"), ("mi mama mester insulina", "medicijnen"),
        ("kiko ta e number di emergensia", "telefoon-911"), ("mi ta buska mi ruman", "naasten-zoeken"),
        ("oksigeno kasi a kaba", "medische-apparaten"), ("dak is eraf gewaaid", "na-de-orkaan"),
        ("geiten los", "dieren"), ("waar kan ik slapen vannacht", "schuilplaatsen"),
    ],
)  # fmt: skip
def test_on_the_island_papiamentu_and_dutch_find_their_cards(typed: str, card: str) -> None:
    assert f"card.{card}.json" in [hit.item for hit in index("voorbeeldeiland").search(typed, limit=5, prefix="card.")]


def test_a_verb_is_found_whoever_does_it() -> None:
    for one, other in (("huilt", "huilen"), ("loopt", "lopen"), ("brandt", "branden"), ("werkt", "werken")):
        assert stem(one) == stem(other)
    assert stem("kat") == "kat" and stem("water") == "water"


def test_every_question_names_cards_that_are_there() -> None:
    items = {document.item for document in shipped()[0]}
    assert {card for one in questions() + questions(HARD_QUESTIONS) for card in one.cards} <= items


@pytest.mark.parametrize(
    ("typed", "card"),
    [
        ("t", None), ("tr", None), ("trap", "traplift"), ("stoeltjesl", "traplift"), ("insu", "medicijnen"),
        ("medisijn", "medicijnen"), ("nood pakket", "noodpakket"), ("nlalert", "nl-alert"), ("RIOOL!!", "riool"),
    ],
)  # fmt: skip
def test_it_finds_while_somebody_types(typed: str, card: str | None) -> None:
    items = found(typed)
    assert card is None or f"card.{card}.json" in items


def test_other_languages_are_found_in_their_own_words() -> None:
    assert found("carbon monoxide", language="en")[0] == "card.koolmonoxide-en-vuur.json"
    assert {hit.language for hit in index().search("power outage", language="en", limit=3)} == {"en"}


def test_an_item_comes_once_and_one_for_the_team_after_one_for_visitors() -> None:
    text = ((1.0, "de pomp staat stil"),)
    made = [
        Document("card.team.json", "nl", "Team", "", text, for_team=True),
        Document("card.b.json", "nl", "B", "", text),
        Document("card.b.json", "en", "B", "", ((1.0, "pomp"),)),
    ]
    hits = CardIndex(build_index(made)).search("pomp")
    assert [hit.item for hit in hits] == ["card.b.json", "card.team.json"]


def test_what_people_say_means_what_the_card_says() -> None:
    made = [Document("a", "nl", "Riool", "", ((1.0, "het riool loopt over"),)), Document("b", "nl", "B", "", ())]
    without = CardIndex(build_index(made))
    assert without.search("plee") == [] == without.search("wil niet weg")
    meant = CardIndex(build_index(made, [Meaning(("plee", "wil niet weg"), ("riool",))]))
    for question in ("plee", "de plee", "mijn pleee", "wil niet meer weg"):
        assert [hit.item for hit in meant.search(question)] == ["a"], question


def test_the_same_documents_give_the_same_bytes() -> None:
    assert build_index(*shipped()) == build_index(*shipped())


@given(st.text(max_size=60))
def test_anything_may_be_typed(typed: str) -> None:
    for hit in index().search(typed, limit=3):
        assert hit.score > 0


@pytest.mark.parametrize(
    "data", [b"", b"\xc1", b"x" * 40, msgpack.packb({"format": 0}), msgpack.packb([1]), msgpack.packb({"format": 1})]
)
def test_what_is_no_index_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(IndexDamagedError):
        CardIndex(data)


def test_two_threads_may_search_at_once() -> None:
    asked = [one.ask for one in questions()] * 2
    alone = [found(ask) for ask in asked]
    stem.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(found, asked)) == alone


def test_compounds_come_apart_into_known_words() -> None:
    known = frozenset({"nood", "drink", "water", "punt", "kind", "opvang", "zuurstof", "stroom"})
    assert parts("nooddrinkwaterpunt", known) == ("nood", "drink", "water", "punt")
    assert parts("kinderopvang", known) == ("kind", "opvang")
    assert parts("zuurstofles", known) == ("zuurstof",)
    assert parts("waterpunt", frozenset()) == ()
    assert parts("wcpot", frozenset(("wc", "pot"))) == ("wc", "pot")
    assert parts("wapot", frozenset(("wa", "xpot"))) == ()


def test_words_that_are_confused_sound_the_same() -> None:
    for wrong, right in (("medisijn", "medicijn"), ("aparaat", "apparaat"), ("gerugt", "gerucht"), ("wij", "wei")):
        assert sound(wrong) == sound(right)
    assert tokens("'s Avonds CAFÉ-bezoek") == ["s", "avonds", "cafe", "bezoek"]
