# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works here, who is at the keyboard, and what a role may do and see.

A PIN says who it is; it is no lock against somebody who holds the disk and its key: four digits can be tried out.
Roles belong to the shift: a person may wear any of theirs, and says which one when they take a keyboard.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from noodsteunpunt.domain import ordering
from noodsteunpunt.domain.facts import (
    HelperChecked,
    KeyboardTaken,
    PersonAdded,
    PersonChanged,
    Stamped,
    TaskApproved,
)
from noodsteunpunt.domain.places import folded
from noodsteunpunt.domain.typed import clean_all, clean_text
from noodsteunpunt.domain.values import Actor, Role, StationKind, SubjectId
from noodsteunpunt.domain.values_people import Clearance, Identity, Limit, Vog
from noodsteunpunt.domain.violations import RuleViolation

IDLE_SECONDS = 5 * 60
"""A keyboard that nobody touched for so long is locked."""

SHORTEST_PIN, LONGEST_PIN = 4, 8
SALT_BYTES, BADGE_BYTES = 16, 16
_SCRYPT = {"n": 2**13, "r": 8, "p": 1}
"""About 25 ms and 8 MB on a laptop of 2018."""

_RUN = "0123456789012345678"
_LANGUAGE = re.compile(r"[a-z]{2}")
_MARK = "NSB"
_NAME_CHARACTERS = 80

LEADS = {StationKind.SUPPORT_POINT: Role.POINT_LEAD, StationKind.COORDINATION_POINT: Role.COORDINATOR}
"""Who decides about people, by the kind of the point."""


class Area(StrEnum):
    """What a screen shows."""

    INFORMATION = "information"
    REQUESTS = "requests"
    PERSONS_IN_NEED = "persons_in_need"
    """Names, telephones, health and access notes of requests and noodmeldingen."""
    HELPERS = "helpers"
    MESSAGES = "messages"
    NETWORK = "network"
    PEOPLE = "people"
    """Who works here: roles, PINs and badges."""


_DESK = frozenset({Area.INFORMATION, Area.REQUESTS, Area.PERSONS_IN_NEED, Area.HELPERS})
SEES: dict[Role, frozenset[Area]] = {
    Role.POINT_LEAD: frozenset(Area),
    Role.COORDINATOR: frozenset(Area),
    Role.LIAISON: _DESK | {Area.MESSAGES},
    Role.REQUEST_DESK: _DESK,
    Role.HELPER_COORDINATOR: frozenset({Area.INFORMATION, Area.REQUESTS, Area.HELPERS}),
    Role.RADIO_OPERATOR: frozenset({Area.INFORMATION, Area.REQUESTS, Area.MESSAGES, Area.NETWORK}),
    Role.RECEPTION: frozenset({Area.INFORMATION, Area.REQUESTS}),
}
"""A table, so that it can be read and tested; ``docs/desk.md`` shows it."""


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Somebody who comes to work here."""

    person: str
    roles: frozenset[Role]
    pin: str
    conduct: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who works or worked here. Times in Unix seconds. ``role``: the one last worn, ``at``: since when."""

    id: SubjectId
    person: str
    roles: frozenset[Role]
    gone: bool
    added_at: int
    role: Role | None = None
    at: int | None = None
    device: str = ""


@dataclass(frozen=True, slots=True)
class PersonState:
    """What is true of a person, with what shows that it is them."""

    opened: Stamped
    person: str
    roles: frozenset[Role]
    salt: str
    pin: str
    badge: str
    gone: bool = False
    taken: Stamped | None = None


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Who is at a device, in which role. ``used_at`` in steady seconds; the lock is by them and not by a wall clock."""

    device: str
    person: SubjectId
    actor: Actor
    used_at: float

    def locked(self, now: float) -> bool:
        """Nobody touched it for five minutes: what is typed stays, and somebody must say who they are."""
        return now - self.used_at >= IDLE_SECONDS


def fold_person(facts: Iterable[Stamped]) -> PersonState | None:
    """None while the opening fact is missing."""
    ordered = ordering.in_order(facts)
    void = ordering.undone(ordered)
    opened = next((f for f in ordered if isinstance(f.fact, PersonAdded) and f.id not in void), None)
    if opened is None or not isinstance(opened.fact, PersonAdded):
        return None
    fact = opened.fact
    state = PersonState(opened, fact.person, fact.roles, fact.salt, fact.pin, fact.badge)
    for stamped in ordered:
        if stamped.id in void:
            continue
        if isinstance(stamped.fact, PersonChanged):
            state = _changed(state, stamped.fact)
        elif isinstance(stamped.fact, KeyboardTaken):
            state = replace(state, taken=stamped)
    return state


def _changed(state: PersonState, fact: PersonChanged) -> PersonState:
    return replace(
        state,
        roles=state.roles if fact.roles is None else fact.roles,
        salt=fact.salt or state.salt,
        pin=fact.pin or state.pin,
        badge=fact.badge or state.badge,
        gone=fact.gone or (state.gone and not fact.back),
    )


def sees(role: Role, area: Area) -> bool:
    """May who wears ``role`` look at it?"""
    return area in SEES[role]


def check_person(draft: PersonDraft, actor: Actor, known: Sequence[PersonRow], kind: StationKind) -> PersonDraft:
    """Cleaned. Only the leader adds somebody; who comes first adds themselves, as the leader."""
    lead, here = LEADS.get(kind, Role.POINT_LEAD), [row for row in known if not row.gone]
    if here and actor.role is not lead:
        raise RuleViolation("only_lead")
    name = clean_text(draft.person, "person", _NAME_CHARACTERS)
    if not name:
        raise RuleViolation("no_name", "person")
    if any(folded(row.person) == folded(name) for row in here):
        raise RuleViolation("name_taken", "person")
    _check_roles(draft.roles, kind)
    if not here and lead not in draft.roles:
        raise RuleViolation("first_leads", "roles")
    if not draft.conduct:
        raise RuleViolation("no_conduct", "conduct")
    check_new_pin(draft.pin)
    return replace(draft, person=name)


def _check_roles(roles: frozenset[Role], kind: StationKind) -> None:
    other = set(LEADS.values()) - {LEADS.get(kind, Role.POINT_LEAD)}
    if not roles or roles & other:
        raise RuleViolation("no_role", "roles")


def check_person_change(
    person: PersonRow | None,
    actor: Actor,
    known: Sequence[PersonRow],
    kind: StationKind,
    *,
    roles: frozenset[Role] | None,
    gone: bool,
    pin: str,
) -> None:
    """Only the leader; and somebody who leads stays: without one nobody could be added or taken away any more."""
    lead = LEADS.get(kind, Role.POINT_LEAD)
    if person is None:
        raise RuleViolation("unknown_person")
    if actor.role is not lead:
        raise RuleViolation("only_lead")
    if roles is not None:
        _check_roles(roles, kind)
    if pin:
        check_new_pin(pin)
    others = any(lead in row.roles for row in known if not row.gone and row.id != person.id)
    leads_on = not gone and lead in (person.roles if roles is None else roles)
    if not (others or leads_on):
        raise RuleViolation("last_lead")


@dataclass(frozen=True, slots=True)
class HelperCheck:
    """What was seen of a helper. ``languages``: ISO 639-1 codes; ``organisation``: they are *via organisatie*."""

    identity: Identity = Identity.NONE
    vog: Vog = Vog.NONE
    clearance: frozenset[Clearance] = frozenset()
    limits: frozenset[Limit] = frozenset()
    languages: tuple[str, ...] = ()
    organisation: str = ""


def checked_fact(draft: HelperCheck, actor: Actor) -> HelperChecked:
    """Without a VOG that was seen or known beforehand nobody looks into data, and nobody goes into a house whose
    identity nobody saw."""
    if actor.role not in {Role.POINT_LEAD, Role.COORDINATOR, Role.HELPER_COORDINATOR}:
        raise RuleViolation("only_lead")
    return _checked(draft, actor)


def stated_fact(draft: HelperCheck, actor: Actor) -> HelperChecked:
    """What helpers say of themselves when they sign up: nothing was seen, so it gives no clearance."""
    if draft.vog not in {Vog.NONE, Vog.STATED} or draft.clearance or draft.identity is not Identity.NONE:
        raise RuleViolation("only_lead")
    return _checked(draft, actor)


def _checked(draft: HelperCheck, actor: Actor) -> HelperChecked:
    if Clearance.HOME_VISIT in draft.clearance and draft.identity is Identity.NONE:
        raise RuleViolation("no_identity", "identity")
    if Clearance.DATA in draft.clearance and draft.vog not in {Vog.SEEN, Vog.PRELOADED}:
        raise RuleViolation("no_vog", "vog")
    if any(not _LANGUAGE.fullmatch(language) for language in draft.languages):
        raise RuleViolation("language", "languages")
    return fact_of(clean_all(draft), actor)


def fact_of(check: HelperCheck, actor: Actor) -> HelperChecked:
    """As it is: nothing is looked at."""
    return HelperChecked(
        identity=check.identity,
        vog=check.vog,
        clearance=check.clearance,
        limits=check.limits,
        languages=" ".join(sorted(set(check.languages))),
        role=actor.role,
        name=actor.name,
        organisation=check.organisation,
    )


def approval(words: str, actor: Actor, kind: StationKind) -> TaskApproved:
    """Only the leader, and with a reason that can be read afterwards."""
    if actor.role is not LEADS.get(kind, Role.POINT_LEAD):
        raise RuleViolation("only_lead")
    if not words:
        raise RuleViolation("no_reason", "words")
    return TaskApproved(words=words, role=actor.role, name=actor.name)


def check_new_pin(pin: str) -> None:
    """Four to eight digits, not all alike and not in a row."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise RuleViolation("pin_digits", "pin")
    if len(set(pin)) == 1 or pin in _RUN or pin in _RUN[::-1]:
        raise RuleViolation("pin_easy", "pin")


def check_takes(state: PersonState | None, role: Role) -> PersonState:
    """Somebody who works here, in a role that is theirs."""
    if state is None or state.gone:
        raise RuleViolation("unknown_person")
    if role not in state.roles:
        raise RuleViolation("no_role", "role")
    return state


def hash_pin(pin: str, salt: bytes) -> str:
    """Hex of scrypt (RFC 7914)."""
    return hashlib.scrypt(pin.encode("utf-8", "replace"), salt=salt, dklen=32, **_SCRYPT).hex()


def pin_fits(state: PersonState, pin: str) -> bool:
    """In constant time."""
    return bool(state.pin) and hmac.compare_digest(hash_pin(pin[:64], bytes.fromhex(state.salt)), state.pin)


def badge_text(person: SubjectId, badge: str) -> str:
    """What the QR code on a badge holds: capitals and digits only, so that it stays small."""
    return f"{_MARK}:{person}:{badge}".upper()


def read_badge(text: str) -> tuple[SubjectId, str]:
    """(person, what it holds); raises ``badge``."""
    parts = text.strip().split(":")
    if len(parts) != 3 or parts[0].upper() != _MARK:
        raise RuleViolation("badge", "badge")
    return SubjectId(parts[1].lower()), parts[2].lower()


def badge_fits(state: PersonState, badge: str) -> bool:
    """In constant time."""
    return bool(state.badge) and hmac.compare_digest(badge.encode("utf-8", "replace"), state.badge.encode())
