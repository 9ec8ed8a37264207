# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an operator may meet: a stable code, an exit status, and a sentence that says what to do now.

``docs/errors.md`` is generated from :data:`TABLE`; a test compares the two. What a command on
files alone can meet stands in :mod:`noodsteunpunt.known`, so that such a command starts without the rest of the kit.
"""

from __future__ import annotations

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
from noodsteunpunt.known import PROBLEMS, TABLE, Known, explain, known
from noodsteunpunt.library.library import RootMissing
from noodsteunpunt.order_file import OrderFileError
from noodsteunpunt.runner import RunnerStopped
from noodsteunpunt.sealing import NoCoordinationPoint
from noodsteunpunt.simulator.errors import PlanError
from noodsteunpunt.station import orders
from noodsteunpunt.station.replica import NoFreeSlot
from noodsteunpunt.store.errors import (
    StoreDamaged,
    StoreError,
    StoreKeyWrong,
    StoreLocked,
    StoreTooNew,
    StoreVersion,
)


class NotACommand(Exception):
    """A line that a script gave is not a command; ``problem`` is the name of the library's error."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class NobodyAnswers(Exception):
    """The database is in use, and the program that uses it cannot be asked."""


ROWS: dict[type[Exception], Known] = {
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
    orders.OrderRefused: Known("NSP-420", 65, "This cannot be ordered ({problem}). Nothing was changed."),
    orders.NotForThisPoint: Known(
        "NSP-421", 65, "Only a coordination point may order this. Ask it by telephone or courier; nothing was changed."
    ),
    orders.NotToRevoke: Known(
        "NSP-422", 65, "{problem} is a coordination point: only the municipality takes it out. Nothing was changed."
    ),
    orders.RevokedBefore: Known("NSP-423", 65, "{problem} was taken out before. There is nothing to do."),
    orders.KeysUsed: Known(
        "NSP-424", 65, "The key was renewed as often as can be. Ask the municipality for new papers for all points."
    ),
    orders.NotOurRoot: Known(
        "NSP-426", 65, "The municipality of this crisis did not sign this. Do not use it, and report it."
    ),
    OrderFileError: Known(
        "NSP-425", 65, "This file is not what was asked for ({problem}). Choose the file for taking out a point."
    ),
    courier.PointRevoked: Known(
        "NSP-816",
        65,
        "{problem} takes part no more. Do not use the bundle, its laptop may be stolen; nothing was changed.",
    ),
    NotACommand: Known("NSP-601", 64, "This is not a command ({problem}). Correct it and send it again."),
    PlanError: Known("NSP-604", 64, "The simulation cannot begin. {key}: {problem}. Correct that and start again."),
    RootMissing: Known(
        "NSP-703",
        65,
        "This point does not know its municipality's keys yet. Give the key file and the fingerprint from the papers.",
    ),
    courier.CourierError: Known("NSP-800", 65, "The bundle cannot be used ({problem}). Nothing was changed."),
    courier.NotABundle: Known("NSP-801", 65, "This is not a bundle of a courier. Choose another file."),
    courier.BundleTooNew: Known(
        "NSP-802",
        65,
        "The bundle was made by a newer version of the program. Update this one; nothing was changed.",
    ),
    courier.BundleHalf: Known(
        "NSP-803",
        65,
        "Only a part of the bundle is there. Copy it again, or ask for it again; nothing was changed.",
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
        "NSP-811",
        65,
        "Not enough codes were read ({problem}). Photograph more of them and give all pictures again.",
    ),
    courier.CodesTooMany: Known(
        "NSP-812", 65, "This would be {problem} codes, and nobody can read so many. Use a stick."
    ),
    PictureError: Known("NSP-813", 65, "This is no picture that can be read. Save it as JPEG or PNG."),
    CameraMissing: Known(
        "NSP-814", 69, "This computer has no program for a camera. Take photographs and give those instead."
    ),
    CameraUnavailable: Known("NSP-815", 69, "The camera does not answer. Check the plug, and close other programs."),
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

TABLE.update(ROWS)

__all__ = ["PROBLEMS", "TABLE", "Known", "NobodyAnswers", "NotACommand", "explain", "known"]
