# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cards: who says so and until when, the fixed headings, the languages and forms that the pack promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.lint.context import Context, Said
from content.lint.packs import SOON, body_text, date_of, order
from content.markdown import Heading, spans_of
from content.shape import nearest
from content.source import Card, Page
from content.yamlsource import Mapping, Mark, Scalar

OLD_SOURCE_YEARS = 5
MOST_WORDS = 600
_SHOUTING = re.compile(r"\b[A-ZÀ-Þ]{4,}(?:\s+[A-ZÀ-Þ]{2,})*\s+[A-ZÀ-Þ]{3,}\b")

_ADDRESS = re.compile(r"(?<![\w@/.])(?:https?://|www\.)[^\s()]+")
_TIME = re.compile(r"(?<![\w.,:])([0-9]{1,2})[.:]([0-9]{2})(?=(?: uur|u)\b)")
_TODAY = re.compile(r"\b(?:vandaag|vanavond|vannacht|gisteren|overmorgen|volgende week|dit weekend)\b", re.IGNORECASE)

_LASTING = ("cards/", "lists.", "places.", "numbers.", "partners.")
"""Files whose texts stay as they are for months; a question may well be about today."""


def _cards(context: Context) -> list[Card]:
    return [card for _id, card in sorted(context.source.cards.items()) if card.page.meta.pairs]


def check_origin(context: Context) -> None:
    """Owner, source, dates (P301 to P307, P203, P204, P303)."""
    for card in _cards(context):
        meta, file = card.page.meta, card.page.file
        if not meta.text("owner"):
            context.report("P302-zonder-eigenaar", file, meta.mark)
        if not meta.records("source"):
            context.report("P301-kaart-zonder-bron", file, meta.mark_of("source"))
        for source in meta.records("source"):
            _source(context, file, source)
        for key in ("date", "valid-until"):
            if key not in meta.pairs:
                context.report("P303-zonder-datum", file, meta.mark, key=key)
        _advice(context, file, meta)
        for page in card.translations.values():
            order_of_translation(context, card, page)
    for row in context.source.records("lists"):
        _advice(context, "lists.yaml", row)


def _source(context: Context, file: str, source: Mapping) -> None:
    for key in ("publisher", "date"):
        if key not in source.pairs:
            context.report("P306-bron-onvolledig", file, source.mark, key=key)
    said = date_of(source, "date")
    if said and (context.today - said).days > OLD_SOURCE_YEARS * 366:
        context.report("P307-bron-oud", file, source.mark_of("date"), day=said, years=OLD_SOURCE_YEARS)


def _advice(context: Context, file: str, meta: Mapping) -> None:
    until, review = date_of(meta, "valid-until"), date_of(meta, "next-review")
    if until and until < context.today:
        context.report("P304-advies-verlopen", file, meta.mark_of("valid-until"), day=until)
    elif until and until - context.today < SOON:
        context.report("P305-advies-verloopt-bijna", file, meta.mark_of("valid-until"), day=until, days=SOON.days)
    if review and review < context.today:
        context.report("P204-herziening-voorbij", file, meta.mark_of("next-review"), day=review)
    order(context, file, meta, ("date", "valid-until"))


def order_of_translation(context: Context, card: Card, page: Page) -> None:
    """A translation is not older than what it translates (P313)."""
    base, made = date_of(card.page.meta, "date"), date_of(page.meta, "date")
    if base and made and made < base:
        context.report("P313-vertaling-ouder", page.file, page.meta.mark_of("date"), day=made, base=base)


def check_headings(context: Context) -> None:
    """Each kind of card has its headings, in their order, and words below them (P308 to P311, P330)."""
    for card in _cards(context):
        kind = context.groups["card-kinds"].get(card.page.meta.text("kind"))
        for language, page in [(context.source.language, card.page), *card.translations.items()]:
            wanted = [item.text for item in kind.texts("headings", language)] if kind else []
            if page.meta.pairs:
                _headings(context, page, wanted)
            if page.meta.pairs and not page.blocks:
                context.report("P330-kaart-zonder-tekst", page.file, Mark(1, 1))


def _headings(context: Context, page: Page, wanted: list[str]) -> None:
    found = [block for block in page.blocks if isinstance(block, Heading)]
    second = [block for block in found if block.level == 2]
    names = [block.text for block in second]
    for heading in wanted:
        if heading not in names:
            context.report("P308-kop-ontbreekt", page.file, Mark(1, 1), heading=heading)
    last = -1
    for block in second if wanted else ():
        mark = Mark(block.line, 1)
        if block.text not in wanted:
            near = nearest(block.text, wanted)
            context.report("P309-kop-onbekend", page.file, mark, heading=block.text[:60], nearest=near)
        elif wanted.index(block.text) < last:
            context.report("P310-kop-volgorde", page.file, mark, heading=block.text)
        else:
            last = wanted.index(block.text)
    for number, head in enumerate(page.blocks):
        after = page.blocks[number + 1] if number + 1 < len(page.blocks) else None
        if isinstance(head, Heading) and (after is None or (isinstance(after, Heading) and after.level <= head.level)):
            context.report("P311-kop-zonder-tekst", page.file, Mark(head.line, 1), heading=head.text[:60])


def check_languages(context: Context) -> None:
    """The languages that the pack promises, and the same numbers in each (P312, P315)."""
    pack = context.source.pack
    kinds = {item.text for item in pack.texts("translate")}
    everything = "translate" not in pack.pairs
    for card in _cards(context):
        if everything or card.page.meta.text("kind") in kinds:
            for language in pack.texts("languages")[1:]:
                if language.text not in card.translations:
                    mark = card.page.meta.mark_of("id")
                    context.report("P312-taal-ontbreekt", card.page.file, mark, language=language.text)
        for page in card.translations.values():
            if page.meta.pairs:
                _same_numbers(context, card.page, page)


_LARGE = re.compile(r"(?<![\w/])\d{3,4}-\d{4,7}\b|(?<![\w.,/-])\d{3,}(?![\w/])")
_SMALL = re.compile(r"(?<![\w.,:/-])\d{1,2}(?![\w/:-]|[.,]\d)")


def _same_numbers(context: Context, base: Page, page: Page) -> None:
    """Telephone numbers and numbers of three digits and more stand in every language (P315). A smaller one may be
    a word there; it is another one only when the translation has a number that the card does not have."""
    one, other = body_text(base), body_text(page)
    here, there = ({pattern: set(pattern.findall(text)) for pattern in (_LARGE, _SMALL)} for text in (one, other))
    missing = here[_LARGE] - there[_LARGE]
    added = (there[_LARGE] | there[_SMALL]) - here[_LARGE] - here[_SMALL]
    if added & there[_SMALL]:
        missing |= here[_SMALL] - there[_SMALL]
    if missing:
        mark = Mark(next((line for number in sorted(added) if (line := _line_of(page, number))), 1), 1)
        context.report("P315-vertaling-andere-nummers", page.file, mark, numbers=", ".join(sorted(missing)))


def _line_of(page: Page, number: str) -> int:
    """The line of the first paragraph or item that has this number; 0 when it is elsewhere."""
    spans = [span for each in spans_of(page.blocks) for span in each]
    return next((span.line for span in spans if number in re.findall(r"[\d-]+", span.text)), 0)


def check_forms(context: Context) -> None:
    """The forms that the pack promises (P316), and what its kind needs (P317)."""
    wanted = [(form.text, context.groups["forms"][form.text].text("key")) for form in context.source.pack.texts("forms")
              if form.text in context.groups["forms"]]  # fmt: skip
    for card in _cards(context):
        meta, file = card.page.meta, card.page.file
        for form, key in wanted:
            path = tuple(key.split("/"))
            if key and not isinstance(meta.get(*path), Scalar):
                context.report("P316-vorm-ontbreekt", file, meta.mark_of("id"), form=form, key=key)
        kind = context.groups["card-kinds"].get(meta.text("kind"))
        for need in kind.texts("needs") if kind else ():
            if need.text not in meta.pairs:
                context.report("P317-soort-vraagt-meer", file, meta.mark, key=need.text)


def _odd(said: Said) -> Iterator[tuple[str, re.Match[str]]]:
    for match in _TIME.finditer(said.text):
        if int(match[1]) > 24 or int(match[2]) > 59:
            yield "P614-tijd-kan-niet", match
    if said.file.startswith("cards/"):
        yield from (("P328-adres-zonder-koppeling", match) for match in _ADDRESS.finditer(said.text))
    if said.language == "nl" and said.file.startswith(_LASTING):
        yield from (("P329-dag-zonder-datum", match) for match in _TODAY.finditer(said.text))


def check_writing(context: Context) -> None:
    """No shouting (P324), not too long (P325), bare addresses (P328), days without date (P329), times (P614)."""
    for said in context.said:
        for code, odd in [] if said.cited else _odd(said):
            mark = Mark(said.mark.line, said.mark.column + odd.start())
            context.report(code, said.file, mark, text=odd[0][:60])
        if not said.cited and (match := _SHOUTING.search(said.text)):
            context.report("P324-hoofdletters", said.file, said.mark, text=match[0][:40])
    for card in _cards(context):
        count = len(body_text(card.page).split())
        if count > MOST_WORDS:
            context.report("P325-kaart-lang", card.page.file, Mark(1, 1), count=count, most=MOST_WORDS)
