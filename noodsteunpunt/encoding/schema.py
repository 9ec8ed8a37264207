# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the declarations in :mod:`noodsteunpunt.domain.facts` say of each field."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from functools import cache
from typing import Any

from noodsteunpunt.domain.facts import Lane
from noodsteunpunt.domain.odds import Odds
from noodsteunpunt.domain.values import SubjectId


@dataclass(frozen=True, slots=True)
class Spec:
    """One field. ``hint`` is its type without ``| None``; ``since``: the level of the format that brought it."""

    name: str
    hint: Any
    optional: bool
    default: Any
    odds: Odds | None
    since: int

    @property
    def blank(self) -> Any:
        """The default with members as indexes."""
        return with_indexes(self.hint, self.default)


def with_indexes(hint: Any, value: Any) -> Any:
    """Members of an enum as their index: on the air they have no other name."""
    if isinstance(value, Enum):
        return list(type(value)).index(value)
    if isinstance(value, frozenset):
        members = list(typing.get_args(hint)[0])
        return frozenset(members.index(member) for member in value)
    return value


def with_members(hint: Any, value: Any) -> Any:
    """The other way; :class:`LookupError` for a member that is not known here."""
    origin = typing.get_origin(hint)
    if value is None or hint in (int, bool, str, SubjectId) or origin is tuple:
        return value
    members = list(typing.get_args(hint)[0] if origin is frozenset else hint)
    return frozenset(members[index] for index in value) if origin is frozenset else members[value]


@cache
def specs(kind: Any, lane: Lane) -> tuple[Spec, ...]:
    """The fields of ``kind`` in ``lane``, in declared order."""
    hints = typing.get_type_hints(kind)
    found = []
    for field in fields(kind):
        if field.metadata["lane"] is not lane or field.default is MISSING:
            continue
        hint = hints[field.name]
        optional = isinstance(hint, types.UnionType)
        if optional:
            hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
        odds, since = field.metadata.get("odds"), field.metadata.get("since", 1)
        found.append(Spec(field.name, hint, optional, field.default, odds, since))
    return tuple(found)


@cache
def lane_fields(kind: Any, lane: Lane) -> tuple[tuple[str, Any, Any], ...]:
    """(name, type, default) of the fields of ``kind`` in ``lane``, in declared order."""
    hints = typing.get_type_hints(kind)
    return tuple((spec.name, hints[spec.name], spec.default) for spec in specs(kind, lane))


@cache
def levels(kind: Any, lane: Lane) -> tuple[int, ...]:
    """The later levels at which ``lane`` of ``kind`` got fields, rising; a kind that came later has all of its
    fields at its own level."""
    born = since(kind)
    return tuple(sorted({max(spec.since, born) for spec in specs(kind, lane)} - {1}))


@cache
def at_level(kind: Any, lane: Lane, level: int) -> tuple[Spec, ...]:
    """The fields that came with ``level``."""
    born = since(kind)
    return tuple(spec for spec in specs(kind, lane) if max(spec.since, born) == level)


def since(kind: Any) -> int:
    """The level of the format that brought this kind."""
    return int(getattr(kind, "SINCE", 1))
