# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of what is known of a helper. Members are only ever added at the end."""

from __future__ import annotations

from enum import StrEnum


class Identity(StrEnum):
    """How it was seen who a helper is."""

    NONE = "none"
    SHOWN = "shown"
    KNOWN = "known"
    BADGE = "badge"


class Vog(StrEnum):
    """A verklaring omtrent het gedrag. It cannot be asked for during a blackout: said, seen, or known beforehand."""

    NONE = "none"
    STATED = "stated"
    SEEN = "seen"
    PRELOADED = "preloaded"


class Clearance(StrEnum):
    """Where the leader lets a helper work."""

    PUBLIC_AREA = "public_area"
    ESCORTED = "escorted"
    HOME_VISIT = "home_visit"
    DATA = "data"


class Limit(StrEnum):
    """What a helper does not do."""

    NO_LIFTING = "no_lifting"
    NO_STAIRS = "no_stairs"
    NOT_AT_NIGHT = "not_at_night"
    NOT_ALONE = "not_alone"
    STAYS_HERE = "stays_here"
