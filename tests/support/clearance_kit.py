# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The leader's word on where a helper may work."""

from __future__ import annotations

from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.values import Actor, Role, SubjectId
from noodsteunpunt.domain.values_people import Clearance, Identity, Vog
from noodsteunpunt.station import Station

LEADER = Actor("Testpersoon Leider", Role.POINT_LEAD)
VISITS = HelperCheck(Identity.SHOWN, Vog.STATED, frozenset({Clearance.PUBLIC_AREA, Clearance.HOME_VISIT}))


def may_visit(station: Station, *helpers: SubjectId) -> None:
    """These may go into houses, in a pair, as far as this point says."""
    for helper in helpers:
        station.check_helper(helper, VISITS, LEADER)
