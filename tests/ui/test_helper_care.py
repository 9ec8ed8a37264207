# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A helper from the form to a badge: what they say, what was seen, where they may work and why; a group that splits;
and who must be relieved, a number without a name."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from noodsteunpunt.domain.drafts import HelperDraft
from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.values import HelperStatus, Skill
from noodsteunpunt.domain.values_people import Clearance, Identity, Limit, Vog
from noodsteunpunt.domain.views import HelperRow
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.enrolment import demo_enrolments
from noodsteunpunt.runner import Runner
from noodsteunpunt.store.database import Reader
from tests.support.clearance_kit import LEADER
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK, DrawerRadio, MovingClock, running_station
from tests.support.station_kit import POINTS
from ui.device import Device
from ui.presenter_aftercare import SIGNS
from ui.presenter_clearance import helper_sheet, proposed
from ui.printing import _html
from ui.texts import _

ON_THE_WAY = {"airtime", "entry", "frame", "frame_part", "peer", "receipt", "replica", "delivery", "marker"}
"""Tables in which only the radio moves here."""
STUDENTS = HelperDraft(frozenset({Skill.LIFTING}), "3551", group_size=6, name="Testpersoon Groep")


def visit(runner: Runner, route: str, journey: Callable[[Window], Awaitable[None]], device: Device) -> None:
    async def run() -> None:
        async with window(runner, device=device, route=route) as shown:
            await journey(shown)

    asyncio.run(run())


def rows(runner: Runner) -> list[HelperRow]:
    return runner.query(lambda reader: reader.helpers()).result()


def test_a_group_says_what_it_can_and_the_leader_says_where(tmp_path: Path) -> None:
    async def sign_up(shown: Window) -> None:
        for name, said in (("name", "Testpersoon Groep"), ("group_size", "6"), ("languages", "nl, en")):
            await shown.type(f"helper-{name}", said)
        await shown.type("helper-until", "18:00")
        for press in ("skill-lifting", f"limit-{Limit.NOT_AT_NIGHT}", "save-helper"):
            await shown.press(press)
        await shown.until("Vastgelegd")

    async def look(shown: Window) -> None:
        assert shown.shows("Nog niemand keek wie het is")
        assert shown.shows("en, nl")
        await shown.press("helper-check")
        await shown.press(f"identity-{Identity.SHOWN}")
        await shown.press("panel-record")
        await shown.until("In huizen, met z'n tweeën")
        assert shown.shows("In huizen alleen met z'n tweeën: zonder geziene VOG")
        assert shown.shows("Geen inzage in gegevens")

    async def refused(shown: Window) -> None:
        await shown.press("helper-check")
        await shown.press("panel-record")
        await shown.until("Alleen de leider van het punt kan dit")

    with running_station(tmp_path) as runner:
        visit(runner, "/helpers/new", sign_up, Device(actor=DESK))
        (row,) = rows(runner)
        assert row.group_size == 6
        assert row.remarks == "Hier tot 18:00."
        visit(runner, f"/helpers/{row.id}", refused, Device(actor=DESK))
        visit(runner, f"/helpers/{row.id}", look, Device(actor=LEADER))
        check = runner.query(lambda reader: reader.helper_seen(row.id)).result().check
        assert check is not None
        assert check.clearance == proposed(Identity.SHOWN, Vog.NONE, adult=True)
        assert Clearance.DATA not in check.clearance
        assert check.limits == {Limit.NOT_AT_NIGHT}
        assert check.languages == ("en", "nl")


def test_what_somebody_says_at_the_desk_gives_no_clearance(tmp_path: Path) -> None:
    with running_station(tmp_path) as runner:
        for said in (HelperCheck(vog=Vog.SEEN), HelperCheck(clearance=frozenset({Clearance.HOME_VISIT}))):
            with pytest.raises(RuleViolation, match="only_lead"):
                runner.call(lambda station, said=said: station.register_helper(STUDENTS, DESK, said)).result()  # type: ignore[misc]
        assert rows(runner) == []


def test_a_group_splits_in_two_that_hold_what_was_seen_of_it(tmp_path: Path) -> None:
    check = HelperCheck(Identity.SHOWN, Vog.NONE, proposed(Identity.SHOWN, Vog.NONE, adult=True))

    async def split(shown: Window) -> None:
        await shown.press("helper-split")
        await shown.type("panel-people", "6")
        await shown.press("panel-record")
        await shown.until("Minstens één, en minstens één blijft.")
        await shown.type("panel-people", "2")
        await shown.press("panel-record")
        await shown.until("blijft bij elkaar")

    with running_station(tmp_path) as runner:
        made = runner.call(lambda station: station.register_helper(STUDENTS, DESK)).result()
        runner.call(lambda station: station.check_helper(made.id, check, LEADER)).result()
        visit(runner, f"/helpers/{made.id}", split, Device(actor=DESK))
        sizes = {row.group_size: row for row in rows(runner) if row.status is not HelperStatus.OFF_DUTY}
        assert set(sizes) == {2, 4}
        for row in sizes.values():
            seen = runner.query(lambda reader, row=row: reader.helper_seen(row.id)).result()  # type: ignore[misc]
            assert seen.check == check
        with pytest.raises(RuleViolation, match="helper_taken"):
            runner.call(lambda station: station.split_group(made.id, 1, DESK)).result()
        sheet = runner.call(lambda station: helper_sheet(station, sizes[4].id, 0)).result()
        assert sheet is not None
        page = html.unescape(_html(sheet))
        assert page.count('<svg class="qr"') == 4
        assert "Testpersoon" not in page, "a group's badge has room for a name, and none in it"
        assert f"{sizes[4].ticket}  3 van 4" in page


def test_the_self_check_is_on_no_road_and_relief_is_a_number(tmp_path: Path) -> None:
    radio, device, clock = DrawerRadio(), Device(actor=DESK), MovingClock()

    async def answer(shown: Window) -> None:
        for name, _text in SIGNS:
            await shown.press(f"sign-{name}")
            assert device.signs, name
        assert shown.shows("Laat iemand het overnemen.")
        await shown.desk.saving.keep()
        before = written(runner)
        await shown.press("relieve-me")
        assert shown.shows("Geteld, zonder je naam.")
        assert device.signs == set()
        now = written(runner)
        changed = {name for name in now if now[name] != before[name]}
        assert changed <= ON_THE_WAY, "nothing was written down; the radio sent what was there before"
        assert now["entry"].count("'ok'") == before["entry"].count("'ok'")
        clock.ahead = 5 * 3600
        await shown.desk.go("/helpers")
        await shown.until("7 mensen moeten worden afgelost.")
        await shown.press("tell-relief")
        await shown.until("Verstuurd: het aantal, geen namen.")

    papers = demo_enrolments(POINTS, clock.now() - 3600)
    with running_station(tmp_path, radio=radio, clock=clock, enrolments=papers) as runner:
        runner.call(lambda station: station.register_helper(STUDENTS, DESK)).result()
        visit(runner, "/selfcheck", answer, device)
        (message,) = runner.query(lambda reader: reader.messages()).result()
        assert message.text == "7 mensen moeten worden afgelost."
        everything = " ".join(written(runner).values()) + repr(radio.drawer)
        assert "afgelost" in everything, "the search finds what is there"
        for name, said in SIGNS:
            assert name not in everything
            assert _(said) not in everything


def written(runner: Runner) -> dict[str, str]:
    """Every table of the point, as text. Bundles, spare laptops, exports, handover and air are made of these."""

    def dump(reader: Reader) -> dict[str, str]:
        with reader.reading() as conn:
            names = conn.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
            return {name: repr(conn.execute(text(f'SELECT * FROM "{name}"')).all()) for name in names}

    return runner.query(dump).result()
