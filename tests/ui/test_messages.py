# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messages: to one point or to all, what was heard by another road, with a courier, and never further than is known;
people counted without names; questions counted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from noodsteunpunt.domain.drafts import MessageDraft
from noodsteunpunt.domain.values_desk import MessageStatus, Precedence, Road, Topic
from noodsteunpunt.domain.views_desk import MessageRow
from noodsteunpunt.runner import Runner
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK, running_station
from ui.device import Device


def visit(runner: Runner, route: str, journey: Callable[[Window], Awaitable[None]]) -> None:
    async def run() -> None:
        async with window(runner, device=Device(actor=DESK), route=route) as shown:
            await journey(shown)

    asyncio.run(run())


def messages(runner: Runner) -> list[MessageRow]:
    return runner.query(lambda reader: reader.messages()).result()


def test_a_message_to_one_point_has_its_road_and_says_how_far_it_is(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.press("save-message")
        assert shown.shows("NSP-401: Aan wie? Kies er een.")
        await shown.press("to-CP")
        await shown.press("precedence-priority")
        await shown.press("topic-supplies")
        await shown.press("save-message")
        assert shown.shows("NSP-401: Typ het bericht.")
        await shown.type("message-text", "nog 40 dekens nodig voor de nacht")
        await shown.type("message-reply", "over 1 uur")
        await shown.submit("message-text")
        await shown.until("De Kern (KB) aan Kazerne (CP)")
        await shown.until("verzonden")
        assert shown.shows("nog niet bekend"), "the steps that nobody knows of yet"
        assert shown.shows("eigen radio")

    with running_station(tmp_path) as runner:
        visit(runner, "/messages/new", journey)
        (row,) = messages(runner)
        assert (row.to_point, row.precedence, row.topic) == (9, Precedence.PRIORITY, Topic.SUPPLIES)
        assert row.reply_due_at is not None


def test_what_does_not_get_through_goes_along_with_a_courier(tmp_path: Path) -> None:
    draft = MessageDraft("nog 40 dekens nodig", to_point=9)

    async def journey(shown: Window) -> None:
        await shown.press("carry")
        await shown.press("panel-record")
        assert shown.shows("Langs welke weg? Kies er een.")
        await shown.press("panel-road-courier")
        await shown.type("panel-receiver", "Testpersoon Fietser")
        await shown.press("panel-record")
        assert shown.shows("met koerier")
        assert shown.shows("Testpersoon Fietser")
        await shown.press("close")
        assert shown.shows("afgehandeld")

    with running_station(tmp_path) as runner:
        saved = runner.call(lambda station: station.write_message(draft, DESK)).result()
        visit(runner, f"/messages/{saved.id}", journey)
        (row,) = messages(runner)
        assert (row.status, row.roads) == (MessageStatus.CLOSED, (Road.MESH, Road.COURIER))


def test_what_was_heard_over_the_portofoon_is_written_down_and_read(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.press("heard-yes")
        await shown.press("to-HA")
        await shown.press("road-voice_radio")
        await shown.type("message-text", "water vanaf 16:00 in De Brug")
        await shown.key("Enter", ctrl=True)
        await shown.until("via portofoon")
        await shown.press("read")
        assert not shown.has("read")
        assert shown.shows("Gelezen")

    with running_station(tmp_path) as runner:
        visit(runner, "/messages/new", journey)
        assert messages(runner)[0].house


def test_to_all_points_nothing_about_a_person_goes(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.press("to-all")
        assert shown.shows("Iedereen kan dit lezen")
        await shown.type("message-text", "mevrouw Jansen op 1234 AB 5 mist haar sleutel")
        await shown.press("save-message")
        assert shown.shows("Er staat een naam in.")
        await shown.type("message-text", "het water is weer schoon")
        await shown.press("save-message")
        await shown.until("aan alle punten")

    with running_station(tmp_path) as runner:
        visit(runner, "/messages/new", journey)


def test_the_list_is_the_way_to_a_message_and_what_is_half_typed_stays(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.key("F6")
        await shown.type("message-text", "we hebben")
        await shown.key("Escape")
        assert shown.desk.path == "/"
        await shown.press("rail-messages")
        await shown.press("new-message")
        assert shown.find("message-text").value == "we hebben"

    with running_station(tmp_path) as runner:
        visit(runner, "/", journey)


def test_three_hundred_people_are_a_number_and_no_names(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.key("F7")
        await shown.type("count-present", "driehonderd")
        await shown.press("save-count")
        assert shown.find("count-present").error is not None
        await shown.type("count-present", "300")
        await shown.type("count-children", "40")
        await shown.press("method-count")
        await shown.press("save-count")
        assert shown.desk.path == "/"
        assert shown.shows("Vastgelegd: de telling.")

    with running_station(tmp_path) as runner:
        visit(runner, "/", journey)
        (count,) = runner.query(lambda reader: reader.head_counts()).result()
        assert (count.present, count.children) == (300, 40)


def test_a_question_is_counted_with_one_key_and_one_that_was_not_answered_with_its_words(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.key("F3")
        assert shown.shows("Geteld: één vraag beantwoord.")
        await shown.type("search", "traplift huren")
        await shown.submit("search")
        assert shown.shows("Niets gevonden in de informatie.")
        await shown.press("not-found")
        assert shown.shows("Geteld: één vraag zonder antwoord.")
        await shown.type("search", "")
        await shown.desk.search("")
        assert shown.has("new-request")

    with running_station(tmp_path) as runner:
        visit(runner, "/", journey)
