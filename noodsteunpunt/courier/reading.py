# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a bundle: refused with a reason, and then nothing changed but a count; or taken in whole.

The head is judged first and the file copied onto this disk while it is hashed; then every record is decoded once
without using it; only then is anything taken in, a short piece at a time between the station's other work. A power cut
in the middle leaves some frames, as if some had been heard, and the bundle can be read again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from content.container import open_regular
from content.errors import PackError
from noodsteunpunt.courier.bundle import HEAD, MAX_BUNDLE, Head, copy_body, open_records, read_head
from noodsteunpunt.courier.desk import Access, Brought
from noodsteunpunt.courier.errors import BundleTooLarge, BundleTwice, CourierError, NotABundle
from noodsteunpunt.courier.records import FrameRun, Record
from noodsteunpunt.library.disk import Disk

_SLICE = 50
"""Frames that are taken in at once: some tens of milliseconds."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a bundle brought. ``sender`` is an author; ``created`` Unix s by the sender's clock."""

    sender: int
    created: int
    frames: int
    house: int


def import_bundle(access: Access, source: Path | BinaryIO, folder: Path, disk: Disk | None = None) -> Read:
    """Take in the bundle in the file or stream ``source``; ``folder`` is on this computer's own disk, for a copy that
    is gone on return. Raises CourierError, OSError, StoreError."""
    used = disk or Disk()
    used.make_folder(folder)
    copy = folder / "bundle.tmp"
    try:
        stream = _open(source) if isinstance(source, Path) else source
        with stream:
            head = read_head(stream)
            key = _judge(access, head)
            with used.writing(copy) as out:
                copy_body(stream, head, out)
        return _take(access, head, copy, key)
    except CourierError as error:
        reason = error.reason
        access.call(lambda desk: desk.refused(reason))
        raise
    finally:
        with suppress(OSError):
            used.remove(copy)


def _judge(access: Access, head: Head) -> bytes:
    """The key that opens it; raises CourierError."""
    key = access.call(lambda desk: desk.check(head))
    if access.query(lambda reader: reader.has_read(head.id)):
        raise BundleTwice
    if head.length > MAX_BUNDLE - HEAD:
        raise BundleTooLarge
    return key


def _take(access: Access, head: Head, copy: Path, key: bytes) -> Read:
    with copy.open("rb") as stream:
        for _record in open_records(stream, head, key):
            continue  # a record that cannot be refuses the whole before the first is used
    brought = Brought()
    with copy.open("rb") as stream:
        for record in _slices(open_records(stream, head, key)):
            _take_one(access, head, record, brought)
    access.call(lambda desk: desk.finished(head, brought))
    return Read(head.sender, head.created, brought.frames, brought.house)


def _take_one(access: Access, head: Head, record: Record, brought: Brought) -> None:
    access.call(lambda desk: desk.take(head.sender, head.created, record, brought))


def _slices(records: Iterator[Record]) -> Iterator[Record]:
    for record in records:
        if not isinstance(record, FrameRun):
            yield record
            continue
        for start in range(0, len(record.bodies), _SLICE):
            yield FrameRun(record.author, record.first + start, record.bodies[start : start + _SLICE])


def _open(path: Path) -> BinaryIO:
    """A stick may hold a link to a device, or a pipe that never ends."""
    try:
        return open_regular(path)
    except PackError:
        raise NotABundle from None
