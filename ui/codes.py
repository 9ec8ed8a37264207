# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Codes of the domain as text and back; a code of a newer program is left out."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)


def member(kind: type[E], code: str) -> E | None:
    """The member with that code, if this program knows it."""
    return next((one for one in kind if one.value == code), None)


def members(kind: type[E], codes: str) -> set[E]:
    """All members that a list of codes names."""
    return {one for one in kind if one.value in codes.split()}


def codes_of(chosen: Iterable[StrEnum]) -> str:
    """A list of codes, always in the same order."""
    return " ".join(sorted(one.value for one in chosen))
