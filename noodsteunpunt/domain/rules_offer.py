# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""May this be done: offers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from noodsteunpunt.domain.facts import OfferRegistered
from noodsteunpunt.domain.rules_request import check_minutes, minute_of
from noodsteunpunt.domain.typed import check_sealed, clean_all, clean_postcode
from noodsteunpunt.domain.values import Actor, SubjectId
from noodsteunpunt.domain.values_point import OfferKind, OfferStatus, OfferUse
from noodsteunpunt.domain.views_point import HoldView, OfferRow
from noodsteunpunt.domain.violations import RuleViolation

MOST = 9_999
WHAT_BYTES = 80
LEASE_MINUTES = 60
"""Of what is reserved and not fetched."""
_U = OfferUse
USES: dict[OfferUse | None, frozenset[OfferUse]] = {
    None: frozenset({_U.LENT, _U.USED}),
    _U.LENT: frozenset({_U.RETURNED, _U.MISSING, _U.USED}),
    _U.MISSING: frozenset({_U.RETURNED}),
    _U.USED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """What is offered. ``what`` travels sealed for the coordination point; everything from ``conditions`` on stays
    here. ``minutes``: how long it holds from now on."""

    what: str
    kind: OfferKind = OfferKind.GOODS
    amount: int = 1
    loan: bool = False
    postcode: str = ""
    minutes: int | None = None
    conditions: str = ""
    place_words: str = ""
    name: str = ""
    phone: str = ""
    remarks: str = ""


def check_offer(draft: OfferDraft) -> OfferDraft:
    """The draft cleaned, or :class:`RuleViolation`."""
    clean = replace(clean_all(draft), postcode=clean_postcode(draft.postcode))
    if not clean.what:
        raise RuleViolation("no_what", "what")
    check_sealed(clean.what, "what")
    if len(clean.what.encode()) > WHAT_BYTES:
        raise RuleViolation("too_long", "what")
    if not 1 <= clean.amount <= MOST:
        raise RuleViolation("count", "amount")
    check_minutes(clean.minutes, "minutes")
    return clean


def offer_fact(
    draft: OfferDraft, actor: Actor, *, letters: str, desk: str, number: int, now: int, started_at: int
) -> OfferRegistered:
    """What of it may be known elsewhere."""
    until = None if draft.minutes is None else minute_of(now, started_at) + draft.minutes
    return OfferRegistered(
        letters=letters,
        desk=desk,
        number=number,
        kind=draft.kind,
        amount=draft.amount,
        loan=draft.loan,
        pc4=draft.postcode[:4],
        until=until,
        role=actor.role,
        what=draft.what,
        conditions=draft.conditions,
        place_words=draft.place_words,
        name=draft.name,
        phone=draft.phone,
        remarks=draft.remarks,
        recorded_by=actor.name,
    )


def check_offer_exists(offer: OfferRow | None) -> OfferRow:
    """The offer, or a violation."""
    if offer is None:
        raise RuleViolation("unknown_offer")
    return offer


def check_offer_status(offer: OfferRow | None, status: OfferStatus) -> None:
    """Looked at, turned down, or withdrawn; not while somebody has it."""
    row = check_offer_exists(offer)
    if status not in {OfferStatus.AVAILABLE, OfferStatus.DECLINED, OfferStatus.WITHDRAWN}:
        raise RuleViolation("step", "status")
    if status is not OfferStatus.AVAILABLE and row.holds:
        raise RuleViolation("offer_in_use", "status")


def check_reserve(offer: OfferRow | None, amount: int) -> None:
    """Only what is there, looked at, and free."""
    row = check_offer_exists(offer)
    if row.status in {OfferStatus.NEW, OfferStatus.DECLINED, OfferStatus.WITHDRAWN, OfferStatus.EXPIRED}:
        raise RuleViolation("offer_not_there", "status")
    if not 1 <= amount <= row.free:
        raise RuleViolation("not_enough", "amount")


def check_use(offer: OfferRow | None, claim: SubjectId, use: OfferUse, receiver: str) -> HoldView:
    """In its order; what is lent has somebody who has it."""
    row = check_offer_exists(offer)
    hold = next((one for one in row.holds if one.id == claim), None)
    if hold is None or hold.lapsed:
        raise RuleViolation("claim_gone")
    if use not in USES[hold.use] or (use is OfferUse.LENT and not row.loan):
        raise RuleViolation("step", "use")
    if use is OfferUse.LENT and not receiver:
        raise RuleViolation("no_receiver", "receiver")
    return hold
