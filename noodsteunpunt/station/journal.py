# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a carrier asks of a store. The encrypted database is one, the journal in memory of a simulated point another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol


class Journal(Protocol):
    """What a carrier asks of a store; every method is durable on return."""

    def pending(self, limit: int) -> list[tuple[int, int]]:
        """Own entries that are in no frame yet, in order: sending class and size."""
        ...

    def freeze_pending(self, limit: int, room: int, finish: Callable[[int, bytes], bytes]) -> list[tuple[int, bytes]]:
        """Put own entries that wait into numbered frames."""
        ...

    def freeze(self, bodies: Sequence[bytes]) -> list[tuple[int, bytes]]:
        """Give own frames without entries their numbers."""
        ...

    def accept(
        self,
        frames: Iterable[tuple[int, int, bytes]],
        received_at: int,
        *,
        overruling: Collection[tuple[int, int]] = (),
    ) -> None:
        """Keep frames of others: author, number, body."""
        ...

    def keep_aside(self, author: int, number: int, body: bytes, received_at: int) -> None:
        """Another content for a number."""
        ...

    def settle(
        self,
        author: int,
        *,
        checked: Collection[int] = (),
        unchecked: Collection[int] = (),
        aside: Collection[int] = (),
        adopted: Collection[tuple[int, bytes]] = (),
        superseded: Collection[int] = (),
        at: int,
    ) -> None:
        """What signatures said of frames."""
        ...

    def save_receipt(self, author: int, raw: bytes, vector: Mapping[int, int], at: int) -> None:
        """Keep a valid receipt."""
        ...

    def save_snapshot(self, raws: Sequence[bytes]) -> None:
        """Keep the packets of the snapshot that the station goes by, and no others."""
        ...

    def note_heard(self, author: int, at: int) -> None:
        """Something authentic came from this author."""
        ...

    def confirm_own(self, head: int) -> None:
        """Somebody holds our frames below ``head``."""
        ...

    def spend(self, minute: int, kind: str, seconds: float, packets: int) -> None:
        """Airtime of a minute."""
        ...

    def mark_sent(self, frames: Iterable[tuple[int, int]], at: int) -> None:
        """The radio took these."""
        ...
