# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pack's folder, read: every value with its place, and what is wrong with its form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Readable
from dataclasses import dataclass, field
from pathlib import Path

from content.findings import Finding, finding, in_order
from content.markdown import Block, parse
from content.model import CARD, KINDS, PACK, REGION, TABLES, TRANSLATION, Shape
from content.shape import Leaf, Walk, nearest
from content.sourcefolder import read_files
from content.values import MEDIA_NAME
from content.yamlsource import Broken, Mapping, Mark, Node, clean_text, empty, read_yaml

TEXT_MEDIA = (".svg",)
_CARD_NAME = re.compile(r"cards/([a-z0-9][a-z0-9-]{0,39})(?:\.([a-z]{2,3}(?:-[a-z]{2,4})?))?\.md")
_KNOWN = ("pack.yaml", "region.yaml", "kinds.yaml", *(f"{table}.yaml" for table in TABLES))
_FRONT = re.compile(r"---[ ]*\n(.*?)(?<=\n)---[ ]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file: a card, or a translation of one."""

    file: str
    meta: Mapping
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Card:
    """A card and its translations by language."""

    id: str
    page: Page
    translations: dict[str, Page] = field(default_factory=dict)


@dataclass(slots=True)
class Source:
    """What a folder holds. What is missing is empty; ``leaves`` are all values that have their declared form.

    ``unread``: files that are there and cannot be read, so that nobody concludes anything from what they lack.
    """

    pack: Mapping = field(default_factory=empty)
    regions: dict[str, tuple[str, Mapping]] = field(default_factory=dict)
    kinds: Mapping = field(default_factory=empty)
    tables: dict[str, Node] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """The pack's id."""
        return self.pack.text("id")

    @property
    def language(self) -> str:
        """The language that the pack is written in: the first of its languages."""
        languages = self.pack.texts("languages")
        return languages[0].text if languages else "nl"

    def records(self, table: str) -> list[Mapping]:
        """The records of a file that is a list."""
        root = Mapping({"root": self.tables[table]}, {}, Mark(1, 1)) if table in self.tables else empty()
        return root.records("root")

    def pages(self) -> Iterator[tuple[Card, str, Page]]:
        """Every card in every language it has."""
        for _id, card in sorted(self.cards.items()):
            yield card, self.language, card.page
            for language, page in sorted(card.translations.items()):
                yield card, language, page


@dataclass(slots=True)
class _Loader:
    files: dict[str, bytes]
    source: Source = field(default_factory=Source)
    found: list[Finding] = field(default_factory=list)
    orphans: list[tuple[str, str, Page]] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        text, found = clean_text(self.files[name], name)
        self.found += found
        if text is None:
            self.source.unread.add(name)
        return text

    def shaped(self, node: Node, shape: Shape, name: str) -> None:
        walk = Walk(name)
        walk.visit(node, shape)
        self.source.leaves += walk.leaves
        self.found += walk.found

    def yaml(self, name: str, shape: Shape) -> Node | None:
        text = self.text(name)
        if text is None:
            return None
        node, found = read_yaml(text, name)
        self.found += found
        if isinstance(node, Broken):
            self.source.unread.add(name)
        self.shaped(node, shape, name)
        return node

    def mapping(self, name: str, shape: Shape) -> Mapping:
        node = self.yaml(name, shape)
        return node if isinstance(node, Mapping) else empty()

    def page(self, name: str, shape: Shape) -> Page:
        text = self.text(name)
        match = _FRONT.match(text) if text is not None else None
        if text is None or match is None:
            self.source.unread.add(name)
            if text is not None:
                self.found.append(finding("P018-voorblad", name))
            return Page(name, empty(), [])
        node, found = read_yaml(match[1], name, before=1)
        if isinstance(node, Broken):
            self.source.unread.add(name)
        self.shaped(node, shape, name)
        blocks, refused = parse(text[match.end() :], name, text.count("\n", 0, match.end()))
        self.found += found + refused
        return Page(name, node if isinstance(node, Mapping) else empty(), blocks)

    def region(self, name: str) -> None:
        region = self.mapping(name, REGION)
        if (identifier := region.text("id")) in self.source.regions:
            where = self.source.regions[identifier][0]
            self.found.append(finding("P108-id-dubbel", name, id=identifier, where=where))
        self.source.regions[identifier] = (name, region)

    def media(self, name: str) -> None:
        short = name.removeprefix("media/")
        if not MEDIA_NAME.fullmatch(short):
            self.found.append(finding("P017-bestandsnaam", name, wanted="foto-plein.jpg"))
            return
        data = self.files[name]
        # A checkout on Windows may have changed the newlines; the pack's bytes may not depend on it.
        self.source.media[short] = data.replace(b"\r\n", b"\n") if short.endswith(TEXT_MEDIA) else data

    def card(self, name: str) -> None:
        match = _CARD_NAME.fullmatch(name)
        if not match:
            self.found.append(finding("P017-bestandsnaam", name, wanted="gas.md of gas.en.md"))
        elif match[2]:
            self.orphans.append((match[1], match[2], self.page(name, TRANSLATION)))
        else:
            page = self.page(name, CARD)
            if "id" in page.meta.pairs and page.meta.text("id") != match[1]:
                mark = page.meta.mark_of("id")
                self.found.append(finding("P327-naam-anders", name, mark.line, mark.column, id=page.meta.text("id")))
            self.source.cards[match[1]] = Card(match[1], page)

    def translations(self) -> None:
        for identifier, language, page in self.orphans:
            card = self.source.cards.get(identifier)
            if card is None:
                self.found.append(finding("P314-vertaling-zonder-kaart", page.file, id=identifier))
                continue
            card.translations[language] = page
            said = page.meta.text("language")
            if language == self.source.language or (said and said != language):
                mark = page.meta.mark_of("language")
                self.found.append(finding("P327-naam-anders", page.file, mark.line, mark.column, id=said or language))

    def all(self) -> None:
        for name in sorted(self.files):
            stem = name.removesuffix(".yaml")
            if name == "pack.yaml":
                self.source.pack = self.mapping(name, PACK)
            elif name == "kinds.yaml":
                self.source.kinds = self.mapping(name, KINDS)
            elif name == "region.yaml" or (name.startswith("regions/") and name.endswith(".yaml")):
                self.region(name)
            elif name.endswith(".yaml") and stem in TABLES:
                node = self.yaml(name, TABLES[stem])
                if node is not None:
                    self.source.tables[stem] = node
            elif name.startswith("cards/"):
                self.card(name)
            elif name.startswith("media/"):
                self.media(name)
            elif "/" in name or not name.endswith(".md"):
                near = nearest(name.lower(), _KNOWN)
                self.found.append(finding("P001-bestand-onbekend", name, nearest=near))
        if "pack.yaml" not in {*self.files, *self.source.unread}:
            self.found.append(finding("P002-bestand-ontbreekt", "pack.yaml", name="pack.yaml"))
        self.translations()


def load_files(files: Readable[str, bytes], unread: Iterable[str] = ()) -> tuple[Source, list[Finding]]:
    """Like :func:`load_source`, from names (with ``/``) and bytes. ``unread`` are there too, and cannot be read."""
    loader = _Loader(dict(files))
    loader.source.unread.update(unread)
    loader.all()
    return loader.source, in_order(loader.found)


def load_source(folder: Path) -> tuple[Source, list[Finding]]:
    """What ``folder`` holds and what is wrong with its form.

    Follows no links, and gives the same whatever order the disk lists files in. Raises OSError when the folder cannot
    be listed.
    """
    files, found = read_files(folder)
    source, form = load_files(files, {one.file for one in found})
    return source, in_order([*found, *form])
