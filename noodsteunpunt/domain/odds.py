# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is likely: declared beside a field, used by the encoding to spend few bits on it. A wrong guess costs airtime,
never correctness; a field without a declaration works too. Once the protocol has a version, odds are as fixed as the
numbers of kinds: they are part of the bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Weights:
    """Parts per value: of an enum in the order of its members, of a yes or no as (no, yes), of an integer from 0 up.
    What is not in it costs more and stays possible, so members added later need no new odds."""

    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """Weights that depend on the member that the field ``name``, declared earlier, has. ``otherwise`` for a member
    that is not among ``cases``."""

    name: str
    cases: Mapping[Enum, tuple[int, ...]]
    otherwise: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """An integer of about this size; half and double are nearly as likely."""

    typical: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """Minutes since the incident began, a usual number of minutes after the entry's own time; or nothing, in ``none``
    of a hundred cases."""

    usual: tuple[int, ...]
    none: int = 35


@dataclass(frozen=True, slots=True)
class Letters:
    """Few capital letters, usually those of an entry before it; ``usual`` of them. A single one is likely to be an
    early letter of the alphabet. ``of_point``: most likely those in the certificate of the author's point."""

    usual: int
    of_point: bool = False


@dataclass(frozen=True, slots=True)
class Counter:
    """Usually one more than in the last entry of this kind with the same value in the fields ``per``."""

    per: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digits:
    """Four digits of a postcode, near those of the other entries."""


@dataclass(frozen=True, slots=True)
class Address:
    """Postcode, house number and words; the digits are those of the field ``digits``, declared in the air lane."""

    digits: str


Odds = Weights | Given | Around | Ahead | Letters | Counter | Digits | Address


M = TypeVar("M", bound=Enum)
G = TypeVar("G", bound=Enum)


def cases_of(group_of: Mapping[M, G], parts: Mapping[M, int]) -> Mapping[Enum, tuple[int, ...]]:
    """Per group the parts of its members, and one part for every other member."""
    return {
        group: tuple(part if group_of[member] is group else 1 for member, part in parts.items())
        for group in dict.fromkeys(group_of.values())
    }
