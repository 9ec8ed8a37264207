# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sentences for what is refused when a point is run: shifts, lists, teams, children."""

from __future__ import annotations

from ui.texts import mark

SENTENCES = {
    "no_shift": mark("Nobody is on duty yet. Open a shift first."),
    "no_lifeline": mark("Of at least one of them: does it work?"),
    "no_incident": mark("What kind of incident is it? Choose one."),
    "shift_open": mark("A shift is open. Hand it over, or take it over."),
    "not_on_shift": mark("This person is not on the shift. Add them first."),
    "lead_leaves": mark("This is the leader. Hand over the shift first."),
    "stays_with_child": mark("This person stays with a child. Let two others take over first."),
    "same_lead": mark("That is the same leader. Who takes over?"),
    "handover_open": mark("Not everything is ticked. Tell it, and tick it."),
    "two_people": mark("Two people can open. One cannot: wait for the second one."),
    "steps_open": mark("The list is not done. Tick every step, or say that it is not needed."),
    "no_list": mark("There is no list for this in the information pack."),
    "unknown_list": mark("This list is not known here (any more)."),
    "list_long": mark("This list has more than 25 steps. Ask the municipality for a shorter one."),
    "still_open": mark("Something is still open. Settle it first."),
    "close_by_list": mark("Close the point with the list of closing: then nothing is forgotten."),
    "team_of_two": mark("A team is two people at least. Add somebody."),
    "person_twice": mark("The same person is in it twice."),
    "is_out": mark("Somebody of this team is already outside, or has gone home."),
    "unknown_team": mark("This team is not known here (any more)."),
    "no_briefing": mark("No team goes out without a briefing. Tell it what and what not."),
    "no_due": mark("When is the team due back? At most twelve hours."),
    "two_staff": mark("Two different people of the team are needed."),
    "no_wristband": mark("Which number is on the wristband?"),
    "wristband_taken": mark("Another child here has this number. Take another wristband."),
    "age": mark("A child is 0 to 17 years old."),
    "trace_sought": mark("Who is missing? Say a name, or what they look like."),
    "trace_seen": mark("Where and when was this person last seen?"),
    "trace_seeker": mark("Who asks? Without a name nobody can be told."),
    "unknown_child": mark("This child is not known here (any more)."),
    "child_gone": mark("This child has already gone."),
    "no_proof": mark("A name alone is no proof. Ask for a document, or for what only family knows."),
    "doubt": mark("One of the team doubts. Do not give the child along. Get the police."),
    "not_verified": mark("Two of the team must check who this is, each alone. Then the child can go."),
    "unknown_offer": mark("This offer is not known here (any more)."),
    "offer_in_use": mark("Somebody has it, or it is reserved. Let that go first."),
    "offer_not_there": mark("This offer cannot be reserved. Has somebody looked at it, and is it still there?"),
    "not_enough": mark("There are not so many free. Type a smaller number."),
    "not_young": mark("Is everybody 18 or older? Then tick that instead."),
    "no_request": mark("For which request? Choose one."),
    "no_organisation": mark("Of which organisation? Choose one, or type its name."),
    "no_unit_task": mark("What is the team for? Choose one."),
    "no_unit_what": mark("What is it for? Say it in a few words, without names."),
    "no_coordination": mark(
        "This incident has no coordination point. Call the organisation yourself, and write it down."
    ),
    "unit_here": mark("This is the coordination point. Ask the organisation yourself, and answer the point."),
    "not_now": mark("This is on the list of what not to bring now. Thank them, and say where it can go."),
}
"""By code."""
