# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every check gets: the source, its core, the day, and a place to report."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from content.findings import Finding, finding
from content.markdown import MAX_FINDINGS, Heading, Span, spans_of
from content.merge import claims_of, core_cards, region_of
from content.model import GROUPS, Text, Words
from content.shape import Leaf
from content.source import Page, Source
from content.yamlsource import Mapping, Mark, empty

_HELD_BY = {
    "claims": ("pack.", "region"), "regions": ("region",), "places": ("places.",), "media": ("media",),
    "cards": ("cards",), "core-cards": ("cards",),
}  # fmt: skip
"""How the files begin that hold the members of a group; of all others it is ``kinds.yaml``."""


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of text that people will read: a value, a heading or a paragraph."""

    text: str
    language: str
    file: str
    mark: Mark
    cited: bool = False
    """The words of others (a source), or of a region profile: not ours to make simpler."""


@dataclass
class Context:
    """One run of the linter. ``core`` is None when the pack has none or it is not there."""

    source: Source
    core: Source | None
    today: datetime.date
    found: list[Finding] = field(default_factory=list)
    _told: Counter[tuple[str, str]] = field(default_factory=Counter)
    _known: dict[str, set[str]] = field(default_factory=dict)

    def report(self, code: str, file: str, mark: Mark, **values: object) -> None:
        """Something is wrong there; the same thing in one file is not told on and on."""
        self._told[code, file] += 1
        if self._told[code, file] <= MAX_FINDINGS:
            self.found.append(finding(code, file, mark.line, mark.column, **values))

    @property
    def sources(self) -> list[Source]:
        """The pack and its core."""
        return [self.source, self.core] if self.core else [self.source]

    @cached_property
    def region(self) -> Mapping:
        """The region profile; empty when it is not there."""
        held = region_of(self.source, self.core)
        return held[1] if held else empty()

    @cached_property
    def claims(self) -> dict[str, str]:
        """Every fact that a text may use."""
        return claims_of(self.source, self.core)

    @cached_property
    def groups(self) -> dict[str, dict[str, Mapping]]:
        """The members of each group of ``kinds.yaml``, of pack and core together."""
        return {
            group: {name: node for source in self.sources for name, node in source.kinds.below(group).items()}
            for group in GROUPS
        }

    def unsure(self, group: str) -> bool:
        """Could a file not be read that may hold a member of this group? Then what is not found may be there."""
        if group == "claims" and not self.region.pairs:
            return True
        begins = _HELD_BY.get(group, ("kinds.",))
        return any(name.startswith(begins) for source in self.sources for name in source.unread)

    def known(self, group: str) -> set[str]:
        """The ids that a reference to ``group`` may name."""
        if group not in self._known:
            self._known[group] = self._find(group)
        return self._known[group]

    def _find(self, group: str) -> set[str]:
        if group == "claims":
            return set(self.claims)
        if group == "core-cards":
            return set(self.core.cards) if self.core else set()
        if group == "cards":
            return set(self.source.cards) | {card.id for card in core_cards(self.source, self.core)}
        if group == "places":
            return {place.text("id") for source in self.sources for place in source.records("places")}
        if group == "regions":
            return {name for source in self.sources for name in source.regions}
        if group == "media":
            return {name for source in self.sources for name in source.media}
        return set(self.groups[group])

    def leaves(self, *shapes: type) -> Iterator[Leaf]:
        """All values of these declared shapes in the pack itself."""
        return (leaf for leaf in self.source.leaves if isinstance(leaf.shape, shapes))

    def pages(self) -> Iterator[tuple[str, Page, bool]]:
        """The pack's pages that could be read: language, page, and is it a translation."""
        for card, language, page in self.source.pages():
            if page.meta.pairs:
                yield language, page, page is not card.page

    @cached_property
    def said(self) -> list[Said]:
        """All text of the pack itself."""
        first = self.source.language
        said = [
            Said(leaf.text, leaf.language or _language_of(leaf.file) or first, leaf.file, leaf.mark, _cited(leaf))
            for leaf in self.leaves(Text, Words)
        ]
        for _card, language, page in self.source.pages():
            for block in page.blocks:
                if isinstance(block, Heading):
                    said.append(Said(block.text, language, page.file, Mark(block.line, 1)))
            for spans in spans_of(page.blocks):
                said.extend(_lines(spans, language, page.file))
        return said


def _cited(leaf: Leaf) -> bool:
    return "source" in leaf.path or leaf.file.startswith("region")


def _language_of(file: str) -> str:
    match = re.fullmatch(r"cards/[^.]+\.([a-z-]+)\.md", file)
    return match[1] if match else ""


def _lines(spans: tuple[Span, ...], language: str, file: str) -> Iterator[Said]:
    """A paragraph as one text per line of the file, so that a finding names the right line."""
    line: list[Span] = []
    for span in [*spans, None]:
        if line and (span is None or span.line != line[0].line):
            mark = Mark(line[0].line, line[0].column)
            yield Said("".join(piece.text for piece in line), language, file, mark)
            line = []
        if span is not None:
            line.append(span)
