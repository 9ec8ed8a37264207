# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of offers, and of what is not free of them."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from noodsteunpunt.store.columns import STRICT, table_of


class OfferTable(SQLModel, table=True):
    """Projection of offers."""

    __tablename__ = "offer"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    point: int
    ticket: str
    kind: str
    amount: int
    loan: bool
    pc4: str
    status: str = Field(index=True)
    until_at: int | None
    registered_at: int
    what: str | None
    house: bool
    conditions: str | None
    place_words: str | None
    name: str | None
    phone: str | None
    remarks: str | None


class OfferHoldTable(SQLModel, table=True):
    """Projection of what is reserved, lent, used or missing; a reservation lapses by the clock of who looks."""

    __tablename__ = "offer_hold"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    offer: str = Field(index=True)
    request: str = Field(index=True)
    point: int
    amount: int
    until_at: int | None
    use: str
    at: int


OFFER = table_of(OfferTable)
OFFER_HOLD = table_of(OfferHoldTable)
