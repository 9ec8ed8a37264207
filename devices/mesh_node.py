# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The firmware of one virtual radio: queue, contention, flooding, acknowledgements and duty cycle.

What it copies of Meshtastic 2.7: checks on submission (``Router.cpp``), random and SNR-weighted delays
before sending (``RadioInterface.cpp``), managed flooding that cancels a relay when another was heard
(``FloodingRouter.cpp``), three transmissions of a packet that wants an acknowledgement
(``ReliableRouter.cpp``). It does not copy next-hop routes: direct messages are flooded too.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from devices.airtime_log import AirtimeLog
from devices.lora import MAX_FRAME, signature_length, time_on_air
from devices.medium import Medium, NodeCounters
from devices.mesh_packet import (
    MAX_HOPS,
    Delivered,
    HostEvent,
    Notification,
    Packet,
    Port,
    Priority,
    QueueStatus,
    Rebooted,
    Refusal,
    routing_payload,
)
from devices.radio import BROADCAST
from devices.tx_queue import MAX_TX_QUEUE, Queued, TxQueue

RECENT_IDS = 20
"""Packet ids from the host that are remembered: a repeated one is dropped without a word."""

HISTORY = 512
"""Packets heard that are remembered to recognise copies."""

TRANSMISSIONS = 3
PROCESSING_S = 4.5
CW_MIN, CW_MAX = 3, 8
ACK_MARGIN = 2
"""Hops that an acknowledgement may take beyond what the packet took (``getHopLimitForResponse``)."""


@dataclass(slots=True)
class _Waiting:
    """An own packet that wants an acknowledgement."""

    packet: Packet
    left: int = TRANSMISSIONS - 1


class MeshNode:
    """One radio. ``host`` gets every event for the program at the other end of the cable."""

    def __init__(self, number: int, medium: Medium, duty_cycle: float, host: Callable[[HostEvent], None]) -> None:
        self.number = number
        self.counters = NodeCounters()
        self._medium = medium
        self._duty_cycle = duty_cycle
        self._host = host
        self._start()

    def _start(self) -> None:
        self.airtime = AirtimeLog(self._duty_cycle)
        self._queue = TxQueue()
        self._told_free = MAX_TX_QUEUE
        self._recent: deque[int] = deque(maxlen=RECENT_IDS)
        self._history: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._waiting: dict[int, _Waiting] = {}
        self._timer_armed = False
        self._sending_until = 0.0
        self._life = object()

    @property
    def queue_free(self) -> int:
        """Places left in the transmit queue."""
        return self._queue.free

    # --- the host's side -------------------------------------------------------------------------

    def submit(self, packet: Packet) -> None:
        """A packet from the host: queue it or refuse it, and say which."""
        if packet.packet_id in self._recent:
            return
        self._recent.append(packet.packet_id)
        limit = min(packet.hop_limit, MAX_HOPS)
        packet = replace(packet, sender=self.number, hop_limit=limit, hop_start=limit, relayer=self.number & 0xFF)
        if packet.to == self.number:
            self._for_myself(packet)
            return
        if self._medium.signing and packet.to == BROADCAST and signature_length(len(packet.payload), packet.portnum):
            packet = replace(packet, signed=True)
        refusal = self._why_not(packet)
        if refusal is Refusal.NONE:
            self._remember(packet)
            if not self._enqueue(Queued(self._with_priority(packet))):
                refusal = Refusal.QUEUE_FULL
            elif packet.want_ack:
                self._await_ack(packet)
        elif refusal is Refusal.DUTY_CYCLE_LIMIT:
            minutes = self.airtime.minutes_until_room(self._medium.now)
            self._host(
                Notification(f"Duty cycle limit exceeded. You can send again in {minutes} mins", packet.packet_id)
            )
        if refusal is not Refusal.NONE:
            self.counters.refused += 1
            if refusal is not Refusal.QUEUE_FULL:
                self._routing_to_host(refusal, packet.packet_id, self.number)
        self._tell_queue(refusal, packet.packet_id)

    def heartbeat(self) -> None:
        """The host asks whether anybody is there."""
        self._tell_queue(Refusal.NONE, 0)

    def reboot(self) -> None:
        """Forget all that lives in memory, as when the power was cut."""
        self._start()
        self._host(Rebooted())

    def _why_not(self, packet: Packet) -> Refusal:
        now = self._medium.now
        if packet.to != BROADCAST and not self._medium.knows(packet.to):
            return Refusal.UNKNOWN_DESTINATION_KEY
        if packet.channel and not packet.for_one_key:
            return Refusal.NO_CHANNEL
        if packet.frame_bytes > MAX_FRAME:
            return Refusal.TOO_LARGE
        return Refusal.NONE if self.airtime.may_send(now) else Refusal.DUTY_CYCLE_LIMIT

    @staticmethod
    def _with_priority(packet: Packet) -> Packet:
        if packet.priority != Priority.UNSET:
            return packet
        if packet.portnum == Port.TEXT_MESSAGE:
            return replace(packet, priority=Priority.HIGH)
        return replace(packet, priority=Priority.RELIABLE if packet.want_ack else Priority.DEFAULT)

    def _for_myself(self, packet: Packet) -> None:
        self._tell_queue(Refusal.NONE, packet.packet_id)
        refusal = Refusal.NOT_AUTHORIZED if packet.portnum == Port.ADMIN else Refusal.NONE
        if packet.want_ack or refusal is not Refusal.NONE:
            self._routing_to_host(refusal, packet.packet_id, self.number)

    def _routing_to_host(self, reason: int, request_id: int, sender: int) -> None:
        reply = Packet(
            sender=sender,
            to=self.number,
            packet_id=self._new_id(),
            portnum=Port.ROUTING,
            payload=routing_payload(reason),
            priority=Priority.ACK,
            request_id=request_id,
        )
        self._host(Delivered(reply))

    def _tell_queue(self, res: int, packet_id: int) -> None:
        self._told_free = self._queue.free
        self._host(QueueStatus(self._queue.free, MAX_TX_QUEUE, int(res), packet_id))

    def _new_id(self) -> int:
        return self._medium.rng.randrange(1, 1 << 32)

    # --- sending ---------------------------------------------------------------------------------

    def _enqueue(self, item: Queued) -> bool:
        if not self._queue.push(item):
            self.counters.dropped += 1
            return False
        self._arm()
        return True

    def _arm(self) -> None:
        """Set the one timer: a random wait after the air around us has fallen silent."""
        front = self._queue.front()
        if front is None or self._timer_armed:
            return
        self._timer_armed = True
        free_at = max(self._medium.now, self._sending_until, self._medium.busy_until(self.number))
        self._later(free_at + self._contention(front), self._try_to_send)

    def _contention(self, front: Queued) -> float:
        slot = self._medium.preset.modem.slot
        if front.snr is None:
            window = CW_MIN + (CW_MAX - CW_MIN) * self.airtime.busy_share(self._medium.now)
            return self._medium.rng.randint(0, 2 ** int(window)) * slot
        place = min(1.0, max(0.0, (front.snr + 20) / 30))
        window = CW_MIN + (CW_MAX - CW_MIN) * place
        return (2 * CW_MAX + self._medium.rng.randint(0, 2 ** int(window))) * slot

    def _try_to_send(self) -> None:
        self._timer_armed = False
        now = self._medium.now
        if self._queue.front() is None:
            return
        if self._sending_until > now or self._medium.busy_until(self.number) > now:
            self._arm()
            return
        packet = self._queue.pop().packet
        if not self._told_free:
            # A client that heard "full" waits until it hears otherwise (``MeshService::loop``).
            self._tell_queue(Refusal.NONE, 0)
        self.airtime.sent(now, time_on_air(packet.frame_bytes, self._medium.preset))
        if packet.sender != self.number:
            self.counters.relayed += 1
        self._sending_until = self._medium.transmit(self.number, packet)
        self._later(self._sending_until, self._arm)

    def _later(self, when: float, action: Callable[[], None]) -> None:
        life = self._life

        def unless_rebooted() -> None:
            if life is self._life:
                action()

        self._medium.at(when, unless_rebooted)

    # --- wanting an acknowledgement --------------------------------------------------------------

    def _await_ack(self, packet: Packet) -> None:
        self._waiting[packet.packet_id] = _Waiting(packet)
        self._later(self._medium.now + self._retry_delay(packet), lambda: self._retry(packet.packet_id))

    def _retry_delay(self, packet: Packet) -> float:
        """Firmware ``getRetransmissionMsec``: twice the airtime, the contention of a relay, and processing."""
        preset = self._medium.preset
        window = int(CW_MIN + (CW_MAX - CW_MIN) * self.airtime.busy_share(self._medium.now))
        slots: int = 2**window + 2 * CW_MAX + 2 ** ((CW_MAX + CW_MIN) // 2)
        return 2 * time_on_air(packet.frame_bytes, preset) + float(slots) * preset.modem.slot + PROCESSING_S

    def _retry(self, packet_id: int) -> None:
        waiting = self._waiting.get(packet_id)
        if waiting is None:
            return
        if not waiting.left:
            del self._waiting[packet_id]
            self._routing_to_host(Refusal.MAX_RETRANSMIT, packet_id, self.number)
            return
        waiting.left -= 1
        if self.airtime.may_send(self._medium.now) and not self._queue.holds(waiting.packet.key):
            self._enqueue(Queued(self._with_priority(waiting.packet)))
        self._later(self._medium.now + self._retry_delay(waiting.packet), lambda: self._retry(packet_id))

    # --- hearing ---------------------------------------------------------------------------------

    def receive(self, packet: Packet, rssi: float, snr: float) -> None:
        """A frame was decoded."""
        if packet.sender == self.number:
            self._heard_own(packet)
            return
        if packet.key in self._history:
            self._heard_again(packet, snr)
            return
        self._remember(packet)
        if packet.to in {self.number, BROADCAST}:
            if packet.portnum == Port.ROUTING and packet.request_id:
                self._waiting.pop(packet.request_id, None)
            self._host(Delivered(packet, rssi, snr))
        if packet.to == self.number:
            if packet.want_ack:
                self._acknowledge(packet)
        else:
            self._relay(packet, snr)

    def _heard_own(self, packet: Packet) -> None:
        """Somebody relays our broadcast: that is its only acknowledgement."""
        if packet.to == BROADCAST and packet.packet_id in self._waiting:
            del self._waiting[packet.packet_id]
            self._queue.cancel(packet.key)
            self._routing_to_host(Refusal.NONE, packet.packet_id, self.number)

    def _heard_again(self, packet: Packet, snr: float) -> None:
        if self._history[packet.key] < packet.hop_limit and self._queue.holds(packet.key):
            # A copy that may still go further: relay that one instead (``shouldFilterReceived``).
            self._queue.cancel(packet.key)
            self._remember(packet)
            self._relay(packet, snr)
            return
        repeated = packet.want_ack and packet.hop_start == packet.hop_limit
        if repeated and packet.to == self.number:
            self._acknowledge(packet)
        elif repeated and packet.to != BROADCAST and not self._queue.holds(packet.key):
            self._relay(packet, snr)
        elif self._queue.cancel(packet.key):
            self.counters.cancelled += 1

    def _relay(self, packet: Packet, snr: float) -> None:
        if packet.hop_limit <= 0:
            return
        if not self.airtime.may_send(self._medium.now):
            self.counters.dropped += 1
            return
        self._enqueue(Queued(packet.relayed_by(self.number), snr))

    def _acknowledge(self, packet: Packet) -> None:
        hops = min(MAX_HOPS, packet.hops + ACK_MARGIN)
        reply = Packet(
            sender=self.number,
            to=packet.sender,
            packet_id=self._new_id(),
            portnum=Port.ROUTING,
            payload=routing_payload(Refusal.NONE),
            hop_limit=hops,
            hop_start=hops,
            priority=Priority.ACK,
            request_id=packet.packet_id,
            relayer=self.number & 0xFF,
        )
        self._remember(reply)
        if self.airtime.may_send(self._medium.now):
            self._enqueue(Queued(reply))

    def _remember(self, packet: Packet) -> None:
        self._history[packet.key] = packet.hop_limit
        if len(self._history) > HISTORY:
            self._history.popitem(last=False)
