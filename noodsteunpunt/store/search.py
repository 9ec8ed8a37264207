# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Search over everything this station may read of its subjects: one row of words per subject, in a full-text index.

Each row carries a mark for its class, so that a word that fifty thousand rows have is answered from the class that
matters first, without looking at the rest: urgent and open, open, ended. Within a class the newest come first: numbers
go down from 0, for the index answers in the order of its numbers, and backwards only after reading all of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert

from noodsteunpunt.domain.views_desk import Found
from noodsteunpunt.store.tables import SEARCH_ROW

MOST_HITS = 1_000
"""What comes after these is reached with another letter."""

_MOST_WORDS = 12
_CLASSES = ("zzurgent", "zzopen", "zzended")
_OPEN = _CLASSES[:2]
_FIND = text("SELECT rowid FROM desk_text WHERE desk_text MATCH :query ORDER BY rowid LIMIT :most")
_BODY = text("SELECT marks, body, also FROM desk_text WHERE rowid = :n")
_DROP = text("DELETE FROM desk_text WHERE rowid = :n")
_PUT = text("INSERT INTO desk_text (rowid, marks, body, also) VALUES (:n, :marks, :body, :also)")

_NEXT = select(func.coalesce(func.min(SEARCH_ROW.c.number), 0) - 1).scalar_subquery()
_SHOWN_BEFORE, _SHOWN = 30, 90
"""Characters of an excerpt, and how many of them before the word."""


@dataclass(frozen=True, slots=True)
class Words:
    """What can be found of one subject. ``also``: other ways to write what is in ``body``."""

    subject: str
    what: Found
    ticket: str
    point: int
    ended: bool
    urgent: bool
    at: int
    body: tuple[str | None, ...]

    @property
    def marks(self) -> str:
        """The class and the kind."""
        rank = 2 if self.ended else 0 if self.urgent else 1
        return f"{_CLASSES[rank]} zz{self.what.value}"


def also_written(body: str) -> str:
    """Telephone numbers and postcodes without and with their spaces."""
    digits = {re.sub(r"\D", "", found) for found in re.findall(r"\b0[\d\- ]{7,}\d", body)}
    split = {f"{four} {letters}" for four, letters in re.findall(r"\b([1-9]\d{3})([A-Z]{2})\b", body)}
    joined = {four + letters for four, letters in re.findall(r"\b([1-9]\d{3}) ([A-Z]{2})\b", body)}
    return " ".join(sorted(digits | split | joined))


def put_words(conn: Connection, words: Words) -> None:
    """The words of a subject, in place of what was there."""
    values = {
        "subject": words.subject, "what": words.what.value, "ticket": words.ticket, "point": words.point,
        "ended": words.ended, "at": words.at,
    }  # fmt: skip
    statement = insert(SEARCH_ROW).values(number=_NEXT, **values)
    conn.execute(statement.on_conflict_do_update(index_elements=["subject"], set_=values))
    number = conn.execute(select(SEARCH_ROW.c.number).where(SEARCH_ROW.c.subject == words.subject)).scalar_one()
    body = " ".join(part for part in (words.ticket, *words.body) if part)
    new = (words.marks, body, also_written(body))
    old = conn.execute(_BODY, {"n": number}).first()
    if old is not None and tuple(old) == new:
        return
    if old is not None:
        conn.execute(_DROP, {"n": number})
    conn.execute(_PUT, {"n": number, "marks": new[0], "body": new[1], "also": new[2]})


def forget_words(conn: Connection, subjects: Iterable[str]) -> None:
    """Nothing of these is found any more."""
    wanted = list(subjects)
    table = SEARCH_ROW.c
    for subject in wanted:
        number = conn.execute(select(table.number).where(table.subject == subject)).scalar()
        if number is not None:
            conn.execute(_DROP, {"n": number})
            conn.execute(delete(SEARCH_ROW).where(table.number == number))


def forget_others(conn: Connection, subjects: Collection[str]) -> None:
    """Nothing is found but these, which keep their numbers: the order of what came when."""
    forget_words(conn, set(conn.execute(select(SEARCH_ROW.c.subject)).scalars()) - set(subjects))


def query_of(typed: str) -> str:
    """What a person typed is words, each from its beginning, never a query; empty if there is none."""
    wanted = re.findall(r"\w+", typed)[:_MOST_WORDS]
    return " AND ".join(f'{{body also}} : "{word}"*' for word in wanted)


def hits(
    conn: Connection, typed: str, what: Sequence[Found] = (), *, only_open: bool = False, most: int = MOST_HITS
) -> list[int]:
    """Numbers of the rows with all the words of ``typed``, class by class."""
    query = query_of(typed)
    if not query:
        return []
    kinds = " OR ".join(f"zz{kind.value}" for kind in what)
    found: list[int] = []
    for rank in _OPEN if only_open else _CLASSES:
        marks = f"marks : ({rank}{f' AND ({kinds})' if kinds else ''})"
        numbers = conn.execute(_FIND, {"query": f"{marks} AND {query}", "most": most - len(found)})
        found += list(numbers.scalars())
        if len(found) >= most:
            break
    return found


def subjects_of(conn: Connection, numbers: Sequence[int]) -> list[str]:
    """The subjects of these rows."""
    rows = conn.execute(select(SEARCH_ROW.c.subject).where(SEARCH_ROW.c.number.in_(numbers)))
    return list(rows.scalars())


def excerpt(conn: Connection, typed: str, number: int) -> str:
    """The part of the row's words that fits, around the first of the words that were typed."""
    row = conn.execute(_BODY, {"n": number}).first()
    body = "" if row is None else str(row.body)
    plain, words = body.casefold(), re.findall(r"\w+", typed.casefold())
    at = min((found for word in words if (found := plain.find(word)) >= 0), default=0)
    start = max(0, at - _SHOWN_BEFORE)
    start = 0 if start == 0 else body.find(" ", start) + 1
    shown = body[start : start + _SHOWN]
    return ("…" if start else "") + shown + ("…" if start + _SHOWN < len(body) else "")
