# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public board: what may hang there, and what does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from noodsteunpunt.domain import ordering
from noodsteunpunt.domain.facts import BoardPosted, BoardTakenDown, Stamped
from noodsteunpunt.domain.typed import clean_text, phones_in, says_who
from noodsteunpunt.domain.values import Actor, SubjectId
from noodsteunpunt.domain.violations import RuleViolation

MOST_TEXT, MOST_SOURCE = 400, 60
_CARD = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LONGEST_MINUTES = 60 * 24 * 14


@dataclass(frozen=True, slots=True)
class BoardDraft:
    """``minutes``: how long it holds from now on, None until it is taken down. ``card``: a remark beside that card."""

    text: str
    source: str = ""
    minutes: int | None = None
    urgent: bool = False
    card: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """What hangs on the board, or beside ``card``. Times in Unix seconds."""

    id: SubjectId
    text: str
    source: str
    card: str
    urgent: bool
    posted_at: int
    until_at: int | None

    def holds(self, now: int) -> bool:
        """It has not expired."""
        return self.until_at is None or now < self.until_at


def board_fact(draft: BoardDraft, actor: Actor, *, now: int, started_at: int) -> BoardPosted:
    """Raises RuleViolation: a message needs words and somebody who says so, and ends within two weeks."""
    text = clean_text(draft.text, "text", MOST_TEXT)
    source = clean_text(draft.source, "source", MOST_SOURCE)
    if not text:
        raise RuleViolation("no_text", "text")
    if not source and not draft.card:
        raise RuleViolation("no_source", "source")
    code = says_who(text)
    if code and not (code == "phone_in_text" and all(not one.startswith("06") for one in phones_in(text))):
        raise RuleViolation(code, "text")  # a number of an office may hang there, of a person not
    if draft.card and not _CARD.fullmatch(draft.card):
        raise RuleViolation("no_card", "card")
    if draft.minutes is not None and not 1 <= draft.minutes <= _LONGEST_MINUTES:
        raise RuleViolation("count", "minutes")
    until = None if draft.minutes is None else max(0, (now - started_at) // 60) + draft.minutes
    return BoardPosted(
        text=text, source=source, card=draft.card, until=until, urgent=draft.urgent, role=actor.role, name=actor.name
    )


def fold_board(facts: Iterable[Stamped]) -> Stamped | None:
    """The message, unless it was taken down or taken back."""
    ordered = ordering.in_order(facts)
    void = ordering.undone(ordered)
    posted = [fact for fact in ordered if isinstance(fact.fact, BoardPosted) and fact.id not in void]
    gone = any(isinstance(fact.fact, BoardTakenDown) and fact.id not in void for fact in ordered)
    return posted[0] if posted and not gone else None
