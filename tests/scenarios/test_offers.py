# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offers of things at real stations: what is wanted, reserved, lent, back; and promised twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from noodsteunpunt.domain.rules_offer import OfferDraft
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_desk import AttentionKind
from noodsteunpunt.domain.values_point import OfferKind, OfferStatus, OfferUse, Wanted
from noodsteunpunt.domain.views_point import OfferRow
from noodsteunpunt.station import offers
from noodsteunpunt.station.offers import same_thing
from tests.support.desk_kit import DESK, LEAD, WATER, A, B, C, Town, refused, town

GENERATOR = OfferDraft(
    "aggregaat 2 kW", OfferKind.EQUIPMENT, loan=True, postcode="3551AB", name="Testpersoon Eik", phone="06-00000003"
)
BLANKETS = OfferDraft("dekens", amount=40, name="Testpersoon Es")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def row(here: Town, number: int, offer: SubjectId) -> OfferRow:
    found = here.station(number).reader.offer(offer, here.now)
    assert found is not None
    return found


def ready(here: Town, draft: OfferDraft) -> SubjectId:
    offer = here.station(A).register_offer(draft, DESK).id
    here.station(A).change_offer(offer, OfferStatus.AVAILABLE, DESK)
    return offer


def test_a_loan_is_reserved_fetched_and_comes_back(here: Town) -> None:
    station = here.station(A)
    request = station.register_request(WATER, DESK).id
    offer = station.register_offer(GENERATOR, DESK).id
    with refused("offer_not_there"):
        station.reserve_offer(offer, request, DESK)
    station.change_offer(offer, OfferStatus.AVAILABLE, DESK)
    claim = station.reserve_offer(offer, request, DESK, minutes=30)
    assert (row(here, A, offer).status, row(here, A, offer).free) == (OfferStatus.RESERVED, 0)
    with refused("not_enough"):
        station.reserve_offer(offer, request, DESK)
    with refused("offer_in_use"):
        station.change_offer(offer, OfferStatus.WITHDRAWN, DESK)
    with refused("no_receiver"):
        station.use_offer(offer, claim, OfferUse.LENT, DESK)
    station.use_offer(offer, claim, OfferUse.LENT, DESK, receiver="Testpersoon Wilg")
    here.later(3600)
    assert row(here, A, offer).status is OfferStatus.IN_USE, "what is lent does not lapse"
    assert station.reader.still_open(closing=True).loans == 1
    station.use_offer(offer, claim, OfferUse.RETURNED, DESK)
    assert (row(here, A, offer).status, row(here, A, offer).free) == (OfferStatus.AVAILABLE, 1)
    assert station.reader.still_open(closing=True).loans == 0
    with refused("claim_gone"):
        station.use_offer(offer, claim, OfferUse.RETURNED, DESK)


def test_who_does_not_fetch_it_lets_it_go(here: Town) -> None:
    station = here.station(A)
    request = station.register_request(WATER, DESK).id
    offer = ready(here, BLANKETS)
    claim = station.reserve_offer(offer, request, DESK, amount=30, minutes=20)
    assert row(here, A, offer).free == 10
    here.later(21 * 60)
    assert row(here, A, offer).free == 40 and row(here, A, offer).holds[0].lapsed
    with refused("claim_gone"):
        station.use_offer(offer, claim, OfferUse.USED, DESK)
    before = station.store.export_canonical()
    station.store.rebuild()
    assert station.store.export_canonical() == before, "the clock changed no row"


def test_two_points_that_promised_too_much_both_see_it_until_a_person_settles(here: Town) -> None:
    offer = ready(here, GENERATOR)
    requests = {n: here.station(n).register_request(WATER, DESK).id for n in (A, B)}
    here.hand_over(A, B)
    claims = {n: here.station(n).reserve_offer(offer, requests[n], DESK) for n in (A, B)}
    here.hand_over(A, B)
    for number in (A, B, C):
        assert row(here, number, offer).conflict
        kinds = [item.kind for item in here.station(number).reader.attention(here.now).items]
        assert AttentionKind.OFFER_CONFLICT in kinds
    here.station(B).settle_offer(offer, claims[B], LEAD)
    here.hand_over(A, B)
    for number in (A, B, C):
        assert [hold.id for hold in row(here, number, offer).holds] == [claims[B]]
        assert not row(here, number, offer).conflict
    assert here.level()
    with refused("no_conflict"):
        here.station(A).settle_offer(offer, claims[A], LEAD)


def test_others_hear_what_kind_and_how_many_and_nothing_of_who(here: Town) -> None:
    offer = ready(here, GENERATOR)
    here.hand_over(A)
    assert row(here, A, offer).name == "Testpersoon Eik"
    at_coordination, elsewhere = row(here, C, offer), row(here, B, offer)
    assert (at_coordination.what, elsewhere.what) == ("aggregaat 2 kW", None)
    for other in (at_coordination, elsewhere):
        assert (other.kind, other.amount, other.pc4, other.loan) == (OfferKind.EQUIPMENT, 1, "3551", True)
        assert other.name is other.phone is other.remarks is None


def test_what_the_list_says_not_to_bring_is_turned_away_without_airtime(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = {"niet-brengen": ("Kleding en schoenen", "Kaarsen en kooktoestellen"), "nodig": ("Schone dekens",)}
    monkeypatch.setattr(offers, "items_of", lambda _library, kind: lists.get(kind, ()))
    station = here.station(A)
    assert station.wanted("40 tassen kleding") == (Wanted.NOT_NOW, "Kleding en schoenen")
    assert station.wanted("dekens") == (Wanted.NOW, "Schone dekens")
    assert station.wanted("een accu")[0] is Wanted.UNKNOWN
    bags = OfferDraft("tassen kleding", amount=40)
    with refused("not_now", "what"):
        station.register_offer(bags, DESK)
    waiting = station.store.pending(100)
    station.turn_away_offer(bags, DESK, words="kan naar de kringloop")
    assert station.store.pending(100) == waiting
    assert station.reader.logbook()[0].text == "40 x tassen kleding; kan naar de kringloop"
    with refused("only_lead"):
        station.register_offer(bags, DESK, anyway=True)
    station.register_offer(bags, LEAD, anyway=True)


@pytest.mark.parametrize(
    ("typed", "item", "same"),
    [
        ("winterkleding", "Kleding en schoenen", True),
        ("KAARS", "Kaarsen en kooktoestellen", True),
        ("babymelk", "Luiers en flesvoeding", False),
        ("de en van", "Kleding en schoenen", False),
        ("", "Meubels", False),
    ],
)
def test_words_of_a_list(typed: str, item: str, same: bool) -> None:
    assert same_thing(typed, item) is same


def test_bad_offers_are_refused(here: Town) -> None:
    station = here.station(A)
    for draft, code in (
        (OfferDraft(""), "no_what"), (OfferDraft("dekens", amount=0), "count"), (OfferDraft("x" * 61), "too_long"),
        (OfferDraft("bel 06-00000001"), "phone_in_text"), (OfferDraft("dekens", postcode="35"), "postcode"),
        (OfferDraft("dekens", minutes=-1), "deadline"), (OfferDraft("dekens", name="Jan Jansen"), "real_name"),
    ):  # fmt: skip
        with refused(code):
            station.register_offer(draft, DESK)
    assert station.reader.offers(here.now) == []
