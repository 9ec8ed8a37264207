# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts that stand in more than one place."""

from __future__ import annotations

from ui.texts import mark

NOTICE = (
    mark("We use this only to arrange help. You may also ask for help without giving your name."),
    mark(
        "Name, telephone and health never go by radio. They stay here. Only if the coordination point must be able to "
        "reach you, a courier takes your name and number there, encrypted."
    ),
    mark(
        "By radio go: the number, the kind of help, how soon, the four digits of the postcode and how many people. If "
        "it is urgent, the address and a short note go as well, encrypted, to the coordination point."
    ),
    mark(
        "You may see what we wrote down and have it corrected. The municipality is responsible, and erases it "
        "afterwards."
    ),
)
"""Source: GDPR articles 13 and 14, and what ``docs/facts.md`` says of every field."""

NOT_112 = mark("Try 112 as well. No connection? Walk to the fire station.")
