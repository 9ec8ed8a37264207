# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The wheel, built without network from what the lock installed, and the lock files themselves."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = {"noodsteunpunt", "ui", "sync", "content", "devices"}
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Hatchling in a process of its own, with no build environment to download into."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    found = (LOCKED.match(line) for line in text.splitlines())
    return {canonicalize_name(match[1]): match[2] for match in found if match}


def test_the_wheel_holds_five_packages_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    roots = {name.split("/")[0] for name in wheel.namelist()}
    assert {root for root in roots if not root.endswith(".dist-info")} == PACKAGES


def test_every_file_of_the_packages_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    shown = subprocess.run(["git", "ls-files", *sorted(PACKAGES)], cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = {name for name in shown.stdout.splitlines() if (ROOT / name).is_file()}
    assert tracked, "git lists no file"
    assert tracked <= set(wheel.namelist())
    for needed in (
        "ui/locale/nl/LC_MESSAGES/ui.po",
        "ui/static/index.html",
        *(f"{name}/py.typed" for name in PACKAGES),
    ):
        assert needed in wheel.namelist()


def test_the_wheel_carries_licence_and_command_and_cannot_be_uploaded(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    (licence,) = (name for name in names if name.endswith("licenses/LICENSE"))
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in wheel.read(licence).decode("utf-8")
    (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
    assert "Classifier: Private :: Do Not Upload" in wheel.read(metadata).decode("utf-8")
    (commands,) = (name for name in names if name.endswith("entry_points.txt"))
    assert "noodsteunpunt = noodsteunpunt.entry:main" in wheel.read(commands).decode("utf-8")


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_locked_package_has_a_hash_and_names_no_source(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert LOCKED.match(block), block
        assert "--hash=sha256:" in block, block
    assert "://" not in text
    assert not re.search(r"^(-i|-f|--index|--extra-index|--find)", text, re.MULTILINE)


def test_the_locks_hold_what_pyproject_asks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    run, dev = locked("run.txt"), locked("dev.txt")
    asked = [*project["project"]["dependencies"], *groups["build"]]
    for wanted, lock in ((asked, run), ([*asked, *(row for row in groups["dev"] if isinstance(row, str))], dev)):
        for text in wanted:
            requirement = Requirement(text)
            version = lock.get(canonicalize_name(requirement.name))
            assert version is not None, text
            assert requirement.specifier.contains(version, prereleases=True), (text, version)
    assert run.items() <= dev.items(), "the tests run on what is shipped"


def test_the_recipes_name_tools_that_the_lock_installs() -> None:
    recipes = (ROOT / "justfile").read_text("utf-8") + (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    tools = set(re.findall(r"\.venv/bin/([\w-]+)", recipes))
    assert {"ruff", "mypy", "lint-imports", "hatchling"} <= tools
    for tool in tools:
        assert (Path(sysconfig.get_path("scripts")) / tool).exists(), tool


def test_the_hooks_are_valid_without_network() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(ROOT / ".pre-commit-config.yaml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
