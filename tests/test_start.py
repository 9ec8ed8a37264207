# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``start.py``: what it installs and when, and that it becomes the demonstration."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


class Told:
    """Stands in for ``fetch``: what would be run."""

    def __init__(self, status: int = 0) -> None:
        self.commands: list[list[str]] = []
        self._status = status

    def __call__(self, *command: object) -> None:
        self.commands.append([str(part) for part in command])
        if self._status:
            sys.exit(self._status)


@pytest.fixture
def start(tmp_path: Path) -> ModuleType:
    """A fresh clone's ``start.py``."""
    (tmp_path / "requirements").mkdir()
    for name in ("start.py", "pyproject.toml", "requirements/run.txt", "requirements/dev.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    spec = importlib.util.spec_from_file_location("start", tmp_path / "start.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_installs_the_lock_by_hash_and_then_the_kit_without_network(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told()
    monkeypatch.setattr(start, "fetch", told)
    start.VENV.mkdir()
    start.install("run.txt")
    assert told.commands[0][1:3] == ["-m", "venv"]
    lock, kit = told.commands[-2:]
    assert lock[-4:] == ["--require-hashes", "--no-deps", "-r", str(start.ROOT / "requirements" / "run.txt")]
    assert kit[-4:] == ["--no-deps", "--no-build-isolation", "--editable", str(start.ROOT)]


def test_a_second_start_installs_nothing_and_a_new_lock_does(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told()
    monkeypatch.setattr(start, "fetch", told)
    start.VENV.mkdir()
    start.install("run.txt")
    told.commands.clear()
    start.install("run.txt")
    assert told.commands == []
    with (start.ROOT / "requirements" / "run.txt").open("a", encoding="utf-8") as lock:
        lock.write("# one more\n")
    start.install("run.txt")
    assert told.commands


def test_a_failed_installation_is_tried_again(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    start.VENV.mkdir()
    monkeypatch.setattr(start, "fetch", Told(1))
    with pytest.raises(SystemExit):
        start.install("run.txt")
    told = Told()
    monkeypatch.setattr(start, "fetch", told)
    start.install("run.txt")
    assert told.commands


def test_a_failure_says_what_to_do(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        start.fetch(sys.executable, "-c", "raise SystemExit(3)")
    assert ended.value.code == 3
    assert "Start daarna opnieuw" in capsys.readouterr().out


def test_it_becomes_the_demonstration(start: ModuleType) -> None:
    code = f"import sys; sys.path.insert(0, {str(start.ROOT)!r}); import start; start.PYTHON = sys.executable; "
    ended = subprocess.run(
        [sys.executable, "-c", code + "start.demo(['--help'])"],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "op deze computer" in ended.stdout


def test_an_old_python_is_told_so(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.sys, "version_info", (3, 10, 0))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer"):
        start.main()


@pytest.mark.parametrize(
    ("arguments", "browser", "marks", "least"),
    [
        ([], True, "not soak", True),
        ([], False, "not soak and not browser", True),
        (["--soak"], True, "", True),
        (["tests/unit", "-x"], True, "not soak", False),
    ],
)
def test_the_checks_and_which_tests(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, arguments: list[str], browser: bool, marks: str, least: bool
) -> None:
    told = Told()
    monkeypatch.setattr(start, "run", told)
    monkeypatch.setattr(start, "beside", lambda *command: lambda: told(*command))
    monkeypatch.setattr(start, "install", lambda lock: told("install", lock))
    monkeypatch.setattr(start, "browser", lambda: browser)
    monkeypatch.setattr(start, "covered", lambda: told("covered"))
    start.test(list(arguments))
    assert (told.commands[-1] == ["covered"]) is least
    assert told.commands[0] == ["install", "dev.txt"]
    assert [command[2] for command in told.commands[1:3]] == ["ruff", "ruff"]
    *_, last, types = [command for command in told.commands if command != ["covered"]]
    assert types[2] == "mypy"
    assert last[last.index("-q") + 2] == marks
    assert ("slipcover" in last) is least
    assert [each for each in arguments if each != "--soak"] == last[len(last) - len(set(arguments) - {"--soak"}) :]
