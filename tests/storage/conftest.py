# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of one database, made once a module: closed as it should be, and as a power cut leaves it."""

from __future__ import annotations

import pytest

from tests.support.files_kit import ENROLMENT
from tests.support.station_kit import open_store
from tests.support.store_kit import freeze_all, register


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with thirty requests, closed as it should be."""
    folder = tmp_path_factory.mktemp("clean")
    store = open_store(folder, ENROLMENT)
    for index in range(30):
        register(store, note=f"n {index}")
        freeze_all(store)
    store.close()
    assert not (folder / "1.db-wal").exists()
    return (folder / "1.db").read_bytes()


@pytest.fixture(scope="module")
def unclean(clean: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the same database as a power cut leaves them, with five requests more in the log."""
    folder = tmp_path_factory.mktemp("unclean")
    (folder / "1.db").write_bytes(clean)
    store = open_store(folder, ENROLMENT)
    store.checkpoint()
    for index in range(5):
        register(store, note=f"log {index}")
    files = {name: (folder / name).read_bytes() for name in ("1.db", "1.db-wal")}
    store.close()
    return files
