# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hands over to the guest process what it may show, as files in one folder: written aside, then put in place whole.

What goes in is named here: cards for visitors, places, telephone numbers, and what hangs on the board. Nothing is
copied because it happens to be in the pack.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from noodsteunpunt.guest.published import BOARD, CURRENT, GUIDE, INDEX, Board
from noodsteunpunt.library.shelf import Shelf


class Publisher:
    """Belongs to one thread at a time. ``folder`` is made, and holds nothing else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def guide(self, shelf: Shelf) -> None:
        """The pack; does nothing when this one is there already. Raises OSError, PackError."""
        guide = shelf.guide()
        text = json.dumps(guide, ensure_ascii=False)
        name = f"guide-{sha256(text.encode()).hexdigest()[:16]}"
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._now() == name:
            return
        aside = self.folder / "incoming"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        (aside / GUIDE).write_text(text, "utf-8")
        (aside / INDEX).write_bytes(shelf.public_index())
        for media, data in shelf.pictures(guide):
            (aside / media).write_bytes(data)
        shutil.rmtree(self.folder / name, ignore_errors=True)
        aside.rename(self.folder / name)
        self._put(CURRENT, name)
        for old in self.folder.glob("guide-*"):
            if old.name != name:
                shutil.rmtree(old, ignore_errors=True)

    def board(self, board: Board) -> None:
        """The point and its board. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._put(BOARD, json.dumps(asdict(board), ensure_ascii=False))

    def clear(self) -> None:
        """Nothing is published any more."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _now(self) -> str:
        try:
            return (self.folder / CURRENT).read_text("utf-8").strip()
        except OSError:
            return ""

    def _put(self, name: str, text: str) -> None:
        aside = self.folder / f"{name}.new"
        aside.write_text(text, "utf-8")
        aside.replace(self.folder / name)
