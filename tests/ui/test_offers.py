# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offers on screens: the form and its gate, looked at, reserved, lent, back, promised twice; and found."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from noodsteunpunt.clock import SystemClock
from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.facts import OfferClaimed
from noodsteunpunt.domain.rules_offer import OfferDraft
from noodsteunpunt.domain.values import Actor, Category, Priority, Role, SubjectId
from noodsteunpunt.domain.values_point import OfferKind, OfferStatus, OfferUse
from noodsteunpunt.domain.views import RequestRow
from noodsteunpunt.domain.views_point import OfferRow
from noodsteunpunt.enrolment import demo_enrolments
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station, offers
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK, running_station
from tests.support.station_kit import POINTS
from ui.device import Device
from ui.forms_offer import OfferForm

LEAD = Actor("Testpersoon Leider", Role.POINT_LEAD)
GENERATOR = OfferDraft("aggregaat 2 kW", OfferKind.EQUIPMENT, loan=True, postcode="3551AB", name="Testpersoon Eik")
POWER = RequestDraft(Category.MEDICAL_POWER, Priority.P2, postcode="3551")
WATER = RequestDraft(Category.WATER, Priority.P3, postcode="3552")
LISTS = {"niet-brengen": ("Kleding en schoenen",), "nodig": ("Schone dekens",)}
Journey = Callable[[Runner, Window], Awaitable[None]]


@pytest.fixture(autouse=True)
def lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the pack says; the real reading of a pack is in ``tests/library`` and in the vignette."""
    monkeypatch.setattr(offers, "items_of", lambda _library, kind: LISTS.get(kind, ()))


def run(
    folder: Path, journey: Journey, *before: Callable[[Station], object], actor: Actor = DESK, width: int = 1280
) -> None:
    async def opened(runner: Runner) -> None:
        async with window(runner, device=Device(actor=actor), route="/helpers/offers", width=width) as shown:
            await journey(runner, shown)

    enrolments = demo_enrolments(POINTS, SystemClock().now() - 3600)
    with running_station(folder, enrolments=enrolments) as runner:
        for act in before:
            runner.call(act).result()
        asyncio.run(opened(runner))


def every(runner: Runner, *, gone: bool = False) -> list[OfferRow]:
    now = runner.now()
    return runner.query(lambda reader: reader.offers(now, gone=gone)).result()


def ready(station: Station) -> SubjectId:
    offer = station.register_offer(GENERATOR, DESK).id
    station.change_offer(offer, OfferStatus.AVAILABLE, DESK)
    return offer


def test_an_offer_is_written_down_looked_at_reserved_lent_and_comes_back(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        assert shown.shows("Er is nog niets aangeboden.")
        await shown.press("new-offer")
        await shown.type("offer-what", "aggregaat 2 kW")
        await shown.press("offer-kind-equipment")
        await shown.type("offer-name", "Testpersoon Eik")
        await shown.key("Enter", ctrl=True)
        assert shown.has("recorded")
        await shown.press("show")
        row = every(runner)[0]
        assert (row.what, row.kind, row.amount, row.loan) == ("aggregaat 2 kW", OfferKind.EQUIPMENT, 1, True)
        assert not shown.has("reserve")
        await shown.press("offer-available")
        await shown.press("reserve")
        await shown.press("panel-record")
        assert shown.shows("Voor welke hulpvraag? Kies er een.")
        fits, other = (next(one.ticket for one in requests(runner) if one.category is kind) for kind in (
            Category.MEDICAL_POWER, Category.WATER,
        ))  # fmt: skip
        asked = [text for text in shown.texts() if text.startswith((fits, other))]
        assert asked[0].startswith(fits) and asked[0].endswith("past hierbij") and len(asked) == 2
        await shown.press(f"for-{fits}")
        await shown.type("panel-until", "over 2 uur")
        await shown.press("panel-record")
        hold = every(runner)[0].holds[0]
        assert hold.until_at is not None and 118 * 60 <= hold.until_at - runner.now() <= 121 * 60
        assert shown.shows("gereserveerd tot") and not shown.has("offer-withdrawn")
        await shown.press(f"lent-{fits}")
        await shown.press("panel-record")
        assert every(runner)[0].holds[0].use is None and shown.desk.panel.name == "lend"
        await shown.type("panel-receiver", "Testpersoon Wilg")
        await shown.press("panel-record")
        assert every(runner)[0].holds[0].use is OfferUse.LENT and shown.shows("Uitgeleend")
        await shown.press(f"returned-{fits}")
        assert every(runner)[0].holds == () and every(runner)[0].status is OfferStatus.AVAILABLE

    run(tmp_path, journey, lambda station: station.register_request(WATER, DESK),
        lambda station: station.register_request(POWER, DESK))  # fmt: skip


def requests(runner: Runner) -> list[RequestRow]:
    return runner.query(lambda reader: reader.requests()).result()


def test_what_nobody_fetches_is_let_go_and_what_is_missing_says_so(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        row, request = every(runner)[0], requests(runner)[0]
        await shown.press(f"offer-{row.ticket}")
        await shown.press(f"release-{request.ticket}")
        assert every(runner)[0].holds == ()
        await shown.press("offer-withdrawn")
        assert every(runner) == [] and every(runner, gone=True)[0].status is OfferStatus.WITHDRAWN

    def reserved(station: Station) -> None:
        request = station.register_request(POWER, DESK).id
        station.reserve_offer(ready(station), request, DESK)

    run(tmp_path, journey, reserved, width=480)


def test_the_gate_thanks_and_turns_away_and_only_the_leader_takes_it(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await shown.press("new-offer")
        await shown.type("offer-what", "40 tassen kleding")
        await shown.until("Dank u wel dat u wilt helpen.")
        assert shown.shows("Op de lijst staat: Kleding en schoenen") and not shown.has("save-offer")
        assert not shown.has("take-anyway")
        ticket = requests(runner)[0].ticket
        assert shown.has(f"asked-{ticket}"), "who asks for clothes all the same"
        await shown.type("offer-words", "kringloop, na de ramp")
        await shown.key("Enter", ctrl=True)
        assert shown.shows("bedankt, en niet aangenomen")
        lines = runner.query(lambda reader: reader.logbook()).result()
        assert lines[0].text == "40 x tassen kleding; kringloop, na de ramp"
        assert every(runner, gone=True) == []
        await shown.press("new-offer")
        assert shown.find("offer-what").value == ""
        await shown.type("offer-what", "20 dekens")
        await shown.until("Nu nodig. Op de lijst staat: Schone dekens")
        await shown.press("save-offer")
        assert every(runner)[0].amount == 20 and every(runner)[0].what == "dekens"

    clothes = RequestDraft(Category.OTHER, Priority.P3, postcode="3552", note="droge kleding voor 3")
    run(tmp_path, journey, lambda station: station.register_request(clothes, DESK))


def test_the_leader_takes_it_or_asks_elsewhere_without_a_name(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await shown.press("new-offer")
        await shown.type("offer-what", "12 paar schoenen")
        await shown.type("offer-name", "Testpersoon Eik")
        await shown.until("Nu niet brengen")
        await shown.press("ask-elsewhere")
        assert shown.find("message-text").value == "Aangeboden bij ons: 12 x paar schoenen. Kan iemand dit gebruiken?"
        await shown.desk.go("/helpers/offers/new")
        await shown.press("take-anyway")
        assert every(runner)[0].amount == 12

    run(tmp_path, journey, actor=LEAD)


def test_what_was_promised_twice_has_a_card_with_its_steps(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        assert shown.shows("Dubbel beloofd")
        await shown.press(f"offer-{every(runner)[0].ticket}")
        assert shown.shows("1. Overleg") and shown.shows("Er is 1 te veel beloofd.")
        kept = requests(runner)[0].ticket
        await shown.press(f"settle-{kept}")
        assert [hold.ticket for hold in every(runner)[0].holds] == [kept] and not shown.has("conflict-card")

    def promised(station: Station) -> None:
        offer = ready(station)
        for draft in (WATER, POWER):
            request = station.register_request(draft, DESK).id
            station._record(OfferClaimed(request=request, amount=1, until=900, role=Role.REQUEST_DESK), offer)

    run(tmp_path, journey, promised)


def test_offers_are_found_in_their_list_and_on_the_first_screen(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await shown.type("search", "aggreg")
        await shown.submit("search")
        ticket = every(runner)[0].ticket
        assert shown.has(f"offer-{ticket}")
        await shown.type("search", "piano")
        await shown.submit("search")
        assert shown.shows("Geen aanbod gevonden.")
        await shown.desk.go("/")
        await shown.type("search", "aggregaat")
        await shown.submit("search")
        await shown.press(f"found-{ticket}")
        assert shown.desk.path == f"/helpers/offers/{every(runner)[0].id}"
        await shown.press("rail-helpers")
        await shown.press("tab-offers")
        assert shown.shows("aggregaat 2 kW")

    run(tmp_path, journey, ready)


@pytest.mark.parametrize(
    ("typed", "amount", "what"),
    [
        ("40 tassen kleding", 40, "tassen kleding"),
        ("3x koelbox", 3, "koelbox"),
        ("3 x koelbox", 3, "koelbox"),
        ("2 kW aggregaat", 1, "2 kW aggregaat"),
        ("10 liter water", 1, "10 liter water"),
        ("bakfiets", 1, "bakfiets"),
        ("7 ", 1, "7 "),
    ],
)
def test_how_many_of_what_in_one_go(typed: str, amount: int, what: str) -> None:
    form = OfferForm()
    form.texts["what"] = typed
    said, rest = form.split()
    assert (said or 1, rest) == (amount, what)


def test_a_kept_form_comes_back_as_it_was() -> None:
    form, again = OfferForm(), OfferForm()
    form.texts["what"] = "aggregaat"
    form.choose_kind(OfferKind.EQUIPMENT)
    again.restore(form.answers(), 5)
    assert (again.texts["what"], again.kind, again.loan) == ("aggregaat", OfferKind.EQUIPMENT, True)
