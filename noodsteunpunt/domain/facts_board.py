# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of the public board and of the point's own words beside a card. They stay in this house: what hangs at a
point is written there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from noodsteunpunt.domain.lanes import house
from noodsteunpunt.domain.values import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPosted:
    """A message that anybody may read. ``source``: who says so. ``card``: beside that card and not on the board.
    ``until``: whole minutes since the incident began; without it, until somebody takes it down."""

    KIND: ClassVar[int] = 103
    HOUSE_ONLY: ClassVar[bool] = True
    text: str = house("")
    source: str = house("")
    card: str = house("")
    until: int | None = house(None)
    urgent: bool = house(False)
    role: Role = house(Role.RECEPTION)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardTakenDown:
    """It does not hang there any more."""

    KIND: ClassVar[int] = 104
    HOUSE_ONLY: ClassVar[bool] = True
    role: Role = house(Role.RECEPTION)
    name: str = house("")
