# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Is this database the one this laptop wrote last, or a copy of it?

Two databases that write under one replica would spend the same numbers twice. So every replica has a
*marker* outside its database, in the user's state folder: which file holds it and how many frames it had
frozen. A copied, moved or restored database does not match its marker and goes on under a new replica.
The radio finds what this cannot (a cloned disk): see :mod:`noodsteunpunt.station.carrier`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from platformdirs import user_state_path


class Provenance(StrEnum):
    """What the marker says of a database that holds an own replica."""

    SAME = "same"
    UNKNOWN_MACHINE = "unknown_machine"
    COPIED = "copied"
    RESTORED = "restored"


def default_marker_folder() -> Path:
    """Outside every data folder: a copy of the data must not bring its marker along."""
    return user_state_path("noodsteunpunt", appauthor=False) / "replicas"


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker of one replica. ``frames`` never goes down in the file."""

    path: Path
    database: Path

    @classmethod
    def of(cls, replica: bytes, database: Path, folder: Path | None = None) -> Marker:
        """The marker of ``replica`` (16 B) whose database is the file ``database``."""
        return cls((folder or default_marker_folder()) / f"{replica.hex()}.json", database)

    def check(self, frames: int) -> Provenance:
        """Compare with a database that has frozen ``frames`` frames under this replica."""
        try:
            noted = json.loads(self.path.read_text("utf-8"))
            device, inode, highest = (int(noted[key]) for key in ("device", "inode", "frames"))
        except (OSError, ValueError, KeyError, TypeError):
            return Provenance.UNKNOWN_MACHINE
        status = self.database.stat()
        if (status.st_dev, status.st_ino) != (device, inode):
            return Provenance.COPIED
        return Provenance.RESTORED if highest > frames else Provenance.SAME

    def note(self, frames: int) -> None:
        """Write the marker anew, atomically. Losing the newest one in a power cut only makes it older,
        and an older marker accuses nobody."""
        status = self.database.stat()
        text = json.dumps({"device": status.st_dev, "inode": status.st_ino, "frames": frames})
        temporary = self.path.with_suffix(".new")
        # A read-only home must not stop a point: without a marker the next start draws a new replica.
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(text, "utf-8")
            temporary.replace(self.path)
