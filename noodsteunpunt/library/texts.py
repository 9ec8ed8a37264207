# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What in a pack somebody may look for: every card, and every record of its lists, in every language it has.

The pack is verified, so its municipality wrote this; still nothing is assumed of its form but that it is JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from content.canonical import Json
from content.container import OpenedPack
from noodsteunpunt.search.builder import Document, Meaning, build_index

_NOT_LISTS = frozenset(("pack.json", "kinds.json", "region.json", "words.json", "map.json"))
_NOT_WORDS = frozenset(("id", "kind", "origin", "source", "date", "wgs84", "rd", "pictogram", "moment", "role", "card"))
_MARKS = frozenset(("kind", "to", "file", "level"))
_TITLE, _ASKED, _TAGS, _BODY, _RECORD = 6.0, 4.0, 2.0, 1.0, 2.0
"""What a word counts where it stands."""
_LEAD = 160
"""Characters of text under a title."""


def index_of(pack: OpenedPack) -> bytes:
    """The search index of a pack. Raises PackError when a file is no JSON."""
    return build_index(documents_of(pack), meanings_of(pack))


def documents_of(pack: OpenedPack) -> Iterator[Document]:
    """In order of file. Raises PackError when a file is no JSON."""
    languages = _languages(pack.value("kinds.json")) if pack.row("kinds.json") else frozenset[str]()
    asked = _asked(pack.value("questions.json")) if pack.row("questions.json") else {}
    for row in pack.manifest.rows:
        if not row.name.endswith(".json") or row.name in _NOT_LISTS:
            continue
        value = pack.value(row.name)
        if row.name.startswith("card."):
            yield from _card(row.name, value, asked)
        elif isinstance(value, Mapping):
            yield from _record(row.name, value, languages)
        elif not isinstance(value, str | int):
            for number, record in enumerate(value):
                if isinstance(record, Mapping):
                    identifier = record.get("id")
                    name = identifier if isinstance(identifier, str) else str(number)
                    yield from _record(f"{row.name}#{name}", record, languages)


def meanings_of(pack: OpenedPack) -> Iterator[Meaning]:
    """The everyday words of the pack. Raises PackError."""
    rows = pack.value("words.json") if pack.row("words.json") else ()
    for row in rows if isinstance(rows, Sequence) and not isinstance(rows, str) else ():
        if isinstance(row, Mapping):
            yield Meaning(_texts(row.get("say")), _texts(row.get("mean")))


def _texts(value: Json | None) -> tuple[str, ...]:
    held = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return tuple(text for text in held if isinstance(text, str))


def _languages(kinds: Json) -> frozenset[str]:
    found = kinds.get("languages") if isinstance(kinds, Mapping) else None
    return frozenset(found) if isinstance(found, Mapping) else frozenset()


def _asked(lists: Json) -> dict[tuple[str, str], list[str]]:
    """Questions by the card that answers them, and language."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in lists if isinstance(lists, Sequence) and not isinstance(lists, str) else ():
        items = one.get("items") if isinstance(one, Mapping) else None
        for item in items if isinstance(items, Sequence) and not isinstance(items, str) else ():
            question = item.get("question") if isinstance(item, Mapping) else None
            card = item.get("card") if isinstance(item, Mapping) else None
            for language, text in question.items() if isinstance(question, Mapping) else ():
                if isinstance(card, str) and isinstance(text, str):
                    found.setdefault((f"card.{card}.json", language), []).append(text)
    return found


def _card(name: str, value: Json, asked: Mapping[tuple[str, str], list[str]]) -> Iterator[Document]:
    pages = value.get("languages") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(pages, Mapping):
        return
    for language, page in sorted(pages.items()):
        if not isinstance(page, Mapping):
            continue
        title, body = _line(page.get("title", "")), _line(page.get("body", ""), _MARKS)
        own = value.get("language") == language
        said = [*(_texts(value.get("asked")) if own else ()), *asked.get((name, language), ())]
        tags = " ".join(_texts(value.get("tags"))) if own else ""
        fields = ((_TITLE, title), (_ASKED, " ".join(said)), (_TAGS, tags), (_BODY, body))
        yield Document(name, language, title, _lead(page.get("body", "")), fields, for_team=bool(value.get("roles")))


def _lead(body: Json) -> str:
    """The first paragraph or list, as far as there is room."""
    for block in body if isinstance(body, Sequence) and not isinstance(body, str) else ():
        if isinstance(block, Mapping) and block.get("kind") != "heading":
            text = _line(block, _MARKS)
            return text if len(text) <= _LEAD else text[:_LEAD].rsplit(" ", 1)[0] + " …"
    return ""


def _line(value: Json, without: frozenset[str] = frozenset()) -> str:
    return " ".join(_strings(value, without, "", frozenset()))


def _record(item: str, record: Mapping[str, Json], languages: frozenset[str]) -> Iterator[Document]:
    titled = record.get("name", record.get("title", record.get("band", "")))
    rest = {key: value for key, value in record.items() if key not in _NOT_WORDS and value is not titled}
    for language in sorted(_used(record, languages)) or [""]:
        title = " ".join(_strings(titled, frozenset(), language, languages))
        text = " ".join(_strings(rest, _NOT_WORDS, language, languages))
        yield Document(item, language, title, text[:_LEAD], ((_RECORD, title), (_BODY, text)))


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
