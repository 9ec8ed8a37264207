# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbered, forward-only migrations, as frozen SQL in ``migrations/``.

A database made by an old program and one made today go through the same statements; that the result is what
:mod:`noodsteunpunt.store.tables` declares is tested. Each migration, its record and the new ``user_version``
are one transaction: a power cut leaves the old schema or the new one.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from noodsteunpunt.store.connection import translate
from noodsteunpunt.store.errors import StoreDamaged, StoreTooNew
from noodsteunpunt.store.tables import MIGRATION

APPLICATION_ID = 0x4E535031
SCHEMA_VERSION = 12


def statements(number: int) -> list[str]:
    """The SQL statements of migration ``number``."""
    source = (files("noodsteunpunt.store") / "migrations" / f"{number:04d}.sql").read_text("utf-8")
    lines = [line for line in source.splitlines() if not line.startswith("--")]
    return [statement.strip() for statement in "\n".join(lines).split(";") if statement.strip()]


def check_version(connection: Any, target: int = SCHEMA_VERSION) -> int:
    """The database's version. Raises :class:`StoreTooNew` for a later one than ``target``,
    :class:`StoreDamaged` for a file that this key opens but that is not ours."""
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    except dbapi.DatabaseError as error:
        raise translate(error, "open") from error
    if version > target:
        raise StoreTooNew(str(version))
    if application != APPLICATION_ID and not (version == 0 and empty):
        raise StoreDamaged("application")
    return version


def migrate(engine: Engine, connection: Any, target: int = SCHEMA_VERSION) -> int:
    """Bring the database to ``target``; returns the version it had. Raises as :func:`check_version`."""
    version = check_version(connection, target)
    try:
        for number in range(version + 1, target + 1):
            with engine.begin() as conn:
                _apply(conn, number)
    except DBAPIError as error:
        raise translate(error) from None
    return version


def _apply(conn: Connection, number: int) -> None:
    for statement in statements(number):
        conn.exec_driver_sql(statement)
    conn.execute(MIGRATION.insert().values(number=number))
    conn.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.exec_driver_sql(f"PRAGMA user_version = {number}")
