# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small and safe part of Markdown that a card's body may use, with the line of everything.

Headings (``##``, ``###``), paragraphs, lists, bold, links and pictures. All else is refused, not shown as text: a
person who edits a card must see at once that it will not look as meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from content.findings import Finding, finding

MAX_FINDINGS = 200
"""In one body: somebody who has 200 to repair begins with the first."""
_HEADING = re.compile(r"(#{1,6})[ ]+(\S.*?)[ ]*#*")
_ITEM = re.compile(r"(-|[0-9]{1,3}\.)[ ]+(\S.*)")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(([^()\s]*)\)\s*")
_HTML = re.compile(r"<[A-Za-z/!?][^>]{0,40}|&(?:[A-Za-z]{2,20}|#[0-9a-fA-Fx]{1,8});")
_OTHER_BLOCK = re.compile(
    r"(?:>|```|~~~|\||={3,}\s*$|(?:\*\s*){3,}$|(?:-\s*){3,}$|(?:_\s*){3,}$"
    r"|[*+][ ]|[0-9]+\)[ ]|\[[^\]]*\]:|#{7,}|#[^ #]).*"
)
_INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_\[\]()#+.!|<>~&-])|\*\*(?P<bold>[^*\s](?:[^*]*[^*\s])?)\*\*"
    r"|\[(?P<text>[^\[\]]+)\]\((?P<target>[^()\s]*)\)|(?P<refused>!\[|`+|\*+|~~|\[\^|(?<!\w)_(?=\w)|\]\("
    r"|\][ ]\((?=card:|place:|https?:)|\]\[)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line: text, bold text, or a link when it has a ``target``."""

    text: str
    line: int
    column: int
    bold: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """``##`` is level 2, ``###`` level 3; the title is not in the body."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines up to the next empty one."""

    spans: tuple[Span, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of one level; ``ordered`` with numbers."""

    items: tuple[tuple[Span, ...], ...]
    ordered: bool
    line: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a line of its own; ``alt`` says what is on it."""

    alt: str
    target: str
    line: int


Block = Heading | Paragraph | Bullets | Picture


def spans_of(blocks: Iterable[Block]) -> list[tuple[Span, ...]]:
    """Every paragraph and list item."""
    found: list[tuple[Span, ...]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.spans)
        elif isinstance(block, Bullets):
            found.extend(block.items)
    return found


def plain(spans: Iterable[Span]) -> str:
    """The words without their marks."""
    return "".join(span.text for span in spans)


@dataclass(slots=True)
class _Parser:
    file: str
    blocks: list[Block] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    lines: list[tuple[int, int, str]] = field(default_factory=list)  # of the paragraph or item: line, column, text
    items: list[tuple[Span, ...]] = field(default_factory=list)
    in_list: str = ""  # the kind of list that is open: "-" or "1."
    began: int = 0

    def refuse(self, code: str, line: int, column: int, text: str) -> None:
        self.found.append(finding(code, self.file, line, column, text=text[:40]))

    def inline(self, line: int, column: int, text: str) -> list[Span]:
        for match in _HTML.finditer(text):
            if match.start() == 0 or text[match.start() - 1] != "\\":
                self.refuse("P318-html", line, column + match.start(), match[0])
        spans: list[Span] = []
        waiting, begin, last = "", column, 0
        for match in _INLINE.finditer(text):
            if not waiting:
                begin = column + last
            waiting += text[last : match.start()]
            last = match.end()
            at = column + match.start()
            if match["escaped"]:
                waiting += match["escaped"]
                continue
            if match["refused"]:
                self.refuse("P319-opmaak-onbekend", line, at, match["refused"])
                continue
            if waiting:
                spans.append(Span(waiting, line, begin))
                waiting = ""
            if match["bold"]:
                spans.append(Span(match["bold"], line, at, bold=True))
            else:
                spans.append(Span(match["text"], line, at, target=match["target"] or "?"))
        if not waiting:
            begin = column + last
        if waiting + text[last:]:
            spans.append(Span(waiting + text[last:], line, begin))
        return spans

    def take_lines(self) -> tuple[Span, ...]:
        spans: list[Span] = []
        for number, (line, column, text) in enumerate(self.lines):
            if number:
                spans.append(Span(" ", spans[-1].line if spans else line, column))
            spans += self.inline(line, column, text)
        self.lines.clear()
        return _joined(spans)

    def close(self) -> None:
        """End the paragraph or the list that is open."""
        if self.in_list:
            self.items.append(self.take_lines())
            self.blocks.append(Bullets(tuple(self.items), self.in_list == "1.", self.began))
            self.items.clear()
            self.in_list = ""
        elif self.lines:
            self.blocks.append(Paragraph(self.take_lines(), self.began))

    def item(self, number: int, marker: str, column: int, text: str) -> None:
        kind = "-" if marker == "-" else "1."
        if self.in_list == kind:
            self.items.append(self.take_lines())
        else:
            self.close()
            self.in_list, self.began = kind, number
        self.lines.append((number, column, text))

    def block(self, number: int, line: str) -> bool:
        """Heading, picture or what is refused; False for anything else."""
        if match := _HEADING.fullmatch(line):
            self.close()
            if len(match[1]) not in (2, 3):
                self.found.append(finding("P326-kop-niveau", self.file, number))
            spans = self.inline(number, match.start(2) + 1, match[2])
            if any(span.bold or span.target for span in spans):
                self.refuse("P319-opmaak-onbekend", number, match.start(2) + 1, match[2])
            self.blocks.append(Heading(len(match[1]), plain(spans), number))
        elif match := _PICTURE.fullmatch(line):
            self.close()
            self.blocks.append(Picture(match[1].strip(), match[2], number))
        elif _OTHER_BLOCK.fullmatch(line):
            self.close()
            self.refuse("P319-opmaak-onbekend", number, 1, line.strip())
        else:
            return False
        return True

    def line(self, number: int, line: str) -> None:
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        if not text:
            self.close()
        elif indent and not self.in_list:
            self.refuse("P319-opmaak-onbekend", number, 1, line)
        elif indent and _ITEM.fullmatch(text):
            self.refuse("P319-opmaak-onbekend", number, indent + 1, text)
        elif match := _ITEM.fullmatch(line.rstrip()) if not indent else None:
            self.item(number, match[1], match.start(2) + 1, match[2])
        elif indent or not self.block(number, line):
            if self.in_list and not indent:
                self.close()
            if not self.lines:
                self.began = number
            self.lines.append((number, indent + 1, text))


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbouring plain pieces of one line as one, at the place of the first."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else None
        if before and before.line == span.line and not (before.bold or before.target or span.bold or span.target):
            joined[-1] = Span(before.text + span.text, before.line, before.column)
        else:
            joined.append(span)
    return tuple(joined)


def parse(text: str, file: str, before: int = 0) -> tuple[list[Block], list[Finding]]:
    """The blocks of ``text`` and what is refused in it; ``before`` lines of the file stand above it."""
    parser = _Parser(file)
    for number, line in enumerate(text.split("\n"), before + 1):
        parser.line(number, line)
    parser.close()
    return parser.blocks, parser.found[:MAX_FINDINGS]
