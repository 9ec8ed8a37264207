# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything that names something else: it must be there, in the pack or in its core."""

from __future__ import annotations

import re

from content.lint.context import Context
from content.markdown import Picture, spans_of
from content.merge import core_cards
from content.model import TABLES, ListOf, Media, Ref
from content.shape import nearest
from content.yamlsource import Mark

_HTTPS = re.compile(r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]+)?(?:/[^\s<>\"\\^`{|}]*)?")
_SAYS_NOTHING = frozenset({"hier", "klik hier", "deze link", "link", "lees meer", "meer", "here", "click here"})
_NO_PICTURE = frozenset({"plaatje", "afbeelding", "foto", "tekening", "logo", "pictogram", "picture", "image", "photo"})
_OWN_CODE = {"claims": "P209-claim-onbekend", "regions": "P215-regio-onbekend"}


def check_references(context: Context) -> None:
    """Ids that values name (P109, P209, P215) and files in ``media/`` (P701)."""
    known = {group: context.known(group) for group in {leaf.shape.group for leaf in context.leaves(Ref)}}  # type: ignore[union-attr]
    for leaf in context.leaves(Ref, Media):
        text = leaf.text
        if isinstance(leaf.shape, Media):
            _media(context, text, leaf.file, leaf.mark)
        elif isinstance(leaf.shape, Ref) and text not in known[leaf.shape.group]:
            group = leaf.shape.group
            if context.unsure(group):
                continue
            code = _OWN_CODE.get(group, "P109-onbekend")
            values = {} if group in _OWN_CODE else {"group": group}
            context.report(code, leaf.file, leaf.mark, text=text[:50], nearest=nearest(text, known[group]), **values)


def _media(context: Context, name: str, file: str, mark: Mark) -> None:
    known = context.known("media")
    if name not in known and not context.unsure("media"):
        context.report("P701-media-ontbreekt", file, mark, text=name[:60] or "?", nearest=nearest(name, known))


def check_links(context: Context) -> None:
    """Links and pictures in the bodies of cards (P320 to P323, P331, P701)."""
    groups = {"card": "cards", "place": "places"}
    ids = {kind: context.known(group) for kind, group in groups.items() if not context.unsure(group)}
    for _language, page, _translated in context.pages():
        for spans in spans_of(page.blocks):
            for span in spans:
                if span.target:
                    mark = Mark(span.line, span.column)
                    _target(context, span.target, page.file, mark, ids)
                    if span.text.strip().lower() in _SAYS_NOTHING:
                        context.report("P323-koppeling-zegt-niets", page.file, mark, text=span.text)
        for block in page.blocks:
            if isinstance(block, Picture):
                mark = Mark(block.line, 1)
                if not block.alt:
                    context.report("P320-plaatje-zonder-tekst", page.file, mark)
                elif block.alt.lower() in _NO_PICTURE or block.alt == block.target:
                    context.report("P331-beschrijving-zegt-niets", page.file, mark, text=block.alt[:60])
                _media(context, block.target, page.file, mark)


def _target(context: Context, target: str, file: str, mark: Mark, ids: dict[str, set[str]]) -> None:
    kind, _colon, name = target.partition(":")
    if kind in ("card", "place"):
        if name not in ids.get(kind, {name}):
            near = f"{kind}:{nearest(name, ids[kind])}"
            context.report("P321-koppeling-stuk", file, mark, text=target[:60], nearest=near)
    elif not _HTTPS.fullmatch(target):
        context.report("P322-koppeling-onveilig", file, mark, text=target[:60])


def check_core_ids(context: Context) -> None:
    """What has an id in the core cannot have it in the pack too (P108), cards that are left out excepted."""
    core, source = context.core, context.source
    if core is None:
        return
    without = {item.text for item in source.pack.texts("leave-out")}
    for name, card in source.cards.items():
        if name in core.cards and name not in without:
            context.report("P108-id-dubbel", card.page.file, card.page.meta.mark_of("id"), id=name, where="de kern")
    for name, data in source.media.items():
        if core.media.get(name, data) != data:
            context.report("P108-id-dubbel", f"media/{name}", Mark(1, 1), id=name, where="de kern")
    for group, members in context.groups.items():
        for name in members:
            if name in core.kinds.below(group) and name in (own := source.kinds.below(group)):
                context.report("P108-id-dubbel", "kinds.yaml", own[name].mark, id=name, where=f"de kern ({group})")
    for table, shape in TABLES.items():
        if isinstance(shape, ListOf) and shape.keyed:
            taken = {row.text("id") for row in core.records(table)}
            for row in source.records(table):
                if row.text("id") in taken:
                    context.report(
                        "P108-id-dubbel", f"{table}.yaml", row.mark_of("id"), id=row.text("id"), where="de kern"
                    )


def check_core_links(context: Context) -> None:
    """What the core says about a card that the pack leaves out and does not write anew (P219)."""
    core = context.core
    gone = {item.text for item in context.source.pack.texts("leave-out")} - set(context.source.cards)
    if core is None or not gone:
        return
    named: set[tuple[str, str]] = set()
    for card in core_cards(context.source, core):
        for page in (card.page, *card.translations.values()):
            for spans in spans_of(page.blocks):
                named |= {(page.file, span.target[5:]) for span in spans if span.target.startswith("card:")}
    named |= {(leaf.file, leaf.text) for leaf in core.leaves if leaf.shape == Ref("cards")}
    for file, name in sorted(named):
        if name in gone:
            mark = context.source.pack.mark_of("leave-out")
            context.report("P219-kern-verwijst", "pack.yaml", mark, where=file, id=name)


def check_media_use(context: Context) -> None:
    """Files in ``media/`` that nothing names (P702)."""
    if context.unsure("cards") or context.unsure("kinds"):
        return
    used = {leaf.text for leaf in context.leaves(Media)}
    for _language, page, _translated in context.pages():
        used |= {block.target for block in page.blocks if isinstance(block, Picture)}
    for name in sorted(set(context.source.media) - used):
        context.report("P702-media-ongebruikt", f"media/{name}", Mark(1, 1))
