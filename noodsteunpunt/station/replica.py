# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening and closing replicas: who writes, under which slot, with which key.

A new replica draws a key, takes a free slot of its point at random (two copies that both start anew then
rarely pick the same) and is bound to it by the point's own key. That needs no coordinator.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.store.database import Store
from sync.certificates import make_binding
from sync.ids import Author, make_author, point_of, replica_id

SLOTS = 64
FEW = 16
"""Of the slots: the first ones cost the fewest bits in what stations say to hold."""

LATE = 3600
"""Seconds after an incident began from which a laptop that holds nothing may have worked for its point before."""


class NoFreeSlot(Exception):
    """All 64 slots of the point are taken: the municipality must enrol the point anew."""


def draw_replica(
    store: Store, enrolment: Enrolment, rng: Random, *, standby: bool = False, late: bool = False
) -> tuple[Author, Ed25519PrivateKey]:
    """Open a new own replica in ``store``; an earlier one is closed in the same commit."""
    key = Ed25519PrivateKey.generate()
    author = free_author(list(store.heads()), enrolment.point, rng, standby=standby, late=late)
    public = key.public_key().public_bytes_raw()
    signing = Ed25519PrivateKey.from_private_bytes(enrolment.signing_key)
    body = make_binding(signing, enrolment.roster.incident, author, public)
    store.open_replica(author, replica_id(public), key.private_bytes_raw(), body)
    return author, key


def free_author(known: Sequence[int], point: int, rng: Random, *, standby: bool = False, late: bool = False) -> Author:
    """The first slot for a point nobody has seen, a random free one after that, and for a standby laptop always: the
    one that it stands by for has taken the first slot, whether it was heard or not. ``late``: also for a point nobody
    has seen a random one, of a few. The laptop may come from repair, and all that it wrote before would go aside if the
    new binding of its old slot won."""
    taken = {author for author in known if point_of(Author(author)) == point}
    free = [author for slot in range(SLOTS) if (author := make_author(point, slot)) not in taken]
    if not free:
        raise NoFreeSlot
    if taken or standby:
        return rng.choice(free[1:] or free)
    return rng.choice(free[1:FEW]) if late else free[0]
