# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of a pack, for stations that have none installed."""

from __future__ import annotations

import pytest

from noodsteunpunt.station import opening


def lists_of_a_pack(patch: pytest.MonkeyPatch, **steps: int) -> None:
    """Moment -> a list with so many steps; the real reading of a pack is in ``tests/library``."""

    def list_of(_library: object, moment: str) -> tuple[str, str, tuple[tuple[str, str, str], ...]] | None:
        count = steps.get(moment)
        return None if count is None else ("voorbeeld 1", moment, tuple((f"stap {n}", "", "") for n in range(count)))

    patch.setattr(opening, "list_of", list_of)
