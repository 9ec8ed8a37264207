# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheets that are printed: the citizen's card, the noodmelding to read aloud, a message for the courier, the
privacy notice. Each holds what its reader needs, and nothing else."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.applications import Starlette

from devices.qr import codes_in
from noodsteunpunt.domain.cards import read_card
from noodsteunpunt.domain.drafts import EmergencyDraft, EmergencyMore, MessageDraft, RequestDraft
from noodsteunpunt.domain.values import Category, Priority
from noodsteunpunt.domain.values_desk import CallbackWay, Danger, EmergencyKind
from noodsteunpunt.runner import Runner
from tests.support.screens_kit import DESK, running_station
from ui.printing import print_routes
from ui.texts import _
from ui.words import NOTICE


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    with running_station(tmp_path) as started:
        yield started


def page(runner: Runner, path: str) -> tuple[int, dict[str, str], str]:
    """Status, headers, and the page as its reader sees it; markup that came from a form would be markup here."""
    app, sent = Starlette(routes=print_routes(runner)), []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
    asyncio.run(app(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(one.get("body", b"") for one in sent[1:]).decode()


def drawn(raw: str) -> list[str]:
    """What a camera reads in the page's code."""
    (size,) = re.findall(r'viewBox="0 0 (\d+) ', raw)
    picture = Image.new("L", (int(size), int(size)), 255)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1", raw):
        picture.putpixel((int(x), int(y)), 0)
    return codes_in(picture.resize((int(size) * 8,) * 2, Image.Resampling.NEAREST))


def test_the_card_has_number_and_pin_and_nothing_about_the_person(runner: Runner) -> None:
    draft = RequestDraft(
        Category.MEDICAL_POWER,
        Priority.P1,
        postcode="3551AB",
        house_number="14",
        note="accu beademing",
        name="Testpersoon Een",
        phone="06-00000001",
        health_note="thuisbeademing",
        come_back_minutes=120,
    )
    given = runner.call(lambda station: station.register_request(draft, DESK)).result()
    status, headers, raw = page(runner, f"/print/card/{given.id}")
    assert status == 200
    assert headers["cache-control"] == "no-store"
    assert given.ticket in raw
    assert f"<dd>{given.pin}</dd>" in raw
    assert "Kom terug om" in raw
    assert "Dit is geen 112." in raw
    for secret in ("Testpersoon", "06-", "beadem", "3551", "Stroom"):
        assert secret not in raw
    (code,) = drawn(raw)
    read = read_card(code)
    assert (read.ticket, read.pin) == (given.ticket, given.pin)
    answer = runner.call(lambda station: station.ask_card(code)).result()
    assert answer is not None


def test_who_is_told_at_the_door_is_not_sent_back_to_the_desk(runner: Runner) -> None:
    draft = RequestDraft(
        Category.WATER, Priority.P3, postcode="3551", come_back_minutes=60, come_back_way=CallbackWay.AT_DOOR
    )
    given = runner.call(lambda station: station.register_request(draft, DESK)).result()
    raw = page(runner, f"/print/card/{given.id}")[2]
    assert "U hoort meer om" in raw
    assert "Kom terug om" not in raw


def test_the_noodmelding_is_read_aloud_whole_and_in_order(runner: Runner) -> None:
    draft = EmergencyDraft(
        what="man, pijn op de borst",
        what_kind=EmergencyKind.MEDICAL,
        people=2,
        dangers=frozenset({Danger.TRAFFIC, Danger.GAS}),
        postcode="3551AB",
        house_number="12",
        access="achterom, hek is open",
        name="Testpersoon Melder",
    )
    given = runner.call(lambda station: station.report_emergency(draft, DESK)).result()
    more = EmergencyMore(text="wordt grauw")
    runner.call(lambda station: station.add_to_emergency(given.id, more, DESK)).result()
    status, _headers, raw = page(runner, f"/print/emergency/{given.id}")
    assert status == 200
    order = ["Noodmelding " + given.ticket, "man, pijn op de borst", "3551AB 12", "2 personen", "Gas", "Verkeer"]
    order += ["achterom, hek is open", "wordt grauw", "Testpersoon Melder", "Wilt u het aan mij teruglezen?"]
    places = [raw.find(part) for part in order]
    assert -1 not in places, dict(zip(order, places, strict=True))
    assert places == sorted(places)


def test_a_message_for_the_courier_is_text_whatever_stands_in_it(runner: Runner) -> None:
    draft = MessageDraft("<script>'40 & dekens\"</script>", to_point=9)
    given = runner.call(lambda station: station.write_message(draft, DESK)).result()
    status, _headers, raw = page(runner, f"/print/message/{given.id}")
    assert status == 200
    assert "<script>'40" not in raw
    assert "<script>'40 & dekens\"</script>" in html.unescape(raw)
    assert "Kazerne" in raw
    assert "Ontvangen door" in raw


def test_the_notice_is_the_one_of_the_screen(runner: Runner) -> None:
    status, _headers, raw = page(runner, "/print/privacy")
    assert status == 200
    for line in NOTICE:
        assert _(line) in html.unescape(raw)
    assert "gaan nooit over de radio" in raw


@pytest.mark.parametrize("path", ["/print/card/0040-999", "/print/emergency/x", "/print/message/", "/print/nothing"])
def test_what_is_not_known_says_so(runner: Runner, path: str) -> None:
    status, _headers, raw = page(runner, path)
    assert status in {404, 307}
    assert status == 307 or "niet (meer) bekend" in raw
