# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The golden vectors of facts. ``python -m tests.support.fact_vectors`` writes the bytes of a draft anew; a released
version's vectors are only added to."""

from __future__ import annotations

import types
import typing
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from noodsteunpunt.domain import facts
from noodsteunpunt.domain.facts import Fact
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding import encode_content, encode_house, record_of
from sync.ids import Author
from sync.keys import SealError, open_sealed, seal

FILE = Path(__file__).resolve().parents[1] / "vectors" / "facts_draft.yaml"
VECTORS: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
KEY = bytes.fromhex(VECTORS["pair_key"])
CASES: list[dict[str, Any]] = VECTORS["facts"]
FRAME = 5
"""The frame in which each entry lies alone."""


class FixedSealer:
    """One key for everybody; ``reads`` is False at a point that may not read."""

    def __init__(self, reads: bool = True) -> None:
        self._reads = reads

    def letters(self, author: int) -> str:
        return "KB"

    def seal(self, author: int, frame: int, plaintext: bytes, associated: bytes, to: int = 0) -> bytes:
        return seal(KEY, Author(author), frame, plaintext, associated)

    def open(self, author: int, frame: int, blob: bytes, associated: bytes, to: int = 0) -> bytes | None:
        if not self._reads:
            return None
        try:
            return open_sealed(KEY, Author(author), frame, blob, associated)
        except SealError:
            return None


def fact_of(case: dict[str, Any]) -> Fact:
    kind: Any = getattr(facts, case["fact"])
    hints = typing.get_type_hints(kind)
    fact: Fact = kind(**{name: typed(hints[name], value) for name, value in case["fields"].items()})
    return fact


def typed(hint: Any, value: Any) -> Any:
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    if typing.get_origin(hint) is frozenset:
        return frozenset(typing.get_args(hint)[0](member) for member in value)
    if typing.get_origin(hint) is tuple:
        return tuple(SubjectId(item) for item in value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value


def content_of(case: dict[str, Any]) -> bytes:
    """The content of a frame that has this entry and no other."""
    subject = SubjectId(case["subject"]) if case["subject"] else None
    seq, minutes = case["seq"], case["minutes"]
    record = record_of(fact_of(case), seq=seq, lamport=case.get("lamport", seq), minutes=minutes, subject=subject)
    return encode_content([record], case["author"], FRAME, FixedSealer())


def main() -> None:
    text = FILE.read_text("utf-8")
    for case in CASES:
        text = text.replace(f"  content: '{case['content']}'\n", f"  content: '{content_of(case).hex()}'\n", 1)
        assert case.get("deflated") or encode_house(fact_of(case)).hex() == case["house"]
    FILE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
