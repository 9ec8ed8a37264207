# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a helper may work and why, how long without a break, and the badges of a group. No Flet here."""

from __future__ import annotations

from noodsteunpunt.domain.people import HelperCheck, HelperSeen
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_people import Clearance, Identity, Vog
from noodsteunpunt.station import Station
from ui.labels import label
from ui.presenter_print import Sheet, point_line
from ui.presenter_requests import Fact
from ui.presenter_words import duration
from ui.texts import _

WITHOUT_BREAK = 4 * 3600
"""Seconds of work after which somebody is told to rest."""
_SURE = frozenset({Vog.SEEN, Vog.PRELOADED})


def proposed(identity: Identity, vog: Vog, *, adult: bool) -> frozenset[Clearance]:
    """What follows from what was seen; the leader may choose otherwise."""
    found = {Clearance.PUBLIC_AREA, Clearance.ESCORTED}
    if identity is not Identity.NONE and adult:
        found.add(Clearance.HOME_VISIT)
    if vog in _SURE and adult:
        found.add(Clearance.DATA)
    return frozenset(found)


def untouched(check: HelperCheck | None) -> bool:
    """Nothing was seen: at most they said something of themselves."""
    return check is None or (check.identity is Identity.NONE and not check.clearance)


def clearance_title(check: HelperCheck | None) -> str:
    """In one sentence, for who has to decide now."""
    if untouched(check):
        return _("Nobody looked yet. Until then: not into a house, not alone with anybody.")
    if check is None or not check.clearance:
        return _("May not work anywhere for us.")
    return ". ".join(label(one) for one in Clearance if one in check.clearance) + "."


def clearance_why(check: HelperCheck | None, *, adult: bool) -> tuple[str, ...]:
    """Why this and no more, a line for each reason."""
    if untouched(check) or check is None:
        return (_("Ask who it is. A VOG cannot be asked for during a power cut: what they say counts as said."),)
    lines = [f"{label(check.identity)}. {label(check.vog)}."]
    if not adult:
        lines.append(_("Younger than 18: only what is on the list of the young, by day, with an adult."))
    if Clearance.HOME_VISIT not in check.clearance and check.identity is Identity.NONE:
        lines.append(_("Not into houses: nobody saw who it is."))
    if Clearance.DATA not in check.clearance and check.vog not in _SURE:
        lines.append(_("No look into data: no VOG that was seen or known beforehand."))
    if Clearance.HOME_VISIT in check.clearance and check.vog not in _SURE:
        lines.append(_("Into houses in a pair only: without a VOG that was seen, nobody is alone with anybody."))
    return tuple(lines)


def seen_facts(seen: HelperSeen, now: int) -> list[Fact]:
    """Limits, languages, and since when without a break."""
    check, facts = seen.check, []
    if check is not None and check.limits:
        facts.append(Fact(_("Limits"), ", ".join(sorted(label(limit) for limit in check.limits))))
    if check is not None and check.languages:
        facts.append(Fact(_("Languages"), ", ".join(check.languages)))
    if seen.on_since is not None:
        long = now - seen.on_since >= WITHOUT_BREAK
        since = duration(max(0, now - seen.on_since))
        facts.append(Fact(_("Without a break"), _("{time}: let them rest now", time=since) if long else since))
    return facts


def helper_sheet(station: Station, helper: SubjectId, _now: int) -> Sheet | None:
    """A badge for each of a group. The code holds the ticket: no name, nothing of what was seen."""
    row = station.reader.helper(helper)
    if row is None or not row.own:
        return None
    check = station.reader.helper_seen(helper).check
    may, size = clearance_title(check), row.group_size
    sheets = []
    for one in range(1, size + 1):
        alone = size == 1
        big = row.ticket if alone else _("{ticket}  {one} of {all}", ticket=row.ticket, one=one, all=size)
        title = (row.name or "") if alone else _("Name:")
        said = (_("Helper. Wear it in sight. Give it back when you leave."),)
        sheets.append(Sheet("badge", point_line(station), title, big, ((_("May work"), may),), said, row.ticket))
    first, *more = sheets
    return Sheet(first.kind, first.point, first.title, first.big, first.rows, first.lines, first.qr, more=tuple(more))
