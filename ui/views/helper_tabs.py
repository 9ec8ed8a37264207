# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands under *Helpers*: people, the teams they go out in, and things that are offered."""

from __future__ import annotations

import flet as ft

from ui.desk import Desk
from ui.parts import choice, choices
from ui.texts import _, mark

TABS = (("/helpers", mark("Helpers")), ("/helpers/teams", mark("Teams")), ("/helpers/offers", mark("Offers")))


def helper_tabs(desk: Desk, chosen: str) -> ft.Control:
    """The one that is shown is filled."""
    style = desk.device.style
    return choices(
        [
            choice(
                style,
                f"tab-{path.rsplit('/', 1)[-1]}",
                _(text),
                path == chosen,
                desk.act(lambda path=path: desk.go(path)),  # type: ignore[misc]
            )
            for path, text in TABS
        ]
    )
