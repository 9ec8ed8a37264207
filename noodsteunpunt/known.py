# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which errors are known, and what is said of them: the table, and the rows of what files and commands can give."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from typer.exceptions import TyperException

from content.compile import CompileError
from content.errors import PackError
from noodsteunpunt.texts import _
from noodsteunpunt.usage import WRONG_USE, usage_sentence


class PathError(Exception):
    """A path that a person gave; ``problem`` is a key of :data:`PROBLEMS`."""

    def __init__(self, problem: str, path: Path) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path


class MediaToolMissing(Exception):
    """Sound and clips need PyAV, which is installed only where packs are made."""


class PaperNotMade(Exception):
    """The typesetter refused; its reason names lines of our template, so this is a fault of the program."""


@dataclass(frozen=True, slots=True)
class Known:
    """``message`` is the catalogue's key (the English text)."""

    code: str
    status: int
    message: str


TABLE: dict[type[Exception], Known] = {
    OSError: Known(
        "NSP-109",
        74,
        "The computer refused a file ({problem}): {file}. Is the folder there, may you write there, is the disk full?",
    ),
    TyperException: Known("NSP-602", WRONG_USE, "The command is not right. {sentence}"),
    PathError: Known("NSP-603", WRONG_USE, "{file} cannot be used: {problem}. Look at the name and the place."),
    PackError: Known("NSP-701", 65, "The information pack or key is refused ({reason}). {sentence}"),
    CompileError: Known(
        "NSP-702", 65, "The folder of the pack is not right ({problem}). Check it first: noodsteunpunt pack check."
    ),
    MediaToolMissing: Known(
        "NSP-704",
        69,
        "Sound and clips need a program that is not here. Install it with: python3 start.py media. Then do this again.",
    ),
    PaperNotMade: Known("NSP-706", 70, "The paper could not be made. Install the kit again, and report this."),
}
"""The most specific class wins: look up with :func:`explain`. :mod:`noodsteunpunt.errors` adds the others."""

PROBLEMS: dict[str, str] = {
    "missing": "it is not there",
    "unreadable": "it cannot be read",
    "not_toml": "it is not TOML",
    "unknown_key": "there is no such key:",
    "bad_value": "a value that is not possible:",
    "not_a_table": "this must be a table:",
    "malformed": "they are damaged",
    "signature": "not signed by its municipality",
    "actual_refused": "they are of an actual incident, and this is a demonstration",
    "unknown_point": "they are of another point",
    "not_a_folder": "it is no folder",
    "no_order": "it is damaged, or something else",
    "other_incident": "it is of another crisis or exercise",
    "other_root": "this key is of another municipality",
    "not_writable": "you may not write there",
    "not_empty": "there is something else in it",
}
"""The words for a ``problem``."""


_DISK = {
    "ENOENT": "it is not there",
    "EACCES": "you have no right to it",
    "EPERM": "you have no right to it",
    "EROFS": "nothing can be written there",
    "ENOSPC": "the disk is full",
    "EISDIR": "it is a folder",
    "ENOTDIR": "it is no folder",
    "EIO": "the disk or the stick fails",
}
"""The words for what an operating system says."""


_AT_HAND = frozenset(("builtins", "content", "typer"))
"""Packages whose errors stand in this module's own rows."""


def known(error: BaseException) -> Known | None:
    """The row of the nearest class of ``error``."""
    if type(error).__module__.partition(".")[0] not in _AT_HAND:
        import_module("noodsteunpunt.errors")  # brings the rows of all that is loaded by now
    return next((TABLE[kind] for kind in type(error).__mro__ if kind in TABLE), None)


def explain(error: BaseException) -> str | None:
    """Code and sentence in the chosen language, or None for what is our own bug."""
    row = known(error)
    if row is None:
        return None
    fields = {name: str(getattr(error, name, "")) for name in ("problem", "key", "code", "field")}
    if isinstance(error, PackError):
        fields |= {"reason": error.reason.value, "sentence": error.sentence}
    elif isinstance(error, TyperException):
        fields["sentence"] = usage_sentence(error)
    elif isinstance(error, CompileError):
        fields["problem"] = str(error)
    path = getattr(error, "path", None)
    fields["file"] = "" if path is None else str(path)
    if isinstance(error, OSError):
        name = errno.errorcode.get(error.errno or 0, type(error).__name__)
        fields["problem"] = f"{name}, {_(_DISK[name])}" if name in _DISK else name
        fields["file"] = str(error.filename or "")
    elif fields["problem"] in PROBLEMS:
        fields["problem"] = _(PROBLEMS[fields["problem"]])
    # A field without a value leaves no marks behind.
    return re.sub(r"\s*:?\s*\.(?=\s|$)", ".", " ".join(f"{row.code}: {_(row.message, **fields)}".split()))
