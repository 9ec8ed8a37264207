# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages for visitors and the second screen, as a running station offers them: hands over what may be shown, and starts
and ends the process that shows it.

Nothing runs until somebody asks for the board. What was handed over follows the station: a new pack, another status,
a message on the board.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import WeakKeyDictionary

from content.errors import PackError
from noodsteunpunt.bookcase import bookcase
from noodsteunpunt.domain.board import BoardRow
from noodsteunpunt.domain.views import Snapshot
from noodsteunpunt.guest.published import Board, BoardItem
from noodsteunpunt.guest_door import GuestDoor, GuestSettings
from noodsteunpunt.library.placing import place_statuses, rows_of_places
from noodsteunpunt.library.publishing import Publisher
from noodsteunpunt.library.shelf import Shelf
from noodsteunpunt.runner import Runner, RunnerStopped
from noodsteunpunt.store.database import Reader

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GuestState:
    """``port`` is 0 while nothing runs; ``open_house``: visitors may come in; ``confined``: nothing but what was
    published can be opened from inside."""

    port: int = 0
    open_house: bool = False
    address: str = ""
    confined: bool = False

    @property
    def screen(self) -> str:
        """The board, for a second screen on this machine."""
        return f"http://127.0.0.1:{self.port}/scherm"


class Guests:
    """From any thread but the station's."""

    def __init__(self, runner: Runner, folder: Path, settings: GuestSettings | None = None) -> None:
        self._runner = runner
        self._publisher = Publisher(folder)
        self._door = GuestDoor(folder)
        self._settings = settings or GuestSettings(port=0)
        self._lock = threading.Lock()
        self._changed = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self.state = GuestState(address=self._settings.address)

    def open(self, *, open_house: bool) -> GuestState:
        """Hand over, and start (again). Raises GuestsNotStarted, PackError, OSError."""
        with self._lock:
            self.publish()
            settings = replace(self._settings, open_house=open_house)
            self._door.open(settings)
            self.state = GuestState(
                self._door.port, open_house, settings.address, self._door.confined.get("files", False)
            )
            if self._thread is None:
                self._thread = threading.Thread(target=self._follow, name="guests", daemon=True)
                self._unsubscribe = self._runner.subscribe(lambda _snapshot: self._changed.set())
                self._thread.start()
            return self.state

    def stop(self) -> None:
        """End the process; what was handed over is taken away. Idempotent."""
        with self._lock:
            self._door.close()
            self._publisher.clear()
            self.state = GuestState(address=self._settings.address)

    def close(self) -> None:
        """As :meth:`stop`, and for good."""
        self._unsubscribe()
        self._stopping = True
        self._changed.set()
        self.stop()
        if self._thread is not None:
            self._thread.join(5)

    def publish(self) -> None:
        """Once, now. Raises PackError, OSError, RunnerStopped."""
        shelf = self._runner.query(lambda reader: bookcase(self._runner).current(reader)).result()
        if shelf is not None:
            self._publisher.guide(shelf)
        snapshot, now = self._runner.snapshot(), self._runner.now()
        self._publisher.board(self._runner.query(lambda reader: board_of(reader, snapshot, now, shelf)).result())

    def _follow(self) -> None:
        while True:
            self._changed.wait()
            self._changed.clear()
            with self._lock:
                if self._stopping:
                    return
                if not self.state.port:
                    continue
                with suppress(RunnerStopped, RuntimeError):  # the station is closing: so are we, in a moment
                    try:
                        self.publish()
                    except (PackError, OSError) as error:
                        log.error("handing over to visitors failed: %s", type(error).__name__)


def board_of(reader: Reader, snapshot: Snapshot, now: int, shelf: Shelf | None = None) -> Board:
    """What hangs on the board of this point, as the guest process gets it: no id of a person, no role, no name. Of
    ``shelf`` the places, for what points say of themselves."""
    held = [item for item in reader.board_items() if item.holds(now)]
    status = snapshot.point_status
    remarks: dict[str, list[BoardItem]] = {}
    for item in held:
        if item.card:
            remarks.setdefault(item.card, []).append(_shown(item, snapshot))
    return Board(
        point=snapshot.station.point.name,
        letters=snapshot.station.point.letters,
        status="" if status is None else status.value,
        mode=snapshot.station.mode.value,
        written=now,
        items=tuple(_shown(item, snapshot) for item in held if not item.card),
        remarks={card: tuple(items) for card, items in remarks.items()},
        places={} if shelf is None else place_statuses(rows_of_places(shelf.tables["places"], reader.points(now))),
    )


def _shown(item: BoardRow, snapshot: Snapshot) -> BoardItem:
    source = item.source or snapshot.station.point.name
    return BoardItem(item.id, {"nl": item.text}, source, item.posted_at, item.until_at, item.urgent, bool(item.card))


_OFFERED: WeakKeyDictionary[Runner, Guests] = WeakKeyDictionary()


def offer(runner: Runner, guests: Guests) -> None:
    """From now on the screens of this station can switch them."""
    _OFFERED[runner] = guests


def guests_of(runner: Runner) -> Guests | None:
    """Those of this station, if the program offers any."""
    return _OFFERED.get(runner)
