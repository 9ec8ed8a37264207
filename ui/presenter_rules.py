# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sentences for what a rule refuses: what is wrong, and what to do now. Shown beside the field."""

from __future__ import annotations

from noodsteunpunt.domain.typed import NOTE_CHARACTERS, TEXT_LIMITS
from noodsteunpunt.domain.violations import RuleViolation
from ui.sentences_point import SENTENCES
from ui.sentences_work import SENTENCES as OF_WORK
from ui.texts import _, mark, n_

_SENTENCES = {
    "postcode": mark("This is not a postcode. Type four digits, or four digits and two letters: 3551 AB."),
    "people": mark("Type a number from 1 to 9999."),
    "needed": mark("Type a number from 0 to 9999."),
    "deadline": mark("This time is over, or more than a week ahead. Type for example: in 40 min, 14:30."),
    "time_unknown": mark(
        "This is not a time that the program knows. Type for example: in 40 min, 14:30, tomorrow 10:00."
    ),
    "time_unclear": mark("Is this a clock time, or so much later? Type: in 3 hours, or 15:00."),
    "date_unknown": mark("This date does not exist. Look at day and month."),
    "time_past": mark("This time is over. Type a later one."),
    "time_far": mark("This is more than a week ahead. Type an earlier time."),
    "no_time": mark("When? Type for example: in 40 min, 14:30, tomorrow 10:00."),
    "no_place": mark("Where is it? Fill in a postcode or street, or say it in words."),
    "anonymous_name": mark("You chose anonymous. Leave this empty, or switch anonymous off."),
    "phone_in_note": mark("There is a telephone number in the note. Put it in the field Telephone: that stays here."),
    "phone_in_text": mark("There is a telephone number in it. Leave it out: others can read this."),
    "bsn_in_text": mark("There is a citizen service number in it. Leave it out."),
    "account_in_text": mark("There is a bank account in it. Leave it out."),
    "mail_in_text": mark("There is an e-mail address in it. Leave it out."),
    "born_in_text": mark("There is a date of birth in it. Leave it out."),
    "key_in_text": mark("It says where a key is. Put that in the field Access: that stays here."),
    "name_in_text": mark("There is a name in it. Everybody can read this: leave it out."),
    "address_in_text": mark("There is an address in it. Everybody can read this: leave it out."),
    "real_name": mark("No real people here: this is not an actual incident. Write for example Testpersoon One."),
    "real_phone": mark(
        "No real telephone numbers here: this is not an actual incident. Write for example 06-00000001."
    ),
    "real_number": mark("No real numbers of people here: this is not an actual incident. Leave it out."),
    "group_size": mark("Type a number from 1 to 99."),
    "group_count": mark("At most twenty addresses in one go. Save these, then the rest."),
    "no_skill": mark("Choose what this person can do, or write it under remarks."),
    "no_name": mark("Fill in a name. It stays at this point."),
    "count": mark("Type a number that can be right."),
    "only_coordination": mark("Only the coordination point can do this. By another road? Choose it, with the name."),
    "only_lead": mark("Only the leader of the point can do this."),
    "no_library": mark("No information can be kept here."),
    "no_previous_pack": mark("No earlier information is kept here."),
    "unknown_request": mark("This request is not known here (any more)."),
    "unknown_helper": mark("This helper is not known here (any more)."),
    "unknown_emergency": mark("This emergency report is not known here (any more)."),
    "unknown_message": mark("This message is not known here (any more)."),
    "helper_taken": mark("This helper is already assigned. Choose another one."),
    "request_ended": mark("This request has ended. Nobody waits for it any more."),
    "emergency_ended": mark("This emergency report has ended."),
    "claim_gone": mark("This assignment has already ended. Look at the screen again."),
    "no_conflict": mark("This has already been settled. Look at the screen again."),
    "step": mark("This step is not possible now. Somebody may have been quicker: look at the screen again."),
    "step_taken": mark("Somebody has already done this. Look at the screen again."),
    "no_reason": mark("Why? Choose a reason."),
    "no_party": mark("To whom? Choose one."),
    "met": mark("How many are there? Type a number that is not more than what is needed."),
    "no_outcome": mark("What is the outcome? Choose one."),
    "no_answer": mark("What is the answer? Choose one."),
    "no_receiver": mark("Who took it? Type the name: only a name says that it was heard."),
    "road": mark("By which road? Choose one."),
    "no_addressee": mark("To whom? Choose one."),
    "no_text": mark("Type the message."),
    "not_approved": mark(
        "This is work of professionals. First the leader approves that helpers support them, with a reason."
    ),
    "not_for_helpers": mark("This is not for helpers. Two of the team stay with it, or professionals come."),
    "no_identity": mark("First look at who this helper is: nobody goes into a house unknown."),
    "no_vog": mark("Only with a VOG that was seen or known beforehand may a helper look into data."),
    "language": mark("Type a language as two letters: nl, de, ar."),
    "name_taken": mark("Somebody of that name works here already. Add something to tell them apart."),
    "first_leads": mark("The first one who signs in leads the point. Choose that role as well."),
    "no_conduct": mark("First tell them the rules of conduct, and tick that they agree."),
    "unknown_person": mark("This person does not work here (any more)."),
    "last_lead": mark("Somebody must lead the point. First give somebody else that role."),
    "pin_digits": mark("A PIN is four to eight digits."),
    "pin_easy": mark("This PIN is guessed too easily. Choose other digits."),
    "wrong_pin": mark("This PIN is not right. Nothing was changed."),
    "badge": mark("This badge is not valid here. Use the PIN."),
    "no_source": mark("Say who says so: people must know whom to believe."),
    "no_card": mark("This card is not in the pack."),
    "no_what": mark("What is happening? Say it in a few words."),
    "nothing_new": mark("What is new? Fill in one of the two."),
    "not_for_us": mark("This message is not for this point."),
    "no_kept": mark("Choose the request that goes on."),
    "same_request": mark("That is this request itself. Choose another one."),
    "already_double": mark("This one is already marked as a double."),
    "kept_ended": mark("That one has ended. Choose one that is open."),
    "not_double": mark("This is not marked as a double (any more). Look at the screen again."),
    "register_new": mark("This cannot be corrected any more. Record a new request, and withdraw this one."),
    "only_ticket": mark("Of this request only the ticket travels. This answer cannot be added."),
    "changed_meanwhile": mark(
        "Somebody else changed this while you were typing. Look what it says now, then save again."
    ),
    "ticket": mark("This is not a number of ours. Look at every digit: KB-A042-7."),
    "other_incident": mark("This card is of another incident or an exercise. Nothing is known of it here."),
    "pin": mark("Number and PIN do not belong together. Nothing is told."),
    "pin_paused": mark("Too many wrong PINs. Try again in a quarter of an hour."),
    "unknown_line": mark("This line is not there any more. Look at the screen again."),
    "cannot_undo": mark("This cannot be undone here."),
    "number": mark("Type a whole number, in digits."),
    "no_category": mark("What is needed? Choose one."),
    "no_priority": mark("How soon? Choose P1, P2, P3 or P4."),
    "no_status": mark("Is the point open? Choose one."),
    "no_power": mark("Where does the power come from? Choose one."),
    "no_person": mark("Fill in your name."),
    "no_person_chosen": mark("Begin with the number before your name, or press your name."),
    "no_role": mark("Choose your role."),
    **SENTENCES,
    **OF_WORK,
}
"""By code."""


_BY_RADIO = frozenset({"note", "place_words", "what", "access", "text"})


def violation_text(violation: RuleViolation) -> str:
    """The sentence for a violation; an unknown code still says that nothing was changed."""
    if violation.code == "too_long":
        limit = TEXT_LIMITS.get(violation.field, NOTE_CHARACTERS)
        if violation.field in _BY_RADIO:
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
