# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a packet can be, once it is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sync.frames import Frame
from sync.ids import Author
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
class Talk:
    """What a station says to its neighbours at one time: how far it is (a beacon), what it lacks (a want), and
    frames (a bundle); ``more``: further frames come at once."""

    sender: Sender
    state: State | None = None
    want: Want | None = None
    frames: tuple[Frame, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """A coordination point's durable vector, signed by its replica: per author the head, and 2 B of the chain there,
    so that an author sees whether it is its own frames that are held. ``signed`` are the vector's bytes."""

    sender: Sender
    vector: Mapping[Author, tuple[int, bytes]]
    signature: bytes
    signed: bytes


Packet = Frame | Talk | Receipt
