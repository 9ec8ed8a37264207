# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of the roads beside the radio: bundles that were read, what was refused, what others said they hold."""

from __future__ import annotations

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from noodsteunpunt.store.columns import STRICT, table_of


class BundleTable(SQLModel, table=True):
    """A bundle that was read whole; ``frames`` and ``house`` entries were new here. Times are Unix seconds."""

    __tablename__ = "bundle"
    __table_args__ = STRICT
    id: bytes = Field(sa_type=LargeBinary, primary_key=True)
    sender: int
    created: int
    read_at: int
    frames: int
    house: int


class BundleRefusedTable(SQLModel, table=True):
    """How often a bundle was refused for this reason, and when last."""

    __tablename__ = "bundle_refused"
    __table_args__ = STRICT
    reason: str = Field(primary_key=True)
    count: int
    at: int


class ToldTable(SQLModel, table=True):
    """What ``replica`` signed for, or said over the point's own network: it durably holds this many of
    ``held_author``'s ``log`` (mesh: frames, house: entries), without gap."""

    __tablename__ = "told"
    __table_args__ = STRICT
    replica: int = Field(primary_key=True)
    log: str = Field(primary_key=True)
    held_author: int = Field(primary_key=True)
    head: int
    at: int


BUNDLE = table_of(BundleTable)
BUNDLE_REFUSED = table_of(BundleRefusedTable)
TOLD = table_of(ToldTable)
