# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One thread owns the station, its engine and its only writing connection.

It waits for the radio, a command or a deadline, and does nothing in between. Sessions submit commands with
:meth:`Runner.call` and read with :meth:`Runner.query` on read-only connections in worker threads.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from noodsteunpunt.clock import Clock
from noodsteunpunt.domain.views import Snapshot
from noodsteunpunt.station import Station
from noodsteunpunt.store.database import Reader
from noodsteunpunt.store.errors import StoreError

log = logging.getLogger(__name__)

T = TypeVar("T")

READERS = 2
LONGEST_WAIT = 60.0


class RunnerStopped(Exception):
    """The station is closing: the command was not executed."""


@dataclass(slots=True)
class _Command:
    function: Callable[[Station], Any]
    future: Future[Any]


class Runner:
    """``open_station`` and ``new_reader`` run on the threads that will own what they open."""

    def __init__(self, open_station: Callable[[], Station], new_reader: Callable[[], Reader], clock: Clock) -> None:
        self._open_station = open_station
        self._new_reader = new_reader
        self._clock = clock
        self._condition = threading.Condition()
        self._commands: deque[_Command] = deque()
        self._awake = False
        self._stopping = False
        self._latest: Snapshot | None = None
        self._subscribers: dict[int, Callable[[Snapshot], None]] = {}
        self._next_subscriber = 0
        self._opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name="station", daemon=True)
        self._readers: list[Reader] = []
        self._local = threading.local()
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="reader")

    def start(self) -> None:
        """Open the station; raises whatever opening it raised."""
        self._thread.start()
        self._opened.result()

    def close(self) -> None:
        """Finish what was submitted, close the station, end the threads. Idempotent."""
        with self._condition:
            self._stopping = True
            self._condition.notify()
        if self._thread.is_alive():
            self._thread.join()
        self._pool.shutdown()
        while self._readers:
            self._readers.pop().close()

    def __enter__(self) -> Runner:
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def wake(self) -> None:
        """Something happened that :meth:`Station.step` should look at. From any thread."""
        with self._condition:
            self._awake = True
            self._condition.notify()

    def now(self) -> int:
        """Unix seconds as the station sees them."""
        return self._clock.now()

    def steady(self) -> float:
        """Seconds of the station's clock that no setting of the time moves."""
        return self._clock.steady()

    def snapshot(self) -> Snapshot:
        """The newest snapshot. There is one from :meth:`start` on."""
        if self._latest is None:
            raise RunnerStopped
        return self._latest

    def subscribe(self, callback: Callable[[Snapshot], None]) -> Callable[[], None]:
        """``callback`` runs on the station's thread and must only hand over. Returns the unsubscribe."""
        with self._condition:
            key = self._next_subscriber
            self._next_subscriber += 1
            self._subscribers[key] = callback
        return lambda: self._unsubscribe(key)

    def _unsubscribe(self, key: int) -> None:
        with self._condition:
            self._subscribers.pop(key, None)

    def call(self, function: Callable[[Station], T]) -> Future[T]:
        """Run on the station's thread; a future that is done means that what it recorded is durable."""
        future: Future[T] = Future()
        with self._condition:
            if self._stopping:
                future.set_exception(RunnerStopped())
                return future
            self._commands.append(_Command(function, future))
            self._condition.notify()
        return future

    def query(self, function: Callable[[Reader], T]) -> Future[T]:
        """Run on a worker thread with a read-only connection of its own."""
        return self._pool.submit(self._read, function)

    def _read(self, function: Callable[[Reader], T]) -> T:
        reader: Reader | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = self._new_reader()
            self._local.reader = reader
            self._readers.append(reader)
        return function(reader)

    def _run(self) -> None:
        try:
            station = self._open_station()
        except BaseException as error:  # noqa: BLE001 - handed to the opener of the station, whatever it is
            self._opened.set_exception(error)
            return
        self._publish(station.take_snapshot())
        self._opened.set_result(None)
        wakeup = self._clock.steady()
        while (commands := self._wait(wakeup)) is not None:
            for command in commands:
                _execute(command, station)
            wakeup = self._step(station)
        _close(station)

    def _wait(self, wakeup: float) -> list[_Command] | None:
        with self._condition:
            while not (self._commands or self._awake or self._stopping):
                timeout = wakeup - self._clock.steady()
                if timeout <= 0:
                    break
                self._condition.wait(min(timeout, LONGEST_WAIT))
            commands = list(self._commands)
            self._commands.clear()
            self._awake = False
            return None if self._stopping and not commands else commands

    def _step(self, station: Station) -> float:
        try:
            wakeup = station.step()
            self._publish(station.take_snapshot())
        except Exception:  # noqa: BLE001 - a bug must not stop the point: the journal stays open, the log says so
            log.exception("step failed")
            return self._clock.steady() + 1.0
        return wakeup

    def _publish(self, snapshot: Snapshot | None) -> None:
        if snapshot is None:
            return
        self._latest = snapshot
        with self._condition:
            subscribers = list(self._subscribers.values())
        for callback in subscribers:
            callback(snapshot)


def _execute(command: _Command, station: Station) -> None:
    if not command.future.set_running_or_notify_cancel():
        return
    try:
        result = command.function(station)
    except Exception as error:  # noqa: BLE001 - the caller asked, the caller gets it
        command.future.set_exception(error)
    else:
        command.future.set_result(result)


def _close(station: Station) -> None:
    try:
        station.close()
    except StoreError as error:
        # What was recorded is in the write-ahead log; the next start finds it there.
        log.error("closing failed: %s", error)
