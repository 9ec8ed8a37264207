# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of information packs, and the search index of the current one."""

from __future__ import annotations

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from noodsteunpunt.store.columns import STRICT, table_of


class PointPackTable(SQLModel, table=True):
    """Projection of the newest installation of a pack per point."""

    __tablename__ = "point_pack"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    point: int = Field(index=True)
    pack: str
    version: int
    core_version: int | None
    expires_at: int
    put_back: bool
    announced: int
    installed_at: int
    lamport: int


class PackTable(SQLModel, table=True):
    """Packs that were ever installed here; only of ``current`` and ``previous`` is the file kept."""

    __tablename__ = "pack"
    __table_args__ = STRICT
    digest: bytes = Field(sa_type=LargeBinary, primary_key=True)
    pack_id: str
    version: int
    core_version: int | None
    issued: int
    expires: int
    root: bytes = Field(sa_type=LargeBinary)
    installed_at: int
    place: str


class AnnouncementTable(SQLModel, table=True):
    """The newest announcement of each card over a pack that is kept here."""

    __tablename__ = "announcement"
    __table_args__ = STRICT
    digest: bytes = Field(sa_type=LargeBinary, primary_key=True)
    card: str = Field(primary_key=True)
    number: int
    expires: int
    message: bytes = Field(sa_type=LargeBinary)
    root: bytes = Field(sa_type=LargeBinary)
    taken_at: int


class PackIndexTable(SQLModel, table=True):
    """One row: what ``noodsteunpunt.search`` made of what is shown. ``digest``: SHA-256 of ``data``."""

    __tablename__ = "pack_index"
    __table_args__ = STRICT
    one: int = Field(primary_key=True)
    digest: bytes = Field(sa_type=LargeBinary)
    data: bytes = Field(sa_type=LargeBinary)


POINT_PACK = table_of(PointPackTable)
PACK = table_of(PackTable)
ANNOUNCEMENT = table_of(AnnouncementTable)
PACK_INDEX = table_of(PackIndexTable)
