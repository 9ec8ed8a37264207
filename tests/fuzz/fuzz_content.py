# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coverage-guided fuzzing of what a member's frames may say. Invariants: entries or EncodingError come out and nothing
else; what was understood can be kept, read from the disk and written into a frame again, and says the same there.

    python -m tests.fuzz.fuzz_content --corpus FOLDER      writes genuine contents to start from
    python -m tests.fuzz.fuzz_content FOLDER -max_total_time=600

needs atheris (Linux), which is no dependency of the kit; the options are libFuzzer's. ``tests/fuzz/corpus/content`` is
what earlier runs found worth keeping. The first byte of an input chooses what it is.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

from noodsteunpunt.encoding import EncodingError, decode_content, decode_entry, encode_content, encode_entry
from noodsteunpunt.encoding.coder import Decoder
from noodsteunpunt.encoding.text import model
from sync.frames import FrameError, decode_body
from sync.siv import SealError, ShortSiv
from tests.support.fact_vectors import CASES, FRAME

AUTHOR = 64
OURS = ("noodsteunpunt.encoding", "noodsteunpunt.domain", "sync")


class Open:
    """A block that anybody opens: a fuzzer cannot guess tags."""

    def letters(self, author: int) -> str:
        return "KB" if author % 2 == 0 else ""

    def seal(self, author: int, frame: int, plaintext: bytes, associated: bytes, to: int = 0) -> bytes:
        return plaintext

    def open(self, author: int, frame: int, blob: bytes, associated: bytes, to: int = 0) -> bytes | None:
        return blob


def content(data: bytes) -> None:
    sealer = Open()
    for record in decode_content(data, AUTHOR, FRAME, sealer):
        kept = encode_entry(record)
        if not kept or not record.whole or not 0 < record.seq < 1 << 48:
            continue
        again = decode_entry(AUTHOR, record.seq, record.lamport, kept)
        (read,) = decode_content(encode_content([again], AUTHOR, FRAME, sealer), AUTHOR, FRAME, sealer)
        assert encode_entry(read)[1:] == encode_entry(again)[1:]


def frame(data: bytes) -> None:
    decode_body(data)


def texts(data: bytes) -> None:
    decoder = Decoder(data[1:])
    read = model(data[0] % 2).read(lambda chance: decoder.bit(chance, 0))
    read.encode()


def block(data: bytes) -> None:
    ShortSiv(bytes(32)).decrypt(bytes(12), data, b"")


MODES: tuple[Callable[[bytes], None], ...] = (content, frame, texts, block)


def one_input(data: bytes) -> None:
    """What the fuzzer calls, and the tests."""
    if len(data) < 2:
        return
    try:
        MODES[data[0] % len(MODES)](data[1:])
    except (EncodingError, FrameError, SealError) as error:
        str(error)


def genuine(case_content: bytes) -> bytes:
    """Without its tag: here a block is what it says."""
    split = case_content[0]
    return case_content if not split else case_content[:-8]


def write_corpus(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, case in enumerate(case for case in CASES if case["content"]):
        (folder / f"case{number:03d}").write_bytes(b"\0" + genuine(bytes.fromhex(case["content"])))
    (folder / "text").write_bytes(b"\2\1mevrouw")


def main() -> None:
    if "--corpus" in sys.argv:
        write_corpus(Path(sys.argv[-1]))
        return
    import atheris

    # Ours alone, read anew: with everything instrumented a second has few runs in it.
    for name in [name for name in sys.modules if name.startswith(OURS)]:
        del sys.modules[name]
    with atheris.instrument_imports(include=list(OURS)):
        target = importlib.import_module("tests.fuzz.fuzz_content")
    atheris.Setup(sys.argv, target.one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
