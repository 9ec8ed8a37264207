# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pack as a whole: dates, municipality, core, claims, what must be there."""

from __future__ import annotations

import datetime
import re
import zoneinfo

from content.lint.context import Context
from content.merge import core_cards, given_claims
from content.model import Day
from content.shape import day
from content.source import Page
from content.yamlsource import Mapping, Mark, Scalar

SOON = datetime.timedelta(days=60)
MOST_DAYS_KEPT = 365
"""A year: our own limit, after the storage limitation of article 5(1)(e) GDPR; longer needs its reason."""
_FILE = "pack.yaml"


def date_of(record: Mapping, key: str) -> datetime.date | None:
    """The date under ``key``, when there is one."""
    return day(record.text(key))


def check_dates(context: Context) -> None:
    """The pack's own dates (P201, P202, P203, P204, P303)."""
    pack = context.source.pack
    for key in ("issued", "expires", "next-review"):
        if key not in pack.pairs:
            context.report("P303-zonder-datum", _FILE, pack.mark, key=key)
    issued, expires, review = (date_of(pack, key) for key in ("issued", "expires", "next-review"))
    if expires and expires < context.today:
        context.report("P201-pakket-verlopen", _FILE, pack.mark_of("expires"), day=expires)
    elif expires and expires - context.today < SOON:
        context.report("P202-pakket-verloopt-bijna", _FILE, pack.mark_of("expires"), day=expires, days=SOON.days)
    order(context, _FILE, pack, ("issued", "expires"))
    if issued and review and review < issued:
        order(context, _FILE, pack, ("issued", "next-review"))
    elif review and review < context.today:
        context.report("P204-herziening-voorbij", _FILE, pack.mark_of("next-review"), day=review)


def check_later(context: Context) -> None:
    """Nothing was looked at on a day that is still to come (P221)."""
    for leaf in context.leaves(Day):
        said = day(leaf.text) if leaf.path[-1] == "date" else None
        if said and said > context.today:
            context.report("P221-datum-later", leaf.file, leaf.mark, day=said)


def order(context: Context, file: str, record: Mapping, keys: tuple[str, str]) -> None:
    """The second date must not be before the first (P203)."""
    early, late = (date_of(record, key) for key in keys)
    if early and late and late < early:
        context.report("P203-datums-verwisseld", file, record.mark_of(keys[1]), early=keys[0], late=keys[1])


def check_owner_and_place(context: Context) -> None:
    """Who keeps the pack (P302), the code (P205), how long data is kept (P211), what a region says (P217, P222)."""
    pack = context.source.pack
    if not pack.text("owner"):
        context.report("P302-zonder-eigenaar", _FILE, pack.mark)
    code = pack.text("municipality")
    if code and not re.fullmatch(r"GM[0-9]{4}|BQ-?[A-Z0-9]{2}", code):
        context.report("P205-gemeentecode", _FILE, pack.mark_of("municipality"), text=code[:20])
    for record in pack.below("retention").values():
        days = record.text("days")
        if days.isdecimal() and int(days) > MOST_DAYS_KEPT:
            context.report("P211-bewaartermijn", _FILE, record.mark_of("days"), days=days, most=MOST_DAYS_KEPT)
    for file, region in context.source.regions.values():
        form = region.text("postcode")
        if form and not re.fullmatch(r"[9A -]{1,10}", form):
            context.report("P217-postcodevorm", file, region.mark_of("postcode"), text=form[:30])
        zone, zones = region.text("time-zone"), zoneinfo.available_timezones()
        if zone and zones and zone not in zones:  # Windows may know none
            context.report("P222-tijdzone", file, region.mark_of("time-zone"), text=zone[:40])


def check_core(context: Context, digest: str) -> None:
    """The core that is pinned is the core that is there (P206, P207); ``digest``: of the compiled core."""
    pinned = context.source.pack.get("core")
    if not isinstance(pinned, Mapping):
        return
    if context.core is None or context.core.id != pinned.text("id"):
        context.report("P206-kern-ontbreekt", _FILE, pinned.mark_of("id"), id=pinned.text("id"))
        return
    found = context.core.pack.text("version")
    if found != pinned.text("version"):
        wanted = f"versie {pinned.text('version')}"
        context.report("P207-kern-anders", _FILE, pinned.mark_of("version"), found=f"versie {found}", wanted=wanted)
    elif digest != pinned.text("sha256"):
        values = {"found": digest, "wanted": pinned.text("sha256")[:64]}
        context.report("P207-kern-anders", _FILE, pinned.mark_of("sha256"), **values)


def check_claims(context: Context) -> None:
    """Facts are the same everywhere (P208, P210, P216, P218)."""
    given = given_claims(context.source, context.core)
    own = context.source.pack.get("claims")
    for name, value in own.pairs.items() if isinstance(own, Mapping) else ():
        if isinstance(value, Scalar) and given.get(name, value.text) != value.text:
            values = {"name": name, "text": value.text, "core": given[name]}
            context.report("P208-claim-anders", _FILE, value.mark, **values)
    used: set[str] = set()
    for _language, page, translated in context.pages():
        for claim in [] if translated else page.meta.texts("claims"):
            used.add(claim.text)
            fact = context.claims.get(claim.text)
            if fact is not None and not says(page, fact):
                context.report("P210-claim-niet-in-tekst", page.file, claim.mark, name=claim.text, value=fact)
    for name in own.pairs if isinstance(own, Mapping) and not context.unsure("cards") else ():
        if name not in used and name not in given:
            context.report("P216-claim-ongebruikt", _FILE, own.keys[name], name=name)  # type: ignore[union-attr]
    _core_says(context)


def _core_says(context: Context) -> None:
    """A card of the core that uses a fact which is another one here (P218)."""
    held = context.core.pack.get("claims") if context.core else None
    given = given_claims(context.source, context.core)  # what the pack itself says otherwise is told there
    for card in core_cards(context.source, context.core):
        for claim in card.page.meta.texts("claims"):
            fact = held.pairs.get(claim.text) if isinstance(held, Mapping) else None
            here = given.get(claim.text, "")
            if isinstance(fact, Scalar) and fact.text != here and says(card.page, fact.text):
                mark = context.source.pack.mark_of("core")
                context.report("P218-kern-zegt-anders", _FILE, mark, id=card.id, text=fact.text, wanted=here)


def says(page: Page, value: str) -> bool:
    """Does the page's title or body name this value, as a whole number or word?"""
    digits = re.escape(value).replace(r"\ ", r"\s+")
    return re.search(rf"(?<![\w.,]){digits}(?![\w])", body_text(page)) is not None


def body_text(page: Page) -> str:
    """All the words of a page."""
    texts = [page.meta.text("title")]
    for block in page.blocks:
        items = getattr(block, "items", None) or [getattr(block, "spans", ())]
        texts += ["".join(span.text for span in spans) for spans in items]
        texts.append(getattr(block, "text", ""))
    return "\n".join(texts)


def check_what_must_be_there(context: Context) -> None:
    """A language in use (P212), a list for every moment (P213), a point on the map (P214)."""
    source = context.source
    languages = {language for each in context.sources for _card, language, _page in each.pages()}
    for language in source.pack.texts("languages"):
        if source.cards and not context.unsure("cards") and language.text not in languages:
            context.report("P212-ongebruikte-taal", _FILE, language.mark, language=language.text)
    moments = {row.text("moment") for each in context.sources for row in each.records("checklists")}
    missing = set() if "checklists.yaml" in source.unread else set(context.groups["moments"]) - moments
    for moment in sorted(missing):
        file, mark = ("checklists.yaml", Mark(1, 1)) if "checklists" in source.tables else (_FILE, source.pack.mark)
        context.report("P213-moment-zonder-lijst", file, mark, moment=moment)
    if "area" in source.pack.pairs and not context.unsure("places"):
        there = {place.text("kind") for place in source.records("places")}
        for kind, record in sorted(context.groups["place-kinds"].items()):
            if record.text("needed") == "yes" and kind not in there:
                file = "places.yaml" if "places" in source.tables else _FILE
                context.report("P214-geen-punt", file, Mark(1, 1), kind=kind)


def check_promises(context: Context) -> None:
    """Languages and forms that the pack promises stand once in their list (P902)."""
    for key in ("languages", "forms", "modules", "translate"):
        seen: set[str] = set()
        for item in context.source.pack.texts(key):
            if item.text in seen:
                context.report("P902-dubbele-regel", _FILE, item.mark, item=item.text)
            seen.add(item.text)
