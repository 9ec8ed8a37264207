# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the fuzzer found worth keeping, and the vectors it starts from, run without it."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.fuzz_content import MODES, one_input, write_corpus

KEPT = Path(__file__).resolve().parents[1] / "fuzz" / "corpus" / "content"


def test_the_kept_inputs_break_nothing(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    inputs = [path.read_bytes() for folder in (KEPT, tmp_path) for path in sorted(folder.iterdir())]
    assert len(inputs) > 100 and {data[0] % len(MODES) for data in inputs if data} == set(range(len(MODES)))
    for data in inputs:
        one_input(data)
