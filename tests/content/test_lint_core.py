# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A municipal pack on a core: the pin, the facts that are the same everywhere, ids that are used once."""

from __future__ import annotations

import datetime

import pytest

from content.compile import CompileError, compile_tree, tree_digest
from content.findings import Finding
from content.lint import check
from content.source import Source, load_files
from tests.support.pack_kit import edited, example

TODAY = datetime.date(2026, 6, 1)
CORE = {name: data.replace(b"id: voorbeelddam", b"id: kern") for name, data in example().items()}
PACK = """
id: andersdorp
title: Andersdorp
version: 1
owner: Team Crisisbeheersing
issued: 2026-05-01
expires: 2027-05-01
next-review: 2027-02-01
municipality: GM9998
region: nl-europa
core: {{id: kern, version: 3, sha256: "{digest}"}}
languages: [nl]
forms: [text]
"""


def core_source() -> Source:
    return load_files(CORE)[0]


def own(more: str = "", **files: str) -> dict[str, bytes]:
    digest = tree_digest(compile_tree(core_source()))
    named = {name.replace("__", "/").replace("_", "."): text.encode() for name, text in files.items()}
    return {"pack.yaml": (PACK.format(digest=digest) + more).encode(), **named}


def linted(files: dict[str, bytes], core: Source | None = None) -> list[Finding]:
    source, form = load_files(files)
    return sorted({*form, *check(source, core or core_source(), TODAY)})


def told(found: list[Finding]) -> list[tuple[str, str, int]]:
    return [(one.code, one.file, one.line) for one in found]


def test_a_pack_on_its_core_has_no_finding_and_holds_both() -> None:
    assert told(linted(own())) == []
    tree = compile_tree(load_files(own())[0], core_source())
    assert "card.stroom.json" in tree
    assert b'"id":"andersdorp"' in tree["pack.json"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("id: kern", "id: maan", "P206-kern-ontbreekt", 11),
        ("version: 3", "version: 2", "P207-kern-anders", 11),
        ('sha256: "', 'sha256: "0', "P207-kern-anders", 11),
    ],
)
def test_another_core_than_the_pinned_one(old: str, new: str, code: str, line: int) -> None:
    assert told(linted(edited(own(), "pack.yaml", old, new))) == [(code, "pack.yaml", line)]


def test_a_changed_core_card_is_another_core() -> None:
    changed = load_files(edited(CORE, "cards/stroom.md", "Wij weten niet hoe lang", "Wij weten al hoe lang"))[0]
    assert told(linted(own(), changed)) == [("P207-kern-anders", "pack.yaml", 11)]


def test_a_claim_may_be_said_again_but_not_otherwise() -> None:
    assert linted(own('claims: {noodpakket-hours: "72"}\n')) == []
    found = linted(own('claims: {noodpakket-hours: "48"}\n'))
    assert told(found) == [("P208-claim-anders", "pack.yaml", 14)]
    assert "48" in found[0].sentence
    assert "72" in found[0].sentence


def test_the_same_id_in_pack_and_core() -> None:
    places = example()["places.yaml"].decode()
    kinds = "place-kinds:\n  pharmacy: {title: Apotheek}\n"
    files = own(places_yaml=places, kinds_yaml=kinds) | {
        "cards/stroom.md": example()["cards/stroom.md"],
        "media/stroom.svg": b"<svg/>",
    }
    found = [row for row in told(linted(files)) if row[0] == "P108-id-dubbel"]
    assert [file for _code, file, _line in found] == [
        "cards/stroom.md", "kinds.yaml", "media/stroom.svg", "places.yaml", "places.yaml",
    ]  # fmt: skip
    with pytest.raises(CompileError):
        compile_tree(load_files(files)[0], core_source())


ISLAND = """
id: eiland
title: Eilanden
numbers: {emergency-number: "911"}
languages: [nl]
time-zone: America/Kralendijk
coordinates: [wgs84]
telephone: {country-code: "599", lengths: [7], short-numbers: ["911"]}
bounds: [["11.90", "-68.50"], ["17.75", "-62.80"]]
"""


def test_a_core_card_with_the_alarm_number_of_another_region_is_refused_until_it_is_replaced() -> None:
    files = edited(own(region_yaml=ISLAND), "pack.yaml", "region: nl-europa", "region: eiland")
    files = edited(files, "pack.yaml", "GM9998", "BQ-XX")
    assert ("P218-kern-zegt-anders", "pack.yaml", 11) in told(linted(files))
    files = edited(files, "pack.yaml", "forms: [text]", "forms: [text]\nleave-out: [stroom]")
    assert "P218-kern-zegt-anders" not in {code for code, _file, _line in told(linted(files))}
    card = example()["cards/stroom.md"].replace(b"Bel 112", b"Bel 911")
    files["cards/stroom.md"] = card
    found = {code for code, _file, _line in told(linted(files))}
    assert not found & {"P108-id-dubbel", "P218-kern-zegt-anders", "P505-ander-alarmnummer"}
    tree = compile_tree(load_files(files)[0], core_source())
    assert b"Bel 911" in tree["card.stroom.json"]
    assert b'"emergency-number":"911"' in tree["pack.json"]


def test_a_card_that_is_left_out_must_be_in_the_core() -> None:
    assert told(linted(own("leave-out: [gas]\n"))) == [("P109-onbekend", "pack.yaml", 14)]


def test_the_core_does_not_lead_to_a_card_that_is_left_out() -> None:
    """Its checklist and its questions name the card; writing it anew repairs that."""
    files = own("leave-out: [stroom]\n")
    assert [row[:2] for row in told(linted(files))] == [("P219-kern-verwijst", "pack.yaml")] * 2
    files["cards/stroom.md"] = example()["cards/stroom.md"]
    assert "P219-kern-verwijst" not in {one.code for one in linted(files)}
