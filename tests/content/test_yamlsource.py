# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Strict YAML: everything is text with its place; what could hide or blow up is refused at its line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from content.yamlsource import MAX_BYTES, Mapping, Mark, Scalar, _read, clean_text, read_yaml

ROOT = Path(__file__).resolve().parents[2]
REFUSED = [
    ("a: &x 1\n", ["P007-anker 1:4"]),
    ("a: &x 1\nb: *x\n", ["P007-anker 1:4", "P008-verwijzing 2:4"]),
    ("a: {b: 1}\n<<: {c: 2}\n", ["P009-samenvoegen 2:1"]),
    ("a: !!python/object/apply:os.system [ls]\n", ["P010-label 1:4"]),
    ("a: !x y\n", ["P010-label 1:4"]),
    ("a: 1\nb: 2\na: 3\n", ["P011-dubbele-sleutel 3:1"]),
    ("a:\n  b: 1\n  'b': 2\nc: 1\nc: 2\n", ["P011-dubbele-sleutel 3:3", "P011-dubbele-sleutel 5:1"]),
    ("[" * 20_000, ["P012-te-diep 1:33"]),
    ("- " * 20_000 + "a", ["P012-te-diep 1:65"]),
    ("%YAML 1.1\n---\na: 1\n", ["P013-meer-dan-een-deel 1:1"]),
    ("a: 1\n---\nb: 2\n", ["P013-meer-dan-een-deel 2:1"]),
    ("? [a]\n: b\n", ["P103-verkeerde-vorm 1:3"]),
    ("a: [1\nb: 2\n", ["P006-yaml-fout 2:2"]),
    ("a: 1\nb\n", ["P006-yaml-fout 3:1"]),
]


@pytest.mark.parametrize("loader", [getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader])
@pytest.mark.parametrize(("text", "codes"), REFUSED)
def test_refused_at_its_place_by_either_parser(text: str, codes: list[str], loader: type[yaml.SafeLoader]) -> None:
    _node, findings = _read(text, "pack.yaml", 0, loader)
    assert [f"{one.code} {one.line}:{one.column}" for one in findings] == codes


@given(st.text(alphabet="ab1 :-[]{},#'\"\n|>", max_size=40))
def test_both_parsers_read_the_same(text: str) -> None:
    """A pack has the same bytes on a machine without the C library. A refusal may differ in its column only."""
    fast, slow = (
        _read(text, "f", 0, loader) for loader in (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader)
    )
    if not (fast[1] or slow[1]):
        assert fast[0] == slow[0]


def test_a_question_mark_between_brackets_needs_quotation_marks() -> None:
    """Only one of the two parsers can read it without."""
    assert [one.code for one in read_yaml("a: [b?, c]\n", "f")[1]] in (["P019-vraagteken"], ["P006-yaml-fout"])
    assert not read_yaml("a: ['b?', c]\nd: e?\n", "f")[1]


@pytest.mark.parametrize("loader", [getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader])
def test_a_block_begins_as_both_parsers_say(loader: type[yaml.SafeLoader]) -> None:
    assert [one.code for one in _read("a: ># b\n  c\n", "f", 0, loader)[1]] == ["P006-yaml-fout"]
    for good in ("a: >\n  b\n", "a: |-\n  b\n", "a: >2- # note\n    b\n", "- |\n b\n"):
        assert not _read(good, "f", 0, loader)[1]


@pytest.mark.parametrize("escape", ["\\u202e", "\\x07", "\\e", "\\N", "\\ue000"])
def test_escapes_hide_nothing(escape: str) -> None:
    node, findings = read_yaml(f'a: "x{escape}y"\n', "f")
    assert [f"{one.code} {one.line}:{one.column}" for one in findings] == ["P005-vreemd-teken 1:4"]
    assert isinstance(node, Mapping)
    assert node.text("a") == "xy"
    assert read_yaml('"e\\u0301"', "f")[0] == Scalar("é", Mark(1, 1))


def test_all_values_are_text_with_their_place() -> None:
    node, findings = read_yaml("a: no\nb: 1_0\nc:\n  - 12:30:45\n  - 'x'\n", "f", before=4)
    assert not findings
    assert isinstance(node, Mapping)
    assert node.get("a") == Scalar("no", Mark(5, 4), plain=True)
    assert node.texts("c") == [Scalar("12:30:45", Mark(8, 5), plain=True), Scalar("x", Mark(9, 5))]
    assert node.mark_of("c", "nothing") == Mark(8, 3)


@pytest.mark.parametrize(
    "text", ["no", "Yes", "null", "~", "1_0", "12:30:45", "0112", "112", "1.5", "1e5.", "2026-05-01"]
)
def test_what_other_programs_read_otherwise(text: str) -> None:
    assert Scalar(text, Mark(1, 1), plain=True).ambiguous == (text != "1e5.")
    assert not Scalar(text, Mark(1, 1)).ambiguous


BOMBS = """
from pathlib import Path
from content.yamlsource import MAX_FINDINGS, MAX_NODES, read_yaml
alias = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]\\n" for n in range(400))
for text in (alias, "- a\\n" * (MAX_NODES + 1), "{a: " * 20_000, "&a " * 1000, "[" * 200_000):
    findings = read_yaml(text, "f")[1]
    assert 0 < len(findings) <= MAX_FINDINGS
# Not ru_maxrss: that keeps what the starting process held before this program was loaded.
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_bombs_stay_below_100_megabytes() -> None:
    done = subprocess.run([sys.executable, "-c", BOMBS], capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(done.stdout) < 100_000


@pytest.mark.parametrize(
    ("data", "left", "found"),
    [
        (b"a" * (MAX_BYTES + 1), None, "P003-bestand-te-groot 1:1"),
        (b"a\nb\xff", None, "P004-geen-utf8 2:1"),
        (b"a:\n\tb", "a:\nb", "P005-vreemd-teken 2:1"),
        ("ab\u202ecd".encode(), "abcd", "P005-vreemd-teken 1:3"),
        ("a\u200bb".encode(), "ab", "P005-vreemd-teken 1:2"),
        ("a\u2028b".encode(), "ab", "P005-vreemd-teken 1:2"),
        (b"a\rb\n", "ab\n", "P005-vreemd-teken 1:2"),
    ],
)
def test_text_that_is_refused(data: bytes, left: str | None, found: str) -> None:
    text, findings = clean_text(data, "f")
    assert text == left
    assert [f"{one.code} {one.line}:{one.column}" for one in findings] == [found]


def test_text_that_is_the_same_text() -> None:
    assert clean_text("\ufeffe\u0301\r\nb\u200c".encode(), "f") == ("é\nb\u200c", [])
