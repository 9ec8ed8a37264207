# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same radios in two forms: in this process in virtual time, and through the stock library over TCP."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Protocol, TypeVar

from meshtastic.tcp_interface import TCPInterface

from devices.ether import Ether
from devices.ether_stats import EtherStats
from devices.lora import PRIVATE_APP, Preset
from devices.mesh_daemon import MeshDaemon
from devices.meshtastic_radio import MeshtasticRadio
from devices.radio import Heard, Radio, RadioBusy, RadioEvent, RadioState, StateChanged, TxReport
from devices.radio_conversation import Timing
from devices.virtual_radio import VirtualRadio

PATIENCE_S = 20.0
"""Real seconds after which a condition counts as never coming true."""

Stock = TypeVar("Stock", bound=TCPInterface)

VIRTUAL_PATIENCE_S = 3600.0
SPEED = 50.0
FIRST = 0x4E530001

QUICK = Timing(connect=2.0, handshake=5.0, report=5.0, ask_queue=0.1, first_pause=0.02, longest_pause=0.2)
"""Waits for tests: short pauses between attempts, everything else generous."""


@dataclass(frozen=True, slots=True)
class MeshPlan:
    """What a contract case wants."""

    radios: int = 2
    loss: float = 0.0
    duty_cycle: float = 1.0
    portnums: tuple[int, ...] = ()
    preset: Preset = Preset.SHORT_FAST

    def portnum(self, index: int) -> int:
        """Port number of one radio."""
        return self.portnums[index] if self.portnums else PRIVATE_APP


class Log:
    """Every event of one radio, kept."""

    def __init__(self, radio: Radio) -> None:
        self.radio = radio
        self._events: list[RadioEvent] = []

    @property
    def events(self) -> list[RadioEvent]:
        """All so far."""
        self._events.extend(self.radio.poll())
        return self._events

    @property
    def heard(self) -> list[bytes]:
        """Payloads in the order they came."""
        return [event.payload for event in self.events if isinstance(event, Heard)]

    @property
    def reports(self) -> list[TxReport]:
        """What became of packets, in order."""
        return [event for event in self.events if isinstance(event, TxReport)]

    @property
    def states(self) -> list[tuple[RadioState, str]]:
        """Every change of state with its reason."""
        return [(event.state, event.reason) for event in self.events if isinstance(event, StateChanged)]


class Mesh(Protocol):
    """Radios that are ready, and the air between them."""

    logs: list[Log]

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let time pass until the condition holds; fails when it never does."""

    def partition(self, groups: Sequence[Iterable[int]]) -> None:
        """Groups of indexes."""

    def heal(self) -> None:
        """Undo it."""

    def reboot(self, index: int) -> None:
        """Cut one radio's power for a moment."""

    def chain(self) -> None:
        """Each radio hears only its neighbours by index."""

    def stats(self) -> EtherStats:
        """Counts."""

    def close(self) -> None:
        """Everything."""


def _far_apart(count: int) -> list[tuple[int, int]]:
    """Pairs of node numbers that are no neighbours."""
    return [(FIRST + a, FIRST + b) for a in range(count) for b in range(a + 2, count)]


def in_vain(condition: Callable[[], bool], seen: object) -> AssertionError:
    """What was waited for, by its place in the tests, and what there was instead."""
    code = condition.__code__
    return AssertionError(f"waited in vain for {Path(code.co_filename).name}:{code.co_firstlineno}; there was {seen}")


class InProcess:
    """Virtual radios in virtual time."""

    def __init__(self, plan: MeshPlan) -> None:
        self._ether = Ether(plan.preset, seed=4, loss=plan.loss, duty_cycle=plan.duty_cycle)
        self._radios = [
            VirtualRadio(self._ether, FIRST + index, portnum=plan.portnum(index)) for index in range(plan.radios)
        ]
        self.logs = [Log(radio) for radio in self._radios]

    def wait(self, condition: Callable[[], bool]) -> None:
        """Event by event."""
        until = self._ether.now + VIRTUAL_PATIENCE_S
        while not condition():
            due = self._ether.next_event()
            if due == inf or due > until:
                raise in_vain(condition, [log.events[-8:] for log in self.logs])
            self._ether.advance(due)

    def partition(self, groups: Sequence[Iterable[int]]) -> None:
        """By index."""
        self._ether.partition([{FIRST + index for index in group} for group in groups])

    def heal(self) -> None:
        """Undo it."""
        self._ether.heal()

    def reboot(self, index: int) -> None:
        """By index."""
        self._radios[index].reboot()

    def chain(self) -> None:
        """One link after the other."""
        for a, b in _far_apart(len(self.logs)):
            self._ether.set_link(a, b, 1.0)

    def stats(self) -> EtherStats:
        """Counts."""
        return self._ether.stats()

    def close(self) -> None:
        """Nothing runs."""
        for log in self.logs:
            log.radio.close()


class ThroughTheLibrary:
    """The daemon at many times real speed, and the adapter on the stock library."""

    def __init__(self, plan: MeshPlan, timing: Timing = QUICK, speed: float = SPEED) -> None:
        ether = Ether(plan.preset, seed=4, loss=plan.loss, duty_cycle=plan.duty_cycle)
        radios = [(FIRST + index, f"Test {index}", f"T{index}", 0) for index in range(plan.radios)]
        self.daemon = MeshDaemon(ether, radios, speed)
        self.daemon.start()
        self._activity = threading.Event()
        self.logs = [
            Log(
                MeshtasticRadio(
                    f"tcp://127.0.0.1:{self.daemon.ports[FIRST + index]}", portnum=plan.portnum(index), timing=timing
                )
            )
            for index in range(plan.radios)
        ]
        for log in self.logs:
            log.radio.on_activity(self._activity.set)

    def ready(self) -> ThroughTheLibrary:
        """Wait until all are."""
        self.wait(lambda: all(log.radio.status().state is RadioState.READY for log in self.logs))
        return self

    def wait(self, condition: Callable[[], bool]) -> None:
        """Woken by the radios; the short timeout is for conditions on the air."""
        until = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > until:
                raise in_vain(condition, [(log.events[-8:], log.radio.status()) for log in self.logs])
            self._activity.wait(0.01)
            self._activity.clear()

    def partition(self, groups: Sequence[Iterable[int]]) -> None:
        """By index."""
        self.daemon.partition([{FIRST + index for index in group} for group in groups])

    def heal(self) -> None:
        """Undo it."""
        self.daemon.heal()

    def reboot(self, index: int) -> None:
        """By index."""
        self.daemon.reboot(FIRST + index)

    def chain(self) -> None:
        """One link after the other."""
        for a, b in _far_apart(len(self.logs)):
            self.daemon.set_link(a, b, 1.0)

    def stats(self) -> EtherStats:
        """Counts."""
        return self.daemon.stats()

    def close(self) -> None:
        """Radios first, as a station does."""
        for log in self.logs:
            log.radio.close()
        self.daemon.stop()


def wait_until(condition: Callable[[], bool], seen: Callable[[], object] = lambda: "no more to tell") -> None:
    """For radios without a mesh around them; fails when the condition never holds, and tells what was ``seen``."""
    until = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > until:
            raise in_vain(condition, seen())
        time.sleep(0.005)


@contextmanager
def stock_client(port: int, kind: type[Stock]) -> Iterator[Stock]:
    """The library's own client, connected; closed whatever the test does.

    Its first heartbeat leaves its reader thread when the constructor has returned already. Until the answer is
    here, that thread may send packets of ours out of turn, and a close does not see the timer that it starts:
    a thread that starts itself again every five minutes and keeps the whole process from ending.
    """
    client = kind("127.0.0.1", portNumber=port, timeout=10)
    try:
        wait_until(lambda: client.queueStatus is not None)
        yield client
    finally:
        client.close()
        if client.heartbeatTimer is not None:
            client.heartbeatTimer.cancel()


def send_patiently(mesh: Mesh, log: Log, payload: bytes, *, hop_limit: int = 0, urgent: bool = False) -> int:
    """Send, waiting for a place when the radio is busy."""
    sent: list[int] = []

    def attempt() -> bool:
        try:
            sent.append(log.radio.send(payload, hop_limit=hop_limit, urgent=urgent))
        except RadioBusy:
            return False
        return True

    mesh.wait(attempt)
    return sent[0]
