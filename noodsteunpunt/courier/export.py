# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes a bundle: what the other side does not have yet, in one file that is whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from noodsteunpunt.courier.bundle import write_bundle
from noodsteunpunt.courier.desk import Access, CourierDesk, Order
from noodsteunpunt.courier.records import KeyRun, encode_record, house_runs_of, runs_of
from noodsteunpunt.library.disk import Disk
from noodsteunpunt.store.courier import HouseLine
from sync.ids import Author, point_of

_BATCH = 128
_KEYS = 512


@dataclass(frozen=True, slots=True)
class Made:
    """What went into a bundle; ``size`` in B, ``to`` a point's number and ``name`` its name."""

    to: int
    name: str
    frames: int
    house: int
    keys: int
    size: int


@dataclass(slots=True)
class _Counts:
    frames: int = 0
    house: int = 0
    keys: int = 0


def export_bundle(
    access: Access,
    to: str | int,
    path: Path,
    *,
    receipt: bool = False,
    everything: bool = False,
    house: bool = True,
    disk: Disk | None = None,
) -> Made:
    """A bundle for point ``to`` in the file ``path``: the old file or the new one, whatever happens. What it holds is
    not sent by that: no step of a delivery moves before the other side's word comes back. Raises CourierError, OSError.
    """
    used = disk or Disk()
    new = path.with_name(f".{path.name}.new")
    try:
        with used.writing(new) as out:
            made = write_order(access, _order(access, to, receipt=receipt, everything=everything, house=house), out)
        used.rename(new, path)
        used.sync_folder(path.parent)
    except BaseException:  # whatever it was: no half file stays, and the error goes on
        with suppress(OSError):
            used.remove(new)
        raise
    return made


def _order(access: Access, to: str | int, *, receipt: bool, everything: bool, house: bool) -> Order:
    def ask(desk: CourierDesk) -> Order:
        number = to if isinstance(to, int) else desk.find_point(to)
        return desk.order(number, receipt=receipt, everything=everything, house=house)

    return access.call(ask)


def write_order(access: Access, order: Order, out: BinaryIO) -> Made:
    """Write the bundle of ``order`` into an open file."""
    counts = _Counts()
    write_bundle(
        out,
        order.head,
        _records(access, order, counts),
        recipient_public=order.recipient.exchange_public,
        signing=Ed25519PrivateKey.from_private_bytes(order.signing_key),
    )
    return Made(
        order.head.recipient, order.recipient.name, counts.frames, counts.house, counts.keys, out.seek(0, os.SEEK_END)
    )


def _records(access: Access, order: Order, counts: _Counts) -> Iterator[bytes]:
    # What is told is what was there before the first frame was read: nothing is promised that is not in it.
    words = access.call(lambda desk: desk.own_words())
    for author in access.query(lambda reader: reader.frame_authors()):
        first = order.has_mesh.get(author, 0)
        before = access.query(lambda reader, who=author, at=first: reader.over_gaps(who, at))  # type: ignore[misc]
        yield from (encode_record(run) for run in runs_of(author, before))
        for frames in _frame_batches(access, author, first):
            counts.frames += len(frames)
            yield from (encode_record(run) for run in runs_of(author, frames))
    if order.house:
        yield from _house_records(access, order, counts)
    for word in words:
        yield encode_record(word)


def _frame_batches(access: Access, author: int, first: int) -> Iterator[list[tuple[int, bytes]]]:
    def read() -> list[tuple[int, bytes]]:
        return access.query(lambda reader: reader.frames_from(author, first, _BATCH))

    while frames := read():
        yield frames
        first = frames[-1][0] + 1


def _house_batches(access: Access, author: int, first: int) -> Iterator[list[HouseLine]]:
    def read() -> list[HouseLine]:
        return access.query(lambda reader: reader.house_from(author, first, _BATCH))

    while lines := read():
        yield lines
        first = lines[-1].seq + 1


def _house_records(access: Access, order: Order, counts: _Counts) -> Iterator[bytes]:
    point = point_of(Author(order.head.sender))
    for author in access.query(lambda reader: reader.house_heads()):
        if point_of(Author(author)) != point:
            continue
        for lines in _house_batches(access, author, order.has_house.get(author, 0) + 1):
            counts.house += len(lines)
            yield from (encode_record(run) for run in house_runs_of(author, lines))
    keys = access.query(lambda reader: reader.keys_of(point, for_coordination=order.for_coordination))
    counts.keys += len(keys)
    for start in range(0, len(keys), _KEYS):
        yield encode_record(KeyRun(tuple(keys[start : start + _KEYS])))
