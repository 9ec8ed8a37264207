# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words for the codes of what was seen of a helper."""

from __future__ import annotations

from enum import StrEnum

from noodsteunpunt.domain.values_people import Clearance, Identity, Limit, Vog
from ui.texts import mark

WORDS: tuple[tuple[StrEnum, str], ...] = (
    (Identity.NONE, mark("Not seen who it is")),
    (Identity.SHOWN, mark("Showed a document")),
    (Identity.KNOWN, mark("Known to somebody here")),
    (Identity.BADGE, mark("Badge of an organisation")),
    (Vog.NONE, mark("No VOG")),
    (Vog.STATED, mark("Says to have a VOG")),
    (Vog.SEEN, mark("VOG seen")),
    (Vog.PRELOADED, mark("VOG known beforehand")),
    (Clearance.PUBLIC_AREA, mark("At the point, among people")),
    (Clearance.ESCORTED, mark("Elsewhere, with one of us along")),
    (Clearance.HOME_VISIT, mark("Into houses, in a pair")),
    (Clearance.DATA, mark("May look into data")),
    (Limit.NO_LIFTING, mark("Does not lift")),
    (Limit.NO_STAIRS, mark("No stairs")),
    (Limit.NOT_AT_NIGHT, mark("Not at night")),
    (Limit.NOT_ALONE, mark("Not alone")),
    (Limit.STAYS_HERE, mark("Stays at the point")),
)
