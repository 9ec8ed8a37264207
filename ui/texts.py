# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screens' texts. Message ids are the English sentences; the Dutch catalogue lies in ``locale/``.

``_`` translates now, ``n_`` picks the form for a number, ``mark`` only marks a text of a table for the catalogue.
``plain`` is for what people or radios brought in.
"""

from __future__ import annotations

import gettext
from functools import lru_cache
from importlib.resources import files

from noodsteunpunt.texts import chosen_language, load_catalogue


@lru_cache(maxsize=4)
def _catalogue(language: str) -> gettext.NullTranslations:
    return load_catalogue(files("ui") / "locale", "ui", language)


def _(message: str, **values: object) -> str:
    """The text in the chosen language, with ``{name}`` fields filled in."""
    text = _catalogue(chosen_language()).gettext(message)
    return text.format(**values) if values else text


def n_(one: str, many: str, count: int, **values: object) -> str:
    """As ``_``, for a number; ``{count}`` is filled in."""
    text = _catalogue(chosen_language()).ngettext(one, many, count)
    return text.format(count=count, **values)


_TURNING = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Characters nobody sees that turn the direction of what stands around them (Unicode 9, UAX 9)."""


def plain(text: str) -> str:
    """The text without the characters that would put its neighbours in another order."""
    return text.translate(_TURNING)


def mark(message: str) -> str:
    """The message itself: for tables that are translated when they are shown."""
    return message
