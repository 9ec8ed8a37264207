# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of a pack's folder, as an office computer leaves it: with copies of editors, links, and files of others.

Nothing outside the folder is read, no link is followed, and what is read is bounded.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from content.findings import Finding, finding
from content.yamlsource import MAX_BYTES

MAX_MEDIA = 8 << 20
"""B of one picture, sound or clip."""
MAX_FILES = 2000
MAX_TOTAL = 64 << 20
"""B of all files: no more fits into a pack."""
FOLDERS = ("cards", "media", "regions")
ORIGINALS = "originals"
"""Pictures, sound and clips as they came: kept beside the pack, never in it."""

# What file managers, editors and version control put beside one's work; whoever edits never made or saw them.
_NOT_MADE = re.compile(
    r"\..*|.*~|~\$.*|#.*#|.*\.(?:bak|tmp|swp|orig|rej|new)|thumbs\.db|desktop\.ini|icon\r|__macosx|\$recycle\.bin"
    r"|system volume information",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Reader:
    files: dict[str, bytes] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    total: int = 0

    def report(self, code: str, name: str, **values: object) -> None:
        self.found.append(finding(code, name, **values))

    def take(self, path: Path, name: str) -> None:
        status = path.lstat()
        most = MAX_MEDIA if name.startswith("media/") else MAX_BYTES
        if stat.S_ISDIR(status.st_mode):
            self.report("P023-map-onbekend", name, known=", ".join(FOLDERS))
        elif not stat.S_ISREG(status.st_mode):
            self.report("P015-geen-gewoon-bestand", name)
        elif status.st_size > most:
            self.report("P003-bestand-te-groot", name, most=most)
        elif self.total + status.st_size > MAX_TOTAL:
            self.report("P022-map-te-groot", name, most=MAX_TOTAL)
        else:
            with path.open("rb") as file:
                self.files[name] = file.read(most)
            self.total += len(self.files[name])


def read_files(folder: Path) -> tuple[dict[str, bytes], list[Finding]]:
    """Name (with ``/``) and bytes of every file, and what is no file of a pack. Raises OSError when the folder itself
    cannot be listed."""
    reader = _Reader()
    for number, path in enumerate(_entries(folder, reader)):
        name = path.relative_to(folder).as_posix()
        if number >= MAX_FILES:
            reader.report("P021-te-veel-bestanden", name, most=MAX_FILES)
            break
        try:
            reader.take(path, name)
        except OSError:
            reader.report("P020-niet-te-lezen", name)
    return reader.files, reader.found


def _entries(folder: Path, reader: _Reader) -> Iterator[Path]:
    """What is in the folder, then what is in its own folders; no deeper, and never through a link."""
    own = []
    for path in own_files(folder):
        if path.name in FOLDERS and path.is_dir() and not path.is_symlink():
            own.append(path)
        elif path.name != ORIGINALS:
            yield path
    for path in own:
        try:
            within = own_files(path)
        except OSError:
            reader.report("P020-niet-te-lezen", path.name)
        else:
            yield from within


def own_files(folder: Path) -> list[Path]:
    """What somebody put there, in order of name. Raises OSError when it cannot be listed."""
    paths = (path for path in folder.iterdir() if not _NOT_MADE.fullmatch(path.name))
    return sorted(paths, key=lambda path: path.name)
