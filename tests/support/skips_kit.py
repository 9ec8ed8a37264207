# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""An author that says again and again how it is, and then that the earlier times are superseded."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sync.frames import Priority, encode_entries
from sync.ids import Author
from sync.skips import FIRST, Skip, digest_of, encode_skip, runs_of
from tests.support.sync_papers import INCIDENT, binding, checkpoint, entries, witnessed


def status(
    author: Author, number: int, register: int = 1, priority: Priority = Priority.STATUS, text: bytes = b"open"
) -> bytes:
    """The body of a frame that is superseded by the next one with its register."""
    return witnessed(author, number, encode_entries(priority, register, b"%d " % number + text))


def skip_content(
    author: Author, bodies: Sequence[bytes], named: Collection[int], first: int = FIRST, *, lie: bytes = b""
) -> bytes:
    """For the next frame after these bodies; ``lie``: another digest."""
    skip = Skip(first, len(bodies), runs_of(named), b"")
    digest = lie or digest_of(INCIDENT, author, first, [(at, bodies[at]) for at in skip.staying()])
    return encode_skip(Skip(first, len(bodies), skip.runs, digest))


def skip_body(
    author: Author, bodies: Sequence[bytes], named: Collection[int], first: int = FIRST, *, lie: bytes = b""
) -> bytes:
    """Signed, as the next frame after these bodies."""
    return checkpoint(author, len(bodies), bodies, skip_content(author, bodies, named, first, lie=lie))


def story(author: Author, *, frames: int = 12, every: int = 3) -> tuple[list[bytes], list[int]]:
    """A binding, statuses with something else now and then, and a skip of all but the last of them. Returns the bodies
    and the numbers that the skip names."""
    bodies = [binding(author), entries(1, author=author)]
    told = []
    for number in range(2, frames):
        if number % every:
            told.append(number)
            bodies.append(status(author, number))
        else:
            bodies.append(entries(number, author=author))
    return [*bodies, skip_body(author, bodies, told[:-1])], told[:-1]
