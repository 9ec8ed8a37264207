# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the fuzzers found worth keeping, and what they start from, run without them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz import fuzz_content, fuzz_packets

KEPT = Path(__file__).resolve().parents[1] / "fuzz" / "corpus"


@pytest.mark.parametrize(
    ("name", "modes", "one_input", "write_corpus"),
    [
        ("content", fuzz_content.MODES, fuzz_content.one_input, fuzz_content.write_corpus),
        ("packets", fuzz_packets.MODES, fuzz_packets.one_input, fuzz_packets.write_corpus),
    ],
)
def test_the_kept_inputs_break_nothing(
    tmp_path: Path,
    name: str,
    modes: tuple[object, ...],
    one_input: Callable[[bytes], None],
    write_corpus: Callable[[Path], None],
) -> None:
    write_corpus(tmp_path)
    inputs = [path.read_bytes() for folder in (KEPT / name, tmp_path) for path in sorted(folder.iterdir())]
    assert len(inputs) > 100 and {data[0] % len(modes) for data in inputs if data} == set(range(len(modes)))
    for data in inputs:
        one_input(data)
