# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever somebody does to a folder: findings, never a failure; and without a fout it can be built."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from content.canonical import CanonicalError
from content.compile import CompileError, compile_tree
from content.findings import Level
from content.lint import check
from content.source import load_files
from tests.support.pack_kit import example

TODAY = datetime.date(2026, 6, 1)
FILES = sorted(example())
PIECES = [
    "", " ", "\n", "- ", "{", "}", "[]", "''", ": ", "?", "a", "no", "1", "-1", "99999999999", "é", "\u202e", "\x00",
    "---\n", "&a ", "*a", "<b>", "**", "](", "![](", "## ", "# ", "card:", "2026-13-01", "2026-06-01", "null",
    "<<: ", "\\", '"', "[a]: b", "\ud7ff",
]  # fmt: skip
EDITS = st.lists(
    st.tuples(st.sampled_from(FILES), st.integers(0, 4000), st.integers(0, 30), st.sampled_from(PIECES)), max_size=6
)


@settings(max_examples=75)
@given(EDITS)
def test_any_edit_gives_findings_or_a_pack(edits: list[tuple[str, int, int, str]]) -> None:
    files = example()
    for name, at, cut, piece in edits:
        text = files[name].decode("utf-8", errors="replace")
        at %= len(text) + 1
        files[name] = (text[:at] + piece + text[at + cut :]).encode("utf-8")
    source, form = load_files(files)
    found = [*form, *check(source, None, TODAY), *check(source, source, TODAY)]
    assert all(one.sentence and one.line >= 1 and one.column >= 1 for one in found)
    wrong = any(one.level is Level.FOUT for one in found)
    try:
        compile_tree(source)
    except (CompileError, CanonicalError):
        assert wrong


@settings(max_examples=60)
@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_any_bytes_give_findings(name: str, data: bytes) -> None:
    source, form = load_files(example() | {name: data})
    assert all(one.sentence for one in (*form, *check(source, None, TODAY)))


def test_large_hostile_folders_are_bounded() -> None:
    """Each would take minutes or gigabytes if something compared all with all; the test's time limit judges."""
    row = "- {id: a%d, kind: farmacy, name: B, nonsense: c}\n"
    front = example()["cards/stroom.md"].split(b"## ")[0]
    hostile = {
        "places.yaml": "".join(row % number for number in range(4_000)).encode(),
        "radio.yaml": "".join(f"k{number}: v\n" for number in range(20_000)).encode(),
        "cards/stroom.md": front + ("Dit is een zin met heel veel woorden " * 4 + ". ").encode() * 4_000,
        "cards/gas.md": front.replace(b"id: stroom", b"id: gas") + b"[a](card:" * 100_000,
        "lists.yaml": b"- {id: a, kind: needed, title: a, items: [111222333]}\n" * 9_000,
        "media/stroom.svg": b"<svg " + b"<rect fill=a(" * 7_000,
        "streets.yaml": b"- {name: a, postcodes: [9999 XA]}\n" * 5_000,
    }
    for name, data in hostile.items():
        source, form = load_files(example() | {name: data})
        assert 0 < len([*form, *check(source, None, TODAY)]) < 2_000, name
