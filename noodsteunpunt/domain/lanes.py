# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may read a field of a fact."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Any


class Lane(StrEnum):
    """Who may read a field."""

    AIR = "air"
    SEALED = "sealed"
    HOUSE = "house"


def air(default: Any) -> Any:
    """A field that any member of the mesh may read."""
    return field(default=default, metadata={"lane": Lane.AIR})


def sealed(default: Any) -> Any:
    """A field that only the author and the addressee may read: the coordination point, or the point that the
    fact's own ``to_point`` names."""
    return field(default=default, metadata={"lane": Lane.SEALED})


def house(default: Any) -> Any:
    """A field that stays in this house."""
    return field(default=default, metadata={"lane": Lane.HOUSE})
