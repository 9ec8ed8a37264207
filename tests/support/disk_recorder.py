# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A disk that notes what is done to it, and what a power cut after every step could leave.

Three worlds at every step: all that was done is there; only what was synced; the names are there and of the bytes
only what was synced.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from noodsteunpunt.library.disk import Disk

FOLDER = "library"
Files = dict[str, bytes]


class _Noting(io.BytesIO):
    """Every write becomes a step."""

    def __init__(self, steps: list[tuple[Any, ...]], name: str) -> None:
        super().__init__()
        self._steps, self._name = steps, name

    def write(self, data: Any, /) -> int:
        self._steps.append(("write", self._name, bytes(data)))
        return super().write(data)


@dataclass
class RecordingDisk(Disk):
    """Does it and notes it. ``forgets``: kinds of steps that this disk does not do, to see whether a test notices."""

    forgets: frozenset[str] = frozenset()
    steps: list[tuple[Any, ...]] = field(default_factory=list)

    def _note(self, kind: str, *about: Any) -> None:
        if kind not in self.forgets:
            self.steps.append((kind, *about))

    @contextmanager
    def writing(self, path: Path) -> Iterator[BinaryIO]:
        self._note("create", path.name)
        noting = _Noting(self.steps, path.name)
        with super().writing(path) as stream:
            yield noting
            stream.write(noting.getvalue())
        self._note("sync", path.name)

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        self._note("rename", old.name, new.name)

    def make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self._note("make_folder")
        super().make_folder(folder)

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self._note("sync_folder" if folder.name == FOLDER else "sync_parent")

    def remove(self, path: Path) -> None:
        if path.exists():
            super().remove(path)
            self._note("remove", path.name)


@dataclass
class _File:
    there: bytes = b""
    synced: bytes = b""


def after_power_cut(before: Files, steps: list[tuple[Any, ...]]) -> Iterator[tuple[int, Files]]:
    """(how many steps were done, what the folder holds), for every step and world, each outcome once."""
    seen: set[tuple[int, tuple[tuple[str, bytes], ...]]] = set()
    made_here = ("make_folder",) in steps
    for done in range(len(steps) + 1):
        names = {name: _File(data, data) for name, data in before.items()}
        durable = dict(names)
        for step in steps[:done]:
            durable = _apply(step, names, durable)
        if made_here and ("sync_parent",) not in steps[:done]:
            durable = {}  # the folder itself may be gone
        for files in (
            {name: file.there for name, file in names.items()},
            {name: file.synced for name, file in durable.items()},
            {name: file.synced for name, file in names.items()},
        ):
            outcome = (done, tuple(sorted(files.items())))
            if outcome not in seen:
                seen.add(outcome)
                yield done, files


def _apply(step: tuple[Any, ...], names: dict[str, _File], durable: dict[str, _File]) -> dict[str, _File]:
    match step:
        case ("create", name):
            names[name] = _File()
        case ("write", name, data):
            names[name].there += data
        case ("sync", name):
            names[name].synced = names[name].there
        case ("rename", old, new):
            names[new] = names.pop(old)
        case ("remove", name):
            del names[name]
        case ("sync_folder",):
            return dict(names)
    return durable
