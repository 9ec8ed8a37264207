# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The example of docs/pack-format.md as files, and edits of it."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "pack-format.md"


def example() -> dict[str, bytes]:
    """The files of the complete example: below each heading of level 3 stands the file of that name."""
    blocks = re.finditer(r"^### (\S+)\n```\w+\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return {block[1]: block[2].encode("utf-8") for block in blocks}


def edited(files: dict[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """The files with ``old``, which must stand in ``name`` once, replaced by ``new``; an empty ``old`` is the end."""
    text = files.get(name, b"").decode("utf-8")
    if not old:
        return files | {name: (text + new).encode("utf-8")}
    assert text.count(old) == 1, (name, old, text.count(old))
    return files | {name: text.replace(old, new).encode("utf-8")}


def write(files: dict[str, bytes], folder: Path) -> Path:
    """Put the files into ``folder``."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
