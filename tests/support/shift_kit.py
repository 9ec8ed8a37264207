# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is on the shift of a point, and what its first screen asks of them."""

from __future__ import annotations

from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.domain.values_desk import AttentionKind
from tests.support.desk_kit import LEAD, A, Town

ONE, TWO, NEXT = "Testpersoon Een", "Testpersoon Twee", "Testpersoon Drie"
DESKS = frozenset({Role.REQUEST_DESK, Role.RECEPTION})


def by(name: str) -> Actor:
    """Somebody at the door."""
    return Actor(name, Role.RECEPTION)


def start(here: Town) -> None:
    """One leads, two does all else."""
    station = here.station(A)
    station.open_shift(ONE, LEAD)
    station.join_shift(TWO, DESKS, LEAD)


def kinds(here: Town, number: int = A) -> list[AttentionKind]:
    """What needs a person now."""
    return [item.kind for item in here.station(number).reader.attention(here.now).items]
