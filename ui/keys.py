# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the keys do: one table, for the screens that obey it and for the screen that shows it. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from ui.texts import mark


@dataclass(frozen=True, slots=True)
class Key:
    """``name``: as on the keyboard. ``path``: the screen that it opens, with the focus on ``focus``; empty for what a
    screen does itself."""

    name: str
    text: str
    path: str = ""
    focus: str = ""


EVERYWHERE = (
    Key("F1", mark("What the keys do"), "/keys"),
    Key("F2", mark("Search: information, requests, helpers, offers, messages"), "/", "search"),
    Key("F3", mark("Count a question that was answered")),
    Key("F4", mark("New request"), "/requests/new"),
    Key("F5", mark("New helper"), "/helpers/new"),
    Key("F6", mark("New message"), "/messages/new"),
    Key("F7", mark("Count people, no names"), "/count"),
    Key("F8", mark("Emergency report"), "/emergencies/new"),
    Key("F9", mark("Status of this point"), "/point"),
    Key("F10", mark("All screens, as a list"), "/more", "more-emergencies"),
    Key("F12", mark("Lock, or somebody else sits down here")),
    Key("Esc", mark("One step back; what you typed stays")),
    Key("Tab", mark("To the next answer")),
    Key("Enter", mark("Press the button that has the focus")),
    Key("Ctrl+Enter", mark("Save")),
)

INTAKE = (
    Key("Enter, N", mark("No danger to life")),
    Key("J", mark("Danger: emergency report, with what you typed")),
    Key("1 - 8", mark("Kind of help; then letters, and Enter takes the first")),
    Key("Enter", mark("In a field: on to what is missing; when nothing is, save")),
    Key("1 - 4", mark("How soon, outside the fields")),
)

GROUPS = ((mark("Everywhere"), EVERYWHERE), (mark("In the intake"), INTAKE))
"""By place, with its name."""

SCREENS = {key.name: key for key in EVERYWHERE if key.path}
"""What a function key opens, on every screen."""
