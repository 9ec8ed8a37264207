# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What has another number since its replica was left, and where it is now.

The house log is never changed, and names subjects by the number that they had. What was entered again is meant by its
new number as long as others do not hold the old one, and by the old one from when that turned up (then the second does
not count). So the way is looked up whenever the house log is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, select

from noodsteunpunt.domain.facts import Fact, parse_subject, subject_id
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.store.tables import REENTERED

_NUMBERED = re.compile(r"[0-9a-f]{4}-[1-9][0-9]{0,9}")
"""An entry of the mesh log; numbers of the house log never move."""
_MOST_MOVES = 64


def now_at(conn: Connection, subject: str) -> str:
    """Where ``subject`` is now; itself, mostly."""
    again = REENTERED.c
    for _move in range(_MOST_MOVES):
        if not _NUMBERED.fullmatch(subject):
            return subject
        author, seq = parse_subject(SubjectId(subject))
        forth = select(again.id).where(again.author == author, again.seq == seq, ~again.settled)
        found = conn.execute(forth).scalar()
        if found is None:
            back = conn.execute(select(again.author, again.seq).where(again.id == subject, again.settled)).first()
            found = None if back is None else subject_id(back.author, back.seq)
        if found is None:
            return subject
        subject = str(found)
    return subject


def once_at(conn: Connection, subject: str) -> list[str]:
    """Other numbers under which the house log may speak of what is at ``subject`` now."""
    again, found, asked = REENTERED.c, set[str](), [subject]
    while asked and len(found) < _MOST_MOVES:
        at = asked.pop()
        if not _NUMBERED.fullmatch(at):
            continue
        author, seq = parse_subject(SubjectId(at))
        olds = conn.execute(select(again.author, again.seq).where(again.id == at, ~again.settled)).all()
        news = conn.execute(select(again.id).where(again.author == author, again.seq == seq, again.settled)).scalars()
        for other in {*(str(subject_id(old.author, old.seq)) for old in olds), *news} - found - {subject}:
            found.add(other)
            asked.append(other)
    return sorted(found)


def repointed(fact: Fact, where: Callable[[str], str]) -> Fact:
    """The same, with every number in it where it is now."""
    changes: dict[str, Any] = {}
    for field in fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, str) and _NUMBERED.fullmatch(value):
            moved: Any = SubjectId(where(value))
        elif isinstance(value, tuple) and value:
            moved = tuple(
                SubjectId(where(one)) if isinstance(one, str) and _NUMBERED.fullmatch(one) else one for one in value
            )
        else:
            continue
        if moved != value:
            changes[field.name] = moved
    return replace(fact, **changes) if changes else fact
