# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What in a pack somebody may look for: every card, and every record of its lists, in every language it has.

The pack is verified, so its municipality wrote this; still nothing is assumed of its form but that it is JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content.canonical import Json
from content.container import OpenedPack
from noodsteunpunt.domain.packs import PackText

_NOT_LISTS = frozenset(("pack.json", "kinds.json", "region.json"))
_NOT_WORDS = frozenset(("id", "kind", "origin", "source", "date", "wgs84", "rd", "pictogram", "moment", "role", "card"))


def texts_of(pack: OpenedPack) -> Iterator[PackText]:
    """In order of file. Raises PackError when a file is no JSON."""
    languages = _languages(pack.value("kinds.json")) if pack.row("kinds.json") else frozenset[str]()
    for row in pack.manifest.rows:
        if not row.name.endswith(".json") or row.name in _NOT_LISTS:
            continue
        value = pack.value(row.name)
        if row.name.startswith("card."):
            yield from _card(row.name, value)
        elif isinstance(value, Mapping):
            yield from _record(row.name, value, languages)
        elif not isinstance(value, str | int):
            for number, record in enumerate(value):
                if isinstance(record, Mapping):
                    identifier = record.get("id")
                    name = identifier if isinstance(identifier, str) else str(number)
                    yield from _record(f"{row.name}#{name}", record, languages)


def _languages(kinds: Json) -> frozenset[str]:
    found = kinds.get("languages") if isinstance(kinds, Mapping) else None
    return frozenset(found) if isinstance(found, Mapping) else frozenset()


def _card(name: str, value: Json) -> Iterator[PackText]:
    pages = value.get("languages") if isinstance(value, Mapping) else None
    for language, page in sorted(pages.items()) if isinstance(pages, Mapping) else ():
        if isinstance(page, Mapping):
            yield PackText(name, language, _line(page.get("title", "")), _line(page.get("body", ""), _MARKS))


_MARKS = frozenset(("kind", "to", "file"))


def _line(value: Json, without: frozenset[str] = frozenset()) -> str:
    return " ".join(_strings(value, without, "", frozenset()))


def _record(item: str, record: Mapping[str, Json], languages: frozenset[str]) -> Iterator[PackText]:
    titled = record.get("name", record.get("title", record.get("band", "")))
    rest = {key: value for key, value in record.items() if key not in _NOT_WORDS and value is not titled}
    for language in sorted(_used(record, languages)) or [""]:
        title = " ".join(_strings(titled, frozenset(), language, languages))
        yield PackText(item, language, title, " ".join(_strings(rest, _NOT_WORDS, language, languages)))


def _used(value: Json, languages: frozenset[str]) -> set[str]:
    """The languages that any text in it is in."""
    if isinstance(value, str | int):
        return set()
    if isinstance(value, Mapping):
        if value and value.keys() <= languages:
            return set(value)
        return {language for below in value.values() for language in _used(below, languages)}
    return {language for below in value for language in _used(below, languages)}


def _strings(value: Json, without: frozenset[str], language: str, languages: frozenset[str]) -> Iterator[str]:
    """Every text below; of a text in several languages the one in ``language``."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        if value and value.keys() <= languages:
            yield from _strings(value.get(language, ""), without, language, frozenset())
            return
        for key, below in value.items():
            if key not in without:
                yield from _strings(below, without, language, languages)
    elif not isinstance(value, int):
        for below in value:
            yield from _strings(below, without, language, languages)
