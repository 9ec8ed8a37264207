# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offers of things: what is wanted now, reserved with a lease, lent and back. Every method that records returns after
the commit; it raises ``RuleViolation``."""

from __future__ import annotations

from noodsteunpunt.domain import rules_offer, rules_request
from noodsteunpunt.domain.facts import ClaimReleased, ClaimSettled, OfferClaimed, OfferStatusChanged, OfferUsed
from noodsteunpunt.domain.facts_shift import LogWritten
from noodsteunpunt.domain.lifecycles import ENDED
from noodsteunpunt.domain.people import LEADS
from noodsteunpunt.domain.rules_offer import LEASE_MINUTES, OfferDraft
from noodsteunpunt.domain.values import Actor, SubjectId
from noodsteunpunt.domain.values_point import LogKind, OfferStatus, OfferUse, Wanted
from noodsteunpunt.domain.views_point import OfferRow
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.search.words import is_faint, is_silent, stem, tokens
from noodsteunpunt.station.base import Registered
from noodsteunpunt.station.opening import OpeningCases
from noodsteunpunt.station.packs import items_of

_NOW = ("nodig", "needed")
_NOT_NOW = ("niet-brengen", "not-now")
"""Kinds of lists, as the national core and the example of the format name them."""


class OfferCases(OpeningCases):
    """Things apart from skills, offers apart from requests."""

    def wanted(self, what: str) -> tuple[Wanted, str]:
        """What the lists of the pack say of a thing, and the line that says so. *Nu niet* goes before *nu wel*."""
        for answer, kinds in ((Wanted.NOT_NOW, _NOT_NOW), (Wanted.NOW, _NOW)):
            for kind in kinds:
                for item in items_of(self.library, kind):
                    if same_thing(what, item):
                        return answer, item
        return Wanted.UNKNOWN, ""

    def register_offer(self, draft: OfferDraft, actor: Actor, *, anyway: bool = False) -> Registered:
        """What the lists say not to bring now is refused, unless the leader takes it ``anyway``."""
        self._check_people(draft, actor)
        clean = rules_offer.check_offer(draft)
        if self.wanted(clean.what)[0] is Wanted.NOT_NOW:
            if not anyway:
                raise RuleViolation("not_now", "what")
            if actor.role is not LEADS.get(self.info.kind):
                raise RuleViolation("only_lead")
        fact = rules_offer.offer_fact(
            clean, actor, letters=self.info.point.letters, desk=self.info.desk, number=self._next_number(),
            now=self._clock.now(), started_at=self._started_at,
        )  # fmt: skip
        return self._registered(fact)

    def turn_away_offer(self, draft: OfferDraft, actor: Actor, *, words: str = "") -> SubjectId:
        """*Nu niet*: a line in the logbook and nothing on the air; ``words``: where else it can go. Returns the
        line."""
        self._check_people(draft, actor)
        clean = rules_offer.check_offer(draft)
        said = self._words(words)
        text = f"{clean.amount} x {clean.what}" + (f"; {said}" if said else "")
        fact = LogWritten(what=LogKind.EVENT, text=text, role=actor.role, name=actor.name)
        return self._record(fact, None)

    def change_offer(self, offer: SubjectId, status: OfferStatus, actor: Actor, *, words: str = "") -> None:
        """Looked at and there, turned down, or withdrawn."""
        rules_offer.check_offer_status(self.reader.offer(offer, self._clock.now()), status)
        fact = OfferStatusChanged(status=status, role=actor.role, words=self._words(words), name=actor.name)
        self._record(fact, offer)

    def reserve_offer(
        self, offer: SubjectId, request: SubjectId, actor: Actor, *, amount: int = 1, minutes: int = LEASE_MINUTES
    ) -> SubjectId:
        """So many for an open request; who does not fetch it in ``minutes`` lets it go. Returns the reservation's
        id."""
        rules_offer.check_reserve(self.reader.offer(offer, self._clock.now()), amount)
        if rules_request.check_exists(self.reader.request(request)).row.status in ENDED:
            raise RuleViolation("request_ended")
        rules_request.check_minutes(minutes, "minutes")
        until = rules_request.minute_of(self._clock.now(), self._started_at) + minutes
        fact = OfferClaimed(request=request, amount=amount, until=until, role=actor.role, name=actor.name)
        return self._record(fact, offer)

    def use_offer(
        self, offer: SubjectId, claim: SubjectId, use: OfferUse, actor: Actor, *, receiver: str = "", words: str = ""
    ) -> None:
        """Lent (``receiver``: who has it), used up, back, or missing."""
        name = self._words(receiver, "receiver")
        rules_offer.check_use(self.reader.offer(offer, self._clock.now()), claim, use, name)
        fact = OfferUsed(
            claim=claim, use=use, role=actor.role, receiver=name, words=self._words(words), name=actor.name
        )
        self._record(fact, offer)

    def release_offer(self, offer: SubjectId, claim: SubjectId, actor: Actor) -> None:
        """A reservation is let go."""
        row = rules_offer.check_offer_exists(self.reader.offer(offer, self._clock.now()))
        if not any(hold.id == claim and hold.use is None for hold in row.holds):
            raise RuleViolation("claim_gone")
        self._record(ClaimReleased(claim=claim, role=actor.role, name=actor.name), offer)

    def settle_offer(self, offer: SubjectId, winner: SubjectId | None, actor: Actor) -> None:
        """More was promised than there is: a person decides whose reservation stays, None for nobody's."""
        row = rules_offer.check_offer_exists(self.reader.offer(offer, self._clock.now()))
        named = self._reserved(row)
        if not row.conflict or not named:
            raise RuleViolation("no_conflict")
        if winner is not None and winner not in named:
            raise RuleViolation("claim_gone")
        fact = ClaimSettled(claims=named, winner=winner or SubjectId(""), role=actor.role, name=actor.name)
        self._record(fact, offer)

    @staticmethod
    def _reserved(row: OfferRow) -> tuple[SubjectId, ...]:
        return tuple(sorted(hold.id for hold in row.holds if hold.use is None))


def same_thing(typed: str, item: str) -> bool:
    """A word of the list's line is in what was typed, whole or as a part of a Dutch compound."""
    words = [word for word in tokens(typed) if not is_silent(word) and not is_faint(word)]
    asked = {stem(word) for word in words} | set(words)
    for word in tokens(item):
        root = stem(word)
        if is_silent(word) or is_faint(word) or len(root) < 4:
            continue
        if root in asked or any(other.startswith(root) or other.endswith(root) for other in asked):
            return True
    return False
