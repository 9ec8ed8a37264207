# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Hoe gaat het met mij?*: the answers of one helper, for nobody else. No Flet here.

They are in the memory of this process and nowhere else: not a fact, not a kept form, not a file. They cannot be copied
or written by accident: what would pickle or print them gets a refusal, or their class. They end with a press, when
somebody else sits down, when the keyboard locks, and with the program.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NoReturn

from ui.texts import mark


class Feel(StrEnum):
    """How it is with one thing."""

    WELL = "well"
    SOME = "some"
    BAD = "bad"


WORDS: tuple[tuple[Feel, str], ...] = (
    (Feel.WELL, mark("Going well")),
    (Feel.SOME, mark("So-so")),
    (Feel.BAD, mark("Not well")),
)

QUESTIONS: tuple[tuple[str, str], ...] = (
    ("rest", mark("Sleep and rest")),
    ("food", mark("Food and drink")),
    ("clear", mark("Thinking clearly")),
    ("calm", mark("Staying calm and friendly")),
    ("shock", mark("What I saw or heard here")),
)
"""Name and words. Everyday things that a person can tell of themselves: it measures nothing and calls nobody ill."""


class SelfCheck:
    """One person's. ``asked``: they asked to be relieved; of that a number goes on, and no more."""

    __slots__ = ("answers", "asked", "note")

    def __init__(self) -> None:
        self.answers: dict[str, Feel] = {}
        self.note = ""
        self.asked = False

    def __repr__(self) -> str:
        return "SelfCheck()"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("a self-check is not written")

    @property
    def begun(self) -> bool:
        """Is there something to take away?"""
        return bool(self.answers or self.note)

    @property
    def heavy(self) -> bool:
        """Time to stop for a while: two things are not well, or it is the head."""
        bad = [name for name, feel in self.answers.items() if feel is Feel.BAD]
        return len(bad) > 1 or "clear" in bad or "calm" in bad

    @property
    def shaken(self) -> bool:
        """Something stays in the mind."""
        return self.answers.get("shock") in {Feel.SOME, Feel.BAD}


class ReliefCount:
    """How many asked to be relieved at this station since the leader arranged it: a number, without who."""

    __slots__ = ("asked",)

    def __init__(self) -> None:
        self.asked = 0
