# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``pack install`` and ``put-back`` on the folder of a point: what they ask, refuse and leave behind."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content.errors import PackError
from noodsteunpunt.assembly import silent_station
from noodsteunpunt.cli import app
from noodsteunpunt.demo.layout import prepare
from noodsteunpunt.library.library import RootMissing
from noodsteunpunt.library.roots import fingerprint_of, shown_fingerprint
from tests.support.foundry_kit import pack
from tests.support.library_kit import lasting_root, pack_file
from tests.support.signed_kit import KEYS, a_root, root_file

LASTS = 4_000_000_000
PRINT = fingerprint_of(lasting_root())


@pytest.fixture
def point(tmp_path: Path) -> Path:
    """A stopped station's folder."""
    (tmp_path / "points").mkdir()
    (tmp_path / "root").write_bytes(lasting_root())
    return prepare(tmp_path / "points", {1: 9, 2: 9, 9: 9}, fresh=True)[0].folder


def test_the_first_pack_needs_the_fingerprint_of_the_papers(tmp_path: Path, point: Path) -> None:
    given = (pack_file(tmp_path, 1, expires=LASTS), "--folder", point)
    root = ("--root", tmp_path / "root")
    assert pack("install", *given)[1]["error"] == "NSP-703"
    assert pack("install", *given, *root)[1]["error"] == "NSP-703"
    assert pack("install", *given, *root, "--fingerprint", "00" * 32)[1]["reason"] == "root-fingerprint"
    assert pack("install", *given, *root, "--fingerprint", "no fingerprint")[1]["reason"] == "root-fingerprint"
    status, told = pack("install", *given, *root, "--fingerprint", shown_fingerprint(PRINT).upper())
    assert (status, told["version"], told["core"]) == (0, 1, 4)
    two = pack_file(tmp_path, 2, expires=LASTS)
    assert pack("install", two, "--folder", point)[0] == 0, "from then on the keys are known"
    assert pack("install", given[0], "--folder", point)[1]["reason"] == "rolled-back"
    assert pack("put-back", "--folder", point)[0] == 2, "somebody decides, and has a name"
    assert pack("put-back", "--folder", point, "--name", "Testpersoon Leider")[1]["version"] == 1


@pytest.mark.parametrize(("answer", "installed"), [("ja", True), ("Yes", True), ("nee", False), ("", False)])
def test_a_person_compares_the_fingerprint_by_eye(tmp_path: Path, point: Path, answer: str, installed: bool) -> None:
    stick = pack_file(tmp_path, 1, expires=LASTS)
    given = ["pack", "install", str(stick), "--folder", str(point), "--root", str(tmp_path / "root")]
    result = CliRunner().invoke(app, given, input=f"{answer}\n")
    assert shown_fingerprint(PRINT) in re.sub(r"\s+", " ", result.stderr)
    assert (result.exit_code == 0) is installed
    if answer == "nee":
        assert isinstance(result.exception, RootMissing)
    with silent_station(point / "station.toml") as station:
        assert bool(station.store.packs()) is installed


def bound(point: Path, root: Path) -> None:
    status, told = pack("root", "papers", root, point / "enrolment.json")
    assert (status, told["papers"]) == (0, [(point / "enrolment.json").as_posix()])
    assert (point / "enrolment.json").stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_a_point_whose_papers_name_the_root_asks_nobody(tmp_path: Path, point: Path) -> None:
    bound(point, tmp_path / "root")
    stick = tmp_path / "stick"
    stick.mkdir()
    one = pack_file(stick, 1, expires=LASTS)
    assert pack("install", one, "--folder", point)[1]["error"] == "NSP-703", "nobody gave the key file"
    (stick / "a.nsroot").write_bytes(b"something else")
    (stick / "ander.nsroot").write_bytes(root_file(a_root(KEYS[0], KEYS[1])))
    (stick / "gemeente.nsroot").write_bytes(lasting_root())
    result = CliRunner().invoke(app, ["pack", "install", str(one), "--folder", str(point)], input="")
    assert (result.exit_code, result.stdout) == (0, "Geïnstalleerd: voorbeeld versie 1.\n")
    (stick / "gemeente.nsroot").unlink()
    assert pack("install", pack_file(stick, 2, expires=LASTS), "--folder", point)[1]["version"] == 2


def test_papers_go_before_what_a_person_says(tmp_path: Path, point: Path) -> None:
    bound(point, tmp_path / "root")
    other = tmp_path / "ander.nsroot"
    other.write_bytes(root_file(a_root(KEYS[0], KEYS[1])))
    given = (pack_file(tmp_path, 1, expires=LASTS), "--folder", point, "--root", other)
    typed = shown_fingerprint(fingerprint_of(other.read_bytes()))
    assert pack("install", *given, "--fingerprint", typed)[1]["reason"] == "root-fingerprint"
    result = CliRunner().invoke(app, ["pack", "install", *map(str, given)], input="ja\n")
    assert isinstance(result.exception, PackError)
    assert "ingerafdruk" not in result.output, "there is nothing to compare"


def test_papers_take_only_a_root_and_only_papers_do(tmp_path: Path, point: Path) -> None:
    before = (point / "enrolment.json").read_bytes()
    pack_ = pack_file(tmp_path, 1)
    assert pack("root", "papers", pack_, point / "enrolment.json")[1]["reason"] == "not-ours"
    assert pack("root", "papers", tmp_path / "root", pack_)[1]["error"] == "NSP-111"
    two = (point / "enrolment.json", tmp_path / "nergens.json")
    assert pack("root", "papers", tmp_path / "root", *two)[1]["reason"] == "not-there"
    assert (point / "enrolment.json").read_bytes() == before, "all of them or none"


def test_a_point_that_runs_is_left_alone(tmp_path: Path, point: Path) -> None:
    stick = pack_file(tmp_path, 1, expires=LASTS)
    with silent_station(point / "station.toml"):
        status, told = pack("install", stick, "--folder", point, "--root", tmp_path / "root")
    assert (status, told["error"]) == (73, "NSP-201")
    assert list((point / "library").iterdir()) == []


def test_an_expired_pack_is_installed_and_says_so(tmp_path: Path, point: Path) -> None:
    stick = pack_file(tmp_path, 1, issued=1_000, expires=2_000)
    given = ["pack", "install", str(stick), "--folder", str(point), "--root", str(tmp_path / "root")]
    result = CliRunner().invoke(app, given, input="ja\n")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Dit pakket is verlopen.")
    with silent_station(point / "station.toml") as station:
        assert "pack_expired" in {alarm.code for alarm in station.snapshot().alarms}
