# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an operator may meet: a stable code, an exit status, and a sentence that says what to do now.

``docs/errors.md`` is generated from :data:`TABLE`; a test compares the two.
"""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from pathlib import Path

from typer.exceptions import TyperException

from content.compile import CompileError
from content.errors import PackError
from devices.camera import CameraMissing, CameraUnavailable
from devices.errors import DeviceError
from devices.mesh_daemon import DaemonError
from devices.qr import PictureError
from devices.radio import RadioBusy, RadioUnavailable
from noodsteunpunt.config import ConfigError
from noodsteunpunt.courier import errors as courier
from noodsteunpunt.demo.layout import DemoFolderError, DemoRunning
from noodsteunpunt.domain.rules import RuleViolation
from noodsteunpunt.enrolment import EnrolmentError
from noodsteunpunt.guest_door import GuestsNotStarted
from noodsteunpunt.library.library import RootMissing
from noodsteunpunt.press.press import PaperNotMade
from noodsteunpunt.runner import RunnerStopped
from noodsteunpunt.sealing import NoCoordinationPoint
from noodsteunpunt.station.replica import NoFreeSlot
from noodsteunpunt.store.errors import (
    StoreDamaged,
    StoreError,
    StoreKeyWrong,
    StoreLocked,
    StoreTooNew,
    StoreVersion,
)
from noodsteunpunt.texts import _
from noodsteunpunt.usage import WRONG_USE, usage_sentence


class NotACommand(Exception):
    """A line that a script gave is not a command; ``problem`` is the name of the library's error."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class PathError(Exception):
    """A path that a person gave; ``problem`` is a key of :data:`PROBLEMS`."""

    def __init__(self, problem: str, path: Path) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path


class MediaToolMissing(Exception):
    """Sound and clips need PyAV, which is installed only where packs are made."""


class NobodyAnswers(Exception):
    """The database is in use, and the program that uses it cannot be asked."""


@dataclass(frozen=True, slots=True)
class Known:
    """``message`` is the catalogue's key (the English text)."""

    code: str
    status: int
    message: str


TABLE: dict[type[Exception], Known] = {
    ConfigError: Known(
        "NSP-101", 64, "The settings file {file} is not right: {problem} {key}. Correct that line and start again."
    ),
    DemoFolderError: Known(
        "NSP-102", 73, "The folder {file} cannot be used: {problem}. Choose another one with --folder."
    ),
    DemoRunning: Known(
        "NSP-103",
        73,
        "The demonstration already runs in this folder. Use its windows, end it with Ctrl-C, or give another --folder.",
    ),
    OSError: Known(
        "NSP-109",
        74,
        "The computer refused a file ({problem}): {file}. Is the folder there, may you write there, is the disk full?",
    ),
    EnrolmentError: Known(
        "NSP-111",
        65,
        "The papers of this point cannot be used ({problem}). Ask the municipality for a new enrolment file.",
    ),
    NoCoordinationPoint: Known(
        "NSP-112", 65, "The incident has no coordination point. Ask the municipality for a new enrolment file."
    ),
    NoFreeSlot: Known(
        "NSP-113", 65, "This point has used all its 64 writers. Ask the municipality to enrol the point anew."
    ),
    StoreLocked: Known(
        "NSP-201",
        73,
        "The station is already running with this database. Use the window that is open, or close that program first.",
    ),
    StoreKeyWrong: Known(
        "NSP-202",
        74,
        "The database does not open with this key. Put the right demo.key beside it; nothing was changed.",
    ),
    StoreDamaged: Known(
        "NSP-203",
        74,
        "The database is damaged. Keep the file, start with an empty folder: what others hold comes back by radio.",
    ),
    StoreTooNew: Known(
        "NSP-204",
        74,
        "The database was made by a newer version of the program. Start that version; nothing was changed.",
    ),
    StoreVersion: Known(
        "NSP-205", 70, "The database library on this computer is too old to be safe. Install the kit again."
    ),
    StoreError: Known(
        "NSP-209",
        74,
        "The database refused to write. Check that the disk is not full. What was recorded before is safe.",
    ),
    RadioUnavailable: Known(
        "NSP-301",
        69,
        "The radio does not answer. Check the plug. You can go on working: everything waits until the radio is back.",
    ),
    DaemonError: Known("NSP-303", 69, "A port of the virtual mesh is in use. Choose another one with --port."),
    RadioBusy: Known("NSP-302", 69, "The radio is busy. Nothing is lost; it will be sent later."),
    DeviceError: Known("NSP-309", 69, "A device does not work. Check the plug and the power. You can go on working."),
    RuleViolation: Known("NSP-401", 65, "That is not possible now ({code} {field}). Nothing was changed."),
    PackError: Known("NSP-701", 65, "The information pack or key is refused ({reason}). {sentence}"),
    CompileError: Known(
        "NSP-702", 65, "The folder of the pack is not right ({problem}). Check it first: noodsteunpunt pack check."
    ),
    TyperException: Known("NSP-602", WRONG_USE, "The command is not right. {sentence}"),
    PathError: Known("NSP-603", WRONG_USE, "{file} cannot be used: {problem}. Look at the name and the place."),
    MediaToolMissing: Known(
        "NSP-704",
        69,
        "Sound and clips need a program that is not here. Install it with: python3 start.py media. Then do this again.",
    ),
    NotACommand: Known("NSP-601", 64, "This is not a command ({problem}). Correct it and send it again."),
    RootMissing: Known(
        "NSP-703",
        65,
        "This point does not know its municipality's keys yet. Give the key file and the fingerprint from the papers.",
    ),
    courier.CourierError: Known("NSP-800", 65, "The bundle cannot be used ({problem}). Nothing was changed."),
    courier.NotABundle: Known("NSP-801", 65, "This is not a bundle of a courier. Choose another file."),
    courier.BundleTooNew: Known(
        "NSP-802", 65, "The bundle was made by a newer version of the program. Update this one; nothing was changed."
    ),
    courier.BundleHalf: Known(
        "NSP-803", 65, "Only a part of the bundle is there. Copy it again, or ask for it again; nothing was changed."
    ),
    courier.WrongIncident: Known(
        "NSP-804", 65, "The bundle is of another crisis or exercise. It does not belong here; nothing was changed."
    ),
    courier.WrongPoint: Known("NSP-805", 65, "The bundle is for {problem}. Take it there; nothing was changed here."),
    courier.BundleTampered: Known(
        "NSP-806", 65, "The bundle was changed on the way, or no point made it. Do not use it, and report it."
    ),
    courier.BundleTwice: Known("NSP-807", 65, "This bundle was read here before. There is nothing to do."),
    courier.BundleTooLarge: Known("NSP-808", 65, "The bundle is larger than any that can be right. Do not use it."),
    courier.BundleMalformed: Known(
        "NSP-809", 65, "The bundle holds something that cannot be ({problem}). Report it; ask for a new bundle."
    ),
    courier.NoSuchPoint: Known("NSP-810", 64, "There is no such point. Choose one of these: {problem}."),
    courier.CodesMissing: Known(
        "NSP-811", 65, "Not enough codes were read ({problem}). Photograph more of them and give all pictures again."
    ),
    courier.CodesTooMany: Known(
        "NSP-812", 65, "This would be {problem} codes, and nobody can read so many. Use a stick."
    ),
    PictureError: Known("NSP-813", 65, "This is no picture that can be read. Save it as JPEG or PNG."),
    CameraMissing: Known(
        "NSP-814", 69, "This computer has no program for a camera. Take photographs and give those instead."
    ),
    CameraUnavailable: Known("NSP-815", 69, "The camera does not answer. Check the plug, and close other programs."),
    PaperNotMade: Known("NSP-706", 70, "The paper could not be made. Install the kit again, and report this."),
    GuestsNotStarted: Known(
        "NSP-705",
        69,
        "The pages for visitors did not start. Is another program using the port? Choose another one.",
    ),
    NobodyAnswers: Known(
        "NSP-502", 69, "A program has this database open and does not answer. Close it and try again."
    ),
    RunnerStopped: Known("NSP-501", 75, "The station is closing. This was not recorded: do it again after the start."),
}
"""The most specific class wins: look up with :func:`explain`."""

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


def known(error: BaseException) -> Known | None:
    """The row of the nearest class of ``error``."""
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
