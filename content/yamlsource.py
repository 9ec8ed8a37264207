# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small part of YAML that a pack may use, read from the parser's events: text, lists and mappings, with places.

Nothing is constructed or resolved: every scalar is text, so ``no``, ``1_0`` and ``12:30:45`` stay what they are.
Anchors, aliases, tags, merge keys and double keys are refused; depth, size and number of values are bounded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from content.findings import Finding, finding

MAX_BYTES = 1 << 20
MAX_DEPTH = 32
MAX_NODES = 100_000
MAX_FINDINGS = 50
"""Per file: a bomb is not described to the end."""

FORBIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
JOINERS = frozenset("\u200c\u200d")
"""Persian, Arabic and emoji need these; every other format character hides something."""

# What YAML 1.1 or 1.2 programs read as something else than text (YAML 1.1 type repository: bool, null, int, float).
_OTHERWISE = re.compile(
    r"(?i:y|yes|n|no|true|false|on|off|null|~)|[-+]?0[0-9_]+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
    r"|[-+]?(\.[0-9]+|[0-9][0-9_]*\.[0-9_]*)([eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|[-+]?\.(?i:inf|nan)"
    r"|[0-9]*_[0-9_]*|[-+]?[0-9]+|\d{4}-\d\d?-\d\d?"
)
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}(?:[ ].*)?")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text. ``plain``: it had no quotation marks."""

    text: str
    mark: Mark
    plain: bool = False

    @property
    def ambiguous(self) -> bool:
        """Would other programs read this as a number, a date or yes and no?"""
        return self.plain and _OTHERWISE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: list[Node]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys in the order of the file, each with its own place."""

    pairs: dict[str, Node]
    keys: dict[str, Mark]
    mark: Mark

    def get(self, *path: str) -> Node | None:
        """The node under these keys, one below the other, or None."""
        node: Node | None = self
        for key in path:
            node = node.pairs.get(key) if isinstance(node, Mapping) else None
        return node

    def text(self, *path: str) -> str:
        """The text there, or nothing."""
        node = self.get(*path)
        return node.text if isinstance(node, Scalar) else ""

    def texts(self, *path: str) -> list[Scalar]:
        """The texts of the list there."""
        node = self.get(*path)
        return [item for item in node.items if isinstance(item, Scalar)] if isinstance(node, Items) else []

    def records(self, *path: str) -> list[Mapping]:
        """The mappings of the list there."""
        node = self.get(*path)
        return [item for item in node.items if isinstance(item, Mapping)] if isinstance(node, Items) else []

    def below(self, *path: str) -> dict[str, Mapping]:
        """The mappings under the keys of the mapping there."""
        node = self.get(*path)
        pairs = node.pairs.items() if isinstance(node, Mapping) else ()
        return {key: value for key, value in pairs if isinstance(value, Mapping)}

    def mark_of(self, *path: str) -> Mark:
        """Where the last key of ``path`` that is there has its value; else where this mapping begins."""
        for length in range(len(path), 0, -1):
            node = self.get(*path[:length])
            if node is not None:
                return node.mark
        return self.mark


@dataclass(frozen=True, slots=True)
class Broken:
    """Something was refused here; a finding already says so."""

    mark: Mark


Node = Scalar | Items | Mapping | Broken


def empty() -> Mapping:
    """What stands for a file that is not there."""
    return Mapping({}, {}, Mark(1, 1))


def _name(character: str) -> str:
    return "een tab" if character == "\t" else f"U+{ord(character):04X}"


def hidden_in(text: str) -> set[str]:
    """The characters of ``text`` that nobody can see or that the running Python does not know; newlines are fine."""
    if text.isascii() and text.isprintable():
        return set()
    return {one for one in set(text) if unicodedata.category(one) in FORBIDDEN} - JOINERS - {"\n"}


def clean_text(data: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """The text of a file in NFC with plain newlines; None with the finding if it is too large or no UTF-8."""
    if len(data) > MAX_BYTES:
        return None, [finding("P003-bestand-te-groot", file, most=MAX_BYTES)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [finding("P004-geen-utf8", file, data.count(b"\n", 0, error.start) + 1)]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if "\n" not in text:  # an old Mac's newlines; elsewhere a bare return hides what stands before it
        text = text.replace("\r", "\n")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text, []
    # Trojan Source (CVE-2021-42574): what a reviewer sees must be what is there. Read on without them.
    hidden = hidden_in(text)
    if not hidden:
        return text, []
    found = [
        finding("P005-vreemd-teken", file, number, column, name=_name(character))
        for number, line in enumerate(text.split("\n"), 1)
        for column, character in enumerate(line, 1)
        if character in hidden
    ]
    return text.translate({ord(character): None for character in hidden}), found[:MAX_FINDINGS]


class _Stop(Exception):
    """Reading on makes no sense."""


@dataclass(slots=True)
class _Reader:
    events: Iterator[yaml.Event]
    file: str
    before: int  # lines of the file before this text
    lines: list[str]
    found: list[Finding] = field(default_factory=list)
    count: int = 0
    quoted: Mark | None = None  # the last text between quotation marks that goes on over lines

    def mark(self, event: yaml.Event) -> Mark:
        at = event.start_mark
        return Mark(at.line + 1 + self.before, at.column + 1) if at else Mark(1 + self.before, 1)

    def report(self, code: str, mark: Mark, **values: object) -> None:
        self.found.append(finding(code, self.file, mark.line, mark.column, **values))
        if len(self.found) >= MAX_FINDINGS:
            raise _Stop

    def document(self) -> Node:
        root: Node = Scalar("", Mark(1 + self.before, 1), plain=True)
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1 or event.version or event.tags:
                    self.report("P013-meer-dan-een-deel", self.mark(event))
                    raise _Stop
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, 1, flow=False)
        return root

    def node(self, event: yaml.Event, depth: int, flow: bool) -> Node:
        mark = self.mark(event)
        self.count += 1
        if self.count > MAX_NODES:
            self.report("P014-te-veel-waarden", mark, most=MAX_NODES)
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            self.report("P008-verwijzing", mark, name=event.anchor)
            return Broken(mark)
        if depth > MAX_DEPTH:
            self.report("P012-te-diep", mark, most=MAX_DEPTH)
            raise _Stop
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)  # noqa: S101 - no other node event exists
        if event.anchor is not None:
            self.report("P007-anker", mark, name=event.anchor)
        if event.tag is not None:
            self.report("P010-label", mark, name=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            plain = bool(event.implicit[0])
            if event.style in ("'", '"') and event.end_mark and event.end_mark.line + 1 + self.before > mark.line:
                self.quoted = mark
            if flow and plain and "?" in event.value:  # the parser without the C library ends the text there
                self.report("P019-vraagteken", mark)
            if event.style in ("|", ">") and event.start_mark and not event.tag and not event.anchor:
                begin = self.lines[event.start_mark.line][event.start_mark.column :]
                if not _BLOCK.fullmatch(begin):  # the C library takes >#, the other parser does not
                    self.report("P006-yaml-fout", mark)
            return Scalar(self.unhidden(event.value.strip("\n"), mark), mark, plain)
        flow = flow or bool(event.flow_style)
        return (self.items if isinstance(event, yaml.SequenceStartEvent) else self.mapping)(mark, depth, flow)

    def unhidden(self, text: str, mark: Mark) -> str:
        """Escapes in quoted text (``\\u202e``) can hide what the file itself may not."""
        hidden = hidden_in(text)
        for character in sorted(hidden):
            self.report("P005-vreemd-teken", mark, name=_name(character))
        return unicodedata.normalize("NFC", "".join(one for one in text if one not in hidden) if hidden else text)

    def items(self, mark: Mark, depth: int, flow: bool) -> Items:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1, flow))
        return Items(items, mark)

    def mapping(self, mark: Mark, depth: int, flow: bool) -> Mapping:
        pairs: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1, flow)
            value = self.node(next(self.events), depth + 1, flow)
            if not isinstance(key, Scalar):
                if not isinstance(key, Broken):
                    self.report("P103-verkeerde-vorm", key.mark, wanted="een sleutel", found="een lijst of blok")
            elif key.plain and key.text == "<<":
                self.report("P009-samenvoegen", key.mark)
            elif key.text in pairs:
                self.report("P011-dubbele-sleutel", key.mark, key=key.text, before=keys[key.text].line)
            else:
                pairs[key.text], keys[key.text] = value, key.mark
        return Mapping(pairs, keys, mark)


def read_yaml(text: str, file: str, before: int = 0) -> tuple[Node, list[Finding]]:
    """What ``text`` holds, and what is wrong with it as YAML; ``before`` lines of the file stand above it.

    With a syntax error, too many values or too many findings the rest is not read and the node is Broken.
    """
    return _read(text, file, before, _LOADER)


def _where(error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Where the text that does not end begins; else where reading stopped."""
    open_text = error.context is not None and "quoted scalar" in error.context
    return (error.context_mark if open_text else None) or error.problem_mark or error.context_mark


def _read(text: str, file: str, before: int, loader: type[yaml.SafeLoader]) -> tuple[Node, list[Finding]]:
    reader = _Reader(yaml.parse(text, Loader=loader), file, before, text.split("\n"))
    try:
        return reader.document(), reader.found
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        at = _where(error)
        place = reader.quoted or (Mark(at.line + 1 + before, at.column + 1) if at else Mark(1 + before, 1))
        reader.found.append(finding("P006-yaml-fout", file, place.line, place.column))
    except yaml.YAMLError:
        reader.found.append(finding("P006-yaml-fout", file, 1 + before, 1))
    return Broken(Mark(1 + before, 1)), reader.found
