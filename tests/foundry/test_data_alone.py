# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One scenario more, a new kind of place and a new language: written in a folder, found at a point, no code."""

from __future__ import annotations

import ast
import json
from pathlib import Path

from content.source import load_source
from noodsteunpunt.foundry.preview import preview
from tests.support.foundry_kit import ON, built, key_files, pack, root_of
from tests.support.library_kit import LEAD, Offer, fingerprint_of, library
from tests.support.pack_kit import edited, example, write
from tests.support.station_kit import open_store, papers

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("content", "noodsteunpunt", "ui", "sync", "devices")

FRISIAN_HEADINGS = "[Wat witte wy, Wat dogge wy, Wat kinne jo dwaan, Wat witte wy noch net]"
KINDS = (
    ("  en: {title: English", "  fy: {title: Frysk, direction: ltr}\n"),
    ("  power-cut: ", "  sand-drift: {title: Zandstorm, pictogram: stroom.svg}\n"),
    ("  pharmacy: ", "  cool-cellar: {title: Koele kelder}\n"),
    ("      en: [What we know", f"      fy: {FRISIAN_HEADINGS}\n"),
)
"""What is written above which line of kinds.yaml."""
PLACE = """\
- id: kelder-dorp
  kind: cool-cellar
  name: {nl: Kelder Dorp, fy: Kelder Doarp}
  postcode: 9999 XA
  wgs84: ["52.15717", "5.38921"]
  hours: bij een ramp
  accessibility: Met een trap
  source: Gemeente Voorbeelddam
  date: 2026-04-01
"""
FRISIAN = """\
---
language: fy
title: Sânstoarm
date: 2026-05-01
---
## Wat witte wy
It stoot.

## Wat dogge wy
Wy hingje it nijs op.

## Wat kinne jo dwaan
- Bliuw binnen.

## Wat witte wy noch net
Hoe lang it duorret.
"""


def with_more() -> dict[str, bytes]:
    """The example of docs/pack-format.md; only data is added."""
    files = example()
    for line, above in KINDS:
        files = edited(files, "kinds.yaml", line, above + line)
    files = edited(files, "pack.yaml", "languages: [nl, en]", "languages: [nl, en, fy]")
    files = edited(files, "places.yaml", "", PLACE)
    dutch = files["cards/stroom.md"].decode("utf-8")
    for old, new in (
        ("id: stroom", "id: zandstorm"),
        ("power-cut", "sand-drift"),
        ("title: Stroom\n", "title: Zandstorm\n"),
    ):
        assert dutch.count(old) == 1
        dutch = dutch.replace(old, new)
    english = files["cards/stroom.en.md"].replace(b"title: Power", b"title: Sand drift")
    new = {
        "zandstorm.md": dutch.encode("utf-8"),
        "zandstorm.en.md": english,
        "zandstorm.fy.md": FRISIAN.encode("utf-8"),
    }
    return files | {f"cards/{name}": data for name, data in new.items()}


def test_data_alone_adds_a_scenario_a_kind_of_place_and_a_language(tmp_path: Path) -> None:
    folder = write(with_more(), tmp_path / "p")
    status, told = pack("check", folder, *ON)
    assert (status, told["counts"]["fout"]) == (0, 0), told["findings"]
    keys = key_files(tmp_path)
    root = root_of(tmp_path, keys).read_bytes()
    stick = built(folder, tmp_path / "p.nspack", keys[:2])
    store = open_store(tmp_path, papers()[1])
    try:
        made = library(tmp_path, store)
        made.install(stick, LEAD, Offer(root, fingerprint_of(root), clock_trusted=False))
        opened = made.open_current()
        assert opened is not None
        with opened:
            files = dict(opened.files())
        with store.reader() as reader:
            assert [text.item for text in reader.search_pack("sanstoarm", language="fy")] == ["card.zandstorm.json"]
            assert [text.title for text in reader.search_pack("doarp", language="fy")] == ["Kelder Doarp"]
    finally:
        store.close()
    kinds = json.loads(files["kinds.json"])
    assert kinds["scenarios"]["sand-drift"]["title"] == {"nl": "Zandstorm"}
    assert "cool-cellar" in kinds["place-kinds"]
    assert "Bliuw binnen" in preview(files)["card.zandstorm.html"]


def test_a_kind_that_no_data_names_is_a_fout(tmp_path: Path) -> None:
    files = edited(with_more(), "kinds.yaml", KINDS[1][1], "")
    status, told = pack("check", write(files, tmp_path / "p"), *ON)
    assert status == 1
    assert {(row["file"], row["code"]) for row in told["findings"] if row["level"] == "fout"} == {
        ("cards/zandstorm.md", "P109-onbekend")
    }


def test_the_program_knows_no_scenario_and_no_kind_of_place() -> None:
    kinds = load_source(ROOT / "content" / "packs" / "kern-nl")[0].kinds
    names = {*kinds.below("scenarios"), *kinds.below("place-kinds")}
    assert len(names) > 10
    known = {
        node.value
        for package in PROGRAM
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert names & known <= {"noodsteunpunt"}, "the name of the program itself"
