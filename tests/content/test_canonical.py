# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One value, one row of bytes; every other row is refused with its own reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.canonical import MAX_DEPTH, MAX_TOKENS, CanonicalError, Json, Reason, dumps, loads

TEXT = st.text(st.characters(categories=["L", "Nd", "P", "Zs"], max_codepoint=0x24F), max_size=12)
VALUES = st.recursive(
    TEXT | st.integers(-(2**53) + 1, 2**53 - 1),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_is_read(value: Json) -> None:
    assert loads(dumps(value), max_bytes=1 << 20) == value


def test_known_bytes() -> None:
    value: Json = {"b": [1, -2, "é\n"], "a": {"Z": "\U0001f6b0", "é": "", "z": '"\\'}}
    assert dumps(value) == '{"a":{"Z":"\U0001f6b0","z":"\\"\\\\","é":""},"b":[1,-2,"é\\n"]}\n'.encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"a":1,"a":1}\n', Reason.DUPLICATE),
        (b"1.0\n", Reason.KIND),
        (b"1e999\n", Reason.KIND),
        (b"NaN\n", Reason.KIND),
        (b"-Infinity\n", Reason.KIND),
        (b"[true]\n", Reason.KIND),
        (b"null\n", Reason.KIND),
        (b"9007199254740992\n", Reason.RANGE),
        (b"1" * 5000 + b"\n", Reason.RANGE),
        (b'"\xff"\n', Reason.NOT_UTF8),
        (b'\xef\xbb\xbf"a"\n', Reason.SYNTAX),
        (b'"a"', Reason.NOT_CANONICAL),
        (b'"a"\r\n', Reason.NOT_CANONICAL),
        (b'{"b":1,"a":1}\n', Reason.NOT_CANONICAL),
        (b"[1, 2]\n", Reason.NOT_CANONICAL),
        (b'"\\u0041"\n', Reason.NOT_CANONICAL),
        (b"-0\n", Reason.NOT_CANONICAL),
        (b'"\\u0000"\n', Reason.CHARACTER),
        (b'"\\ud800"\n', Reason.CHARACTER),
        ('"e\u0301"\n'.encode(), Reason.CHARACTER),
        ('"\u0378"\n'.encode(), Reason.CHARACTER),
        (b"", Reason.SYNTAX),
        (b'"a\n', Reason.SYNTAX),
        (b"{}{}\n", Reason.SYNTAX),
        (b"[" * 20_000 + b"]" * 20_000, Reason.TOO_DEEP),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1) + b"\n", Reason.TOO_DEEP),
        (b"[" + b"0," * MAX_TOKENS + b"0]\n", Reason.TOO_MANY),
        (b'"' + b"a" * (1 << 20) + b'"\n', Reason.TOO_LARGE),
        (b'"\\"' * 100_000, Reason.SYNTAX),
    ],
)
def test_refused(data: bytes, reason: Reason) -> None:
    with pytest.raises(CanonicalError) as caught:
        loads(data, max_bytes=1 << 20)
    assert caught.value.reason is reason


def test_the_deepest_that_may_be() -> None:
    data = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"\n"
    assert dumps(loads(data, max_bytes=1 << 20)) == data


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.5, Reason.KIND),
        (True, Reason.KIND),
        (None, Reason.KIND),
        ({1: "a"}, Reason.KIND),
        (b"a", Reason.KIND),
        (2**53, Reason.RANGE),
        ("\x07", Reason.CHARACTER),
        ({"\ud800": 1}, Reason.CHARACTER),
    ],
)
def test_not_written(value: Json, reason: Reason) -> None:
    with pytest.raises(CanonicalError) as caught:
        dumps(value)
    assert caught.value.reason is reason
