# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Databases of earlier and later programs."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from noodsteunpunt.store import (
    schema,
    tables,
    tables_courier,
    tables_desk,
    tables_offer,
    tables_packs,
    tables_point,
    tables_request,
)
from noodsteunpunt.store.connection import connect, make_engine
from noodsteunpunt.store.errors import StoreDamaged, StoreError, StoreTooNew
from tests.support.station_kit import KEY, open_store, papers
from tests.support.store_kit import freeze_all, register

FROZEN = {
    1: "1fb5fa80b9bf4b98",
    2: "e1feef627feb9910",
    3: "0ec0274bf58725b6",
    4: "2ed24c29a50ed59c",
    5: "39ffd5f22ca55aa9",
    6: "42fbec14894ff458",
    7: "48c56cd425f4b000",
    8: "92576b89dedf813e",
    9: "36c5ace74896e006",
    10: "ac0093971a303d06",
    11: "fcfa8d0d5e9d3ae6",
    12: "f41dc2936b080665",
}
"""First half of the SHA-256 of each migration: once databases were made with it, it is never changed."""


def plain(sql: str | None) -> str:
    """The expressions of an index, without the ways to write one thing."""
    return re.sub(r'[\s"()]|CREATE INDEX', "", sql or "").replace("<>", "!=").lower()


def shape(run: Callable[[str], Any]) -> dict[str, Any]:
    """Columns and indexes of every table but those of the full-text index, as SQLite understood them."""
    found: dict[str, Any] = {}
    own = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'desk_text%' ORDER BY name"
    for (name,) in run(own):
        indexes = {}
        for _, index, unique, origin, partial in run(f"PRAGMA index_list({name})"):
            columns = [tuple(row) for row in run(f"PRAGMA index_xinfo({index})")]
            sql = run(f"SELECT sql FROM sqlite_schema WHERE name = '{index}'").fetchone()[0]
            indexes[index] = (unique, origin, partial, columns, plain(sql))
        strict = run(f"PRAGMA table_list({name})").fetchone()[5]
        found[name] = ([tuple(row) for row in run(f"PRAGMA table_xinfo({name})")], strict, indexes)
    return found


def raw(folder: Path, point: int = 1) -> Any:
    return connect(folder / f"{point}.db", KEY, read_only=False)


def test_the_migrations_make_what_the_tables_declare(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY, read_only=False)
    schema.migrate(make_engine(connection), connection)
    migrated = shape(connection.execute)
    connection.close()
    declared = sqlite3.connect(":memory:")
    engine = create_engine("sqlite://", creator=lambda: declared)
    SQLModel.metadata.create_all(engine, tables=[tables.table_of(model) for model in _models()])
    assert migrated == shape(declared.execute)
    assert len(migrated) == len(_models()) and all(strict for _, strict, _ in migrated.values())
    engine.dispose()
    declared.close()


def _models() -> list[type[SQLModel]]:
    modules = (tables, tables_packs, tables_courier, tables_desk, tables_offer, tables_point, tables_request)
    values = [value for module in modules for value in vars(module).values()]
    models = {value for value in values if isinstance(value, type) and issubclass(value, SQLModel)}
    return [model for model in models if model is not SQLModel]


@pytest.mark.parametrize("number", range(1, schema.SCHEMA_VERSION + 1))
def test_a_migration_is_never_changed(number: int) -> None:
    assert hashlib.sha256("\n".join(schema.statements(number)).encode()).hexdigest()[:16] == FROZEN[number]


def test_a_database_of_the_first_version_keeps_its_rows(tmp_path: Path) -> None:
    paper = papers()[1]
    store = open_store(tmp_path / "today", paper)
    register(store)
    freeze_all(store)
    before = store.export_canonical()
    first_version(store._connection, tmp_path / "1.db")
    store.close()
    new = open_store(tmp_path, paper)
    assert new.export_canonical() == before
    assert new._connection.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION
    ran = new._connection.execute("SELECT number FROM migration ORDER BY number").fetchall()
    assert [row[0] for row in ran] == list(range(1, schema.SCHEMA_VERSION + 1))
    register(new)
    new.close()


def first_version(today: Any, path: Path) -> None:
    """The rows of a database as the first program had them."""
    old = connect(path, KEY, read_only=False)
    schema.migrate(make_engine(old), old, 1)
    tables = [name for (name,) in old.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for name in tables:
        columns = ", ".join(row[1] for row in old.execute(f"PRAGMA table_info({name})"))
        rows = [tuple(row) for row in today.execute(f"SELECT {columns} FROM {name}")] if name != "migration" else []
        for row in rows:
            old.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)
    assert old.execute("PRAGMA user_version").fetchone()[0] == 1
    old.close()


def test_a_power_cut_in_a_migration_leaves_the_schema_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connect(tmp_path / "a.db", KEY, read_only=False)
    engine = make_engine(connection)
    schema.migrate(engine, connection, 1)
    before = shape(connection.execute)
    right = schema.statements
    monkeypatch.setattr(schema, "statements", lambda number: [*right(number), "NO SUCH STATEMENT"])
    with pytest.raises(StoreError):
        schema.migrate(engine, connection)
    assert shape(connection.execute) == before
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    monkeypatch.undo()
    schema.migrate(engine, connection)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION
    connection.close()


@pytest.mark.parametrize(
    ("pragma", "refusal"),
    [
        (f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}", StoreTooNew),
        ("PRAGMA application_id = 7", StoreDamaged),
    ],
)
def test_a_later_or_foreign_database_is_refused_and_not_touched(
    tmp_path: Path, pragma: str, refusal: type[StoreError]
) -> None:
    store = open_store(tmp_path, papers()[1])
    register(store)
    store.close()
    connection = raw(tmp_path)
    connection.execute(pragma)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = (tmp_path / "1.db").read_bytes()
    with pytest.raises(refusal):
        open_store(tmp_path, papers()[1])
    assert (tmp_path / "1.db").read_bytes() == before


def test_a_foreign_database_without_a_version_is_refused(tmp_path: Path) -> None:
    connection = raw(tmp_path)
    connection.execute("CREATE TABLE song (title TEXT)")
    connection.close()
    with pytest.raises(StoreDamaged):
        open_store(tmp_path, papers()[1])
