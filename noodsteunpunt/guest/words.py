# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The few words around the cards, from ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

WORDS: Mapping[str, Mapping[str, str]] = tomllib.loads((files("noodsteunpunt.guest") / "words.toml").read_text("utf-8"))
"""By language and key."""


def word(key: str, language: str) -> str:
    """In ``language``, else in English."""
    return (WORDS.get(language) or WORDS["en"])[key]
