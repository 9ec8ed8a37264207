# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sentences for what a rule refuses: what is wrong, and what to do now. Shown beside the field."""

from __future__ import annotations

from noodsteunpunt.domain.rules import NOTE_CHARACTERS, TEXT_LIMITS, RuleViolation
from ui.texts import _, mark, n_

_SENTENCES = {
    "postcode": mark("This is not a postcode. Type four digits, or four digits and two letters: 3551 AB."),
    "people": mark("Type a number from 1 to 999."),
    "deadline": mark("Type a number of minutes from 1 to 10080 (7 days), or leave it empty."),
    "no_place": mark("Where is it? Fill in a postcode, or say it in words."),
    "phone_in_note": mark("There is a telephone number in the note. Put it in the field Telephone: that stays here."),
    "group_size": mark("Type a number from 1 to 99."),
    "no_skill": mark("Choose what this person can do, or write it under remarks."),
    "no_name": mark("Fill in a name. It stays at this point."),
    "count": mark("Type a number that can be right."),
    "only_coordination": mark("Only the coordination point can do this."),
    "only_lead": mark("Only the leader of the point can do this."),
    "no_library": mark("No information can be kept here."),
    "no_previous_pack": mark("No earlier information is kept here."),
    "unknown_request": mark("This request is not known here (any more)."),
    "unknown_helper": mark("This helper is not known here (any more)."),
    "helper_taken": mark("This helper is already assigned. Choose another one."),
    "request_ended": mark("This request has ended. Nobody waits for it any more."),
    "claim_gone": mark("This assignment has already ended. Look at the screen again."),
    "no_conflict": mark("This has already been settled. Look at the screen again."),
    "step": mark("This step is not possible now. Somebody may have been quicker: look at the screen again."),
    "number": mark("Type a whole number, in digits."),
    "no_category": mark("What is needed? Choose one."),
    "no_priority": mark("How soon? Choose P1, P2, P3 or P4."),
    "no_status": mark("Is the point open? Choose one."),
    "no_power": mark("Where does the power come from? Choose one."),
    "no_person": mark("Fill in your name."),
    "no_role": mark("Choose your role."),
}


def violation_text(violation: RuleViolation) -> str:
    """The sentence for a violation; an unknown code still says that nothing was changed."""
    if violation.code == "too_long":
        limit = TEXT_LIMITS.get(violation.field, NOTE_CHARACTERS)
        if violation.field in {"note", "place_words"}:
            return _("Too long for the radio. Make it shorter: at most {limit} characters.", limit=limit)
        return _("Too long. Make it shorter: at most {limit} characters.", limit=limit)
    if violation.code in _SENTENCES:
        return _(_SENTENCES[violation.code])
    return _("That is not possible now ({code}). Nothing was changed.", code=violation.code)


def remaining(text: str, limit: int) -> str:
    """How much still fits, or how much is too much."""
    left = limit - len(text)
    if left >= 0:
        return n_("{count} character left", "{count} characters left", left)
    return n_("{count} character too many", "{count} characters too many", -left)
