# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What all tables share: STRICT, with the names of types that it knows."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import LargeBinary, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import Boolean, Float, String, TypeDecorator
from sqlmodel import SQLModel

# STRICT tables know INTEGER, REAL, TEXT and BLOB only.
_STRICT_NAMES: tuple[tuple[type[Any], str], ...] = ((String, "TEXT"), (Boolean, "INTEGER"), (Float, "REAL"))
for _type, _name in _STRICT_NAMES:
    compiles(_type, "sqlite")(lambda _element, _compiler, name=_name, **_kw: name)

STRICT: dict[str, Any] = {"sqlite_strict": True}


class Quiet(bytes):
    """Bytes with what somebody typed: a log that shows rows shows how many."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"


class QuietBinary(TypeDecorator[bytes]):
    """A column of those."""

    impl = LargeBinary
    cache_ok = True

    def process_result_value(self, value: bytes | None, dialect: Any) -> bytes | None:
        """See :class:`Quiet`."""
        return None if value is None else Quiet(value)


def table_of(model: type[SQLModel]) -> Table:
    """The Core table of a model: the rows go through Core, where columns are columns to the type checker."""
    return cast(Table, model.__table__)  # type: ignore[attr-defined]
