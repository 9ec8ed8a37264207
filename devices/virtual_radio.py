# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A radio in the same process, in the virtual time of its :class:`devices.ether.Ether`.

Sending happens at the ether's present; what comes of it appears when somebody advances the ether.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from devices.ether import Ether
from devices.lora import EU_868, PRIVATE_APP, payload_airtime
from devices.mesh_packet import Delivered, HostEvent, Packet, Port, Priority, QueueStatus, Rebooted
from devices.radio import (
    BROADCAST,
    HEARD_LIMIT,
    MAX_PAYLOAD,
    Heard,
    RadioBusy,
    RadioEvent,
    RadioState,
    RadioStatus,
    RadioUnavailable,
    StateChanged,
    TxOutcome,
    TxReport,
)
from devices.refusals import reason_code

FIRMWARE = {False: "2.7.26.virtual", True: "2.8.0.virtual"}
"""By whether it signs."""


class VirtualRadio:
    """Implements :class:`devices.radio.Radio`. ``name`` is only for people who look at a trace."""

    def __init__(self, ether: Ether, node_id: int, name: str = "", *, portnum: int = PRIVATE_APP) -> None:
        self.name = name
        self.node_id = node_id
        self._ether = ether
        self._portnum = portnum
        self._port = ether.attach(node_id)
        self._port.on_event(self._activity)
        self._state = RadioState.READY
        self._own: deque[RadioEvent] = deque([StateChanged(RadioState.READY)])
        self._wake: Callable[[], None] | None = None
        self._asked: set[int] = set()
        self._reboots = 0
        self._heard_waiting = 0

    @property
    def max_payload(self) -> int:
        """Bytes, see :data:`devices.radio.MAX_PAYLOAD`."""
        return MAX_PAYLOAD

    def send(self, payload: bytes, *, hop_limit: int, urgent: bool = False) -> int:
        """Hand over one broadcast. Raises as :meth:`devices.radio.Radio.send` says."""
        if len(payload) > MAX_PAYLOAD:
            raise ValueError(f"a payload has at most {MAX_PAYLOAD} bytes, not {len(payload)}")
        if self._state is not RadioState.READY:
            raise RadioUnavailable("the radio is closed")
        if not self._port.node.queue_free:
            raise RadioBusy("the radio's queue is full")
        packet_id = self._ether.rng.randrange(1, 1 << 32)
        packet = Packet(
            sender=self.node_id,
            to=BROADCAST,
            packet_id=packet_id,
            portnum=self._portnum,
            payload=payload,
            hop_limit=hop_limit,
            hop_start=hop_limit,
            priority=Priority.HIGH if urgent else Priority.BACKGROUND,
        )
        self._asked.add(packet_id)
        self._port.node.submit(packet)
        return packet_id

    def poll(self) -> list[RadioEvent]:
        """Everything since the last call, oldest first."""
        events = list(self._own)
        self._own.clear()
        self._heard_waiting = 0
        return events

    def on_activity(self, wake: Callable[[], None]) -> None:
        """Call ``wake`` whenever :meth:`poll` has something: in ``advance`` and ``send``, and now if it has."""
        self._wake = wake
        if self._own:
            wake()

    def status(self) -> RadioStatus:
        """A consistent copy."""
        airtime, now = self._port.node.airtime, self._ether.now
        return RadioStatus(
            state=self._state,
            node=self.node_id,
            preset=self._ether.preset.name,
            region=EU_868.name,
            firmware=FIRMWARE[self._ether.signing],
            channel_utilisation=airtime.busy_share(now),
            air_time_tx=airtime.sending_share(now),
            queue_free=self._port.node.queue_free,
            reconnects=self._reboots,
        )

    def airtime(self, length: int) -> float:
        """Seconds on the air of a payload of ``length`` bytes, once."""
        return payload_airtime(length, self._ether.preset, self._portnum, signing=self._ether.signing)

    def reboot(self) -> None:
        """Cut the radio's power for a moment; its queue is lost."""
        self._port.node.reboot()

    def close(self) -> None:
        """Stop listening; idempotent."""
        if self._state is RadioState.CLOSED:
            return
        self._state = RadioState.CLOSED
        self._append(StateChanged(RadioState.CLOSED))

    def _activity(self) -> None:
        for event in self._port.take():
            if self._state is not RadioState.CLOSED:
                self._translate(event)

    def _translate(self, event: HostEvent) -> None:
        match event:
            case Delivered(packet=packet, rssi=rssi, snr=snr) if packet.portnum == self._portnum:
                if self._heard_waiting < HEARD_LIMIT:
                    self._heard_waiting += 1
                    self._append(Heard(packet.payload, packet.sender, rssi, snr, packet.hops))
            case Delivered(packet=packet) if packet.portnum == Port.ROUTING and packet.sender == self.node_id:
                self._report(packet.request_id, packet.payload[-1])
            case QueueStatus(res=res, packet_id=packet_id):
                self._report(packet_id, res)
            case Rebooted():
                self._reboots += 1
                self._asked.clear()
                self._append(StateChanged(RadioState.LOST, "rebooted"))
                self._append(StateChanged(RadioState.READY))
            case _:
                pass

    def _report(self, packet_id: int, res: int) -> None:
        if packet_id not in self._asked:
            return
        self._asked.discard(packet_id)
        if res:
            self._append(TxReport(packet_id, TxOutcome.REFUSED, reason_code(res)))
        else:
            self._append(TxReport(packet_id, TxOutcome.ACCEPTED))

    def _append(self, event: RadioEvent) -> None:
        self._own.append(event)
        if self._wake is not None:
            self._wake()
