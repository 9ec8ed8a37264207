# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with the radio and what to do now: a sentence per reason code of the radio (``docs/radios.md``)."""

from __future__ import annotations

from ui.texts import _, mark

_PLUG = mark("Put the plug of the radio in again.")
_WAIT = mark("Wait a moment: it is tried again by itself.")
_RESTART = mark("Switch the radio off and on again.")
_OTHER_PROGRAM = mark("Another program uses the radio. Close that program.")
_REGION = mark("The radio is not set for this country. Choose region EU_868 in the radio's settings.")
_PRESET = mark("The radio has a setting that this network does not use. Choose the preset of your plan.")

REASONS = {
    "refused": mark("Nothing answers at the radio's address. Switch the radio on."),
    "unreachable": mark("The radio's address cannot be reached. Check its cable or its network."),
    "unknown_host": mark("The radio's name is not known. Put its address in numbers in the settings file."),
    "not_found": mark("The radio is not plugged in, or its name in the settings file is wrong. Check both."),
    "no_permission": mark("This computer may not use the radio. Ask who manages it to let this user in."),
    "in_use": _OTHER_PROGRAM,
    "connection_failed": _PLUG,
    "silent": _RESTART,
    "garbage": mark("What is plugged in does not talk like a radio. Check that the right device is named."),
    "incomplete": _RESTART,
    "no_node": _RESTART,
    "no_config": _RESTART,
    "closed_by_device": _WAIT,
    "kicked": _OTHER_PROGRAM,
    "connection_lost": _PLUG,
    "rebooted": _WAIT,
    "library_error": _PLUG,
    "internal_error": mark("The program made a mistake with the radio. Start the station again, and report it."),
    "region_unset": _REGION,
    "tx_disabled": mark("Sending is switched off in the radio. Switch it on."),
    "unknown_preset": _PRESET,
    "illegal_preset": _PRESET,
    "region_other": _REGION,
    "drops_private": mark("The radio does not pass our messages on. Set its rebroadcast mode to ALL."),
    "duty_cycle_off": mark("The radio does not keep to the legal airtime. Switch its duty cycle limit on."),
    "other_radio": mark("This is another radio than before. Nothing to do if you changed it."),
}


def advice(reason: str) -> str:
    """What to do now, with the code to name on the telephone; empty without a reason."""
    if not reason:
        return ""
    sentence = _(REASONS[reason]) if reason in REASONS else _(_PLUG)
    return f"{sentence} ({reason})"
