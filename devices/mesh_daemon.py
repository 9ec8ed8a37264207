# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Virtual radios in real time, each behind a TCP port that speaks the Meshtastic client protocol.

One thread with an event loop owns the ether and all connections; every public method may be called from
any thread. Only 127.0.0.1 is served. Stock clients work against it, for example::

    meshtastic --host 127.0.0.1:4403 --nodes
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from math import inf
from typing import TypeVar

from devices import mesh_messages as messages
from devices.errors import DeviceError
from devices.ether import Captured, Ether
from devices.ether_stats import EtherStats
from devices.lora import Preset
from devices.mesh_device import MeshDevice, Session

HOST = "127.0.0.1"
FIRST_NODE = 0x4E530001
MAX_RADIOS = 64
TELEMETRY_S = 60.0
START_PATIENCE_S = STOP_PATIENCE_S = 10.0

T = TypeVar("T")


class DaemonError(DeviceError):
    """The daemon could not start, or is not running."""


class MeshDaemon:
    """``radios`` are ``(node number, long name, short name, TCP port or 0)``; ``speed`` is virtual seconds per
    real second. The ether belongs to the daemon from :meth:`start` to :meth:`stop`."""

    def __init__(self, ether: Ether, radios: Sequence[tuple[int, str, str, int]], speed: float = 1.0) -> None:
        if speed <= 0:
            raise ValueError("speed must be positive")
        self._ether = ether
        self._speed = speed
        self._origin = ether.now
        self._wanted_ports = {number: port for number, _long, _short, port in radios}
        self._devices = {
            number: MeshDevice(messages.Identity(number, long_name, short_name), ether.attach(number), self)
            for number, long_name, short_name, _port in radios
        }
        self._servers: dict[int, asyncio.Server] = {}
        self._ports: dict[int, int] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._started_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._thread: threading.Thread | None = None
        self._stop: asyncio.Event | None = None
        self._ready = threading.Event()
        self._failure: OSError | None = None

    # --- life --------------------------------------------------------------------------------------

    def start(self) -> None:
        """Serve; returns when every port answers. ``DaemonError`` when a port is taken."""
        if self._thread is not None:
            raise DaemonError("the daemon runs already")
        self._ready.clear()
        self._failure = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), name="mesh-daemon", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_PATIENCE_S) or self._failure is not None:
            failure = self._failure
            self.stop()
            raise DaemonError("a port could not be opened") from failure

    def stop(self) -> None:
        """Hang up and end the thread; idempotent. ``DaemonError`` when it does not end."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        loop, stop = self._loop, self._stop
        if loop is not None and stop is not None:
            with suppress(RuntimeError):  # closed already: it ends by itself when a port could not be opened
                loop.call_soon_threadsafe(stop.set)
        thread.join(STOP_PATIENCE_S)
        if thread.is_alive():
            raise DaemonError("the daemon does not stop")

    def __enter__(self) -> MeshDaemon:
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    @property
    def ports(self) -> dict[int, int]:
        """TCP port of each node number."""
        return dict(self._ports)

    async def _main(self) -> None:
        loop = asyncio.get_running_loop()
        self._loop, self._stop = loop, asyncio.Event()
        self._origin, self._started_at = self._ether.now, loop.time()
        telemetry = loop.create_task(self._telemetry())
        try:
            for number in self._devices:
                await self._plug(number)
        except OSError as error:
            self._failure = error
        else:
            self._tick()
        self._ready.set()
        if self._failure is None:
            await self._stop.wait()
        telemetry.cancel()
        for number in list(self._servers):
            self._unplug(number)
        if self._timer is not None:
            self._timer.cancel()
        # One round of the loop, so that the transports get to close their sockets.
        await asyncio.sleep(0)

    async def _plug(self, number: int) -> None:
        device = self._devices[number]
        loop = asyncio.get_running_loop()
        port = self._ports.get(number, self._wanted_ports[number])
        server = await loop.create_server(lambda: Session(device), HOST, port)
        self._servers[number] = server
        self._ports[number] = server.sockets[0].getsockname()[1]

    def _unplug(self, number: int) -> None:
        server = self._servers.pop(number, None)
        if server is not None:
            server.close()
        self._devices[number].disconnect()

    async def _telemetry(self) -> None:
        while True:
            await asyncio.sleep(TELEMETRY_S / self._speed)
            for device in self._devices.values():
                device.tell_telemetry()

    # --- time --------------------------------------------------------------------------------------

    def _present(self) -> float:
        if self._loop is None:
            return self._ether.now
        return self._origin + (self._loop.time() - self._started_at) * self._speed

    def _tick(self) -> None:
        """Bring the ether to the present and ask to be called for its next event. Idle: no timer at all."""
        self._ether.advance(self._present())
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        due = self._ether.next_event()
        if due < inf and self._loop is not None:
            self._timer = self._loop.call_later(max(0.0, due - self._present()) / self._speed, self._tick)

    # --- what the devices ask ------------------------------------------------------------------------

    def touch(self, action: Callable[[], None]) -> None:
        """Bring the air to the present, act on it, and plan its next event."""
        self._ether.advance(self._present())
        action()
        self._tick()

    def new_id(self) -> int:
        """A packet id."""
        return self._ether.rng.randrange(1, 1 << 32)

    def state_of(self, device: MeshDevice) -> messages.DeviceState:
        """What a handshake tells."""
        airtime, now = device.port.node.airtime, self._ether.now
        return messages.DeviceState(
            identity=device.identity,
            others=[other.identity for other in self._devices.values() if other is not device],
            preset=self._ether.preset,
            metrics=messages.Metrics(airtime.busy_share(now), airtime.sending_share(now), now),
            reboots=device.reboots,
            signing=self._ether.signing,
        )

    # --- from any thread -----------------------------------------------------------------------------

    def _call(self, action: Callable[[], T]) -> T:
        if self._loop is None or self._thread is None:
            raise DaemonError("the daemon does not run")

        async def run() -> T:
            self._ether.advance(self._present())
            result = action()
            self._tick()
            return result

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(START_PATIENCE_S)

    def _device(self, node: int) -> MeshDevice:
        if node not in self._devices:
            raise DaemonError("no such radio")
        return self._devices[node]

    def partition(self, groups: Sequence[Iterable[int]]) -> None:
        """See :meth:`devices.ether.Ether.partition`."""
        fixed = [set(group) for group in groups]
        self._call(lambda: self._ether.partition(fixed))

    def heal(self) -> None:
        """Undo :meth:`partition`."""
        self._call(self._ether.heal)

    def set_link(self, a: int, b: int, loss: float, *, snr: float | None = None) -> None:
        """See :meth:`devices.ether.Ether.set_link`."""
        self._call(lambda: self._ether.set_link(a, b, loss, snr=snr))

    def stats(self) -> EtherStats:
        """Counts up to now."""
        return self._call(self._ether.stats)

    def quiet(self) -> bool:
        """Whether nothing is on the air and nothing waits for it."""
        return self._call(lambda: self._ether.next_event() == inf)

    def captured(self) -> list[Captured]:
        """The frames an eavesdropper has seen (the latest, bounded)."""
        return self._call(lambda: list(self._ether.captured))

    def reboot(self, node: int) -> None:
        """Cut the power of a radio for a moment: queue and counters are lost, the client is told."""
        device = self._device(node)
        self._call(device.port.node.reboot)

    def malformed(self, node: int) -> int:
        """Messages from clients of a radio that could not be read."""
        device = self._device(node)
        return self._call(lambda: device.malformed)

    def unplug(self, node: int) -> None:
        """The device vanishes: connection closed, port gone."""
        self._device(node)
        self._call(lambda: self._unplug(node))

    def plug(self, node: int) -> None:
        """The device is back on the same port."""
        self._device(node)
        if self._loop is None or self._thread is None:
            raise DaemonError("the daemon does not run")
        asyncio.run_coroutine_threadsafe(self._plug(node), self._loop).result(START_PATIENCE_S)

    def hang(self, node: int, hanging: bool = True) -> None:
        """The device keeps its connection and says nothing any more, or (False) works again."""
        device = self._device(node)

        def set_hanging() -> None:
            device.hanging = hanging
            device.flush()

        self._call(set_hanging)

    def inject(self, node: int, data: bytes) -> None:
        """Put raw bytes on the stream to the radio's client."""
        device = self._device(node)
        self._call(lambda: device.inject(data))


def virtual_mesh(
    radios: int, port: int, *, preset: Preset = Preset.SHORT_FAST, loss: float = 0.0, seed: int = 0, speed: float = 1.0
) -> MeshDaemon:
    """A daemon, not started yet, with ``radios`` radios on ``port``, ``port + 1`` ... (0: any free ports)."""
    if not 1 <= radios <= MAX_RADIOS:
        raise ValueError(f"a mesh has 1 to {MAX_RADIOS} radios")
    each = [
        (FIRST_NODE + index, f"Virtual radio {index + 1}", f"VR{index + 1}", port + index if port else 0)
        for index in range(radios)
    ]
    return MeshDaemon(Ether(preset, seed, loss), each, speed)


def serve(
    radios: int,
    port: int,
    *,
    preset: Preset = Preset.SHORT_FAST,
    loss: float = 0.0,
    seed: int = 0,
    speed: float = 1.0,
    stop: threading.Event,
    ready: Callable[[MeshDaemon], None] | None = None,
) -> EtherStats:
    """Run a virtual mesh until ``stop`` is set; ``ready`` gets the running daemon. Returns its last counts."""
    with virtual_mesh(radios, port, preset=preset, loss=loss, seed=seed, speed=speed) as daemon:
        if ready is not None:
            ready(daemon)
        stop.wait()
        return daemon.stats()
