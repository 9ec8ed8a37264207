# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a newer program would declare: a kind, a field, a member and a text model that this one does not know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

import pytest

from noodsteunpunt.domain import facts, likely
from noodsteunpunt.domain.facts import RequestRegistered
from noodsteunpunt.domain.lanes import air, sealed
from noodsteunpunt.domain.values import RequestStatus, Role, SubjectId
from noodsteunpunt.domain.values_desk import Party, Reason
from noodsteunpunt.encoding import Record, encode_content
from noodsteunpunt.encoding import text as texts
from tests.support.fact_vectors import FixedSealer

LaterStatus = StrEnum("LaterStatus", [*((member.name, member.value) for member in RequestStatus), ("LATER", "later")])


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetClosed:
    """A kind that came at level 2, with a field that came at level 3."""

    KIND: ClassVar[int] = 40
    SINCE: ClassVar[int] = 2
    street: str = air("")
    until: int | None = air(None, since=3)
    why: str = sealed("")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterStatusChanged:
    """Kind 3 with a field more, and with a member more in the old one."""

    KIND: ClassVar[int] = 3
    PARTS: ClassVar[int] = 40
    status: LaterStatus = air(LaterStatus.NEW, likely.REQUEST_STATUS)  # type: ignore[valid-type, attr-defined]
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    reason: Reason | None = air(None)
    party: Party | None = air(None)
    met: int | None = air(None)
    by: SubjectId = air(SubjectId(""), since=2)


@contextmanager
def newer_program() -> Iterator[None]:
    """Inside, the kinds above are declared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(facts.FACTS, StreetClosed.KIND, StreetClosed)
        patch.setitem(facts.FACTS, LaterStatusChanged.KIND, LaterStatusChanged)
        yield


@contextmanager
def newer_texts() -> Iterator[None]:
    """Inside, there is a text model that this program does not have."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(texts.MODELS, 77, texts.Plain)
        yield
    texts.model.cache_clear()


def later(kind: int, seq: int, subject: SubjectId | None = None, **values: Any) -> Record:
    """As a newer program would record it."""
    return Record(seq, seq, 1, subject, kind, values, sealed=True)


def frame_of_a_newer_program(author: int, frame: int, first: SubjectId) -> bytes:
    """Content with, in this order: an old kind, a new kind with everything, a new field, a new member, an old kind."""
    records = [
        later(RequestRegistered.KIND, 1, letters="HA", desk="A", number=1),
        later(StreetClosed.KIND, 2, street="Dorpsstraat", until=70, why="boom op de weg"),
        later(LaterStatusChanged.KIND, 3, first, status=LaterStatus.ASSESSED, by=first),  # type: ignore[attr-defined]
        later(LaterStatusChanged.KIND, 4, first, status=LaterStatus.LATER),  # type: ignore[attr-defined]
        later(RequestRegistered.KIND, 5, letters="HA", desk="A", number=2, note="deur is open"),
    ]
    with newer_program():
        return encode_content(records, author, frame, FixedSealer())
