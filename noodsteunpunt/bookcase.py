# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shelf of a running station, for everything that reads a pack outside the station's thread.

The station's thread opens and verifies; what it found is taken apart on the thread that asked, and kept until another
pack, or an announcement over it, came.
"""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary, proxy

from content.container import OpenedPack
from content.errors import PackError
from noodsteunpunt.library.shelf import Shelf
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from noodsteunpunt.store.database import Reader

_CASES: WeakKeyDictionary[Runner, Bookcase] = WeakKeyDictionary()
_LOCK = threading.Lock()


class Bookcase:
    """One per running station; see :func:`bookcase`. Not for the station's own thread: it waits for that."""

    def __init__(self, runner: Runner) -> None:
        self._runner: Runner = proxy(runner)  # the case is kept by the runner: it may not keep that alive
        self._lock = threading.Lock()
        self._mark = b""
        self._shelf: Shelf | None = None

    def current(self, reader: Reader) -> Shelf | None:
        """None without a pack, and when neither the current nor the kept one can be read whole."""
        mark = reader.pack_mark()
        with self._lock:
            if mark != self._mark:
                opened = self._runner.call(_open).result() if mark else None
                try:
                    self._shelf = None if opened is None else Shelf(opened)
                except PackError:
                    self._shelf = None
                self._mark = mark
            return self._shelf


def bookcase(runner: Runner) -> Bookcase:
    """The one of this station."""
    with _LOCK:
        return _CASES.setdefault(runner, Bookcase(runner))


def _open(station: Station) -> OpenedPack | None:
    return station.library.open_current() if station.library else None
