# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telephone numbers and frequencies that cannot be, or are not the ones of this region."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.lint.context import Context
from content.lint.packs import body_text
from content.merge import core_cards
from content.model import Frequency, Phone
from content.values import hertz
from content.yamlsource import Mapping, Mark, Scalar, empty

_SEPARATED = r"(?:[ .-]|[ ][-\u2013][ ]|\)[ ]?)"
_IN_TEXT = re.compile(
    rf"(?<![\w.,/+()-])(?:(?:\+|00)[1-9][0-9]{{1,10}}(?:[ ]?\(0\)[ ]?[0-9]+)?|\(?0[0-9]{{0,9}})"
    rf"(?:{_SEPARATED}[0-9]{{2,10}}){{0,5}}(?![\w/-]|[.,][0-9])"
)
"""What begins as a telephone number and goes on in groups; which of them are one, the region's plan says."""
_DATE = re.compile(r"[0-9]{1,2}[-. ][0-9]{1,2}[-. ](?:[0-9]{2}|[0-9]{4})(?![0-9])")
_CALL = re.compile(
    r"(?<![\w.,/+-])(1-?1-?2|9-?1-?1|9-?9-?9)(?![\w/-])(?! ?(?:euro|meter|gram|kilo|liter|km|uur|mensen|people))"
)
_ASKED = re.compile(
    r"\b(?:bel|belt|bellen|call|alarmnummer|emergency number)\s+(1[01]0|10[1-9]|11[1-9]|000)(?![\w/-])", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(?:kamer|pagina|artikel|bus|lijn|huisnummer|straat|weg|nr\.?|room|page|line)\s+$", re.IGNORECASE
)
_ALARM = ("112", "911", "999")
_PAID = re.compile(r"\(?0?90[069]\)?[ -]?[0-9]{4,7}")


def digits_of(text: str) -> str:
    """Only the digits, and a plus at the front."""
    return ("+" if text.lstrip().startswith("+") else "") + re.sub(r"[^0-9]", "", text)


def dialled(text: str, plan: Mapping) -> str | None:
    """The digits as dialled at home, or None when the region's telephone plan has no such number."""
    if not re.fullmatch(r"\+?[0-9()][0-9 ()-]{1,24}", text):
        return None
    digits = re.sub(r"^00(?=[1-9])", "+", digits_of(text))
    country = plan.text("country-code").lstrip("+")
    trunk = plan.text("trunk")
    if digits in {item.text for item in plan.texts("short-numbers")}:
        return digits
    if digits.startswith("+"):
        if not country or not digits.startswith(f"+{country}"):
            return None
        national = digits[len(country) + 1 :]
        digits = trunk + (national.removeprefix(trunk) if f"({trunk})" in text else national)
    series = plan.get("series")
    own = [first for first in series.pairs if digits.startswith(first)] if isinstance(series, Mapping) else []
    if own:
        return digits if str(len(digits)) in {item.text for item in plan.texts("series", max(own, key=len))} else None
    lengths = {item.text for item in plan.texts("lengths")}
    return digits if digits.startswith(trunk) and str(len(digits) - len(trunk)) in lengths else None


def check_numbers(context: Context) -> None:
    """Declared numbers and frequencies (P501, P503, P504, P506)."""
    plan = context.region.get("telephone")
    for leaf in context.leaves(Phone, Frequency):
        if isinstance(leaf.shape, Frequency):
            if hertz(leaf.text) is None:
                context.report("P503-frequentie-kan-niet", leaf.file, leaf.mark, text=leaf.text[:30])
            continue
        if isinstance(plan, Mapping) and dialled(leaf.text, plan) is None:
            context.report("P501-telefoon-kan-niet", leaf.file, leaf.mark, text=leaf.text[:30])
        elif _PAID.fullmatch(leaf.text) and digits_of(leaf.text) not in _of_region(context):
            context.report("P506-betaald-nummer", leaf.file, leaf.mark, text=leaf.text)
    for file, region in context.source.regions.values():
        _numbers_of_region(context, file, region)
    for row in context.source.records("numbers"):
        if ("number" in row.pairs) == ("frequency" in row.pairs):
            context.report("P504-nummer-of-frequentie", "numbers.yaml", row.mark)


def _numbers_of_region(context: Context, file: str, region: Mapping) -> None:
    plan, numbers = region.get("telephone"), region.get("numbers")
    if isinstance(plan, Mapping) and isinstance(numbers, Mapping):
        for value in numbers.pairs.values():
            if isinstance(value, Scalar) and dialled(value.text, plan) is None:
                context.report("P501-telefoon-kan-niet", file, value.mark, text=value.text[:30])


def _of_region(context: Context) -> set[str]:
    node = context.region.get("numbers")
    return (
        {digits_of(context.region.text("numbers", key)) for key in node.pairs} if isinstance(node, Mapping) else set()
    )


def _alarms(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Alarm numbers in running text; not a room, page, street or bus of that number."""
    for match in _CALL.finditer(text):
        if not _COUNTED.search(text, max(0, match.start() - 20), match.start()):
            yield match[1].replace("-", ""), match
    for match in _ASKED.finditer(text):
        if match[1] not in _ALARM:
            yield match[1], match


def _whole(text: str, known: set[str], plan: Mapping) -> str:
    """The groups of digits that are one number: a declared one, else the first that the plan has, else all."""
    ends = [match.end() for match in re.finditer(r"[0-9]+\)?", text)]
    parts = [text[:end] for end in ends]
    declared = [part for part in parts if {digits_of(part), dialled(part, plan)} & known]
    possible = [part for part in parts if dialled(part, plan)]
    return (declared or possible or [text])[0]


def _declared(context: Context, plan: Mapping) -> set[str]:
    """Every number that stands with its source, as it is written and as it is dialled at home."""
    known = _of_region(context) | {digits_of(value) for value in context.claims.values()}
    for source in context.sources:
        known |= {digits_of(leaf.text) for leaf in source.leaves if isinstance(leaf.shape, Phone)}
    known |= {item.text for item in plan.texts("short-numbers")}
    return known | {dialled(text, plan) or text for text in known}


def check_numbers_in_text(context: Context) -> None:
    """Numbers in running text are declared ones (P502), and the alarm number is the region's (P505)."""
    node = context.region.get("telephone")
    plan = node if isinstance(node, Mapping) else empty()
    known, own = _declared(context, plan), _of_region(context)
    wanted = next((number for number in _ALARM if number in own), "")
    sure = not context.source.unread & {"numbers.yaml", "places.yaml", "partners.yaml"}
    for said in context.said:
        if said.cited:
            continue
        for match in _IN_TEXT.finditer(said.text) if sure else ():
            if len(digits_of(match[0])) < 7 or _DATE.match(match[0]):
                continue
            text = _whole(match[0], known, plan)
            digits = digits_of(text)
            if len(digits) < 7 or {digits, dialled(text, plan)} & known:
                continue
            mark = Mark(said.mark.line, said.mark.column + match.start())
            context.report("P502-nummer-niet-in-lijst", said.file, mark, text=text)
        for number, match in _alarms(said.text):
            if wanted and number not in known & {*own, *(item.text for item in plan.texts("short-numbers"))}:
                mark = Mark(said.mark.line, said.mark.column + match.start(1))
                context.report("P505-ander-alarmnummer", said.file, mark, text=number, wanted=wanted)


def check_core_alarm(context: Context) -> None:
    """A card of the core that names the alarm number of another region (P218)."""
    own = _of_region(context)
    wanted = next((number for number in _ALARM if number in own), "")
    for card in core_cards(context.source, context.core) if wanted else ():
        others = {number for number, _match in _alarms(body_text(card.page))} - own
        if others:
            mark = context.source.pack.mark_of("core")
            text = ", ".join(sorted(others))
            context.report("P218-kern-zegt-anders", "pack.yaml", mark, id=card.id, text=text, wanted=wanted)
