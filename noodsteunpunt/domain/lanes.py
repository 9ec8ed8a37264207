# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may read a field of a fact. ``odds`` say what is likely, ``since`` is the level of the format that brought it
(:mod:`noodsteunpunt.domain.odds`)."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Any

from noodsteunpunt.domain.odds import Odds


class Lane(StrEnum):
    """Who may read a field."""

    AIR = "air"
    SEALED = "sealed"
    HOUSE = "house"


def air(default: Any, odds: Odds | None = None, since: int = 1) -> Any:
    """A field that any member of the mesh may read."""
    return field(default=default, metadata={"lane": Lane.AIR, "odds": odds, "since": since})


def sealed(default: Any, odds: Odds | None = None, since: int = 1) -> Any:
    """A field that only the author and the addressee may read: the coordination point, or the point that the
    fact's own ``to_point`` names."""
    return field(default=default, metadata={"lane": Lane.SEALED, "odds": odds, "since": since})


def house(default: Any, odds: Odds | None = None, since: int = 1) -> Any:
    """A field that stays in this house."""
    return field(default=default, metadata={"lane": Lane.HOUSE, "odds": odds, "since": since})
