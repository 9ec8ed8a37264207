# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of ``docs/facts.md`` from the declarations. ``python -m tests.support.facts_page`` prints them."""

from __future__ import annotations

import types
import typing
from dataclasses import fields
from enum import Enum
from typing import Any

from noodsteunpunt.domain.facts import FACTS, Fact, Lane
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding import lane_fields


def tables() -> str:
    """One table per kind of fact."""
    return "\n".join(line for number in sorted(FACTS) for line in _table(number, FACTS[number]))


def _table(number: int, kind: type[Fact]) -> list[str]:
    lines = [f"### {number} {kind.__name__}", ""]
    lines += ["| field | lane | bit | default | written as |", "|---|---|---|---|---|"]
    bits = {name: index for lane in Lane for index, (name, _hint, _default) in enumerate(lane_fields(kind, lane))}
    hints = typing.get_type_hints(kind)
    for field in fields(kind):
        lane = field.metadata["lane"].value
        default, written = _default(field.default), _written(hints[field.name], field.default)
        lines.append(f"| {field.name} | {lane} | {bits[field.name]} | {default} | {written} |")
    return [*lines, ""]


def _default(value: Any) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case int():
            return str(value)
        case _:
            return "empty"


def _written(hint: Any, default: Any) -> str:
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    if hint is bool:
        return f"the bit alone: {'no' if default else 'yes'}"
    if hint is int:
        return "varint"
    if hint is SubjectId:
        return "subject"
    if hint is str:
        return "text"
    if typing.get_origin(hint) is tuple:
        return "varint count, subjects"
    if typing.get_origin(hint) is frozenset:
        return "varint, one bit each: " + _members(typing.get_args(hint)[0])
    return "u8: " + _members(hint)


def _members(enumeration: Any) -> str:
    return ", ".join(f"{index} {member.value}" for index, member in enumerate(enumeration))


if __name__ == "__main__":
    print(tables())
