# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a helper may work, and why there and not elsewhere."""

from __future__ import annotations

from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.values_people import Clearance, Vog
from noodsteunpunt.domain.views import HelperRow
from ui.labels import label
from ui.labels_helper import languages_text
from ui.presenter_requests import Fact
from ui.texts import _

_SEEN = frozenset({Vog.SEEN, Vog.PRELOADED})


def where_facts(row: HelperRow, check: HelperCheck | None) -> tuple[Fact, ...]:
    """Of a helper of this point; elsewhere nothing of it is known."""
    if not row.own:
        return ()
    check = check or HelperCheck()
    facts = [
        Fact(_("May work"), may_work(check)),
        Fact(_("Why"), why(row, check)),
        Fact(_("Who is it"), label(check.identity)),
        Fact(_("VOG"), label(check.vog)),
    ]
    if check.organisation:
        facts.insert(0, Fact(_("Via an organisation"), check.organisation))
    if check.limits:
        facts.append(Fact(_("Limits"), ", ".join(sorted(label(one) for one in check.limits))))
    if check.languages:
        facts.append(Fact(_("Languages"), languages_text(check.languages)))
    return tuple(facts)


def may_work(check: HelperCheck) -> str:
    """In a line."""
    given = [label(one) for one in Clearance if one in check.clearance]
    return "; ".join(given) or label(Clearance.PUBLIC_AREA)


def why(row: HelperRow, check: HelperCheck) -> str:
    """The reason, as it can be told to the helper."""
    if not row.adult:
        return _("Younger than 18: only what is on their list, by day, with an adult.")
    if check.vog not in _SEEN:
        if Clearance.HOME_VISIT in check.clearance:
            return _("No VOG was seen: into houses only in a pair, and no data.")
        return _(
            "No VOG was seen, and it cannot be asked for now: that goes over the internet. So only in the public area,"
            " or in a pair after the leader said so."
        )
    return _("The VOG was seen or known beforehand. Into houses always in a pair.")
