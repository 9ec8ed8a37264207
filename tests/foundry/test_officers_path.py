# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The path of an officer, as docs/handleiding-pakketten.md tells it: its commands, its edits, and what is answered.

What differs from time to time (drawn keys, sizes, how many cards the core has) is compared in form only.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from noodsteunpunt import cli
from noodsteunpunt.assembly import silent_station
from noodsteunpunt.demo.layout import prepare
from noodsteunpunt.domain.packs import PackPlace
from noodsteunpunt.foundry.options import PASSPHRASE
from tests.support.foundry_kit import WORDS
from tests.support.media_kit import photograph

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "handleiding-pakketten.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(console|diff)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
DRAWN = re.compile(r"\b[0-9a-f]{4}(?: [0-9a-f]{4}){3,15}\b")
SIZES = (
    (r"(\d[\d.]*) B\b", "# B"),
    (r"\d+(?= bladzijden| bestanden| bytes| pakketjes)", "#"),
    (r"(?<=nummer )\d+", "#"),
    (r"\b20\d\d(?=-12-31)", "####"),
    (r"^(kaarten|lijsten|plaatjes|geluid) +\d+", r"\1 #"),
    (r"^Grootste: .*$", "Grootste:"),
    (r" +", " "),
)


def form(text: str) -> list[str]:
    """Without what differs; who signed is said in the order of the drawn keys."""
    text = DRAWN.sub(lambda match: f"<{len(match[0])}>", text)
    for pattern, instead in SIZES:
        text = re.sub(pattern, instead, text, flags=re.MULTILINE)
    lines = text.splitlines()
    free = ("Getekend door", " <19>")
    return [line for line in lines if not line.startswith(free)] + sorted(
        line for line in lines if line.startswith(free)
    )


AS_PROCESS = (["pack", "new"], ["pack", "verify"], ["pack", "put-back"])
"""Commands that run as a person starts them; the others would only pay for the start of a program once more."""


def process(words: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str, str]:
    """Status, standard output and standard error of a program of its own."""
    command = [sys.executable, "-W", "error::ResourceWarning", "-m", *words]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


def within(words: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str, str]:
    """The same of the whole program in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setattr(sys, "argv", words)
        for name in (PASSPHRASE, "COLUMNS"):
            patch.setenv(name, environment[name])
        patch.delenv("NOODSTEUNPUNT_LANG", raising=False)
        with pytest.raises(SystemExit) as ended:
            cli.main()
    return int(str(ended.value.code)), out.getvalue(), err.getvalue()


LINE = [[5.38, 52.15], [5.39, 52.16]]


class Officer:
    """``drawn``: what the page shows of keys, and what it is here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drawn: dict[str, str] = {}
        # The command as an officer has it on the path; this checkout's, whatever else is installed.
        self.environment = os.environ | {PASSPHRASE: WORDS, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
        self.environment.pop("NOODSTEUNPUNT_LANG", None)

    def run(self, line: str) -> str:
        line = DRAWN.sub(lambda match: self.drawn[match[0]], line)
        words = shlex.split(re.sub(r"\b20\d\d(?=-12-31)", "2099", line))  # the page gets old
        if words[0] == "mkdir":
            (self.folder / words[1]).mkdir()
            return ""
        if words[0] == "cp":
            for name in words[1:-1]:
                shutil.copy(self.folder / name, self.folder / words[-1])
            return ""
        status, out, err = (process if words[1:3] in AS_PROCESS else within)(words, self.folder, self.environment)
        assert "Traceback" not in err, err
        assert status == (1 if ": fout P" in out else 0), (line, out, err)
        return out

    def console(self, block: str) -> None:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            told = self.run(line)
            assert form(told) == form(shown), line
            for there, here in zip(DRAWN.findall(shown), DRAWN.findall(told), strict=True):
                self.drawn.setdefault(there, here)

    def edit(self, block: str) -> None:
        name, *lines = block.splitlines()
        old = "".join(f"{line[1:]}\n" for line in lines if line.startswith("-"))
        new = "".join(f"{line[1:]}\n" for line in lines if line.startswith("+"))
        path = self.folder / name.removeprefix("--- ")
        text = path.read_text("utf-8")
        assert text.count(old) == 1, (name, old)
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def officer(tmp_path: Path) -> Officer:
    """With a photograph, lines from a map, and the folder of a point whose program does not run."""
    (tmp_path / "plein.jpg").write_bytes(photograph())
    lines = [
        {"type": "Feature", "properties": {kind: "x"}, "geometry": {"type": "LineString", "coordinates": LINE}}
        for kind in ("highway", "waterway")
    ]
    (tmp_path / "wegen.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": lines}), "utf-8")
    (tmp_path / "points").mkdir()
    prepare(tmp_path / "points", {1: 9, 2: 9, 9: 9}, fresh=True)[0].folder.rename(tmp_path / "de-kern")
    return Officer(tmp_path)


def test_the_page_is_what_happens(officer: Officer) -> None:
    assert len(BLOCKS) > 12
    for kind, block in BLOCKS:
        (officer.console if kind == "console" else officer.edit)(block)
    commands = "".join(block for _kind, block in BLOCKS)
    used = set(re.findall(r"^\$ noodsteunpunt pack ([\w-]+)", commands, re.MULTILINE))
    assert used == {"new", "check", "preview", "build", "key", "root", "sign", "verify", "diff", "install", "put-back",
                    "announce", "shrink", "map"}  # fmt: skip
    with silent_station(officer.folder / "de-kern" / "station.toml") as station:
        assert {pack.version: pack.place for pack in station.store.packs()} == {
            1: PackPlace.CURRENT, 2: PackPlace.PREVIOUS,
        }  # fmt: skip
        found = station.reader.search_pack("welkom op dit punt")[0]
        assert station.library is not None
        with station.library.open_current() as pack:
            assert "Kook het kraanwater 3 minuten" in pack.read("card.welkom.json").decode()
        assert (found.item, station.library.damaged()) == ("card.welkom.json", False)
        notes = [path for path in (officer.folder / "bladzijden").iterdir() if "LEESMIJ" in path.name]
        assert notes == []
