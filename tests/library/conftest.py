# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A point's store and the packs it may hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from noodsteunpunt.library.library import Library
from noodsteunpunt.store.database import Store
from tests.support.library_kit import library
from tests.support.station_kit import open_store, papers


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path, papers()[1])
    yield made
    made.close()


@pytest.fixture
def made(tmp_path: Path, store: Store) -> Library:
    return library(tmp_path, store)
