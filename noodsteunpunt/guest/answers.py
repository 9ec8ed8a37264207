# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages as they go out: made once, compressed once, and named, so that a phone that has one is told so.

200 phones ask for the same hundred pages. What a page costs is paid at its first reader; after that it is bytes.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from starlette.types import Receive, Scope, Send

from noodsteunpunt.guest.published import Board, Guide

_LEAST_PACKED = 700
"""Bytes under which compression does not save a packet."""
_MOST_PAGES, _MOST_SEARCHES = 1500, 200
FRESH, FOR_AN_HOUR = b"no-cache", b"max-age=3600"
"""Ask whether it changed; or do not ask."""

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with status 200, or 304 for who has it. ``again``: Unix seconds at which a browser should come back."""

    plain: bytes
    packed: bytes
    tag: bytes
    whole: tuple[tuple[bytes, bytes], ...]
    small: tuple[tuple[bytes, bytes], ...]
    again: int | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As an ASGI application."""
        asked = {name: value for name, value in scope["headers"] if name in (b"accept-encoding", b"if-none-match")}
        had = self.tag in asked.get(b"if-none-match", b"")
        packed = bool(self.packed) and b"gzip" in asked.get(b"accept-encoding", b"")
        headers: Headers = list(self.whole[2:] if had else self.small if packed else self.whole)
        if "refresh" in scope:
            headers.append((b"refresh", str(scope["refresh"]).encode()))
        await send({"type": "http.response.start", "status": 304 if had else 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if had else self.packed if packed else self.plain})


def answer(body: bytes, kind: str, keep: bytes = FRESH, *, again: int | None = None, pack: bool = True) -> Answer:
    """``kind``: the media type; ``pack``: worth compressing."""
    packed = gzip.compress(body, 9, mtime=0) if pack and len(body) > _LEAST_PACKED else b""
    tag = b'"' + blake2b(body, digest_size=9).hexdigest().encode() + b'"'
    text = "; charset=utf-8" if kind.startswith("text/") else ""
    about = ((b"etag", tag), (b"cache-control", keep), (b"vary", b"accept-encoding"))
    named = (b"content-type", (kind + text).encode())
    whole = (named, (b"content-length", str(len(body)).encode()), *about)
    small = (named, (b"content-length", str(len(packed)).encode()), *about, (b"content-encoding", b"gzip"))
    return Answer(body, packed if len(packed) < len(body) else b"", tag, whole, small, again)


@dataclass(slots=True)
class Edition:
    """What was made of one state of pack and board; it counts until something that is shown expires."""

    guide: Guide
    board: Board
    made: int
    until: int
    _pages: OrderedDict[str, Answer] = field(default_factory=OrderedDict)
    _searches: OrderedDict[str, Answer] = field(default_factory=OrderedDict)

    def holds(self, guide: Guide, board: Board, now: int) -> bool:
        """Nothing that a page shows is different at ``now``."""
        return guide is self.guide and board is self.board and self.made <= now < self.until

    def get(self, path: str, query: str = "") -> Answer | None:
        """What was kept."""
        return self._searches.get(f"{path}?{query}") if query else self._pages.get(path)

    def keep(self, made: Answer, path: str, query: str = "") -> Answer:
        """For whoever asks next; what was kept longest goes first."""
        kept, most = (self._searches, _MOST_SEARCHES) if query else (self._pages, _MOST_PAGES)
        kept[f"{path}?{query}" if query else path] = made
        if len(kept) > most:
            kept.popitem(last=False)
        return made


def edition(guide: Guide, board: Board, now: int) -> Edition:
    """An empty one. Cards expire at midnight, what hangs on the board when it says so."""
    day = datetime.fromtimestamp(now, tz=UTC).astimezone()
    midnight = (day + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    remarks: Iterable[int] = (
        one.until for some in board.remarks.values() for one in some if one.until is not None and one.holds(now)
    )
    ends = [int(midnight.timestamp()), *remarks]
    first = board.next_end(now)
    return Edition(guide, board, now, min(ends if first is None else [*ends, first]))
