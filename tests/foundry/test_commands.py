# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pack commands: what they make, what they say to a script, and with which status they end."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content.container import inspect_pack
from noodsteunpunt.cli import app
from tests.support.foundry_kit import ON, WORDS, built, folder_of, key_files, pack, root_of, said
from tests.support.pack_kit import edited, example, write

ROOT = Path(__file__).resolve().parents[2]


def test_a_right_folder_ends_with_0_and_a_wrong_one_with_1_and_its_place(tmp_path: Path) -> None:
    status, told = pack("check", folder_of(tmp_path / "right"), *ON)
    assert (status, told["counts"]["fout"]) == (0, 0)
    wrong = edited(example(), "places.yaml", "kind: pharmacy", "kind: pharmcy")
    status, told = pack("check", write(wrong, tmp_path / "wrong"), *ON)
    assert (status, told["counts"]["fout"]) == (1, 1)
    (found,) = [row for row in told["findings"] if row["level"] == "fout"]
    assert (found["file"], found["line"], found["code"]) == ("places.yaml", 15, "P109-onbekend")
    assert "pharmacy" in found["say"]


def test_a_person_reads_file_line_level_and_sentence(tmp_path: Path) -> None:
    wrong = write(edited(example(), "places.yaml", "kind: pharmacy", "kind: pharmcy"), tmp_path / "wrong")
    result = CliRunner().invoke(app, ["pack", "check", str(wrong), *ON], env={"COLUMNS": "60"})
    assert result.exit_code == 1
    assert "places.yaml:15:9: fout P109-onbekend: pharmcy" in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stdout.splitlines()[-1].startswith("1 fout, ")


def test_a_name_of_a_file_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "p")
    (folder / "media" / "\x1b]0;x\x07\x9b31m.svg").write_bytes(b"<svg/>")
    result = CliRunner().invoke(app, ["pack", "check", str(folder), *ON])
    assert "media/?]0;x??31m.svg:1:1: fout P017" in result.stdout


def test_expiry_is_judged_on_the_day_that_is_asked_for(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "p")
    assert pack("check", folder, "--on", "2027-05-01")[0] == 0
    assert pack("check", folder, "--on", "2027-05-02")[0] == 1


def test_what_a_new_folder_holds_has_only_tips(tmp_path: Path) -> None:
    status, made = pack("new", tmp_path / "rivierdal", "--municipality", "GM9998", "--name", "Rivierdal", *ON)
    assert status == 0
    assert sorted(made["files"]) == sorted(
        path.relative_to(tmp_path / "rivierdal").as_posix() for path in (tmp_path / "rivierdal").rglob("*.*")
    )
    status, told = pack("check", tmp_path / "rivierdal", *ON)
    assert (status, {row["level"] for row in told["findings"]} - {"tip"}) == (0, set())


@pytest.mark.parametrize(
    ("name", "municipality", "folder"),
    [('Rivier"dal', "GM9998", "p"), ("Rivierdal", "gm9998", "p"), ("Rivierdal", "GM9998", "Pak ket")],
)
def test_a_name_that_cannot_be_is_wrong_use(tmp_path: Path, name: str, municipality: str, folder: str) -> None:
    status, _told = pack("new", tmp_path / folder, "--municipality", municipality, "--name", name)
    assert (status, list(tmp_path.iterdir())) == (2, [])


def test_a_new_folder_takes_nothing_away(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("mine", "utf-8")
    assert pack("new", tmp_path, "--municipality", "GM9998", "--name", "Rivierdal")[0] == 2
    assert (tmp_path / "pack.yaml").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["'s-Gravendal", "Súdwest-Dal: aan zee", "Dal # 2"])
def test_a_municipality_may_be_called_anything(tmp_path: Path, name: str) -> None:
    assert pack("new", tmp_path / "p", "--municipality", "GM9998", "--name", name, *ON)[0] == 0
    status, told = pack("check", tmp_path / "p", *ON)
    assert status == 0, told


def test_nothing_is_built_or_shown_from_a_folder_with_a_fout(tmp_path: Path) -> None:
    folder = write(edited(example(), "places.yaml", "kind: pharmacy", "kind: pharmcy"), tmp_path / "wrong")
    for command in (("build", "-o", tmp_path / "p.nspack"), ("preview", "--into", tmp_path / "pages")):
        status, told = pack(command[0], folder, *command[1:], *ON)
        assert (status, told["counts"]["fout"]) == (1, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["wrong"]


def test_the_same_folder_gives_the_same_bytes_and_a_report_of_their_sizes(tmp_path: Path) -> None:
    files = example()
    shuffled = dict(sorted(files.items(), reverse=True))
    for name, source in (("a", files), ("b", shuffled)):
        status, told = pack("build", write(source, tmp_path / name), "-o", tmp_path / f"{name}.nspack", *ON)
        assert status == 0
    made = (tmp_path / "a.nspack").read_bytes()
    assert made == (tmp_path / "b.nspack").read_bytes()
    assert told["size"] == len(made)
    with inspect_pack(tmp_path / "a.nspack") as opened:
        assert sum(share["size"] for share in told["sizes"]["shares"]) == told["sizes"]["total"]
        assert told["sizes"]["total"] == opened.manifest.total
        assert told["sizes"]["largest"][0][1] == max(row.size for row in opened.manifest.rows)
        assert (opened.header.version, opened.header.expires % 86_400) == (3, 0)


def test_two_officers_sign_and_everybody_can_verify(tmp_path: Path) -> None:
    keys = key_files(tmp_path)
    root, folder, file = root_of(tmp_path, keys), folder_of(tmp_path / "p"), tmp_path / "p.nspack"
    built(folder, file, keys[:1])
    status, told = pack("verify", file, "--root", root, "--untrusted-clock")
    assert (status, told["error"], told["reason"]) == (65, "NSP-701", "signatures-too-few")
    assert pack("sign", file, "--key", keys[2]) == (0, {"signatures": 2})
    status, told = pack("verify", file, "--root", root, "--untrusted-clock")
    assert (status, told["pack"], told["version"], told["expired"]) == (0, "voorbeelddam", 3, "unknown")
    assert sorted(told["signers"]) == sorted(pack("key", "show", keys[n])[1]["key"] for n in (0, 2))


def test_what_is_refused_keeps_the_file_as_it_was(tmp_path: Path) -> None:
    keys = key_files(tmp_path)
    file = built(folder_of(tmp_path / "p"), tmp_path / "p.nspack", keys[:1])
    before = file.read_bytes()
    assert pack("sign", file, "--key", keys[0])[1]["reason"] == "signed-already"
    assert pack("sign", file, "--key", keys[1], words="een ander wachtwoord dan het goede")[1]["reason"] == (
        "key-passphrase"
    )
    assert pack("sign", keys[0], "--key", keys[1])[1]["reason"] == "not-ours"
    assert file.read_bytes() == before
    file.write_bytes(before[:-1])
    assert pack("sign", file, "--key", keys[1])[1]["reason"] == "truncated"
    assert sorted(path.suffix for path in tmp_path.iterdir()) == ["", ".nskey", ".nskey", ".nskey", ".nspack"]


def test_a_refusal_is_a_sentence_for_a_person(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from noodsteunpunt import cli

    path = tmp_path / "p.nspack"
    path.write_bytes(b"PK\x03\x04 zip")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr("sys.argv", ["noodsteunpunt", "pack", "diff", str(path), str(path)])
        cli.main()
    assert ended.value.code == 65
    assert "NSP-701" in capfd.readouterr().err


def test_a_key_is_never_written_over_and_its_passphrase_is_long(tmp_path: Path) -> None:
    path = tmp_path / "k.nskey"
    assert pack("key", "new", path, words="kort")[1]["reason"] == "passphrase-short"
    read, write_ = os.pipe()
    os.write(write_, f"{WORDS}\nnot this\n".encode())
    os.close(write_)
    status, made = pack("key", "new", path, "--passphrase-fd", str(read))
    assert status == 0
    assert pack("key", "new", path)[1]["reason"] == "key-exists"
    assert pack("key", "show", path)[1] == made
    assert WORDS.encode() not in path.read_bytes()


def test_a_root_follows_another(tmp_path: Path) -> None:
    keys = key_files(tmp_path)
    root = root_of(tmp_path, keys)
    told = pack("root", "show", root)[1]
    assert (told["version"], sorted(told["keys"].values())) == (1, ["k0", "k1", "k2"])
    later = tmp_path / "later.nsroot"
    offices = ("--holder", "Team Crisisbeheersing", "--holder", "Griffie")
    given = ("--municipality", "GM9999", "--expires", "2099-12-31", "--key", keys[0], "--key", keys[1], *offices)
    assert pack("root", "new", later, *given, "--after", root)[0] == 0
    assert pack("root", "show", later)[1]["reason"] == "signatures-too-few"
    for key in keys[:2]:
        pack("sign", later, "--key", key)
    told = pack("root", "show", later)[1]
    assert (told["version"], sorted(told["keys"].values())) == (2, ["Griffie", "Team Crisisbeheersing"])
    assert pack("root", "new", later, *given[:-2])[0] == 2, "two keys, one office"


def test_the_difference_is_said_and_made(tmp_path: Path) -> None:
    files = edited(example(), "pack.yaml", "version: 3", "version: 4")
    files = edited(files, "cards/stroom.md", "De stroom is uit.", "De stroom is weg.")
    old = built(folder_of(tmp_path / "old"), tmp_path / "old.nspack", [])
    new = built(write(files, tmp_path / "new"), tmp_path / "new.nspack", [])
    status, told = pack("diff", old, new, "-o", tmp_path / "d.nsdiff")
    assert (status, told["old"], told["new"]) == (0, 3, 4)
    assert told["changes"] == {"added": [], "changed": ["card.stroom.json", "pack.json"], "removed": []}
    assert told["delta"] == (tmp_path / "d.nsdiff").stat().st_size < 10_000
    assert "* card.stroom.json" in said("diff", old, new)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_a_terminal_gets_colours_and_a_bar(tmp_path: Path) -> None:
    import pty

    folder = folder_of(tmp_path / "p")
    outer, inner = pty.openpty()
    command = [sys.executable, "-m", "noodsteunpunt", "pack", "build", folder, "-o", tmp_path / "p.nspack", *ON]
    environment = os.environ | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    environment.pop("NO_COLOR", None)
    running = subprocess.Popen(command, cwd=tmp_path, stdin=inner, stdout=inner, stderr=inner, env=environment)
    os.close(inner)
    shown = bytearray()
    with suppress(OSError):  # that is how Linux says that the other side is closed
        while piece := os.read(outer, 4096):
            shown += piece
    os.close(outer)
    assert running.wait(60) == 0, shown
    assert b"\x1b[" in shown
    assert "━".encode() in shown
