# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what a camera or a recorder gave to what goes into the pack: ``originals/`` and ``media/`` of a pack's folder.

What lies in ``media/`` and is no work of ours yet moves to ``originals/`` and comes back small; what lies in
``originals/`` gets its small copy in ``media/``. A note beside the originals says what was made of what, so that
nothing is done twice and nothing gets worse by being done again. No original is changed or taken away.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from content.lint.media import KINDS
from content.sourcefolder import ORIGINALS, own_files
from content.values import MEDIA_NAME
from noodsteunpunt.foundry.media import pictures, sound
from noodsteunpunt.foundry.media.errors import MediaUnreadable
from noodsteunpunt.foundry.signing import write_file

NOTE = "made.json"
WORTH = 0.9
"""What is not at least a tenth smaller, and has no notes, stays as it came."""
MOST_BYTES = 2 << 30
_MEDIA = "media"
_TARGETS = pictures.TARGETS | sound.TARGETS


@dataclass(frozen=True, slots=True)
class Shrunk:
    """``name`` in ``media/``; sizes in B. ``kept``: it stayed as it came. ``problem``: why nothing could be made."""

    name: str
    before: int
    after: int
    kept: bool = False
    problem: str = ""


def shrink_folder(folder: Path) -> Iterator[Shrunk]:
    """Works through the folder, one file a step. Raises OSError, and MediaToolMissing when it comes to a sound or clip
    and PyAV is not there; what was done by then is done."""
    note = _Note(folder / ORIGINALS / NOTE)
    for path in _files(folder / _MEDIA):
        if _ending(path) in _TARGETS and not note.made(path):
            yield _of_media(folder, path, note)
    for path in _files(folder / ORIGINALS):
        if _ending(path) in _TARGETS and not note.done(path):
            yield _of_original(folder, path, note)


class _Note:
    """What was made of what. ``media``: by name the original and the SHA-256 of what was made; ``originals``: by name
    the SHA-256 that was worked on. Without the file everything is looked at again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._media: dict[str, dict[str, str]] = {}
        self._originals: dict[str, str] = {}
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            held = json.loads(path.read_text("utf-8"))
            self._media = {name: {key: str(row[key]) for key in ("of", "made")} for name, row in held["media"].items()}
            self._originals = {name: str(digest) for name, digest in held["originals"].items()}

    def made(self, path: Path) -> bool:
        """Is this file in ``media/`` our own work, or was it found good?"""
        row = self._media.get(path.name)
        return row is not None and row["made"] == _digest(path)

    def done(self, original: Path) -> bool:
        """Was this original worked on, as it is now?"""
        return self._originals.get(original.name) == _digest(original)

    def owner(self, name: str) -> str:
        """The original that this name in ``media/`` was made of; nothing when it is not known."""
        return self._media.get(name, {}).get("of", "")

    def write(self, made: Path, original: Path | None) -> None:
        """After every file: whoever stops halfway goes on there. No ``original``: it stays as it came."""
        self._media[made.name] = {"of": original.name if original else "", "made": _digest(made)}
        if original:
            self._originals[original.name] = _digest(original)
        held = {"media": self._media, "originals": self._originals}
        text = json.dumps(held, indent=1, sort_keys=True) + "\n"
        self._path.parent.mkdir(exist_ok=True)
        write_file(self._path, text.encode("utf-8"))


def _files(folder: Path) -> list[Path]:
    found = own_files(folder) if folder.is_dir() else []
    return [path for path in found if path.is_file() and not path.is_symlink() and path.name != NOTE]


def _ending(path: Path) -> str:
    return path.suffix[1:].lower()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _of_media(folder: Path, path: Path, note: _Note) -> Shrunk:
    """A file that somebody put into ``media/``."""
    name, before = _name_for(path.name), path.stat().st_size
    if name != path.name:
        name = _free(folder / _MEDIA, name).name
    try:
        data = _small(path)
    except MediaUnreadable as error:
        return Shrunk(path.name, before, before, problem=error.problem)
    if len(data) > WORTH * before and name == path.name:
        note.write(path, None)
        return Shrunk(name, before, before, kept=True)
    original = _free(folder / ORIGINALS, path.name)
    original.parent.mkdir(exist_ok=True)
    write_file(original, path.read_bytes())
    write_file(path.with_name(name), data)
    if name != path.name:
        path.unlink()
    note.write(path.with_name(name), original)
    return Shrunk(name, before, len(data))


def _of_original(folder: Path, path: Path, note: _Note) -> Shrunk:
    """A file that somebody put into ``originals/``."""
    name, before = _name_for(path.name), path.stat().st_size
    if note.owner(name) not in ("", path.name) or (not note.owner(name) and (folder / _MEDIA / name).exists()):
        name = _free(folder / _MEDIA, name).name
    try:
        data = _small(path)
    except MediaUnreadable as error:
        return Shrunk(path.name, before, 0, problem=error.problem)
    if len(data) > before and name.rpartition(".")[2] == _ending(path):
        data = path.read_bytes()
    target = folder / _MEDIA / name
    target.parent.mkdir(exist_ok=True)
    write_file(target, data)
    note.write(target, path)
    return Shrunk(name, before, len(data))


def _small(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise MediaUnreadable(path, "too_long")
    target = _TARGETS[_ending(path)]
    if target in pictures.KINDS:
        return pictures.small_picture(path, target, KINDS[target][0])
    return sound.small_recording(path, target)


def _name_for(name: str) -> str:
    """``Foto Dorpsplein (2).JPEG`` as ``foto-dorpsplein-2.jpg``."""
    stem, _dot, ending = name.rpartition(".")
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii").lower()
    short = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:40].strip("-_") or "beeld"
    made = f"{short}.{_TARGETS[ending.lower()]}"
    return name if MEDIA_NAME.fullmatch(name) and made.rpartition(".")[2] == ending else made


def _free(folder: Path, name: str) -> Path:
    """A path that nothing has yet: no original is ever written over."""
    stem, dot, ending = name.rpartition(".")
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{dot}{ending}", number + 1
    return path
