# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of the people who work here and of who sat at which keyboard. They stay in this house: names and rosters are
never on the air."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from noodsteunpunt.domain.lanes import house
from noodsteunpunt.domain.values import Role
from noodsteunpunt.domain.values_people import Clearance, Identity, Limit, Vog


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded:
    """Somebody works here from now on. ``roles``: what they may wear. ``salt`` and ``pin``: hex of the salt and of the
    scrypt of the PIN; ``badge``: hex of what the code on their badge holds. ``conduct``: they were told the rules of
    conduct and agreed. ``role`` and ``name``: who added them."""

    KIND: ClassVar[int] = 105
    HOUSE_ONLY: ClassVar[bool] = True
    person: str = house("")
    roles: frozenset[Role] = house(frozenset())
    salt: str = house("")
    pin: str = house("")
    badge: str = house("")
    conduct: bool = house(False)
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanged:
    """Other roles, another PIN, another badge, gone or back: None and empty are unchanged."""

    KIND: ClassVar[int] = 106
    HOUSE_ONLY: ClassVar[bool] = True
    roles: frozenset[Role] | None = house(None)
    salt: str = house("")
    pin: str = house("")
    badge: str = house("")
    gone: bool = house(False)
    back: bool = house(False)
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyboardTaken:
    """The person is at this keyboard from now on, in ``role``."""

    KIND: ClassVar[int] = 107
    HOUSE_ONLY: ClassVar[bool] = True
    device: str = house("")
    role: Role = house(Role.REQUEST_DESK)
    with_badge: bool = house(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperChecked:
    """About a helper: what was seen of them and where they may work. The newest counts, as a whole. ``languages``: ISO
    639-1 codes with spaces between; ``organisation``: the one they come with. Of a helper's conduct nothing is ever on
    the air."""

    KIND: ClassVar[int] = 108
    HOUSE_ONLY: ClassVar[bool] = True
    identity: Identity = house(Identity.NONE)
    vog: Vog = house(Vog.NONE)
    clearance: frozenset[Clearance] = house(frozenset())
    limits: frozenset[Limit] = house(frozenset())
    languages: str = house("")
    role: Role = house(Role.HELPER_COORDINATOR)
    name: str = house("")
    organisation: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskApproved:
    """About a request: the leader lets helpers do this task in support of professionals, and why."""

    KIND: ClassVar[int] = 109
    HOUSE_ONLY: ClassVar[bool] = True
    words: str = house("")
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")
