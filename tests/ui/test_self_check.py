# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a helper answers about themselves is on no road: every file of the station, every table of its store, every kind
of bundle, the export, the log, every print. Of who must be relieved a number goes on, and no more."""

from __future__ import annotations

import asyncio
import logging
import pickle
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, text

from noodsteunpunt.clock import SystemClock
from noodsteunpunt.control import RunnerAccess
from noodsteunpunt.courier.export import export_bundle
from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.domain.values_point import LogKind
from noodsteunpunt.enrolment import demo_enrolments
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from tests.support.screen_session import Window, window
from tests.support.screens_kit import MovingClock, running_station
from tests.support.station_kit import POINTS
from tests.ui.test_children_screens import LEAD, go, start
from tests.ui.test_print import page
from tests.ui.test_shift_screens import filled
from ui.care_acts import LONG, relief_text
from ui.device import Device
from ui.selfcheck import QUESTIONS, Feel, SelfCheck

PRIVATE = "kanariegeel verdriet"
WRITTEN = ("entry", "house_entry", "draft", "person", "question", "message", "log_entry")
"""Not the frames: what was recorded before goes into one when the station has time, and they hold entries only."""
PRINTS = ("handover", "open", "log", "move", "privacy", "aftercare", "badge", "card", "message", "emergency")
Journey = Callable[[Runner, Window], Awaitable[None]]


def run(folder: Path, journey: Journey, clock: MovingClock | None = None) -> None:
    async def opened(runner: Runner) -> None:
        async with window(runner, device=Device(actor=LEAD), route="/care") as shown:
            await journey(runner, shown)

    enrolments = demo_enrolments(POINTS, SystemClock().now() - 3600)
    with running_station(folder, enrolments=enrolments, clock=clock) as runner:
        runner.call(start).result()
        asyncio.run(opened(runner))


def rows(station: Station) -> str:
    """Every row of every table, opened."""
    found = []
    with station.reader.reading() as conn:
        for name in inspect(conn).get_table_names():
            found += [repr(tuple(row)) for row in conn.execute(text(f'SELECT * FROM "{name}"'))]
    return "\n".join(found)


def recorded(station: Station) -> list[int]:
    """How much was ever written, the sealed included."""
    with station.reader.reading() as conn:
        return [conn.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in WRITTEN]


def everywhere(runner: Runner, folder: Path, out: Path) -> bytes:
    """All that could travel, in one heap; bundles for every point, with and without the log of the house."""
    out.mkdir(exist_ok=True)
    heap = [runner.call(rows).result().encode()]
    for to in (2, 9):
        for everything in (False, True):
            file = out / f"{to}-{everything}.nspbun"
            export_bundle(RunnerAccess(runner), to, file, everything=everything, house=everything)
    heap += [file.read_bytes() for root in (folder, out) for file in root.rglob("*") if file.is_file()]
    heap += [page(runner, f"/print/{kind}")[2].encode() for kind in PRINTS]
    return b"\n".join(heap)


async def fill_in(shown: Window) -> None:
    for name, _text in QUESTIONS:
        await shown.press(f"feel-{name}-bad")
    await shown.type("feel-note", PRIVATE)


def test_what_is_answered_is_on_no_road(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    async def journey(runner: Runner, shown: Window) -> None:
        loop = asyncio.get_running_loop()
        before = runner.call(recorded).result()
        await fill_in(shown)
        assert shown.desk.device.selfcheck.note == PRIVATE and filled(shown) == ["relieve-me"]
        await shown.press("relieve-me")
        await shown.desk.saving.keep()
        assert runner.call(recorded).result() == before, "answering records nothing at all"
        await shown.press("tell-relief")
        heap = await loop.run_in_executor(None, everywhere, runner, tmp_path, tmp_path / "out")
        for word in (PRIVATE, "kanariegeel", "SelfCheck"):
            assert word.encode() not in heap and word not in caplog.text
        assert relief_text(1).encode() in heap, "the search finds what is there"
        runner.call(lambda station: station.write_log(LogKind.NOTE, PRIVATE, LEAD)).result()
        again = await loop.run_in_executor(None, everywhere, runner, tmp_path, tmp_path / "out")
        assert PRIVATE.encode() in again, "and would have found this"

    run(tmp_path, journey)


def test_others_hear_a_number_and_nobody_s_name(tmp_path: Path) -> None:
    clock = MovingClock()

    async def journey(runner: Runner, shown: Window) -> None:
        assert not shown.has("tell-relief")
        clock.ahead = LONG + 60
        await go(shown, "/")
        await go(shown, "/care")
        assert shown.shows("2 mensen moeten worden afgelost")
        await shown.press("tell-relief")
        (message,) = runner.query(lambda reader: reader.messages()).result()
        assert message.text == "2 mensen moeten worden afgelost"

    run(tmp_path, journey, clock)


@pytest.mark.parametrize("way", ["wipe", "hand-over", "lock"])
def test_it_ends_with_a_press_and_when_somebody_else_sits_down(tmp_path: Path, way: str) -> None:
    async def journey(_runner: Runner, shown: Window) -> None:
        await fill_in(shown)
        if way == "wipe":
            await shown.press("wipe")
        elif way == "lock":
            shown.desk.keyboard.lock()
        else:
            await shown.key("F12")
        assert not shown.desk.device.selfcheck.begun
        shown.desk.device.actor = Actor("Testpersoon Ander", Role.RECEPTION)
        await go(shown, "/")
        await go(shown, "/care")
        assert PRIVATE not in repr([getattr(one, "value", "") for one in shown.controls()])

    run(tmp_path, journey)


def test_it_cannot_be_written_by_accident() -> None:
    mine = SelfCheck()
    mine.note, mine.answers["rest"] = PRIVATE, Feel.BAD
    assert PRIVATE not in repr(Device(selfcheck=mine)) and "bad" not in repr(mine)
    assert "selfcheck" not in Device().kept_forms()
    with pytest.raises(TypeError):
        pickle.dumps(mine)


@given(st.dictionaries(st.sampled_from([name for name, _ in QUESTIONS]), st.sampled_from(Feel)))
def test_a_clear_head_decides(answers: dict[str, Feel]) -> None:
    mine = SelfCheck()
    mine.answers = answers
    bad = [name for name, feel in answers.items() if feel is Feel.BAD]
    assert mine.heavy == (len(bad) >= 2 or bool({"clear", "calm"} & set(bad)))
