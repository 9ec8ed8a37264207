# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Voorzieningen*: what works around the point, as one short message to the coordination point. No Flet here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.domain.violations import RuleViolation
from ui.forms import Form
from ui.texts import _, mark


class Service(StrEnum):
    """What people depend on."""

    POWER = "power"
    WATER = "water"
    GAS = "gas"
    HEAT = "heat"
    MOBILE = "mobile"
    INTERNET = "internet"
    EMERGENCY_112 = "emergency_112"
    PHARMACY = "pharmacy"
    ROADS = "roads"


class Works(StrEnum):
    """How a service is; what nobody knows is not said."""

    DOWN = "down"
    LIMITED = "limited"
    WORKS = "works"


SERVICES: dict[Service, str] = {
    Service.POWER: mark("power"),
    Service.WATER: mark("water"),
    Service.GAS: mark("gas"),
    Service.HEAT: mark("heat"),
    Service.MOBILE: mark("mobile phones"),
    Service.INTERNET: mark("internet"),
    Service.EMERGENCY_112: mark("112 by telephone"),
    Service.PHARMACY: mark("pharmacy"),
    Service.ROADS: mark("roads"),
}
STATES: dict[Works, str] = {Works.DOWN: mark("Out"), Works.LIMITED: mark("Partly"), Works.WORKS: mark("Works")}


@dataclass(slots=True)
class LifelineForm(Form):
    """``said``: service -> how it is; a service that is not in it is not known."""

    said: dict[Service, Works] = field(default_factory=dict)


def lifelines_text(said: Mapping[Service, Works]) -> str:
    """What is out first: it is what others act on. Raises ``RuleViolation`` for nothing."""
    if not said:
        raise RuleViolation("no_lifeline", "lifelines")
    parts = []
    for works in Works:
        names = [_(SERVICES[service]) for service in Service if said.get(service) is works]
        if names:
            parts.append(f"{_(STATES[works])}: {', '.join(names)}.")
    return f"{prefix()} {' '.join(parts)}"


def prefix() -> str:
    """How such a message begins, for who looks for the last one."""
    return _("Services.")


def posts(points: Iterable[PointName]) -> list[int]:
    """Numbers of the coordination points."""
    return [point.number for point in points if point.kind is StationKind.COORDINATION_POINT]
