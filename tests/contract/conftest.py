# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tests against the stock library end by themselves: it waits for ever in places, and its timers outlive a close."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

DEADLINE_S = 90
"""For one test; each wait in it has a shorter deadline of its own, which says what was waited for."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test of this folder the deadline."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.timeout(DEADLINE_S))


@pytest.fixture(autouse=True)
def no_timer_stays_behind() -> Iterator[None]:
    """A timer of the library starts itself anew every five minutes, and keeps the process from ending."""
    yield
    running = [timer for timer in threading.enumerate() if isinstance(timer, threading.Timer)]
    left = [timer for timer in running if not timer.finished.is_set()]
    for timer in left:
        timer.cancel()
    assert left == []
