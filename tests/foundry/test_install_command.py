# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``pack install`` and ``put-back`` on the folder of a point: what they ask, refuse and leave behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from noodsteunpunt.assembly import silent_station
from noodsteunpunt.cli import app
from noodsteunpunt.demo.layout import prepare
from noodsteunpunt.library.library import RootMissing
from noodsteunpunt.library.roots import fingerprint_of, shown_fingerprint
from tests.support.foundry_kit import pack
from tests.support.library_kit import lasting_root, pack_file

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
