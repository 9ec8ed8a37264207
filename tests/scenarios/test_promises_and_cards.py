# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor was told and holds in hand: *kom terug om*, the look after two days, the card with its PIN."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from noodsteunpunt.domain.cards import PAUSE_SECONDS, TRIES
from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.lifecycles import STALE_SECONDS
from noodsteunpunt.domain.values import Category, Priority, RequestStatus
from noodsteunpunt.domain.values_desk import CallbackResult, CallbackWay
from noodsteunpunt.store.reader_requests import RequestFilter
from tests.support.desk_kit import DESK, URGENT, WATER, A, B, Town, refused, town

_R = RequestStatus


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as made:
        yield made


def test_come_back_at_is_a_promise_with_a_list(here: Town) -> None:
    station = here.station(B)
    request = station.register_request(replace(WATER, come_back_minutes=30), DESK).id

    def due() -> list[tuple[str, bool]]:
        return [(i.subject, i.late) for i in station.reader.attention(here.now).items if i.kind == "callback"]

    assert due() == []
    here.later(26 * 60)
    assert due() == [(request, False)]
    here.later(10 * 60)
    assert due() == [(request, True)]
    station.call_back(request, CallbackResult.NOT_REACHED, DESK, words="niemand gekomen")
    assert due() == [(request, True)], "not reached is still due"
    station.promise_callback(request, 60, DESK, way=CallbackWay.AT_DOOR)
    assert due() == [] and here.request(B, request).row.callback_way is CallbackWay.AT_DOOR
    station.call_back(request, CallbackResult.CAME_BACK, DESK)
    assert here.request(B, request).row.callback_at is None


def test_after_two_days_it_is_looked_at_again(here: Town) -> None:
    station = here.station(B)
    request = station.register_request(WATER, DESK).id
    here.later(STALE_SECONDS + 60)

    def stale() -> set[str]:
        return {row.id for row in station.reader.requests(
            wanted=RequestFilter(status_open=True, point=B, stale_before=here.now - STALE_SECONDS))}  # fmt: skip

    assert request in stale()
    station.recheck_request(request, DESK)
    assert request not in stale()


def test_a_card_is_told_a_word_a_time_and_nothing_else(here: Town) -> None:
    given = here.station(A).register_request(replace(URGENT, come_back_minutes=45), DESK)
    other = here.station(B)
    early = other.ask_card(given.ticket, given.pin)
    assert early.status is None, "genuine, though nothing of it has arrived here"
    here.hand_over(A)
    told = other.ask_card(here.station(A).card_qr(given.ticket))
    assert (told.status, told.point, told.ask_lead) == (_R.NEW, A, False)
    assert told.come_back_at is not None and told.come_back_at > here.now
    said = repr(told)
    assert not any(secret in said for secret in ("Beuk", "06-0000", "3551", "accu", "medical"))
    alone = here.station(A).register_request(RequestDraft(Category.MINOR_ALONE, Priority.P1, place_words="x"), DESK)
    here.hand_over(A)
    assert other.ask_card(alone.ticket, alone.pin).ask_lead


def test_wrong_pins_are_counted(here: Town) -> None:
    given, station = here.station(A).register_request(WATER, DESK), here.station(B)
    for wrong in ("", "2222", "0000", given.pin[::-1] + "2", "2345"):
        with refused("pin"):
            station.ask_card(given.ticket, wrong)
    with refused("pin_paused"):
        station.ask_card(given.ticket, given.pin)
    assert TRIES == 5
    assert here.station(A).ask_card(given.ticket, given.pin).status is not None, "each point counts its own"
    here.later(PAUSE_SECONDS)
    assert station.ask_card(given.ticket, given.pin)
    with refused("other_incident"):
        station.ask_card(f"NSP:{given.ticket}:{given.pin}:00000000")
    with refused("ticket"):
        station.ask_card("KB-A042-8", given.pin)
