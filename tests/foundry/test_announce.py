# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One changed card as a signed announcement: made, read, signed by two, verified, shown by a point."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from noodsteunpunt.assembly import silent_station
from noodsteunpunt.cli import app
from noodsteunpunt.demo.layout import prepare
from tests.support.foundry_kit import ON, built, folder_of, key_files, pack, root_of, said
from tests.support.pack_kit import edited, example, write

UNTIL = ("--until", "2099-01-01")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A signed pack."""
    return built(folder_of(tmp_path / "p"), tmp_path / "p.nspack", key_files(tmp_path)[:2])


def changed(tmp_path: Path, new: str = "De stroom is weg.") -> Path:
    return write(edited(example(), "cards/stroom.md", "De stroom is uit.", new), tmp_path / "q")


def test_from_the_folder_to_the_point(tmp_path: Path, base: Path) -> None:
    keys = [tmp_path / f"k{number}.nskey" for number in range(3)]
    root, card = root_of(tmp_path, keys), tmp_path / "w.nscard"
    status, told = pack("announce", changed(tmp_path), "--over", base, "-o", card, *UNTIL, *ON)
    assert (status, told["card"]) == (0, "stroom")
    assert told["packets"] <= 2
    assert told["size"] == card.stat().st_size + 144 < 300
    assert pack("read", card, "--over", base)[1]["signatures"] == 0
    verify = ("verify", card, "--root", root, "--over", base, "--untrusted-clock")
    assert pack("sign", card, "--key", keys[0]) == (0, {"signatures": 1})
    assert pack(*verify)[1]["reason"] == "signatures-too-few"
    assert pack("sign", card, "--key", keys[0])[1]["reason"] == "signed-already"
    assert pack("sign", card, "--key", keys[2]) == (0, {"signatures": 2})
    assert card.stat().st_size == told["size"]
    status, checked = pack(*verify)
    assert (status, checked["number"], len(checked["signers"])) == (0, told["number"], 2)
    assert "  De stroom is weg. Wij weten niet hoe lang het duurt." in said(*verify).splitlines()

    (tmp_path / "points").mkdir()
    point = prepare(tmp_path / "points", {1: 9, 2: 9, 9: 9}, fresh=True)[0].folder
    pack("root", "papers", root, point / "enrolment.json")
    install = ("--folder", point, "--root", root, "--untrusted-clock")
    assert pack("install", card, *install)[1]["reason"] == "base-other", "there is no pack yet"
    assert pack("install", base, *install)[1]["version"] == 3
    assert pack("install", card, *install)[1]["card"] == "stroom"
    assert pack("install", card, *install)[1]["reason"] == "announcement-old"
    with silent_station(point / "station.toml") as station:
        assert [text.item for text in station.reader.search_pack("weg", language="nl")] == ["card.stroom.json"]


def test_a_person_reads_what_is_in_it(tmp_path: Path, base: Path) -> None:
    given = ["pack", "announce", changed(tmp_path), "--over", base, "-o", tmp_path / "w.nscard", *UNTIL, *ON]
    result = CliRunner().invoke(app, [str(one) for one in given])
    lines = result.stdout.splitlines()
    assert lines[0] == "  [nl] Stroom"
    assert "  [en] Power" in lines
    assert "tot en met 2099-01-01." in result.stdout
    assert lines[-1] == "Nu tekenen twee medewerkers het."


def test_what_cannot_be_announced(tmp_path: Path, base: Path) -> None:
    out = ("--over", base, "-o", tmp_path / "w.nscard", *UNTIL, *ON)
    assert pack("announce", tmp_path / "p", *out)[1]["reason"] == "announcement-nothing"
    assert pack("announce", changed(tmp_path), *out, "--card", "gas")[1]["reason"] == "announcement-nothing"
    two = write({"cards/gas.md": example()["cards/stroom.md"].replace(b"id: stroom", b"id: gas")}, tmp_path / "q")
    assert pack("announce", two, *out)[1]["reason"] == "announcement-which-card"
    status, told = pack("announce", two, *out, "--card", "gas")
    assert (status, told["card"]) == (0, "gas")
    picture = edited(example(), "cards/stroom.md", "pictogram: stroom.svg", "pictogram: lamp.svg")
    picture["media/lamp.svg"] = picture["media/stroom.svg"].replace(b"M13 2", b"M13 3")
    assert pack("announce", write(picture, tmp_path / "r"), *out)[1]["reason"] == "announcement-media"
    wrong = write(edited(example(), "places.yaml", "kind: pharmacy", "kind: x"), tmp_path / "s")
    assert pack("announce", wrong, *out)[1]["counts"]["fout"] == 1
    large = changed(tmp_path / "t", "De stroom is weg. " + "Er is licht in elk huis. " * 2_700)
    assert pack("announce", large, *out)[1]["reason"] == "file-size"
    assert (
        pack(
            "verify", tmp_path / "w.nscard", "--root", root_of(tmp_path, [tmp_path / "k0.nskey", tmp_path / "k1.nskey"])
        )[0]
        == 2
    )


def test_the_core_is_pinned_anew(tmp_path: Path) -> None:
    folder = tmp_path / "rivierdal"
    assert pack("new", folder, "--municipality", "GM9998", "--name", "Rivierdal", *ON)[0] == 0
    before = (folder / "pack.yaml").read_text("utf-8")
    assert pack("pin", folder, *ON) == (0, {"changed": 0})
    digest = before.split('sha256: "')[1][:64]
    (folder / "pack.yaml").write_text(
        before.replace(digest, "0" * 64).replace("version: 1, sha", "version: 9, sha"), "utf-8"
    )
    assert pack("check", folder, *ON)[0] == 1
    assert pack("pin", folder, *ON) == (0, {"changed": 1})
    assert (folder / "pack.yaml").read_text("utf-8") == before
    assert pack("pin", folder_of(tmp_path / "p"), *ON)[1]["error"] == "NSP-603"
