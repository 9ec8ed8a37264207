# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The generated parts of docs/pack-fields.md and docs/pack-checks.md.

``python -m tests.support.pack_pages fields`` and ``... checks`` print what they should be.
"""

from __future__ import annotations

import sys

from content.findings import SENTENCES
from content.model import (
    CARD,
    KINDS,
    PACK,
    REGION,
    TABLES,
    TRANSLATION,
    Choice,
    ListOf,
    MapOf,
    Record,
    Ref,
    Shape,
    Text,
    Whole,
    Words,
)

FILES: dict[str, Shape] = {
    "pack.yaml": PACK,
    "region.yaml, regions/id.yaml": REGION,
    "kinds.yaml": KINDS,
    "cards/id.md, front matter": CARD,
    "cards/id.language.md, front matter": TRANSLATION,
} | {f"{name}.yaml": shape for name, shape in TABLES.items()}

PLAIN = {
    "Identifier": "id", "Day": "date", "Point": "[latitude, longitude]", "Grid": "[x, y]", "Link": "https address",
    "Phone": "telephone number", "Frequency": "frequency", "Hours": "hours", "Media": "file in media/",
}  # fmt: skip


def _named(shape: Shape) -> str:
    match shape:
        case Text(most) | Words(most):
            return f"{'text' if isinstance(shape, Text) else 'words'}, at most {most}"
        case Whole(least, most):
            return f"number, {least} to {most}"
        case Choice(words):
            return " or ".join(words)
        case Ref(group):
            return f"id in {group}"
        case ListOf(of):
            return "list of " + ("records" if isinstance(of, Record) else _named(of))
        case MapOf(of, keys):
            each = "records" if isinstance(of, Record) else _named(of)
            return f"map from {_named(keys)} to {each}"
        case Record(short=short):
            return f"record, or its {short}" if short else "record"
    return PLAIN[type(shape).__name__]


def _rows(record: Record, before: str) -> list[str]:
    lines: list[str] = []
    for key, shape in record.keys.items():
        path = f"{before}{key}"
        lines.append(f"| {path} | {'yes' if key in record.needed else ''} | {_named(shape)} |")
        inner = shape
        while isinstance(inner, ListOf | MapOf):
            path += "[]" if isinstance(inner, ListOf) else ".*"
            inner = inner.of
        if isinstance(inner, Record) and not path.endswith("source") and not path.endswith("source[]"):
            lines += _rows(inner, f"{path}.")
    return lines


def fields() -> str:
    """One table per file."""
    lines: list[str] = []
    for name, shape in FILES.items():
        record = shape.of if isinstance(shape, ListOf) else shape
        assert isinstance(record, Record)
        lines += [f"## {name}", "", "A list of records." if isinstance(shape, ListOf) else "One record.", ""]
        lines += ["| key | needed | value |", "|---|---|---|", *_rows(record, ""), ""]
    return "\n".join(lines)


def checks() -> str:
    """One row per code."""
    rows = [f"| {code} | {level.value} | {sentence} |" for code, (level, sentence) in sorted(SENTENCES.items())]
    return "\n".join(["| code | niveau | wat er staat |", "|---|---|---|", *rows, ""])


if __name__ == "__main__":
    print({"fields": fields, "checks": checks}[sys.argv[1]]())
