# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long the adapter waits before it tries again."""

from __future__ import annotations

from devices.radio_conversation import Timing


def test_the_pause_doubles_up_to_half_a_minute() -> None:
    """Quick after the first failure, and never more often than twice a minute in the long run."""
    timing = Timing()
    assert [timing.pause(failures) for failures in range(9)] == [0.5, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert timing.pause(1_000_000) == 30.0
