# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same source gives the same tree, whatever the disk, the clock's zone, the language or the Python."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml

from content.canonical import loads
from content.compile import CompileError, compile_tree, tree_digest
from content.source import load_files, load_source
from tests.support.pack_kit import edited, example, write

ROOT = Path(__file__).resolve().parents[2]
DIGEST = "57b004328303b20af945bb4c915ad985ad3c5762e8e573039967b7321758d492"
PROGRAM = """
import sys
from pathlib import Path
from content.compile import compile_tree, tree_digest
from content.source import load_source
print(tree_digest(compile_tree(load_source(Path(sys.argv[1]))[0])))
"""


def built(files: dict[str, bytes]) -> dict[str, bytes]:
    return compile_tree(load_files(files)[0])


def test_known_bytes_of_the_example() -> None:
    """Changes on purpose only: with it every pack's hashes change, and FORMAT may have to."""
    assert tree_digest(built(example())) == DIGEST


def test_order_newlines_and_marks_do_not_matter(tmp_path: Path) -> None:
    folder = tmp_path / "shuffled"
    for name, data in sorted(example().items(), key=lambda item: hashlib.sha256(item[0].encode()).digest()):
        write({name: b"\xef\xbb\xbf" * (not name.endswith(".svg")) + data.replace(b"\n", b"\r\n")}, folder)
    assert compile_tree(load_source(folder)[0]) == built(example())


def test_letters_in_two_pieces_are_letters() -> None:
    """A Mac may write é as e and an accent."""
    accented = edited(example(), "places.yaml", "city: Voorbeelddam", "city: Voorbeelddám")
    apart = {name: unicodedata.normalize("NFD", data.decode()).encode() for name, data in accented.items()}
    assert apart != accented
    assert built(apart) == built(accented)


def pythons() -> list[str]:
    """This one, and every other that is new enough: on the path, or where pyenv puts them."""
    named = [found for minor in range(11, 16) if (found := shutil.which(f"python3.{minor}"))]
    others = [str(path) for path in Path.home().glob(".pyenv/versions/3.1[1-9].*/bin/python3")]
    return [
        sys.executable,
        *sorted({str(Path(path).resolve()) for path in named + others if ".pyenv/shims" not in path}),
    ]


@pytest.mark.parametrize("python", pythons())
@pytest.mark.parametrize(("zone", "language"), [("Pacific/Kiritimati", "nl_NL.UTF-8"), ("America/Kralendijk", "tr_TR")])
def test_other_pythons_zones_and_languages(python: str, zone: str, language: str, tmp_path: Path) -> None:
    """Another Python has no C library for YAML here, so that the slow parser is compared too."""
    paths = os.pathsep.join([str(ROOT), str(Path(yaml.__file__).parents[1])])
    environment = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONPATH": paths, "PYTHONHASHSEED": "random"}
    folder = write(example(), tmp_path / "pack")
    command = [python, "-B", "-c", PROGRAM, str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.strip() == DIGEST, done.stderr


def test_values_are_exact_and_canonical() -> None:
    tree = built(example())
    assert all(loads(data, max_bytes=1 << 20) for name, data in tree.items() if name.endswith(".json"))
    assert b'"wgs84":[52155170,5387210]' in tree["places.json"]
    assert b'"rd":[155000,463000]' in tree["places.json"]
    assert b'"hours":[{"days":"ma-vr","from":"08:30","to":"17:30"}' in tree["places.json"]
    assert b'{"hertz":98900000,"text":"98.9 MHz"}' in tree["numbers.json"]
    assert tree["media.stroom.svg"] == example()["media/stroom.svg"]


def test_a_pack_on_a_core_holds_both_and_says_from_where() -> None:
    core = example()
    own = {
        name: core[name].replace(b"voorbeelddam", b"andersdorp")
        for name in ("pack.yaml", "streets.yaml", "numbers.yaml")
    }
    own["cards/gas.md"] = core["cards/stroom.md"].replace(b"id: stroom", b"id: gas")
    own["kinds.yaml"] = b"place-kinds:\n  water-point: {title: Waterpunt}\n"
    own["radio.yaml"] = b"{band: EU868, preset: SHORT_FAST}\n"
    tree = compile_tree(load_files(own)[0], load_files(core)[0])
    assert {"card.gas.json", "card.stroom.json", "places.json", "region.json"} <= set(tree)
    assert b'"origin":"andersdorp"' in tree["card.gas.json"]
    assert b'"origin":"voorbeelddam"' in tree["card.stroom.json"]
    assert b"water-point" in tree["kinds.json"]
    assert b"support-point" in tree["kinds.json"]
    assert b"SHORT_FAST" in tree["radio.json"]
    assert tree["numbers.json"].count(b'"origin":"andersdorp"') == 2
    assert tree["numbers.json"].count(b'"origin":"voorbeelddam"') == 2


def test_one_changed_card_changes_one_file() -> None:
    before, after = (
        built(example()),
        built(edited(example(), "cards/stroom.md", "Wij weten niet hoe", "Niemand weet hoe")),
    )
    assert {name for name in after if after[name] != before[name]} == {"card.stroom.json"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("pack.yaml", "expires: 2027-05-01", ""),
        ("pack.yaml", "region: nl-europa", "region: maan"),
        ("places.yaml", 'wgs84: ["52.15517", "5.38721"]', 'wgs84: ["52", "x"]'),
        ("places.yaml", "hours: bij een ramp", "hours: soms"),
        ("numbers.yaml", "frequency: 98.9 MHz", "frequency: hoog"),
        ("lists.yaml", "items: [Kleding]", "items: Kleding"),
    ],
)
def test_a_source_with_a_fault_is_not_compiled(name: str, old: str, new: str) -> None:
    with pytest.raises(CompileError):
        built(edited(example(), name, old, new))
