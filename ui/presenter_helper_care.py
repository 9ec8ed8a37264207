# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long a helper works without a break, and a badge for each of a group. No Flet here."""

from __future__ import annotations

from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.station import Station
from ui.presenter_clearance import may_work
from ui.presenter_print import Sheet, point_line
from ui.presenter_requests import Fact
from ui.presenter_words import duration
from ui.texts import _

WITHOUT_BREAK = 4 * 3600
"""Seconds of work after which somebody is told to rest."""


def break_facts(works_since: int | None, now: int) -> tuple[Fact, ...]:
    """``works_since``: Unix seconds, None at rest."""
    if works_since is None:
        return ()
    since = duration(max(0, now - works_since))
    long = now - works_since >= WITHOUT_BREAK
    return (Fact(_("Without a break"), _("{time}: let them rest now", time=since) if long else since),)


def helper_sheet(station: Station, helper: SubjectId, _now: int) -> Sheet | None:
    """A badge for each of a group. The code holds the ticket: no name, nothing of what was seen."""
    row = station.reader.helper(helper)
    if row is None or not row.own:
        return None
    may, size = may_work(station.reader.helper_check(helper) or HelperCheck()), row.group_size
    sheets = []
    for one in range(1, size + 1):
        alone = size == 1
        big = row.ticket if alone else _("{ticket}  {one} of {all}", ticket=row.ticket, one=one, all=size)
        title = (row.name or "") if alone else _("Name:")
        said = (_("Helper. Wear it in sight. Give it back when you leave."),)
        sheets.append(Sheet("badge", point_line(station), title, big, ((_("May work"), may),), said, row.ticket))
    first, *more = sheets
    return Sheet(first.kind, first.point, first.title, first.big, first.rows, first.lines, first.qr, more=tuple(more))
