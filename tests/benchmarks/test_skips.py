# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The benchmark of skips runs, and would show if they saved nothing."""

from __future__ import annotations

from tests.benchmarks import skips


def test_who_lacks_a_day_fetches_half_with_skips() -> None:
    told = skips.scene(2, 24.0)
    assert told["without"]["skips_per_point"] == 0 < told["with"]["skips_per_point"]
    assert told["with"]["airtime_s"] < 0.8 * told["without"]["airtime_s"]
    assert told["with"]["written_bytes_per_point"] < 1.2 * told["without"]["written_bytes_per_point"]
