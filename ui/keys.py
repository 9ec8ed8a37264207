# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the keys do: one table, for the screens that obey it and for the screen that shows it. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from ui.texts import mark


@dataclass(frozen=True, slots=True)
class Key:
    """``name``: as on the keyboard. ``path``: the screen that it opens; empty for what a screen does itself."""

    name: str
    text: str
    path: str = ""


EVERYWHERE = (
    Key("F1", mark("What the keys do"), "/keys"),
    Key("F2", mark("Search: information, requests, helpers"), "/"),
    Key("F4", mark("New request"), "/requests/new"),
    Key("F5", mark("New helper"), "/helpers/new"),
    Key("F9", mark("Status of this point"), "/point"),
    Key("Esc", mark("One step back; what you typed stays")),
    Key("Tab", mark("To the next answer")),
    Key("Enter", mark("Press the button that has the focus")),
    Key("Ctrl+Enter", mark("Save")),
)

GROUPS = ((mark("Everywhere"), EVERYWHERE),)
"""By place, with its name."""

SCREENS = {key.name: key.path for key in EVERYWHERE if key.path}
"""What a function key opens, on every screen."""
