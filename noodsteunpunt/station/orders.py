# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a coordination point orders for all, and what a station does with orders that it hears."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from content.errors import PackError
from noodsteunpunt.courier.desk import CourierDesk
from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.domain.views import Alarm
from noodsteunpunt.library.library import Library, RootMissing
from noodsteunpunt.order_file import OrderFile, read_order_file
from noodsteunpunt.station.base import StationBase
from noodsteunpunt.station.carried import Carried
from sync.certificates import COORDINATION_POINT, PointCertificate
from sync.commands import encode_message
from sync.events import Announced, Revoked
from sync.frames import MAX_BODY
from sync.orders import EpochsUsed
from sync.wire import MAX_PACKET

SECRET = 32


class OrderRefused(Exception):
    """Nothing was ordered. ``problem`` is said to a person."""

    def __init__(self, problem: str = "") -> None:
        super().__init__(problem)
        self.problem = problem


class NotForThisPoint(OrderRefused):
    """Only a coordination point orders anything."""


class NotToRevoke(OrderRefused):
    """A coordination point is revoked by the municipality alone, and nobody revokes itself."""


class RevokedBefore(OrderRefused):
    """There is nothing to do."""


class KeysUsed(OrderRefused):
    """The key was changed as often as one incident allows."""


class NotOurRoot(OrderRefused):
    """Signed by another municipality, for another incident, by nobody, or changed on the way."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """What an order costs: ``packets`` on the air once from here, ``seconds`` of airtime. ``name``: whom it is about;
    ``epoch``: of the key from now on, ``rekeyed`` if that is another one."""

    name: str
    packets: int
    seconds: float
    epoch: int
    rekeyed: bool

    def plain(self) -> dict[str, Any]:
        """For a script."""
        return asdict(self)


def _named(certificate: PointCertificate) -> str:
    return f"{certificate.name} ({certificate.letters})"


class OrderCases(StationBase):
    """Revoking, a new key, a message to all; durable on return."""

    _alarms: dict[str, Alarm]
    courier: CourierDesk
    library: Library | None
    _after: Callable[[Carried], None]

    def revoke_point(self, words: str) -> Ordered:
        """The point with these letters, name or number is no member from now on, and all others get a new key. Raises
        :class:`OrderRefused`, ``NoSuchPoint``."""
        self._must_coordinate()
        engine, point = self._carrier.engine, self.courier.find_point(words)
        certificates = engine.members.certificates(point)
        name = _named(certificates[0])
        if any(one.kind == COORDINATION_POINT for one in certificates):
            raise NotToRevoke(name)
        if engine.members.bans.revoked(point, certificates[0].generation):
            raise RevokedBefore(name)
        revoke = engine.orders.revoke(point)
        return self._order([*revoke, *self._rekey(len(revoke), without=point)], name)

    def ask_to_take_out(self, words: str) -> bytes:
        """The request to the municipality to take this point out, also a coordination point: what we hold of it
        stays. Raises :class:`OrderRefused`, ``NoSuchPoint``."""
        engine, point = self._carrier.engine, self.courier.find_point(words)
        if engine.silenced:
            raise NotForThisPoint(self.info.point.name)
        certificate, roster = engine.members.certificates(point)[0], self._enrolment.roster
        if engine.members.bans.revoked(point, certificate.generation):
            raise RevokedBefore(_named(certificate))
        contents = tuple(engine.orders.revoke(point))
        return OrderFile(roster.incident, roster.root_public, certificate, contents).to_bytes()

    def bring_order(self, raw: bytes) -> Ordered:
        """An order of the municipality goes on the air from here. If this is another coordination point than the one
        that is taken out, all others get a new key too. Raises :class:`OrderRefused`, ``OrderFileError``."""
        order = self._own_order(raw)
        engine, point, contents = self._carrier.engine, order.certificate.point, list(order.contents)
        if engine.orders.in_force(order.revokes):
            raise RevokedBefore(_named(order.certificate))
        if self.coordination and not engine.silenced and point != self.info.point.number:
            contents += self._rekey(len(contents), without=point)
        return self._order(contents, _named(order.certificate))

    def _own_order(self, raw: bytes) -> OrderFile:
        roster, order = self._enrolment.roster, read_order_file(raw)
        if (order.incident, order.root_public) != (roster.incident, roster.root_public) or not order.signed:
            raise NotOurRoot
        return order

    def renew_key(self) -> Ordered:
        """Every member gets a new key. Raises :class:`OrderRefused`."""
        self._must_coordinate()
        return self._order(self._rekey(0), "")

    def announce_to_all(self, message: bytes) -> Ordered:
        """Every point gets this signed announcement of a pack by radio. Raises :class:`OrderRefused`, and as
        :meth:`Library.announce` what is wrong with it."""
        self._must_coordinate()
        try:
            return self._order(encode_message(message), "")
        except ValueError as error:
            raise OrderRefused("length") from error

    def _must_coordinate(self) -> None:
        if not self.coordination or self._carrier.engine.silenced:
            raise NotForThisPoint(self.info.point.name)

    def _rekey(self, after: int, *, without: int | None = None) -> list[bytes]:
        engine = self._carrier.engine
        number = engine.heads()[engine.config.author] + after
        try:
            return engine.orders.rekey(secrets.token_bytes(SECRET), number, without=without)
        except EpochsUsed:
            raise KeysUsed from None

    def _order(self, contents: list[bytes], name: str) -> Ordered:
        before = self._carrier.engine.epoch
        carried, bodies = self._carrier.order(contents)
        self._after(carried)
        self._touched()
        seconds = sum(self._radio_airtime(MAX_PACKET - MAX_BODY + len(body)) for body in bodies)
        epoch = self._carrier.engine.epoch
        return Ordered(name, len(bodies), round(seconds, 1), epoch, rekeyed=epoch != before)

    def _radio_airtime(self, length: int) -> float:
        return self._carrier.radio.airtime(length)

    # -- heard ------------------------------------------------------------------------------------------

    def _heed(self, orders: Iterable[Revoked | Announced]) -> None:
        """Orders that were heard or given."""
        for order in orders:
            if isinstance(order, Announced):
                self._announced(order.data)
        self._tell_revoked()

    def _tell_revoked(self) -> None:
        engine = self._carrier.engine
        letters = {one.point: one.letters for one in engine.members.points()}
        gone = [letters.get(point, str(point)) for point in sorted(engine.members.bans.points())]
        if gone:
            self._alarms["revoked"] = Alarm("revoked", "attention", {"points": " ".join(gone)})
        if engine.silenced:
            self._alarms["revoked_own"] = Alarm("revoked_own", "danger")
            self._carrier.give_back("revoked")

    def _look_at_key(self) -> None:
        """Were we left behind, or taken out without hearing of it?"""
        engine, before = self._carrier.engine, "key_old" in self._alarms
        if engine.admission.outdated(self._clock.steady()) and not engine.silenced:
            self._alarms["key_old"] = Alarm("key_old", "danger")
        else:
            self._alarms.pop("key_old", None)
        self._changed |= before != ("key_old" in self._alarms)

    def _announced(self, data: bytes) -> None:
        """It is signed by the municipality's officers, or the library refuses it."""
        if self.library is not None:
            with suppress(PackError, RootMissing):
                self.library.announce(data, Actor("", Role.POINT_LEAD))
                self._touched()

    def _announce_held(self) -> None:
        """What was heard before the pack it belongs to was here, or before this start."""
        for data in self._carrier.engine.orders.messages():
            self._announced(data)
