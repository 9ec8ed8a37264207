# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of the code: size, headers, names that must not stand in it."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("noodsteunpunt", "ui", "sync", "content", "devices")
HOSTS = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", r"registry\." + "npm", "/" + "work/"]))


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_modules_and_functions_are_small() -> None:
    for path in sources():
        text = path.read_text("utf-8")
        assert text.count("\n") <= 330, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                assert node.end_lineno - node.lineno <= 50, (path, node.name)


def test_every_source_has_its_header() -> None:
    for path in sources():
        assert path.read_text("utf-8").startswith("# SPDX-FileCopyrightText: "), path


def test_no_registry_host_or_machine_path() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.splitlines():
        path = ROOT / name
        if path.suffix in {".png", ".woff2", ".ttf"} or not path.is_file():
            continue
        assert HOSTS.search(path.read_text("utf-8", errors="replace")) is None, name


def test_links_in_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (path.parent / link).exists(), (path, link)
