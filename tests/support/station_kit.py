# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Builders that several tests share: papers, a real store, drafts."""

from __future__ import annotations

from pathlib import Path
from random import Random

from noodsteunpunt.domain.drafts import HelperDraft, RequestDraft
from noodsteunpunt.domain.values import Actor, Category, Priority, Role, Skill, StationKind
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.enrolment import Enrolment, demo_enrolments, incident_info
from noodsteunpunt.sealing import PairSealer
from noodsteunpunt.station.replica import draw_replica
from noodsteunpunt.store.database import Store

NOW = 1_800_000_000
KEY = bytes(range(32))
ACTOR = Actor("Testpersoon Balie", Role.REQUEST_DESK)
POINTS = (
    PointName(1, "KB", "De Kern", StationKind.SUPPORT_POINT),
    PointName(2, "HA", "Het Anker", StationKind.SUPPORT_POINT),
    PointName(9, "CP", "Kazerne", StationKind.COORDINATION_POINT),
)


def papers() -> dict[int, Enrolment]:
    """Enrolments of a demo incident."""
    return demo_enrolments(POINTS, NOW)


def open_store(folder: Path, enrolment: Enrolment, key: bytes = KEY, *, replica: bool = True) -> Store:
    """A real store with an own replica."""
    info = incident_info(enrolment)
    store = Store.open(folder / f"{enrolment.point}.db", key, incident=info, sealer=PairSealer(enrolment))
    if replica and store.own_author() is None:
        draw_replica(store, enrolment, Random(1))
    return store


def request(priority: Priority = Priority.P1, category: Category = Category.MEDICAL_POWER, **more: str) -> RequestDraft:
    """A draft with something in every lane."""
    values = {
        "postcode": "3551AB",
        "house_number": "12",
        "note": "accu nog 40 min",
        "name": "Testpersoon Berk",
        "phone": "06-00000010",
        "health_note": "thuisbeademing",
    } | more
    return RequestDraft(category, priority, **values)  # type: ignore[arg-type]


def helper(**more: str) -> HelperDraft:
    """A helper who can cook."""
    return HelperDraft(frozenset({Skill.COOK}), postcode="3551", name="Testpersoon Eik", **more)  # type: ignore[arg-type]
