# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A point has one laptop with the radio. Others stand by: they record and keep level, and send nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from noodsteunpunt.domain.views import Alarm
from noodsteunpunt.station.base import StationBase
from noodsteunpunt.station.carrier import Carrier

_STANDBY = "standby"


class StandbyCases(StationBase):
    """Standing by and taking over; what a person chose stays over a restart."""

    _alarms: dict[str, Alarm]
    _carrier: Carrier
    _peers: Mapping[int, int] = MappingProxyType({})

    def _stands_by(self, wanted: bool) -> bool:
        """``wanted`` is what the settings say; what a person chose since counts more."""
        chosen = self.store.meta_get(_STANDBY)
        silent = chosen == b"1" if chosen else wanted
        self._tell_standby(silent)
        return silent

    def stand_by(self) -> None:
        """Send nothing from now on. Durable on return."""
        self._choose(silent=True)

    def take_radio(self) -> None:
        """This laptop has the radio from now on. Durable on return. The one that had it must stand by or be off."""
        self._choose(silent=False)

    def _choose(self, *, silent: bool) -> None:
        self.store.meta_set(_STANDBY, b"1" if silent else b"0")
        if silent:
            self._carrier.give_back("standby")
        self._carrier.silent = silent
        self._tell_standby(silent)
        self._changed = True

    def lan_peers(self, states: Mapping[int, int]) -> None:
        """Which laptops of the point are connected: author -> 0 with the radio, 1 standing by."""
        self._peers = dict(states)
        self._tell_standby(self._carrier.silent)
        self._changed = True

    def _tell_standby(self, silent: bool) -> None:
        both = not silent and 0 in self._peers.values()
        for code, holds in (("standby", silent), ("two_active", both)):
            if holds:
                self._alarms[code] = Alarm(code, "attention")
            else:
                self._alarms.pop(code, None)
