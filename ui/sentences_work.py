# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in the way of work: as a refusal, with what to do now; and in a few words, of a helper in a list."""

from __future__ import annotations

from ui.texts import _, mark

SENTENCES = {
    "young_task": mark("Not for who is younger than 18. At the point they may help with charging and information."),
    "young_night": mark("Nobody younger than 18 works between 22:00 and 07:00. Let them go home, with somebody."),
    "no_buddy": mark("Somebody younger than 18 never works without an adult. Choose an adult as well."),
    "pair_needed": mark("Nobody goes into a house alone. Choose a second person."),
    "split": mark("How many go? At least one, and at least one stays."),
    "no_clearance": mark("This helper may not go into houses yet. The leader checks who it is, and gives clearance."),
    "stays_here": mark("This helper stays at the point. Choose another one."),
    "not_at_night": mark("This helper does not work at night. Choose another one."),
    "no_lifting": mark("This helper does not lift. Choose another one."),
    "no_stairs": mark("This helper does not climb stairs. Choose another one."),
    "no_team_task": mark("What does the team go for? Choose one."),
    "no_task": mark("What does this helper go for? Assign a request first, or form a team."),
    "by_team": mark("This helper is in a team. Say it of the team, under Teams."),
    "not_ours": mark("Another point assigned this helper. Consult that point."),
    "child_clearance": mark("Only who has clearance, and is an adult, stays with a child. Choose somebody else."),
}
"""By code; the others stand beside their own subject."""

SHORT = {
    "not_for_helpers": mark("not for helpers"),
    "not_approved": mark("not approved by the leader yet"),
    "taken": mark("already assigned"),
    "not_free": mark("not free now"),
    "young_task": mark("too young for this"),
    "young_night": mark("too young for the night"),
    "no_clearance": mark("no clearance for houses"),
    "stays_here": mark("stays at the point"),
    "not_at_night": mark("not at night"),
    "no_lifting": mark("does not lift"),
    "no_stairs": mark("does not climb stairs"),
    "pair_needed": mark("nobody goes with them"),
    "no_buddy": mark("no adult goes with them"),
    "elsewhere": mark("somebody is assigned elsewhere too"),
}
"""Every limit of matching, as it stands behind a name."""


def limit_words(code: str) -> str:
    """A few words; a code that is not known here stays a code."""
    return _(SHORT[code]) if code in SHORT else code
