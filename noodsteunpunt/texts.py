# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dutch and English texts, from gettext catalogues that are compiled in memory at start.

The sources are ``<folder>/<language>/LC_MESSAGES/<domain>.po``; message ids are the English texts, so
English needs no catalogue. Nothing is compiled ahead and nothing can be out of step with its source.
"""

from __future__ import annotations

import gettext
import io
import os
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"


def load_catalogue(folder: Traversable, domain: str, language: str) -> gettext.NullTranslations:
    """The catalogue of ``domain`` in ``language``; the identity for English or an unknown language."""
    source = folder / language / "LC_MESSAGES" / f"{domain}.po"
    if not source.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache(maxsize=4)
def _own_catalogue(language: str) -> gettext.NullTranslations:
    return load_catalogue(files("noodsteunpunt") / "locale", "noodsteunpunt", language)


def chosen_language() -> str:
    """``NOODSTEUNPUNT_LANG`` (``nl`` or ``en``); Dutch otherwise, whatever the machine's locale says."""
    wanted = os.environ.get("NOODSTEUNPUNT_LANG", DEFAULT_LANGUAGE)[:2]
    return wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE


def _(message: str, **values: object) -> str:
    """The text of ``message`` in the chosen language, with ``{name}`` fields filled in."""
    text = _own_catalogue(chosen_language()).gettext(message)
    return text.format(**values) if values else text
