# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a role may see: which screens, and what is left out of those it may. No Flet here.

The table is ``noodsteunpunt.domain.people.SEES``. It holds for who signed in; what is recorded may be recorded by all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from noodsteunpunt.domain.people import Area
from ui.data_children import ChildrenData
from ui.data_trace import TraceData
from ui.presenter import section_of
from ui.screen_data import EmergencyData, RequestData, ScreenData

_AREAS = {
    "/helpers": Area.HELPERS,
    "/messages": Area.MESSAGES,
    "/network": Area.NETWORK,
    "/requests": Area.REQUESTS,
    "/information": Area.INFORMATION,
}

Sees = Callable[[Area], bool]


def may_open(path: str, sees: Sees) -> bool:
    """A form for something new is no look at what others said."""
    if path.startswith("/shift/people"):
        return sees(Area.PEOPLE)
    if path.endswith("/edit"):
        return sees(Area.PERSONS_IN_NEED)
    area = _AREAS.get(section_of(path))
    return area is None or path.endswith("/new") or sees(area)


def visible(data: ScreenData, sees: Sees) -> ScreenData:
    """Without the names, telephones and notes of people in need, and without helpers, for who does not need them."""
    if isinstance(data, RequestData) and not sees(Area.HELPERS):
        data = replace(data, can=None)
    if sees(Area.PERSONS_IN_NEED):
        return data
    if isinstance(data, RequestData) and data.detail is not None:
        bare = replace(data.detail, name=None, phone=None, health_note=None, access_note=None, remarks=None)
        return replace(data, detail=bare)
    if isinstance(data, TraceData) and data.detail is not None:
        return replace(data, detail=replace(data.detail, name=None, phone=None, remarks=None, place_words=None))
    if isinstance(data, ChildrenData):
        return data.without_names()
    if isinstance(data, EmergencyData) and data.detail is not None:
        return replace(data, detail=replace(data.detail, name=None, phone=None, remarks=None))
    return data
