# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The few things that are done to a disk when a pack is installed; a test records and replays them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


class Disk:
    """Every method raises OSError. What is not synced may be gone after a power cut."""

    def make_folder(self, folder: Path) -> None:
        """On the disk on return; it may be there already."""
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            self.sync_folder(folder.parent)

    @contextmanager
    def writing(self, path: Path) -> Iterator[BinaryIO]:
        """A new or emptied file; when the block ends without an error its bytes are on the disk."""
        with path.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())

    def rename(self, old: Path, new: Path) -> None:
        """Within one folder; ``new`` may exist."""
        old.replace(new)

    def sync_folder(self, folder: Path) -> None:
        """The names in it are on the disk on return. Windows does that by itself, and opens no folders."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        """A file that may be gone already."""
        path.unlink(missing_ok=True)
