# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What holds for every test: nothing of the person who runs them is read or written, and slow machines may be slow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("kit", deadline=None, print_blob=True)
settings.load_profile("kit")

LONG_FIRST = ("demo", "browser", "storage")
"""Folders whose files take minutes: begun last, one of them would run alone at the end beside an idle core."""
TESTS = Path(__file__).parent


UNMEASURED = (
    *("property", "benchmarks", "browser", "demo", "scenarios", "lan", "guest"),
    *("test_any_order", "test_store_machine", "test_hostile_frames", "test_codes", "test_officers_path", "test_page"),
)
"""Folders and files that do the same thousands of times, or go the whole way: measuring coverage there doubles their
time, and shows lines that other tests show."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first; within them the order stays."""
    for item in items:
        if {item.path.parent.name, item.path.stem} & set(UNMEASURED):
            item.add_marker(pytest.mark.no_cover)
    items.sort(key=lambda item: _turn(item.path.relative_to(TESTS).parts[0]))


def _turn(folder: str) -> int:
    return LONG_FIRST.index(folder) if folder in LONG_FIRST else len(LONG_FIRST)


@pytest.fixture(scope="session", autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, data and replica markers of the person who runs the tests stay out of it, in child processes too."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        patch.delenv("NOODSTEUNPUNT_LANG", raising=False)
        # With it a child's print() is two writes, and a SIGKILL between them leaves half a line.
        patch.delenv("PYTHONUNBUFFERED", raising=False)
        yield
