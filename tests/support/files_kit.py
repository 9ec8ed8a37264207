# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Database files as a disk, a power cut or a person leaves them."""

from __future__ import annotations

from pathlib import Path

import pytest

from noodsteunpunt.errors import explain, known
from noodsteunpunt.store.database import Store
from noodsteunpunt.store.errors import StoreError
from tests.support.station_kit import KEY, open_store, papers

PAGE = 4096
ENROLMENT = papers()[1]


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    """Write these files into ``folder``; gives it back."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def left(folder: Path) -> dict[str, bytes]:
    """The database and its log, as they are now."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name in {"1.db", "1.db-wal"}}


def requests(store: Store) -> int:
    """How many requests it holds."""
    return len(store.export_canonical()["air"]["request"])


def refused(folder: Path, refusal: type[StoreError], code: str, key: bytes = KEY) -> None:
    """The right class with its code and a sentence; the same again; and not a byte is changed."""
    before = left(folder)
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            open_store(folder, ENROLMENT, key)
        assert type(caught.value) is refusal
        row = known(caught.value)
        assert row is not None and row.code == code
        assert (explain(caught.value) or "").startswith(code)
    after = left(folder)
    assert {name: after.get(name) for name in before} == before
    assert not any(content for name, content in after.items() if name not in before)
