# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a packet can be, once it is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sync.frames import Frame
from sync.ids import Author
from sync.snapshot import Part
from sync.syndromes import Syndromes
from sync.vectors import Holding


@dataclass(frozen=True, slots=True)
class Sender:
    """Header of a packet that is of its transmitter and not of an author."""

    author: Author
    boot: int
    counter: int


@dataclass(frozen=True, slots=True)
class State:
    """What somebody holds, in one of three forms: ``digest`` alone, ``syndromes`` beside it, or a ``vector``
    (``complete``: of authors it does not name, the sender has nothing). ``count`` is the number of frames held,
    ``receipted`` the sum of the heads that receipts of the coordination point gave. ``hears``: the points that the
    sender hears, if it says so; ``far``: this goes as far as radios carry it."""

    digest: int
    count: int
    receipted: int
    syndromes: Syndromes | None = None
    vector: Mapping[Author, Holding] | None = None
    complete: bool = False
    hears: frozenset[int] | None = None
    far: bool = False


@dataclass(frozen=True, slots=True)
class Want:
    """The sender lacks frames of these authors, and asks ``asked`` for them, or anybody (0)."""

    asked: Author
    vector: Mapping[Author, Holding]


@dataclass(frozen=True, slots=True)
class Ask:
    """The sender lacks much, or passes on that somebody of ``point`` does, and asks for a snapshot that covers it.
    ``name``: of the newest that it has some of, 0 without any; ``mask``: a bit for each part of that."""

    point: int
    name: int = 0
    mask: int = 0


@dataclass(frozen=True, slots=True)
class Talk:
    """What a station says to its neighbours at one time: how far it is (a beacon), what it lacks (a want), what it asks
    for before that, and frames (a bundle); ``more``: further frames come at once."""

    sender: Sender
    state: State | None = None
    want: Want | None = None
    frames: tuple[Frame, ...] = ()
    more: bool = False
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A coordination point's durable vector, signed by its replica: per author the head, and 2 B of the chain there,
    so that an author sees whether it is its own frames that are held. ``signed`` are the vector's bytes."""

    sender: Sender
    vector: Mapping[Author, tuple[int, bytes]]
    signature: bytes
    signed: bytes


@dataclass(frozen=True, slots=True)
class SnapshotPart:
    """A part of a coordination point's snapshot, signed by its replica. ``signed`` are the part's bytes."""

    sender: Sender
    part: Part
    signature: bytes
    signed: bytes


Packet = Frame | Talk | Receipt | SnapshotPart
