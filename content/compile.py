# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a source (and its national core) to the tree of a pack: names and bytes, the same for the same source.

What each file of the tree holds is described in docs/pack-format.md. Only sources without a ``fout`` compile.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping as Readable

from content.canonical import Json, dumps
from content.markdown import Block, Bullets, Heading, Paragraph, Span
from content.merge import claims_of, core_cards, region_of
from content.model import (
    CARD,
    GROUPS,
    KINDS,
    PACK,
    REGION,
    TABLES,
    TRANSLATION,
    Frequency,
    Grid,
    Hours,
    ListOf,
    MapOf,
    Media,
    Point,
    Record,
    Shape,
    Whole,
    Words,
)
from content.shape import day
from content.source import Card, Page, Source
from content.values import hertz, hours, microdegrees
from content.yamlsource import Items, Mapping, Mark, Node, Scalar

FORMAT = 1
"""Of the tree; a reader refuses a higher one."""


class CompileError(ValueError):
    """The source is not fit to be compiled; the linter says why. ``place``: file or part, line and column."""

    def __init__(self, what: str, mark: Mark) -> None:
        super().__init__(f"{what}:{mark.line}:{mark.column}")
        self.place = (what, mark.line, mark.column)


def tree_digest(tree: Readable[str, bytes]) -> str:
    """SHA-256, as 64 hex digits, over the canonical list of names and their SHA-256: what ``core: sha256`` pins."""
    return hashlib.sha256(dumps({name: hashlib.sha256(data).hexdigest() for name, data in tree.items()})).hexdigest()


def _value(node: Node, shape: Shape, language: str) -> Json:
    if isinstance(shape, Record):
        if shape.short and isinstance(node, Scalar):
            return {shape.short: _value(node, shape.keys[shape.short], language)}
        if (
            isinstance(node, Mapping)
            and node.pairs.keys() <= shape.keys.keys()
            and node.pairs.keys() >= set(shape.needed)
        ):
            return {key: _value(value, shape.keys[key], language) for key, value in node.pairs.items()}
    elif isinstance(shape, MapOf) and isinstance(node, Mapping):
        return {key: _value(value, shape.of, language) for key, value in node.pairs.items()}
    elif isinstance(shape, ListOf) and isinstance(node, Items):
        return [_value(item, shape.of, language) for item in node.items]
    elif isinstance(shape, Point | Grid) and isinstance(node, Items):
        return _pair(node, shape)
    elif isinstance(shape, Words) and isinstance(node, Mapping):
        return {key: _text(value) for key, value in node.pairs.items()}
    elif isinstance(shape, Words):
        return {language: _text(node)}
    elif isinstance(node, Scalar) and not isinstance(shape, MapOf | ListOf | Point | Grid):
        return _leaf(node, shape)
    raise CompileError(type(shape).__name__, node.mark)


def _text(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text
    raise CompileError("Words", node.mark)


def _pair(node: Items, shape: Point | Grid) -> Json:
    texts = [item.text for item in node.items if isinstance(item, Scalar)]
    if len(texts) != 2:
        raise CompileError(type(shape).__name__, node.mark)
    if isinstance(shape, Grid):
        return [_whole(text, node.mark) for text in texts]
    pair = [microdegrees(text, most) for text, most in zip(texts, (90, 180), strict=True)]
    if None in pair:
        raise CompileError("Point", node.mark)
    return [value for value in pair if value is not None]


def _whole(text: str, mark: Mark) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise CompileError("Whole", mark)
    return int(text)


def _leaf(node: Scalar, shape: Shape) -> Json:
    text = node.text
    if isinstance(shape, Whole):
        return _whole(text, node.mark)
    if isinstance(shape, Media):
        return f"media.{text}"
    if isinstance(shape, Hours) and (rows := hours(text)) is not None:
        return rows
    if isinstance(shape, Frequency) and (frequency := hertz(text)) is not None:
        return {"text": text, "hertz": frequency}
    if isinstance(shape, Hours | Frequency):
        raise CompileError(type(shape).__name__, node.mark)
    return text


def _record(node: Mapping, shape: Shape, language: str) -> dict[str, Json]:
    made = _value(node, shape, language)
    if not isinstance(made, dict):
        raise CompileError("Record", node.mark)
    return made


def _spans(spans: tuple[Span, ...]) -> Json:
    """Text that only the lines of the file divide is one piece."""
    made: list[dict[str, Json]] = []
    text = ""
    for span in spans:
        if not (span.bold or span.target):
            text += span.text
            continue
        if text:
            made.append({"text": text})
        text = ""
        made.append({"text": span.text, "bold": 1} if span.bold else {"text": span.text, "to": span.target})
    return [*made, {"text": text}] if text else made


def _block(block: Block) -> dict[str, Json]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "spans": _spans(block.spans)}
    if isinstance(block, Bullets):
        items = [_spans(item) for item in block.items]
        return {"kind": "steps" if block.ordered else "bullets", "items": items}
    return {"kind": "picture", "text": block.alt, "file": f"media.{block.target}"}


_PAGE_KEYS = ("title", "date", "audio", "sign-clip", "forms")
"""What differs per language; a translation may have an owner, and the day a native speaker read it, too."""


def _page(page: Page, shape: Shape, language: str) -> dict[str, Json]:
    meta = _record(page.meta, shape, language)
    keys = (*_PAGE_KEYS, "owner", "native-read") if shape is TRANSLATION else _PAGE_KEYS
    return {key: meta[key] for key in keys if key in meta} | {"body": [_block(block) for block in page.blocks]}


def _card(card: Card, source: Source) -> Json:
    meta = _record(card.page.meta, CARD, source.language)
    pages = {source.language: _page(card.page, CARD, source.language)}
    for language, page in card.translations.items():
        pages[language] = _page(page, TRANSLATION, language)
    about = {key: value for key, value in meta.items() if key not in _PAGE_KEYS}
    return about | {"origin": source.id, "language": source.language, "languages": pages}


def _pack(source: Source, core: Source | None) -> Json:
    return _record(source.pack, PACK, source.language) | {"format": FORMAT, "claims": claims_of(source, core)}


def _region(source: Source, core: Source | None) -> Json:
    held = region_of(source, core)
    if held is None:
        raise CompileError("region", source.pack.mark_of("region"))
    return _record(held[1], REGION, held[0].language)


def _kinds(sources: list[Source]) -> Json:
    merged: dict[str, dict[str, Json]] = {group: {} for group in GROUPS}
    for source in sources:
        for group, members in _record(source.kinds, KINDS, source.language).items():
            if isinstance(members, dict):
                merged[group] |= members
    return merged


def _table(name: str, sources: list[Source]) -> Json | None:
    shape = TABLES[name]
    holders = [source for source in sources if name in source.tables]
    if not holders:
        return None
    if isinstance(shape, Record):  # one profile: the municipality's own goes before the core's
        made = _value(holders[-1].tables[name], shape, holders[-1].language)
        return {**made, "origin": holders[-1].id} if isinstance(made, dict) else None
    rows: list[Json] = []
    for source in holders:
        made = _value(source.tables[name], shape, source.language)
        for row in made if isinstance(made, list) else ():
            if isinstance(row, dict):
                rows.append({**row, "origin": source.id})
    return rows


def compile_tree(source: Source, core: Source | None = None) -> dict[str, bytes]:
    """The files of the pack by name. ``core`` is the source that ``pack.yaml`` pins; the linter compares the pin.

    The same source gives the same bytes on every platform, Python, locale and time zone. Raises CompileError when a
    value does not have its declared form, and CanonicalError for text that canonical JSON cannot hold.
    """
    sources = [core, source] if core else [source]
    if day(source.pack.text("expires")) is None:
        raise CompileError("expires", source.pack.mark_of("expires"))
    made: dict[str, Json] = {"pack.json": _pack(source, core), "region.json": _region(source, core)}
    made["kinds.json"] = _kinds(sources)
    media: dict[str, bytes] = {}
    cards = [(core, card) for card in core_cards(source, core)] if core else []
    for holder, card in [*cards, *((source, card) for card in source.cards.values())]:
        if f"card.{card.id}.json" in made:
            raise CompileError(card.page.file, Mark(1, 1))
        made[f"card.{card.id}.json"] = _card(card, holder)
    for holder in sources:
        for name, data in holder.media.items():
            if media.setdefault(f"media.{name}", data) != data:
                raise CompileError(f"media/{name}", Mark(1, 1))
    for name in TABLES:
        table = _table(name, sources)
        if table is not None:
            made[f"{name}.json"] = table
    tree = {name: dumps(value) for name, value in made.items()} | media
    return dict(sorted(tree.items()))
