# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slips as people make them: other spellings, half-finished edits, and text of a town hall that is right as it is."""

from __future__ import annotations

import datetime

import pytest

from content.findings import Finding, Level
from content.lint import check
from content.lint.personal import is_bsn
from content.model import PRESETS
from content.source import load_files
from devices.lora import Preset
from tests.support.pack_kit import edited, example

TODAY = datetime.date(2026, 6, 1)
CARD, PLACES = "cards/stroom.md", "places.yaml"
TEXT = "Wij weten niet hoe lang het duurt."


def linted(files: dict[str, bytes]) -> list[Finding]:
    source, form = load_files(files)
    return sorted({*form, *check(source, None, TODAY)})


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("P801-bsn", "Zijn nummer is 111 222 333."),
        ("P801-bsn", "Zijn nummer is 111.222.333."),
        ("P801-bsn", "Zijn nummer is 1112.22.333."),
        ("P804-geboortedatum", "Geboren: 12 maart 1975."),
        ("P804-geboortedatum", "Hij is op 12-03-1975 geboren."),
        ("P805-naam-bij-nummer", "Vraag Jan de Testpersoon, telefoon 000-0000013."),
        ("P806-mobiel-nummer", "Bel 06 0000 0013."),
        ("P806-mobiel-nummer", "Bel 0031 6 00000013."),
        ("P806-mobiel-nummer", "Bel +31 (0)6 00 00 00 13."),
        ("P502-nummer-niet-in-lijst", "Bel (000) 000 00 99."),
        ("P502-nummer-niet-in-lijst", "Bel 000.000.00.99."),
        ("P502-nummer-niet-in-lijst", "Bel 000 - 0000099 of kom langs."),
        ("P502-nummer-niet-in-lijst", "Bel 000 000 0099, dan 24 uur wachten."),
        ("P505-ander-alarmnummer", "Bel 9-1-1."),
        ("P505-ander-alarmnummer", "Bel 110 in nood."),
        ("P319-opmaak-onbekend", "Lees [de kaart] (card:stroom)."),
        ("P319-opmaak-onbekend", "Lees [de kaart][1]."),
        ("P319-opmaak-onbekend", "Dit is **belangrijk."),
        ("P324-hoofdletters", "BLIJF IN HUIS BINNEN."),
        ("P408-letters-gemengd", "Er is w\u0430ter."),
    ],
)
def test_another_spelling_is_found_on_its_line(code: str, text: str) -> None:
    files = edited(example(), CARD, TEXT, text)
    line = files[CARD].decode().split("\n").index(f"De stroom is uit. {text}") + 1
    assert (code, CARD, line) in {(one.code, one.file, one.line) for one in linted(files)}


@pytest.mark.parametrize(
    ("code", "file", "old", "new", "at"),
    [
        ("P501-telefoon-kan-niet", PLACES, "000-0000012", "000-00001", "000-00001"),
        ("P501-telefoon-kan-niet", PLACES, "000-0000012", "0900-12345", "0900-12345"),
        ("P501-telefoon-kan-niet", PLACES, "000-0000012", "0800-GEMEENTE", "0800-"),
        ("P104-leeg", CARD, "tags: [licht, warmte]", "tags: []", "tags: []"),
        ("P104-leeg", "pack.yaml", "languages: [nl, en]", "languages: []", "languages: []"),
        ("P109-onbekend", "radio.yaml", "{de-kern: KB-A}", "{de-kerk: KB-A}", "de-kerk"),
        ("P113-keuze", "radio.yaml", "LONG_FAST", "LONGFAST", "LONGFAST"),
        ("P331-beschrijving-zegt-niets", CARD, "![Een lamp met een streep erdoor]", "![Plaatje]", "![Plaatje]"),
        ("P315-vertaling-andere-nummers", "cards/stroom.en.md", "**72 hours**", "**48 hours**", "48 hours"),
        ("P402-zin-lang", "questions.yaml", "Ja. Vraag het bij de ontvangst.",
         "Ja dat kan en u vraagt dan eerst aan iemand van de ontvangst of er nog een plek vrij is bij de tafel",
         "Ja dat kan"),
        ("P329-dag-zonder-datum", "lists.yaml", "items: [Kleding]", "items: [Vandaag geen kleding]", "Vandaag"),
        ("P006-yaml-fout", PLACES, "city: Voorbeelddam", 'city: "Voorbeelddam', "city:"),
        ("P006-yaml-fout", PLACES, "address: Dorpsplein 1", "address: 'Dorpsplein 1", "address:"),
        ("P006-yaml-fout", "pack.yaml", "contact: Balie gemeentehuis", "contact: Balie: gemeentehuis", "contact:"),
        ("P807-naam-van-persoon", CARD, "owner: Team Crisisbeheersing", "owner: mw. A. Testpersoon", "owner:"),
        ("P803-iban", CARD, TEXT, "Stort op NL91ABNA0417164300.", "NL91"),
    ],
)  # fmt: skip
def test_a_half_finished_edit_is_found_on_its_line(code: str, file: str, old: str, new: str, at: str) -> None:
    files = edited(example(), file, old, new)
    text = files[file].decode()
    lines = {number for number, line in enumerate(text.split("\n"), 1) if at in line}
    assert lines & {one.line for one in linted(files) if (one.code, one.file) == (code, file)}


TOWN_HALL = [
    "De gemeente is open van 8.30 tot 17.00 uur.",
    "Het waterschap houdt 40 pompen gaande tussen km 12,5 en km 14.",
    "Zaaknummer 2026-123456, besluit van 01-10-2026, artikel 112 van de wet.",
    "Ga naar lokaal 112 op het P.C. Hooftplein 2-4, of naar de Jan Steenstraat.",
    "Een chip heeft 15 cijfers, zoals 528210002345678.",
    "Het kost 1.250.000 euro en 111.222.333 euro in twee jaar.",
    "Er wonen 123.456.782 inwoners in dat land.",
    "Gebruik 6 à 8 liter, 2,5 meter touw en 10.000 mAh.",
    "De bus van 9.11 uur rijdt niet.",
    "Het Willem-Alexanderplein en de Johan de Wittlaan zijn dicht.",
    "Meld het in de app [DigiD] of aan de balie (eerste verdieping).",
    "Bel 112 als er nu gevaar is, of 0900-8844 als het kan wachten.",
    "Dit geldt van 2026-10-01 tot en met 31-12-2026.",
]


@pytest.mark.parametrize("text", TOWN_HALL)
def test_ordinary_text_of_a_town_hall_has_no_finding(text: str) -> None:
    files = edited(example(), CARD, TEXT, text)
    found = [one for one in linted(files) if one.file == CARD and one.code != "P406-afkorting"]
    assert found == []


def test_the_owner_may_be_an_office_that_is_called_after_somebody() -> None:
    for name in (
        "Stichting Jan van der Heijdenhuis",
        "Team Bart Smitschool",
        "Afdeling Dierenwelzijn (KCC)",
        "Max Groep",
    ):
        files = edited(example(), "pack.yaml", "contact: Balie gemeentehuis", f"contact: {name}")
        assert [one.code for one in linted(files)] == [], name


def test_the_presets_are_those_of_the_radio() -> None:
    assert set(PRESETS) == {preset.name for preset in Preset}


def test_no_slip_of_style_stops_a_pack() -> None:
    files = edited(example(), CARD, TEXT, "INDIEN U DERHALVE BINNENBLIJFT wordt je de GHOR gestuurd vandaag.")
    assert {one.level for one in linted(files)} == {Level.TIP}
    assert is_bsn("111222333")
