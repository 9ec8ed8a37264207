# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words for the codes of offers."""

from __future__ import annotations

from enum import StrEnum

from noodsteunpunt.domain.values_point import OfferKind, OfferStatus, OfferUse
from ui.texts import mark

WORDS: tuple[tuple[StrEnum, str], ...] = (
    (OfferKind.GOODS, mark("Things to give")),
    (OfferKind.EQUIPMENT, mark("Tools and devices")),
    (OfferKind.TRANSPORT, mark("Transport")),
    (OfferKind.PLACE, mark("A place")),
    (OfferKind.SERVICE, mark("A service")),
    (OfferStatus.NEW, mark("New, not looked at")),
    (OfferStatus.AVAILABLE, mark("Available")),
    (OfferStatus.DECLINED, mark("Not needed now")),
    (OfferStatus.WITHDRAWN, mark("Withdrawn")),
    (OfferStatus.RESERVED, mark("Reserved")),
    (OfferStatus.IN_USE, mark("Lent out")),
    (OfferStatus.USED_UP, mark("All used")),
    (OfferStatus.EXPIRED, mark("Expired")),
    (OfferUse.LENT, mark("Lent out")),
    (OfferUse.RETURNED, mark("Back")),
    (OfferUse.USED, mark("Fetched, stays there")),
    (OfferUse.MISSING, mark("Missing")),
)
