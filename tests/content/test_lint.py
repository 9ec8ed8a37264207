# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every check finds its seeded fault at the right file and line, says so alone, and leaves a good pack alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from content.findings import SENTENCES, Finding, Level
from content.lint import check
from content.source import load_files, load_source
from tests.support.pack_faults import FAULTS, Fault
from tests.support.pack_kit import edited, example, write

TODAY = datetime.date(2026, 6, 1)
ELSEWHERE = {
    "P003-bestand-te-groot": "test_source",
    "P015-geen-gewoon-bestand": "test_source",
    "P020-niet-te-lezen": "test_source",
    "P021-te-veel-bestanden": "test_source",
    "P022-map-te-groot": "test_source",
    "P023-map-onbekend": "test_source",
    "P207-kern-anders": "test_lint_core",
    "P208-claim-anders": "test_lint_core",
    "P218-kern-zegt-anders": "test_lint_core",
    "P219-kern-verwijst": "test_lint_core",
}


HIDING = {
    "P002", "P004", "P005", "P006", "P008", "P012", "P013", "P014", "P018", "P112",
    "P201", "P209", "P214", "P215", "P220", "P303", "P308", "P312", "P327", "P604",
}  # fmt: skip
"""What stops reading a file, or takes away what another fault needs."""


def linted(files: dict[str, bytes]) -> list[Finding]:
    source, form = load_files(files)
    return sorted({*form, *check(source, None, TODAY)})


def seeded(files: dict[str, bytes], fault: Fault) -> dict[str, bytes]:
    if fault.old == "*":
        return {name: data for name, data in files.items() if name != fault.file}
    if "\udcff" in fault.new:
        return files | {fault.file: files[fault.file] + b"\xff"}
    return edited(files, fault.file, fault.old, fault.new)


def line_of(files: dict[str, bytes], fault: Fault) -> int:
    """Of the last place where the mark stands."""
    text = files.get(fault.there or fault.file, b"").decode("utf-8", errors="surrogateescape")
    assert fault.at in text, fault
    return text.count("\n", 0, text.rindex(fault.at)) + 1 if fault.at else 1


def test_the_example_has_no_finding() -> None:
    assert linted(example()) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_a_seeded_fault_is_found_at_its_line_and_nothing_else(fault: Fault) -> None:
    files = seeded(example(), fault)
    found = linted(files)
    assert {one.code for one in found} == {fault.code, *fault.also}
    here = [one for one in found if one.code == fault.code]
    assert {one.file for one in here} == {fault.there or fault.file}
    if fault.at != "*" and "P006" not in fault.code:
        assert line_of(files, fault) in {one.line for one in here}
    assert all(one.column >= 1 and one.sentence for one in found)


def test_every_code_has_a_seeded_fault() -> None:
    assert {fault.code for fault in FAULTS} | set(ELSEWHERE) == set(SENTENCES)
    assert len(SENTENCES) >= 40
    assert len({fault.code for fault in FAULTS}) == len(FAULTS)


def test_thirty_faults_in_one_folder_are_all_found_at_their_places(tmp_path: Path) -> None:
    """Seeded one after the other where the text still allows; those that hide others are left out."""
    files, seeds = example(), list[Fault]()
    for fault in FAULTS:
        text = files.get(fault.file, b"").decode("utf-8")
        if fault.code[:4] not in HIDING and (not fault.old or text.count(fault.old) == 1):
            files = seeded(files, fault)
            seeds.append(fault)
    assert len(seeds) >= 30
    source, form = load_source(write(files, tmp_path))
    places = {(one.code, one.file, one.line) for one in (*form, *check(source, None, TODAY))}
    found = {(code, file) for code, file, _line in places}
    for fault in seeds:
        where = fault.there or fault.file
        assert (fault.code, where) in found, fault
        if fault.at and fault.at != "*":
            text = files[where].decode("utf-8")
            lines = {number for number, line in enumerate(text.split("\n"), 1) if fault.at.split("\n")[0] in line}
            assert lines & {line for code, file, line in places if (code, file) == (fault.code, where)}, fault


@pytest.mark.parametrize(
    ("file", "data", "codes"),
    [
        ("places.yaml", b"- {", {"P006"}),
        ("places.yaml", b"caf\xe9", {"P004"}),
        ("kinds.yaml", b"- {", {"P006"}),
        ("region.yaml", b"- {", {"P006"}),
        ("cards/stroom.md", b"zonder voorblad", {"P018"}),
        ("cards/stroom.md", b"---\ntitle: [\n---\nTekst.\n", {"P006"}),
        ("numbers.yaml", b"a: {", {"P006"}),
        ("checklists.yaml", b"a: {", {"P006"}),
        ("pack.yaml", b"a: {", {"P006"}),
    ],
)
def test_one_file_that_cannot_be_read_is_one_finding(file: str, data: bytes, codes: set[str]) -> None:
    """Nobody is told of fifty links that are fine but for one quotation mark."""
    assert {one.code[:4] for one in linted(example() | {file: data})} == codes


NEAR_MISSES = [
    ("P801-bsn", "cards/stroom.md", "Mijn nummer is 111222334."),
    ("P801-bsn", "cards/stroom.md", "Het kost 1112223330 euro."),
    ("P802-e-mail", "cards/stroom.md", "Schrijf naar info@voorbeelddam.example."),
    ("P803-iban", "cards/stroom.md", "Geld op NL92 ABNA 0417 1643 00."),
    ("P804-geboortedatum", "cards/stroom.md", "De gemeente is van 3 mei 1950."),
    ("P805-naam-bij-nummer", "cards/stroom.md", "Gemeente Voorbeelddam 000-0000013."),
    ("P806-mobiel-nummer", "cards/stroom.md", "Zie 06-1234 en 10-06-2026."),
    ("P502-nummer-niet-in-lijst", "cards/stroom.md", "Bel 000-0000013."),
    ("P502-nummer-niet-in-lijst", "cards/stroom.md", "Bel 0900-8844."),
    ("P502-nummer-niet-in-lijst", "cards/stroom.md", "Van 2026-05-01 tot 10-12-2026."),
    ("P505-ander-alarmnummer", "cards/stroom.md", "Het is 911 meter."),
    ("P505-ander-alarmnummer", "cards/stroom.md", "Ga naar kamer 911."),
    ("P614-tijd-kan-niet", "cards/stroom.md", "Open van 0.00 tot 24.00 uur, het kost 25.75 euro."),
    ("P328-adres-zonder-koppeling", "cards/stroom.md", "Lees [de site](https://www.voorbeelddam.example/www.html)."),
    ("P329-dag-zonder-datum", "cards/stroom.md", "Elke morgen is er brood."),
    ("P402-zin-lang", "cards/stroom.md", "Een twee drie vier vijf zes zeven acht negen tien elf. " * 3),
    ("P403-lange-woorden", "cards/stroom.md", "Een noodvoorziening helpt. " * 2),
    ("P404-lijdende-vorm", "cards/stroom.md", "Er wordt gewerkt. Wij komen. U belt. Hij gaat. Zij ook. Dit is goed."),
    ("P405-moeilijk-woord", "cards/stroom.md", "De indiening is al gedaan."),
    ("P406-afkorting", "cards/stroom.md", "De geneeskundige hulp (GHOR) komt. De GHOR helpt. Ook met een AED."),
    ("P407-aanspreken", "cards/stroom.md", "Een jas en een jurk."),
    ("P324-hoofdletters", "cards/stroom.md", "Bel 112, via NL-Alert of USB."),
    ("P318-html", "cards/stroom.md", "Is 3 < 4 en 5 > 4 & meer?"),
    ("P322-koppeling-onveilig", "cards/stroom.md", "Lees [de tekst](https://www.rijksoverheid.nl/a_b?c=1)."),
    ("P319-opmaak-onbekend", "cards/stroom.md", "Een \\* en 1.5 en snake_case."),
]


@pytest.mark.parametrize(("code", "file", "text"), NEAR_MISSES)
def test_what_only_looks_like_a_fault_is_left_alone(code: str, file: str, text: str) -> None:
    files = edited(example(), file, "Wij weten niet hoe lang het duurt.", text)
    assert code not in {one.code for one in linted(files)}


@pytest.mark.parametrize(
    ("code", "file", "old", "new"),
    [
        ("P704-contrast", "media/stroom.svg", 'd="M13 2', '/><path fill="#fff" d="M13 2'),
        ("P704-contrast", "media/stroom.svg", "<path fill", '<rect width="24" height="24" fill="#fff"/><path fill'),
        ("P705-svg-onveilig", "media/stroom.svg", "<path", '<use href="#a"/><path'),
        ("P603-rd-en-wgs84", "places.yaml", '["155000", "463000"]', '["155004", "463004"]'),
        ("P501-telefoon-kan-niet", "places.yaml", "000-0000012", "+31 00 0000012"),
        ("P501-telefoon-kan-niet", "places.yaml", "000-0000012", "(000) 00 00 012"),
        ("P605-postcode", "places.yaml", "postcode: 9999 XA\n  city", "postcode: 9999XA\n  city"),
        ("P601-openingstijd-kan-niet", "places.yaml", "bij een ramp", "altijd"),
        ("P220-gebied-kan-niet", "pack.yaml", '["52.20", "5.45"]]', '["52.20", "5.45"], ["52.05", "5.45"]]'),
        ("P202-pakket-verloopt-bijna", "pack.yaml", "expires: 2027-05-01", "expires: 2026-08-01"),
        ("P211-bewaartermijn", "pack.yaml", "days: 28", "days: 365"),
        ("P016-aanhalingstekens", "places.yaml", "city: Voorbeelddam", "city: 's-Voorbeelddam"),
        ("P312-taal-ontbreekt", "cards/stroom.md", "kind: topic", "kind: procedure"),
        ("P901-tegenspraak", "lists.yaml", "kind: not-now", "kind: needed"),
    ],
)  # fmt: skip
def test_values_that_may_be_so(code: str, file: str, old: str, new: str) -> None:
    assert code not in {one.code for one in linted(edited(example(), file, old, new))}


@pytest.mark.parametrize(
    ("code", "file", "old", "new"),
    [
        ("P304-advies-verlopen", "lists.yaml", "items: [Kleding]", "items: [Kleding]\n  valid-until: 2026-05-01"),
        ("P501-telefoon-kan-niet", "region.yaml", "police-number: 0900-8844", "police-number: 0900-88"),
        ("P501-telefoon-kan-niet", "places.yaml", "000-0000012", "+32 00 0000012"),
        ("P501-telefoon-kan-niet", "places.yaml", "000-0000012", "tel 000-0000012"),
        ("P608-zonder-herkomst", "partners.yaml", "  date: 2026-04-01\n", ""),
        ("P220-gebied-kan-niet", "pack.yaml", '["52.20", "5.45"]]', '["52.05", "5.45"]]'),
        ("P220-gebied-kan-niet", "pack.yaml", '["52.20", "5.45"]]', '["59.20", "5.45"]]'),
        ("P204-herziening-voorbij", "pack.yaml", "next-review: 2027-02-01", "next-review: 2026-05-20"),
        ("P203-datums-verwisseld", "pack.yaml", "next-review: 2027-02-01", "next-review: 2026-04-20"),
        ("P203-datums-verwisseld", "pack.yaml", "expires: 2027-05-01", "expires: 2026-04-20"),
        ("P303-zonder-datum", "pack.yaml", "expires: 2027-05-01\n", ""),
        ("P302-zonder-eigenaar", "pack.yaml", "owner: Team Crisisbeheersing, gemeente Voorbeelddam\n", ""),
        ("P108-id-dubbel", "regions/tweede.yaml", "", "id: nl-europa\n"),
        ("P327-naam-anders", "cards/stroom.en.md", "language: en", "language: nl"),
        ("P017-bestandsnaam", "cards/Stroom.md", "", "x"),
        ("P902-dubbele-regel", "pack.yaml", "forms: [text,", "forms: [text, text,"),
        ("P705-svg-onveilig", "media/stroom.svg", "<path", '<image href="https://x.example/a.png"/><path'),
        ("P705-svg-onveilig", "media/stroom.svg", "<path", '<path onload="x()"'),
        ("P705-svg-onveilig", "media/stroom.svg", "<svg", "<?xml version='1.0'?><!DOCTYPE svg><svg"),
        ("P112-coordinaat-kan-niet", "places.yaml", 'rd: ["155000", "463000"]', 'rd: {x: "155000"}'),
        ("P112-coordinaat-kan-niet", "places.yaml", '"155000"', '"155"'),
    ],
)  # fmt: skip
def test_other_ways_to_the_same_code(code: str, file: str, old: str, new: str) -> None:
    found = linted(edited(example(), file, old, new))
    assert (code, file) in {(one.code, one.file) for one in found}


def test_levels_are_used_as_meant() -> None:
    """What endangers somebody or cannot be built is a fout; a matter of judgement never is."""
    assert SENTENCES["P505-ander-alarmnummer"][0] is Level.FOUT
    assert {SENTENCES[code][0] for code in SENTENCES if code.startswith("P4")} == {Level.WAARSCHUWING, Level.TIP}


def test_a_new_scenario_kind_of_place_and_language_are_data_alone() -> None:
    files = edited(example(), "kinds.yaml", "  power-cut:", "  sneeuw: {title: Zware sneeuw}\n  power-cut:")
    files = edited(files, "kinds.yaml", "  pharmacy:", "  warmtehuis: {title: Warmtehuis}\n  pharmacy:")
    files = edited(
        files, "kinds.yaml", "  en: {title: English", "  fy: {title: Frysk, direction: ltr}\n  en: {title: English"
    )
    files = edited(files, "cards/stroom.md", "scenario: power-cut", "scenario: sneeuw")
    files = edited(files, "places.yaml", "kind: pharmacy", "kind: warmtehuis")
    files["cards/stroom.fy.md"] = b"---\ntitle: Stroom\ndate: 2026-05-01\n---\nBelje 112. It duorret 72 oeren.\n"
    assert linted(files) == []
