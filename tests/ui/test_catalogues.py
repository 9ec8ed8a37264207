# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every text of the program has its Dutch one, no text is left over, and both fill in the same fields."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from noodsteunpunt.domain.values import PointStatus, RequestStatus
from noodsteunpunt.errors import TABLE
from ui.labels import label
from ui.presenter_attention import _ALARMS as ALARMS
from ui.trouble import SCREEN_CODES

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"_": 1, "mark": 1, "n_": 2}
IN_TABLES = {"noodsteunpunt": {row.message for row in TABLE.values()}, "ui": set[str]()}
"""Texts that stand in a table under another name than ``mark``."""

_FIELD = re.compile(r"\{(\w+)\}")


def in_code(package: str) -> set[str | tuple[str, ...]]:
    """Calls of ``_``, ``mark`` and ``n_`` in the syntax tree; babel's own reader does not look inside f-strings."""
    found: set[str | tuple[str, ...]] = set(IN_TABLES[package])
    for node in syntax(package):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if len(texts) == KEYWORDS[node.func.id]:
                found.add(texts[0] if len(texts) == 1 else tuple(texts))
    return found


def constants_of(package: str) -> set[str]:
    return {node.value for node in syntax(package) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def syntax(package: str) -> Iterator[ast.AST]:
    for path in (ROOT / package).rglob("*.py"):
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


def catalogue(package: str, language: str = "nl") -> Catalog:
    path = ROOT / package / "locale" / language / "LC_MESSAGES" / f"{package}.po"
    return read_po(BytesIO(path.read_bytes()), locale=language, abort_invalid=True)


def fields_of(texts: tuple[str, ...]) -> set[str]:
    return {name for text in texts for name in _FIELD.findall(text)}


def messages(package: str) -> list[Message]:
    return [message for message in catalogue(package) if message.id]


@pytest.mark.parametrize("package", ["ui", "noodsteunpunt"])
def test_every_text_has_a_dutch_one_and_none_is_left_over(package: str) -> None:
    known = {message.id for message in messages(package)}
    assert in_code(package) - known == set(), "missing in the catalogue"
    constants = constants_of(package)
    left_over = [one for one in known if not set(one if isinstance(one, tuple) else (one,)) <= constants]
    assert left_over == [], "no longer in the program"
    assert list(catalogue(package).obsolete) == []


@pytest.mark.parametrize("package", ["ui", "noodsteunpunt"])
def test_every_dutch_text_is_there_is_sure_and_fills_in_the_same(package: str) -> None:
    for message in messages(package):
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(texts), message.id
        assert not message.fuzzy, message.id
        assert len(texts) == len(originals), message.id
        for original, text in zip(originals, texts, strict=True):
            assert set(_FIELD.findall(original)) - {"count"} == set(_FIELD.findall(text)) - {"count"}, message.id
        assert message.pluralizable or fields_of(originals) == fields_of(texts)


def test_english_says_no_more_than_a_screen_should(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message id is the English text; where two Dutch words have one in English, the id says which is meant."""
    english = {message.id: message.string for message in catalogue("ui", "en") if message.id}
    assert set(english) <= in_code("ui")
    assert all(text and text != identifier for identifier, text in english.items())
    monkeypatch.setenv("NOODSTEUNPUNT_LANG", "en")
    assert label(PointStatus.CLOSED) == label(RequestStatus.CLOSED) == "Closed"
    monkeypatch.setenv("NOODSTEUNPUNT_LANG", "nl")
    assert label(PointStatus.CLOSED) == "Gesloten"


def test_the_codes_of_the_screens_are_in_their_document_and_taken_by_nobody_else() -> None:
    text = (ROOT / "docs" / "screens.md").read_text("utf-8")
    assert [code for code in SCREEN_CODES if f"| {code} |" not in text] == []
    assert set(SCREEN_CODES).isdisjoint(row.code for row in TABLE.values())


def test_what_a_station_says_by_itself_is_in_the_page_of_errors() -> None:
    text = (ROOT / "docs" / "errors.md").read_text("utf-8")
    assert [code for code, words in ALARMS.items() if f"| `{code}` | {words} |" not in text] == []
