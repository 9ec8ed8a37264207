# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheet that a helper takes home: a day, a week and a month afterwards. The same for everybody: it holds nothing
of anybody, and no answer of a self-check. No Flet here."""

from __future__ import annotations

from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.station import Station
from ui.presenter_print import Sheet, point_line
from ui.texts import _


def aftercare_sheet(station: Station, _subject: SubjectId, _now: int) -> Sheet:
    """Printed before somebody goes home."""
    rows = (
        (_("After a day"), _("Slept and eaten? Told somebody what you did and saw? No news all evening. Rest first.")),
        (
            _("After a week"),
            _("Sleep, work and mood as before? If it gets less by itself: good. Meet the others again."),
        ),
        (
            _("After a month"),
            _("Still bad sleep, pictures that come back, quick anger or fear? Then go to your doctor."),
        ),
        (_("Sooner"), _("Thoughts of hurting yourself, or you cannot go on? Call the doctor today, in danger 112.")),
    )
    foot = _("For you alone. This point keeps no copy and no list of who took one.")
    return Sheet("aftercare", point_line(station), _("After your work at the emergency point"), rows=rows, foot=foot)
