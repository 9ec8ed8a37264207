# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reader in Chromium: from the first screen to an answer by keyboard alone, a name on every control,
nothing asked of another machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Request

from tests.support.reader_kit import station_with_pack
from tests.support.screen_driver import (
    PATIENCE,
    TOKEN,
    by_id,
    choose,
    focused,
    named,
    opened,
    served,
    sit_down,
    tab_to,
    type_text,
    waits_for,
)

pytestmark = pytest.mark.browser


def test_an_answer_by_keyboard_alone(page: Page, tmp_path: Path) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    with station_with_pack(tmp_path) as runner, served(runner) as url:
        opened(page, f"{url}?token={TOKEN}")
        sit_down(page)
        page.keyboard.press("F10")
        tab_to(page, "more-information")
        focused(page, "more-information")
        page.keyboard.press("Enter")
        by_id(page, "info-search").wait_for(state="attached", timeout=PATIENCE)
        named(page)
        tab_to(page, "info-search")
        type_text(page, "info-search", "me stoeltjeslift hangt stil")
        by_id(page, "card-traplift").wait_for(state="attached", timeout=PATIENCE)
        named(page)
        tab_to(page, "card-traplift")
        page.keyboard.press("Enter")
        by_id(page, "info-large").wait_for(state="attached", timeout=PATIENCE)
        waits_for(page, "Traplift")
        named(page)
        choose(page, "info-large")
        waits_for(page, "Traplift")
        page.keyboard.press("Escape")
        by_id(page, "info-search").wait_for(state="attached", timeout=PATIENCE)
        tab_to(page, "not-found")
        page.keyboard.press("Enter")
        waits_for(page, "Geteld")
    elsewhere = [one for one in asked if not one.url.startswith((url, "blob:", "data:"))]
    assert {one.failure for one in elsewhere} <= {"csp"}, "what the client's library wants from elsewhere is not sent"
