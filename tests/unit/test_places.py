# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where: a postcode, a street of the pack, words, or an address that no table knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noodsteunpunt.domain.places import NO_STREETS, Place, Street, StreetTable, folded, read_place

STREETS = StreetTable.of(
    [
        Street("Kerkstraat", ("1371AC",), "Dorp"),
        Street("Lindelaan", ("1371AK", "1371AL"), "Dorp"),
        Street("Rondweg", ("1373AB", "1371AP")),
        Street("Sint Jansstraat", ("1372AD",)),
        Street("'s-Gravenweg", ("1372AG",)),
    ]
)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Kerkstraat 12b", Place("1371AC", "Kerkstraat", "12b", known=True)),
        ("kerkstr. 12", Place("1371AC", "Kerkstraat", "12", known=True)),
        ("KERKSTRAAT", Place("1371AC", "Kerkstraat", known=True)),
        ("Lindelaan 3", Place("1371", "Lindelaan", "3", known=True)),
        ("Rondweg 7", Place("", "Rondweg", "7", known=True)),
        ("1371 ac 12", Place("1371AC", "Kerkstraat", "12", known=True)),
        ("1371AC, 12 2e portiek", Place("1371AC", "Kerkstraat", "12", "2e portiek", known=True)),
        ("s gravenweg 4", Place("1372AG", "'s-Gravenweg", "4", known=True)),
        ("Verzonnenlaan 99", Place("", "Verzonnenlaan", "99")),
        ("9999 ZZ 1", Place("9999ZZ", "", "1")),
        ("1371", Place("1371", known=True)),
        ("achter de kerk, tweede portiek", Place(words="achter de kerk, tweede portiek")),
        ("weet ik niet", Place(words="weet ik niet")),
        ("", Place()),
    ],
)
def test_one_line_is_read_as_it_is_meant(typed: str, place: Place) -> None:
    assert read_place(typed, STREETS) == place


def test_streets_are_suggested_from_their_beginning_then_from_inside() -> None:
    assert [street.name for street in STREETS.suggest("ker")] == ["Kerkstraat"]
    assert [street.name for street in STREETS.suggest("jans")] == ["Sint Jansstraat"]
    assert [street.name for street in STREETS.suggest("1371 A")] == ["Kerkstraat", "Lindelaan", "Rondweg"]
    assert STREETS.suggest("") == [] == STREETS.suggest("xyz")
    assert len(STREETS.suggest("1", limit=2)) == 2


def test_the_same_house_has_one_key_however_it_was_typed() -> None:
    keys = {read_place(typed, STREETS).key for typed in ("Kerkstraat 12", "1371AC 12", "kerkstr 12", "1371 ac, 12")}
    assert keys == {"kerkstraat 12"}
    assert read_place("achter de kerk").key == ""


def test_the_shortest_line_that_finds_the_house() -> None:
    assert Place("1371AC", "Kerkstraat", "12", "2 hoog").line == "1371AC 12 2 hoog"
    assert Place("1371", "Lindelaan", "3").line == "1371 Lindelaan 3"
    assert Place("1371AC", "Kerkstraat").line == "1371AC Kerkstraat"


@given(st.text(max_size=80))
def test_nothing_that_is_typed_is_lost(typed: str) -> None:
    place = read_place(typed, NO_STREETS)
    assert folded(typed).replace("straat", "str") in folded(place.line).replace("straat", "str") or not typed.strip()


TWO_VILLAGES = StreetTable.of(
    [
        Street("Kerkstraat", ("1371AC",), "Dorp"),
        Street("Kerkstraat", ("1379ZZ",), "Haven"),
        Street("Dijk", ("1371DA",)),
        Street("Dijk", ("1379DA",)),
    ]
)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Kerkstraat 12", Place("", "Kerkstraat", "12")),
        ("Kerkstraat, Haven 12", Place("1379ZZ", "Kerkstraat", "12", known=True)),
        ("kerkstr dorp 3", Place("", "kerkstr dorp", "3")),
        ("kerkstraat dorp 3", Place("1371AC", "Kerkstraat", "3", known=True)),
        ("1379 ZZ 4", Place("1379ZZ", "Kerkstraat", "4", known=True)),
        ("Dijk 1", Place("", "Dijk", "1")),
    ],
)
def test_of_two_streets_of_one_name_neither_is_guessed(typed: str, place: Place) -> None:
    assert read_place(typed, TWO_VILLAGES) == place


def test_what_is_suggested_leads_to_that_very_street() -> None:
    for street in TWO_VILLAGES.streets:
        assert read_place(f"{TWO_VILLAGES.called(street)} 12", TWO_VILLAGES).postcode == street.postcodes[0]


def test_a_street_of_another_postcode_is_not_replaced() -> None:
    assert STREETS.completed(Place("1371AK", "Kerkstraat", "1")) == Place("1371AK", "Kerkstraat", "1")
    assert STREETS.completed(Place("1371AC", "Nieuwpad", "1")) == Place("1371AC", "Nieuwpad", "1")
