# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pack commands in this process, cheap keys, and a pack's folder that needs no core."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from content.keyfile import LEAST, lock_key
from noodsteunpunt.cli import app
from noodsteunpunt.foundry.options import PASSPHRASE
from tests.support.pack_kit import example, write
from tests.support.signed_kit import KEYS

WORDS = "vijf losse woorden als wachtwoord"
ON = ("--on", "2026-06-01")
"""A day on which the example of docs/pack-format.md is not due for anything."""


def pack(*arguments: str | Path, words: str = WORDS) -> tuple[int, dict[str, Any]]:
    """Exit status and JSON of ``noodsteunpunt pack``."""
    result = CliRunner().invoke(app, ["pack", *map(str, arguments), "--json"], env={PASSPHRASE: words})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, json.loads(result.stdout) if result.stdout else {}


def said(*arguments: str | Path) -> str:
    """What ``noodsteunpunt pack`` prints for a person; it must have gone well."""
    result = CliRunner().invoke(app, ["pack", *map(str, arguments)], env={PASSPHRASE: WORDS})
    assert result.exit_code == 0, result.output
    return result.stdout


def key_files(folder: Path) -> list[Path]:
    """Three keys whose passphrase costs little."""
    paths = []
    for number, key in enumerate(KEYS):
        paths.append(folder / f"k{number}.nskey")
        paths[-1].write_bytes(lock_key(key, WORDS, cost=LEAST))
    return paths


def folder_of(path: Path, **changed: bytes) -> Path:
    """The example of docs/pack-format.md as a folder."""
    return write(example() | changed, path)


def root_of(folder: Path, keys: list[Path], municipality: str = "GM9999") -> Path:
    """A root that two of these keys signed."""
    file = folder / "gemeente.nsroot"
    given = [argument for key in keys for argument in ("--key", key)]
    assert pack("root", "new", file, "--municipality", municipality, "--expires", "2099-12-31", *given)[0] == 0
    for key in keys[:2]:
        assert pack("sign", file, "--key", key)[0] == 0
    return file


def built(source: Path, file: Path, keys: list[Path]) -> Path:
    """The pack of a folder, signed with these keys."""
    assert pack("build", source, "-o", file, *ON)[0] == 0
    for key in keys:
        assert pack("sign", file, "--key", key)[0] == 0
    return file
