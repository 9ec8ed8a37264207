# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of what is needed and what is not: no item twice, none in two lists that say the opposite."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint.context import Context
from content.yamlsource import Items, Mapping, Mark, Scalar


def _items(row: Mapping, language: str) -> Iterator[tuple[str, Mark]]:
    """The names of a list in its first language."""
    node = row.get("items")
    for item in node.items if isinstance(node, Items) else ():
        name = item.get("name") if isinstance(item, Mapping) else item
        if isinstance(name, Mapping):
            name = name.get(language)
        if isinstance(name, Scalar):
            yield name.text.strip(), name.mark


def _opposites(context: Context) -> dict[str, str]:
    """Which kind of list says the opposite of which, both ways."""
    pairs = [(kind, record.text("opposite")) for kind, record in context.groups["list-kinds"].items()]
    return {one: other for pair in pairs for one, other in (pair, pair[::-1]) if other}


def check_lists(context: Context) -> None:
    """P901 and P902."""
    by_kind: dict[str, dict[str, str]] = {}
    for source in context.sources:
        for row in source.records("lists"):
            for name, _mark in _items(row, source.language):
                by_kind.setdefault(row.text("kind"), {}).setdefault(name.casefold(), row.text("id"))
    opposites = _opposites(context)
    for row in context.source.records("lists"):
        opposite = opposites.get(row.text("kind"), "")
        seen: set[str] = set()
        for name, mark in _items(row, context.source.language):
            key = name.casefold()
            if key in seen:
                context.report("P902-dubbele-regel", "lists.yaml", mark, item=name[:60])
            seen.add(key)
            if key in by_kind.get(opposite, {}):
                context.report("P901-tegenspraak", "lists.yaml", mark, item=name[:60], id=by_kind[opposite][key])
