# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where: a street of the pack, a postcode, words, and what no table knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.intake_kit import intake, names, recorded
from tests.support.reader_kit import station_with_pack
from tests.support.screen_session import Window
from tests.support.screens_kit import running_station


async def begun(shown: Window) -> None:
    for name in ("danger-no", "group-basics", "category-water", "priority-P4"):
        await shown.press(name)


async def drawn(shown: Window, identifier: str, text: str) -> None:
    """Typed, and drawn again as after a pause."""
    await shown.type(identifier, text)
    shown.desk.redraw()
    await shown.rest()


def test_a_street_works_as_well_as_a_postcode(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await begun(shown)
        await drawn(shown, "request-place", "lin 12")
        await drawn(shown, "request-place", "linde")
        assert shown.shows("Lindelaan Dorp")
        asked: list[str] = []
        shown.desk.focus = asked.append  # type: ignore[method-assign]
        await shown.press("street-0-0")
        assert shown.find("request-place").value == "Lindelaan"
        assert asked == ["request-house_number"]
        await drawn(shown, "request-house_number", "12")
        assert shown.shows("Begrepen: Lindelaan, 1371 12")
        assert not [one for one in names(shown) if one.startswith("street-")]
        await shown.press("save-request")
        assert shown.has("recorded")

    with station_with_pack(tmp_path) as runner:
        intake(runner, journey)
        (one,) = recorded(runner)
        assert (one.row.pc4, one.address) == ("1371", "1371 Lindelaan 12")


@pytest.mark.parametrize(
    ("typed", "pc4", "address"),
    [
        ("Kerkstraat", "1371", "1371AC Kerkstraat"),
        ("kerkstr. 12b", "1371", "1371AC 12b"),
        ("1372 ah 3", "1372", "1372AH 3"),
        ("Verzonnenlaan 99", "", "Verzonnenlaan 99"),
        ("weet ik niet", "", "weet ik niet"),
        ("'s-Gravenhof 1", "", "'s-Gravenhof 1"),
        ("شارع ٣", "", "شارع ٣"),
        ("bij de 🐕", "", "bij de 🐕"),
    ],
)
def test_what_no_table_knows_is_taken_as_it_is(tmp_path: Path, typed: str, pc4: str, address: str) -> None:
    async def journey(shown: Window) -> None:
        await begun(shown)
        await drawn(shown, "request-place", typed)
        await shown.press("save-request")
        assert shown.has("recorded"), shown.texts()

    with station_with_pack(tmp_path) as runner:
        intake(runner, journey)
        (one,) = recorded(runner)
        assert (one.row.pc4 or "", one.address) == (pc4, address)


def test_without_a_pack_nothing_is_suggested_and_nothing_refused(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await begun(shown)
        await drawn(shown, "request-place", "Kerkstraat 12")
        assert not [one for one in names(shown) if one.startswith("street-")]
        await shown.press("save-request")
        assert shown.has("recorded")

    with running_station(tmp_path) as runner:
        intake(runner, journey)
