# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person types wrongly, points at wrongly, or may not write: a Dutch sentence, a status, and nothing made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from noodsteunpunt import cli
from tests.support.foundry_kit import ON, built, folder_of, pack

ROOT = Path(__file__).resolve().parents[2]
Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Typed:
    """Status, standard output and standard error of the whole program in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NOODSTEUNPUNT_LANG", raising=False)

    def run(*words: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["noodsteunpunt", "pack", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capfd.readouterr()
        return int(str(ended.value.code)), told.out, told.err

    return run


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["check"], 2, "Er ontbreekt iets: folder."),
        (["build", "p"], 2, "Er ontbreekt iets: --output."),
        (["chek", "p"], 2, "De opdracht chek is er niet. Bedoelt u check?"),
        (["check", "p", "q"], 2, "Dit staat er te veel: q."),
        (["check", "--jsn", "p"], 2, "De optie --jsn is er niet."),
        (["check", "p", "--on", "gisteren"], 2, "Wat bij --on staat, kan niet."),
        (["check", "nergens"], 2, "nergens is niet te gebruiken: niet gevonden."),
        (["check", "bestand.nspack"], 2, "bestand.nspack is niet te gebruiken: het is geen map."),
        (["preview", "nergens"], 2, "nergens is niet te gebruiken"),
        (["new", "bestand.nspack", "--municipality", "GM0001", "--name", "X"], 2, "bestand.nspack moet een naam"),
        (["new", "p", "--municipality", "0001", "--name", "X"], 2, "0001 is geen code van een gemeente"),
        (["new", "saba", "--municipality", "BQ-SA", "--name", "Saba"], 2, "voorbeeldeiland en pas aan"),
        (["install", "bestand.nspack", "--folder", "nergens"], 2, "nergens is niet te gebruiken"),
        (["verify", "nergens.nspack", "--root", "r.nsroot"], 65, "Bestand 'r.nsroot' is er niet."),
        (["sign", "bestand.nspack", "--key", "k.nskey"], 65, "Bestand 'k.nskey' is er niet."),
        (["diff", "bestand.nspack", "map"], 65, "Dit bestand is geen informatiepakket."),
    ],
)
def test_a_wrong_command_is_answered_in_dutch(typed: Typed, words: list[str], status: int, said: str) -> None:
    Path("bestand.nspack").write_bytes(b"no pack at all")
    Path("map").mkdir()
    ended, out, told = typed(*words)
    assert (ended, out) == (status, "")
    assert said in told
    assert "Traceback" not in told and "Error" not in told
    assert sorted(path.name for path in Path().iterdir()) == ["bestand.nspack", "map"]


@pytest.mark.parametrize("words", [["check"], ["check", "nergens"], ["chek", "x"], ["verify", "x", "--root", "y"]])
def test_a_script_gets_an_object_for_every_refusal(typed: Typed, words: list[str]) -> None:
    status, out, told = typed(*words, "--json")
    answer = json.loads(out)
    assert (answer["error"] in answer["say"], told) == (True, "")
    assert status in (2, 65)


def test_what_cannot_be_written_leaves_nothing_behind(typed: Typed, tmp_path: Path) -> None:
    folder_of(tmp_path / "p")
    (tmp_path / "map").mkdir()
    for output, said in (
        ("map", "het is een map"),
        ("nergens/p.nspack", "niet gevonden"),
        ("/proc/p.nspack", "NSP-109"),
    ):
        status, _out, told = typed("build", "p", "-o", output, *ON)
        assert status == 74
        assert f"{output}" in told and ".new" not in told
        assert said in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map", "p"]


def test_what_is_there_already_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "p.nspack"
    file.write_bytes(b"older, and longer than nothing")
    built(folder_of(tmp_path / "p"), file, [])
    assert file.read_bytes().startswith(b"NSPACK")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p", "p.nspack"]


def test_the_folder_that_one_stands_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "rivierdal").mkdir()
    monkeypatch.chdir(tmp_path / "rivierdal")
    given = ("--municipality", "GM9998", "--name", "Rivierdal")
    assert pack("new", ".", *given, *ON)[0] == 0
    assert pack("check", ".", *ON)[0] == 0
    assert pack("build", ".", "-o", "../r.nspack", *ON)[0] == 0
    (tmp_path / "Mijn map").mkdir()
    monkeypatch.chdir(tmp_path / "Mijn map")
    assert pack("new", ".", *given, *ON)[0] == 2


def test_a_command_on_files_does_not_wait_for_the_rest_of_the_kit(tmp_path: Path) -> None:
    """Nor take its memory: an officer's command and its refusals load no store, radio or screen."""
    (tmp_path / "p.nspack").write_bytes(b"PK\x03\x04 zip")
    program = (
        "import sys; sys.argv = ['noodsteunpunt', 'pack', 'verify', 'p.nspack', '--root', 'p.nspack'];"
        "from noodsteunpunt.entry import main\n"
        "try: main()\n"
        "except SystemExit as end: print(end.code, sorted({name.partition('.')[0] for name in sys.modules} & "
        "{'sqlalchemy', 'sqlmodel', 'meshtastic', 'flet', 'PIL', 'av', 'devices', 'sync', 'typst'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, "NSP-701" in done.stderr) == ("65 []\n", True)
