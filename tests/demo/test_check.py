# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The check passes, and four builds that are broken on purpose fail it; the slowest of them with the long tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CARRIER, JOURNAL = "noodsteunpunt/station/carrier.py", "noodsteunpunt/store/journal.py"
BROKEN: dict[str, tuple[tuple[str, str, str], ...]] = {
    "advances a head without storing every third frame": (
        (
            CARRIER,
            "self.store.accept(rows, self.clock.now(), overruling=overruling)",
            "self.store.accept([row for row in rows if row[1] % 3], self.clock.now(), overruling=overruling)",
        ),
    ),
    "shows held on what the radio says": (
        (
            CARRIER,
            "            self.store.mark_sent(own, wall)\n",
            "            self.store.mark_sent(own, wall)\n"
            "            self.store.save_receipt(576, b'', {a: n + 1 for a, n in own}, wall)\n",
        ),
    ),
    "acknowledges before the commit": (
        (
            "noodsteunpunt/store/desk.py",
            "        with self.transaction() as conn:\n            recorded = self._append(conn, fact, None, at)\n",
            "        if self.incident.own_point == 2:\n"
            "            return self.record_late(fact, at)\n"
            "        with self.transaction() as conn:\n            recorded = self._append(conn, fact, None, at)\n",
        ),
        (
            JOURNAL,
            "    def pending(self,",
            "    def record_late(self, fact, at):\n"
            "        import time\n"
            "        self._late = [*getattr(self, '_late', []), (fact, None, at, time.monotonic())]\n"
            "        with self.transaction() as conn:\n"
            "            replica = self._active(conn)\n"
            "        own = subject_id(replica.author, replica.entry_seq + len(self._late))\n"
            "        return Recorded(own, own, 0, 0)\n\n"
            "    def commit_late(self):\n"
            "        import time\n"
            "        for late in list(getattr(self, '_late', [])):\n"
            "            if time.monotonic() - late[3] > 0.5:\n"
            "                self._late.remove(late)\n"
            "                with self.transaction() as conn:\n"
            "                    self._append(conn, *late[:3])\n\n"
            "    def pending(self,",
        ),
        (
            JOURNAL,
            "        return [(row.priority, len(row.body)) for row in rows]\n",
            "        self.commit_late()\n        return [(row.priority, len(row.body)) for row in rows]\n",
        ),
    ),
    "declares the name as an air field": (
        (
            "noodsteunpunt/domain/facts_request.py",
            '    place_words: str = house("")\n    name: str = house("")\n',
            '    place_words: str = house("")\n    name: str = air("")\n',
        ),
    ),
}


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the check of the source tree in ``folder``."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "HOME": str(folder), "NOODSTEUNPUNT_LANG": "en"}
    return subprocess.run(
        [sys.executable, "-m", "noodsteunpunt", "demo", "--check", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip


def copy_of_source(folder: Path) -> Path:
    """The packages, where they may be broken."""
    for package in ("noodsteunpunt", "sync", "devices", "content"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_check_passes_as_the_readme_calls_it(tmp_path: Path) -> None:
    (arguments,) = re.findall(r"^python3 start\.py --check(.*)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    result = check(copy_of_source(tmp_path), *arguments.split())
    assert result.returncode == 0, result.stdout + result.stderr
    assert "42" in result.stdout


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_check_passes_ten_in_a_row(tmp_path: Path, seed: int) -> None:
    result = check(copy_of_source(tmp_path), "--loss", "0.2", "--seed", str(seed))
    assert result.returncode == 0, result.stdout + result.stderr


SLOWEST = "advances a head without storing every third frame"
"""That the check counts what arrived, the build that acknowledges before the commit shows as well."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.soak) if name == SLOWEST else name for name in sorted(BROKEN)]
)
def test_a_broken_build_fails(tmp_path: Path, name: str) -> None:
    folder = copy_of_source(tmp_path)
    for path, right, wrong in BROKEN[name]:
        source = (folder / path).read_text("utf-8")
        assert source.count(right) == 1
        (folder / path).write_text(source.replace(right, wrong), "utf-8")
    result = check(folder, "--loss", "0.2", "--seed", "12")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "WRONG" in result.stdout
