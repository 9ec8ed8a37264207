# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""docs/handleiding-koerier.md: its commands are given, one after another, and answer what the page shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from noodsteunpunt.assembly import silent_station
from noodsteunpunt.demo.layout import prepare
from noodsteunpunt.domain.values import SubjectId
from tests.support.station_kit import ACTOR, request

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = re.findall(
    r"^```console\n(.*?)^```", (ROOT / "docs/handleiding-koerier.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)


def form(text: str) -> str:
    """How many messages and codes there are depends on how facts are packed, which this page is not about."""
    text = re.sub(r"(?m)^\d+ van \d+ codes gelezen\n", "", text)
    return re.sub(r"(erichten:|bytes:|Codes:|genoeg zijn er) \d+", r"\1 #", text).strip()


def run(line: str, folder: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "NOODSTEUNPUNT_LANG"}
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-m", *shlex.split(line)],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == (65 if "NSP-" in done.stderr else 0), (line, done.stderr)
    return done.stdout + done.stderr


def three_requests(folder: Path) -> list[SubjectId]:
    """What a morning brings."""
    with silent_station(folder / "station.toml") as station:
        return [station.register_request(request(), ACTOR).id for _ in range(3)]


def test_the_page_is_what_happens(tmp_path: Path) -> None:
    prepare(tmp_path, {1: 9, 2: 9, 9: 9}, fresh=True)
    subjects, used = [], set()
    for block in BLOCKS:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            used.add(line.split()[2])
            if used == {"export"} or "--codes" in line.split():
                subjects += three_requests(tmp_path / "A")
            assert form(run(line, tmp_path)) == form(shown), line
    assert used == {"export", "import", "scan", "take-over"}
    with silent_station(tmp_path / "A" / "station.toml") as station:
        details = [station.reader.request(subject) for subject in subjects]
    assert [detail.row.delivery.value for detail in details if detail] == ["held"] * 6
