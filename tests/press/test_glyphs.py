# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""No boxes: whatever the kit says in any language, the fonts that come with it draw. Paper uses no others, and the
screens ask them for what Roboto does not hold, under whatever name the client gives the family."""

from __future__ import annotations

import tomllib
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

from noodsteunpunt.guest.words import WORDS
from noodsteunpunt.press.press import font_files
from tests.support.glyphs import drawn
from tests.support.guest_kit import shelf
from ui.fonts import font_file

PACKS = ("kern-nl", "voorbeelddam", "voorbeeldeiland")
ROOT = Path(__file__).resolve().parents[2]


def said(value: object) -> str:
    """All text in a value."""
    if isinstance(value, dict):
        return "\n".join(map(said, value.values()))
    return "\n".join(map(said, value)) if isinstance(value, list | tuple) else str(value)


def signs(text: str) -> set[int]:
    """What has to be drawn, also when a screen takes letters and accents apart."""
    forms = (text, unicodedata.normalize("NFC", text), text.upper())
    return {ord(sign) for form in forms for sign in form if not sign.isspace() and unicodedata.category(sign) != "Cf"}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Everything that is shown, by where it comes from."""
    found = {}
    for name in PACKS:
        held = shelf(name)
        found[name] = said([*held.cards.values(), held.guide()])
        held.close()
    found["guest pages"] = said(list(WORDS.values()))
    found["screens"] = "".join(path.read_text("utf-8") for path in sorted(ROOT.joinpath("ui").rglob("*.po")))
    found["paper"] = said(tomllib.loads(files("noodsteunpunt.guest").joinpath("words.toml").read_text("utf-8")))
    assert all(found.values())
    return found


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_every_sign_of_every_language_is_drawn(texts: dict[str, str], weight: str) -> None:
    kit = set[int]().union(*(drawn(path) for path in font_files() if path.stem.endswith(weight)))
    assert len(kit) > 1000
    for where, text in texts.items():
        missing = signs(text) - kit
        assert not missing, (where, [f"U+{code:04X} {chr(code)}" for code in sorted(missing)])
    assert ord("\u0641") in signs(texts["kern-nl"]) and ord("ї") in signs(texts["kern-nl"])


def test_the_screens_get_the_font_of_the_kit_for_arabic_and_for_what_nobody_has() -> None:
    assert ord("\u0641") in drawn(font_file("notosansarabic"))
    assert font_file("notosans") in font_files() and font_file("notosansnobody") in font_files()


def test_a_font_without_a_sign_is_noticed() -> None:
    arabic = drawn(font_file("notosansarabic"))
    assert ord("ї") not in arabic and 0xFFFE not in arabic
