# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The use cases of one station. Every method that records returns after the commit, never before it.

A station belongs to one thread: the runner's, or the one of a test in virtual time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

from devices.radio import MAX_PAYLOAD, Radio
from noodsteunpunt.clock import Clock
from noodsteunpunt.courier.desk import CourierDesk
from noodsteunpunt.domain import rules
from noodsteunpunt.domain.drafts import HelperDraft
from noodsteunpunt.domain.packs import InstalledPack
from noodsteunpunt.domain.people import HelperCheck, stated_fact
from noodsteunpunt.domain.rules_offer import OfferDraft, check_offer
from noodsteunpunt.domain.values import Actor
from noodsteunpunt.domain.values_point import Wanted
from noodsteunpunt.domain.views import Alarm, Snapshot, StationInfo
from noodsteunpunt.domain.views_network import NetworkView
from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.identity import Marker, Provenance
from noodsteunpunt.library.library import NOTHING_NEW, Library, Offer
from noodsteunpunt.station.alarms import note_contradicted, radio_alarms
from noodsteunpunt.station.arrival import Pace
from noodsteunpunt.station.base import Registered as Registered
from noodsteunpunt.station.carried import Carried
from noodsteunpunt.station.carrier import Carrier
from noodsteunpunt.station.desk import DeskCases
from noodsteunpunt.station.engines import HEARD, build_engine
from noodsteunpunt.station.network import network_view
from noodsteunpunt.station.offers import OfferCases
from noodsteunpunt.station.orders import OrderCases
from noodsteunpunt.station.packs import look_at_pack, streets_of
from noodsteunpunt.station.partners import PartnerCases
from noodsteunpunt.station.people import PeopleCases
from noodsteunpunt.station.replica import LATE, draw_replica
from noodsteunpunt.station.requests import RequestCases
from noodsteunpunt.station.standby import StandbyCases
from noodsteunpunt.store.database import Reader, Store

_T = TypeVar("_T")

PUBLISH_SPACING = 0.25
"""Seconds between two snapshots at least: a burst of frames is one change to a screen."""

HOUSEKEEPING = 60.0


class Station(RequestCases, DeskCases, PeopleCases, OfferCases, PartnerCases, StandbyCases, OrderCases):
    """Opens a replica if the database has none, or if the database is a copy of somebody's."""

    def __init__(
        self,
        *,
        store: Store,
        reader: Reader,
        radio: Radio,
        clock: Clock,
        enrolment: Enrolment,
        info: StationInfo,
        rng: Random,
        marker: Callable[[bytes], Marker] | None = None,
        library: Library | None = None,
        standby: bool = False,
    ) -> None:
        self.store = store
        self.reader = reader
        self.info = info
        self._radio = radio
        self._clock = clock
        self._enrolment = enrolment
        self._rng = rng
        self._standby = standby
        self._marker_of = marker
        self.library = library
        self._keyboards = {}
        self._alarms: dict[str, Alarm] = {}
        self._revision = 0
        self._changed = True
        self._published = clock.steady()
        self._kept_house = clock.steady()
        self._pace = Pace()
        self._start_replica()
        self.courier = CourierDesk(
            store,
            enrolment,
            clock,
            bring=self._bring,
            freeze=self._freeze,
            forked=self._leave_forked_replica,
            silent=lambda: self._carrier.silent,
            members=lambda: self._carrier.engine.members,
        )
        self._announce_held()
        self._tell_revoked()
        self._look_at_pack(read=True)

    # -- replicas ---------------------------------------------------------------------------------------

    def _start_replica(self) -> None:
        self.store.resume_reentry()
        if self.store.own_author() is None:
            self._draw_replica()
        elif self._provenance() is not Provenance.SAME:
            self._alarms["replica_copied"] = Alarm("replica_copied", "attention")
            self.store.reenter_own(self._draw_replica, self._confirmed())
        self._start_carrier()

    def _draw_replica(self) -> None:
        late = not 0 <= self._clock.now() - self._enrolment.roster.started_at < LATE
        draw_replica(self.store, self._enrolment, self._rng, standby=self._standby, late=late)

    def _provenance(self) -> Provenance:
        if self._marker_of is None:
            return Provenance.SAME
        return self._marker_of(self.store.own_replica()).check(self._frozen())

    def _frozen(self) -> int:
        author = self.store.own_author()
        return 0 if author is None else self.store.heads().get(author, 0)

    def _confirmed(self) -> int:
        """Own frames below this number are known to be held by somebody else."""
        return self.store.confirmed_own()

    def _start_carrier(self) -> None:
        engine, author, batch = build_engine(
            self.store, self._radio, self._clock, self._enrolment, self._rng, self.info.kind
        )
        self._carrier = Carrier(self.store, engine, self._radio, self._clock, author, batch)
        self._carrier.silent = self._stands_by(self._standby)
        self._note_marker()

    def _note_packets(self) -> None:
        heard = self._carrier.engine.admission.replay.to_bytes()
        if heard != self.store.meta_get(HEARD):
            self.store.meta_set(HEARD, heard)

    def _note_marker(self) -> None:
        if self._marker_of is not None:
            self._marker_of(self.store.own_replica()).note(self._frozen())

    def _leave_forked_replica(self, number: int) -> None:
        """Somebody else writes under our replica: go on under a new one, and enter again what nobody had."""
        self._alarms["replica_forked"] = Alarm("replica_forked", "attention")
        # What the coordination point signed for is in the history that counts; anything after it may not be.
        start = min(number, max(self._carrier.engine.acknowledged(), 1))
        self.store.reenter_own(self._draw_replica, start)
        self._start_carrier()
        self._changed = True

    # -- the step ---------------------------------------------------------------------------------------

    def step(self) -> float:
        """Carry what waits; returns the steady time of the next step nobody has to ask for."""
        if self._radio.airtime(MAX_PAYLOAD) != self._carrier.engine.config.timing.packet:
            # The radio has told its preset, perhaps while the engine was made, or got another: every timer
            # follows from it, and losing the engine's memory costs airtime, never data.
            self._carrier.give_back("preset")
            self._start_carrier()
        self._after(self._carrier.carry())
        now = self._clock.steady()
        if now - self._kept_house >= HOUSEKEEPING:
            self._kept_house = now
            self.store.flush_heard()
            self._note_packets()
            self._note_marker()
            self._look_at_key()
            self._look_at_pack(read=False)
        wakeup = min(self._carrier.next_wakeup(), self._kept_house + HOUSEKEEPING)
        return min(wakeup, self._published + PUBLISH_SPACING) if self._changed else wakeup

    def _after(self, carried: Carried) -> None:
        if carried.anything:
            self._changed = True
            if self._pace.due(now := self._clock.steady()):
                self._pace.note(self._carrier.engine.progress(), now)
        if carried.store_failed:
            self._alarms["store_failed"] = Alarm("store_failed", "danger")
        if carried.contradicted:
            note_contradicted(self._alarms, carried.contradicted, self.info.points)
        if carried.orders:
            self._heed(carried.orders)
        if carried.own_fork_from is not None:
            self._leave_forked_replica(carried.own_fork_from)

    def _bring(self, frames: Iterable[tuple[int, int, bytes]], air: bool) -> int:
        new, carried = self._carrier.bring(frames, air=air)
        self._after(carried)
        return new

    def _freeze(self) -> None:
        self._carrier.freeze_waiting()

    def take_snapshot(self) -> Snapshot | None:
        """A new snapshot if something changed and the last one is old enough to be seen."""
        now = self._clock.steady()
        if not self._changed or (self._revision and now - self._published < PUBLISH_SPACING):
            return None
        self._changed, self._published = False, now
        self._revision += 1
        return self.snapshot()

    def snapshot(self) -> Snapshot:
        """What is true now; reads the database."""
        status = self._radio.status()
        ledger = self._carrier.engine.ledger(self._clock.steady())
        return Snapshot(
            revision=self._revision,
            station=self.info,
            counters=self.reader.counters(self._clock.now()),
            radio_state=status.state.value,
            airtime_left=max(0.0, ledger.budget_s - ledger.reserve_s - ledger.used_s),
            point_status=self.reader.point_status(self.info.point.number),
            alarms=(*self._alarms.values(), *radio_alarms(status)),
        )

    def network(self) -> NetworkView:
        """The network screen's figures."""
        return network_view(self._carrier, self.reader, self.info, self._pace, self._clock.steady())

    # -- use cases --------------------------------------------------------------------------------------

    def register_helper(self, draft: HelperDraft, actor: Actor) -> Registered:
        """Raises ``RuleViolation``; durable on return."""
        self._check_people(draft, actor)
        clean, letters = rules.check_helper(draft), self.info.point.letters
        return self._registered(
            rules.helper_fact(clean, actor, letters=letters, desk=self.info.desk, number=self._next_number())
        )

    def sign_up(
        self, draft: HelperDraft, said: HelperCheck, brings: Sequence[OfferDraft], actor: Actor
    ) -> tuple[Registered, ...]:
        """A helper or a group, with what they say of themselves and what they lend. All is looked at before anything is
        recorded; the first of the answer is the helper."""
        rules.check_helper(draft)
        stated = stated_fact(said, actor)
        for offer in brings:
            self._check_people(offer, actor)
            if self.wanted(check_offer(offer).what)[0] is Wanted.NOT_NOW:
                raise rules.RuleViolation("not_now", "brings")
        helper = self.register_helper(draft, actor)
        if said != HelperCheck():
            self._record(stated, helper.id)
        return helper, *(self.register_offer(offer, actor) for offer in brings)

    def install_pack(self, file: Path, actor: Actor, offer: Offer = NOTHING_NEW) -> InstalledPack:
        """The information pack in ``file`` is the current one from now on. Raises as :meth:`Library.install`."""
        self._check_people(None, actor)
        return self.change_pack(lambda library: library.install(file, actor, offer))

    def put_back_pack(self, actor: Actor) -> InstalledPack:
        """The leader takes the pack before this one again. Raises as :meth:`Library.put_back`."""
        self._check_people(None, actor)
        return self.change_pack(lambda library: library.put_back(actor))

    def change_pack(self, change: Callable[[Library], _T]) -> _T:
        """What ``change`` does to the packs of this point is seen and told on."""
        if self.library is None:
            raise rules.RuleViolation("no_library")
        changed = change(self.library)
        self._announce_held()
        self._look_at_pack(read=True)
        self._carrier.pending = self._changed = True
        return changed

    def _look_at_pack(self, *, read: bool) -> None:
        self._changed |= look_at_pack(self.library, self._alarms, read=read)
        if read:
            self.streets = streets_of(self.library)

    def close(self) -> None:
        """Leave a clean database behind; the radio is its owner's to close."""
        self.store.flush_heard()
        self._note_packets()
        self._note_marker()
        self.reader.close()
        self.store.close()
