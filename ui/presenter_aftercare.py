# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Aftercare: the sheet a helper takes home, and the private self-check. No Flet here.

Times of a day, a week and a month, and four weeks as the moment to go to a doctor: the guideline on psychosocial help
after disasters of Impact (2014). What is answered is never handed to the station: there is no road for it to travel.
"""

from __future__ import annotations

from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.station import Station
from ui.presenter_print import Sheet, point_line
from ui.texts import _, mark

SIGNS = (
    ("asleep", mark("I do not sleep, or hardly")),
    ("eating", mark("I forgot to eat or drink")),
    ("images", mark("I keep seeing it before me")),
    ("short", mark("I am short with people, or cry easily")),
    ("mistakes", mark("I make mistakes, I read things twice")),
    ("alone", mark("I do not want to tell anybody")),
)
"""Signs by name, as somebody says them of themselves."""

_REST, _TALK = 1, 3
"""So many signs: rest now; talk to somebody and be relieved."""


def advice_for(signs: int) -> str:
    """What to do now. It judges nobody: the same words for the same number."""
    if signs >= _TALK:
        return _("Let somebody take over. Tell one person you trust how it is. You need not give a reason.")
    if signs >= _REST:
        return _("Take half an hour: eat, drink, sit outside. Look here again afterwards.")
    return _("Go on. Drink something, and look here again in four hours.")


def aftercare_sheet(station: Station, _subject: SubjectId, _now: int) -> Sheet:
    """The same for everybody: nothing on it says who took it or what happened."""
    return Sheet(
        "aftercare",
        point_line(station),
        _("After your help here"),
        rows=(
            (_("After a day"), _("Being tired, jumpy or sad is usual. Eat, sleep, move. Tell somebody what you did.")),
            (_("After a week"), _("It should come less often. Do ordinary things again. Call somebody of the team.")),
            (_("After a month"), _("Still bad sleep, images or anger? Go to your doctor. That is no weakness.")),
        ),
        lines=(
            _("Sooner to the doctor: if you see no way out, or drink or take more to get through the day."),
            _("Do you think of suicide? Call 113 or 0800-0113. In danger now: 112."),
        ),
    )
