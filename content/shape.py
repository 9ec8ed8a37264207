# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Does what was read have the shape that the model declares? One walk, which also hands out every value it meets."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from content.findings import Finding, finding
from content.model import (
    Choice,
    Day,
    Grid,
    Hours,
    Identifier,
    Link,
    ListOf,
    MapOf,
    Point,
    Record,
    Ref,
    Shape,
    Text,
    Whole,
    Words,
)
from content.values import ID, hours, microdegrees
from content.yamlsource import Broken, Items, Mapping, Mark, Node, Scalar

MAX_FINDINGS = 500
"""In one file: somebody who has 500 to repair begins with the first."""
_LINK = re.compile(r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]+)?(?:/[^\s<>\"\\^`{|}]*)?")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like ``word``; else the first few of them, or ``niets``."""
    words = sorted(known)
    # Comparing costs about 0.1 ms a pair: among many words only those of the same beginning or length.
    likely = [one for one in words if len(words) < 60 or (one[:1] == word[:1] and abs(len(one) - len(word)) < 4)]
    close = difflib.get_close_matches(word[:80], likely[:300], n=1)
    if close:
        return close[0]
    return ", ".join(words[:8]) + (" ..." if len(words) > 8 else "") if words else "niets"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value with its declared shape. ``language``: of words; nothing stands for the pack's first language."""

    shape: Shape
    node: Node
    file: str
    path: tuple[str, ...]
    language: str = ""

    @property
    def mark(self) -> Mark:
        """Where it is."""
        return self.node.mark

    @property
    def text(self) -> str:
        """Its text, or nothing."""
        return self.node.text if isinstance(self.node, Scalar) else ""


def _kind_of(node: Node) -> str:
    return {Scalar: "tekst", Items: "een lijst", Mapping: "een blok met sleutels"}.get(type(node), "iets anders")


@dataclass(slots=True)
class Walk:
    """The leaves and findings of one file."""

    file: str
    leaves: list[Leaf] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)

    def report(self, code: str, mark: Mark, **values: object) -> None:
        """A finding in this file."""
        self.found.append(finding(code, self.file, mark.line, mark.column, **values))

    def _wrong(self, node: Node, wanted: str) -> None:
        self.report("P103-verkeerde-vorm", node.mark, wanted=wanted, found=_kind_of(node))

    def visit(self, node: Node, shape: Shape, path: tuple[str, ...] = ()) -> None:
        """Check ``node`` and all below it; not on and on when nothing is right."""
        if isinstance(node, Broken) or len(self.found) >= MAX_FINDINGS:
            return
        if isinstance(node, Scalar) and node.plain and not node.text:
            self.report("P104-leeg", node.mark)
        elif isinstance(shape, Record):
            self._record(node, shape, path)
        elif isinstance(shape, ListOf):
            self._list(node, shape, path)
        elif isinstance(shape, MapOf):
            self._map(node, shape, path)
        elif isinstance(shape, Point | Grid):
            self._pair(node, shape, path)
        elif isinstance(shape, Words) and isinstance(node, Mapping):
            for language, words in node.pairs.items():
                self._language_key(language, node.keys[language], path)
                self._scalar(words, shape, (*path, language), language)
        else:
            self._scalar(node, shape, path)

    def _language_key(self, language: str, mark: Mark, path: tuple[str, ...]) -> None:
        self.leaves.append(Leaf(Ref("languages"), Scalar(language, mark), self.file, (*path, language)))

    def _record(self, node: Node, shape: Record, path: tuple[str, ...]) -> None:
        if shape.short and isinstance(node, Scalar):
            self.visit(node, shape.keys[shape.short], (*path, shape.short))
            return
        if not isinstance(node, Mapping):
            self._wrong(node, "een blok met sleutels")
            return
        for key, value in node.pairs.items():
            if len(self.found) >= MAX_FINDINGS:
                return
            if key in shape.keys:
                self.visit(value, shape.keys[key], (*path, key))
            else:
                self.report("P101-sleutel-onbekend", node.keys[key], key=key, nearest=nearest(key, shape.keys))
        for key in shape.needed:
            if key not in node.pairs:
                self.report("P102-sleutel-ontbreekt", node.mark, key=key)

    def _list(self, node: Node, shape: ListOf, path: tuple[str, ...]) -> None:
        if not isinstance(node, Items):
            self._wrong(node, "een lijst")
            return
        if not node.items:
            self.report("P104-leeg", node.mark)
        seen: dict[str, int] = {}
        for number, item in enumerate(node.items):
            if len(self.found) >= MAX_FINDINGS:
                return
            self.visit(item, shape.of, (*path, str(number)))
            identifier = item.text("id") if shape.keyed and isinstance(item, Mapping) else ""
            if identifier in seen:
                self.report("P108-id-dubbel", item.mark, id=identifier, where=f"regel {seen[identifier]}")
            elif identifier:
                seen[identifier] = item.mark.line

    def _map(self, node: Node, shape: MapOf, path: tuple[str, ...]) -> None:
        if not isinstance(node, Mapping):
            self._wrong(node, "een blok met sleutels")
            return
        for key, value in node.pairs.items():
            self._scalar(Scalar(key, node.keys[key]), shape.keys, (*path, key))
            self.visit(value, shape.of, (*path, key))

    def _pair(self, node: Node, shape: Point | Grid, path: tuple[str, ...]) -> None:
        wanted = "breedte en lengte" if isinstance(shape, Point) else "x en y"
        if not isinstance(node, Items) or [type(item) for item in node.items] != [Scalar, Scalar]:
            self.report("P112-coordinaat-kan-niet", node.mark, text="Dit", wanted=f"[{wanted}]")
            return
        for number, item in enumerate(node.items):
            text = item.text if isinstance(item, Scalar) else ""
            if isinstance(shape, Point):
                self._ambiguous(item)
                if microdegrees(text, 90 if number == 0 else 180) is None:
                    wanted = "graden met een punt, zoals 52.15517"
                    self.report("P112-coordinaat-kan-niet", item.mark, text=text, wanted=wanted)
                    return
            elif not re.fullmatch(r"[0-9]{4,6}", text):
                self.report("P112-coordinaat-kan-niet", item.mark, text=text, wanted="hele meters, zoals 155000")
                return
        self.leaves.append(Leaf(shape, node, self.file, path))

    def _ambiguous(self, node: Node) -> None:
        if isinstance(node, Scalar) and node.ambiguous:
            self.report("P016-aanhalingstekens", node.mark, text=node.text)

    def _scalar(self, node: Node, shape: Shape, path: tuple[str, ...], language: str = "") -> None:
        if isinstance(node, Broken):
            return
        if not isinstance(node, Scalar):
            self._wrong(node, "tekst")
            return
        if not isinstance(shape, Whole | Day):
            self._ambiguous(node)
        if self._fits(node, shape):
            self.leaves.append(Leaf(shape, node, self.file, path, language))

    def _fits(self, node: Scalar, shape: Shape) -> bool:
        text, mark = node.text, node.mark
        before = len(self.found)
        if not text.strip():
            self.report("P104-leeg", mark)
        elif isinstance(shape, Text | Words):
            if len(text) > shape.most:
                self.report("P110-te-lang", mark, count=len(text), most=shape.most)
        elif isinstance(shape, Identifier):
            if not ID.fullmatch(text):
                self.report("P107-id-vorm", mark, text=text[:50])
        elif isinstance(shape, Whole):
            if not re.fullmatch(r"0|[1-9][0-9]{0,8}", text) or not shape.least <= int(text) <= shape.most:
                self.report("P105-getal-kan-niet", mark, text=text[:50], least=shape.least, most=shape.most)
        elif isinstance(shape, Day):
            if day(text) is None:
                self.report("P106-datum-kan-niet", mark, text=text[:50])
        elif isinstance(shape, Link):
            if not _LINK.fullmatch(text):
                self.report("P111-adres-op-internet", mark, text=text[:80])
        elif isinstance(shape, Choice):
            if text not in shape.words:
                self.report("P113-keuze", mark, text=text[:50], choices=", ".join(shape.words))
        elif isinstance(shape, Hours) and hours(text) is None:
            self.report("P601-openingstijd-kan-niet", mark, text=text[:50])
        return len(self.found) == before


def day(text: str) -> datetime.date | None:
    """The date, or None when the text is none; only the years 2000 to 2100."""
    if not re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}|2100-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
