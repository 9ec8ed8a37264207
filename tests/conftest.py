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

WAITING = ("demo", "browser", "lan")
"""Folders whose files take minutes and mostly wait, for a radio or a browser: a few at a time, between those that
compute, and none at the end, where it would run alone beside an idle core."""
LONG_FIRST = ("demo", "browser", "storage", "scenarios", "ui", "property", "courier")
"""Folders whose files take longest."""
TESTS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In the order in which processes of their own finish together; within a file the order stays."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    items[:] = [item for path in _in_turn(list(files)) for item in files[path]]


def _in_turn(files: list[Path]) -> list[Path]:
    """Those that wait spread over the first four fifths of those that compute, of which the long ones come first."""

    def place(path: Path) -> int:
        folder = path.relative_to(TESTS).parts[0]
        return LONG_FIRST.index(folder) if folder in LONG_FIRST else len(LONG_FIRST)

    files = sorted(files, key=place)
    waiting = [path for path in files if path.relative_to(TESTS).parts[0] in WAITING]
    computing = [path for path in files if path not in waiting]
    step = 0.8 * len(computing) / max(1, len(waiting))
    turns = [(step * index, 0, path) for index, path in enumerate(waiting)]
    turns += [(float(index), 1, path) for index, path in enumerate(computing)]
    return [path for _turn, _kind, path in sorted(turns)]


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
