# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The linter: what is wrong with a pack's folder, at which line, and what to do."""

from __future__ import annotations

import datetime

from content.canonical import CanonicalError
from content.compile import CompileError, compile_tree, tree_digest
from content.findings import Finding, in_order
from content.lint import cards, lists, media, numbers, packs, personal, places, radio, reading, references
from content.lint.context import Context
from content.source import Source

CHECKS = (
    references.check_references,
    references.check_links,
    references.check_core_ids,
    references.check_core_links,
    references.check_media_use,
    packs.check_dates,
    packs.check_later,
    packs.check_owner_and_place,
    packs.check_claims,
    packs.check_what_must_be_there,
    packs.check_promises,
    cards.check_origin,
    cards.check_headings,
    cards.check_languages,
    cards.check_forms,
    cards.check_writing,
    reading.check_reading,
    reading.check_reading_of_lists,
    reading.check_words,
    reading.check_letters,
    numbers.check_numbers,
    numbers.check_numbers_in_text,
    numbers.check_core_alarm,
    radio.check_radio,
    places.check_area,
    places.check_positions,
    places.check_postcodes,
    places.check_origin,
    media.check_media,
    personal.check_personal_data,
    lists.check_lists,
)


def check(source: Source, core: Source | None, today: datetime.date) -> list[Finding]:
    """What is wrong with the meaning, in order of file and line; what is wrong with the form, ``load_source`` says.

    ``core``: the source that ``pack.yaml`` pins, when it is there. ``today`` decides what has expired.
    """
    if not source.pack.pairs:  # everything else would only follow from that
        return []
    context = Context(source, core, today)
    for one in CHECKS:
        one(context)
    packs.check_core(context, _digest(core))
    return in_order(context.found)


def _digest(core: Source | None) -> str:
    """Of the compiled core; nothing when it does not compile, and then no pin fits."""
    try:
        return tree_digest(compile_tree(core)) if core else ""
    except (CompileError, CanonicalError):
        return ""
