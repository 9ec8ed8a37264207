# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The documents say what is there: commands, options, decisions, modules, examples."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from noodsteunpunt.cli import app

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
README = (ROOT / "README.md").read_text("utf-8")


def fenced(text: str, language: str) -> Iterator[str]:
    for match in re.finditer(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield match[1]


def options(command: str) -> set[str]:
    chosen = get_command(app).commands[command]  # type: ignore[attr-defined]
    return {name for parameter in chosen.params for name in [*parameter.opts, *parameter.secondary_opts]} | {"--help"}


def test_the_two_commands_of_the_readme_are_the_two() -> None:
    shown = [line.strip() for block in fenced(README, "sh") for line in block.splitlines()]
    assert "python3 start.py" in shown
    assert "python3 start.py test" in shown
    assert "python3 start.py test" in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_every_command_is_documented() -> None:
    text = "\n".join(path.read_text("utf-8") for path in DOCUMENTS)
    names = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert names
    for name in names:
        assert f"noodsteunpunt {name}" in text, name


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_in_documents_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    for match in re.finditer(r"(?:noodsteunpunt (demo|station|mesh|sim)|python3 start\.py(?! test))([^`\n]*)", text):
        known = options(match[1] or "demo")
        for option in re.findall(r"--[a-z-]+", match[2]):
            assert option in known, (path.name, match[0])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_code_named_in_documents_exists(path: Path) -> None:
    """A path in backticks that starts in one of our folders is a file or folder here."""
    for name in re.findall(
        r"`((?:noodsteunpunt|ui|sync|content|devices|tests|docs|requirements)/[\w./-]*)`", path.read_text("utf-8")
    ):
        assert (ROOT / name).exists(), (path.name, name)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_python_examples_run(path: Path) -> None:
    for block in fenced(path.read_text("utf-8"), "(?:python|pycon)"):
        if ">>>" not in block:
            ast.parse(block)
            continue
        example = doctest.DocTestParser().get_doctest(block, {}, path.name, str(path), 0)
        assert doctest.DocTestRunner(verbose=False).run(example).failed == 0


def test_decisions_have_a_number_of_their_own_and_say_their_status() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [int(path.name[:4]) for path in records]
    assert numbers == sorted(set(numbers))
    for path in records:
        text = path.read_text("utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. "), path.name
        assert re.search(r"^Status: (accepted|replaced by \d+), \d{4}-\d\d-\d\d$", text, re.MULTILINE), path.name


def test_every_decision_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        path = waiting.pop().resolve()
        if path in reached or path.suffix != ".md":
            continue
        reached.add(path)
        waiting += [path.parent / link for link in re.findall(r"\]\(([^)#:]+)", path.read_text("utf-8"))]
    assert {path.name for path in (ROOT / "docs" / "adr").glob("*.md")} <= {path.name for path in reached}
