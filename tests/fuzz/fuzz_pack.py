# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coverage-guided fuzzing of everything that reads a stranger's bytes. Invariants: nothing but PackError comes out,
and what is opened under a signature is what was signed.

    python -m tests.fuzz.fuzz_pack --corpus [folder]      writes the genuine files to start from
    python -m tests.fuzz.fuzz_pack [folder] -max_total_time=600

needs atheris (Linux), which is no dependency of the kit; the options are libFuzzer's. The first byte of an input
chooses the reader. Signatures stop a fuzzer, so some modes sign what it made with genuine keys.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from content.announcement import Announcement, open_announcement, sign_announcement, write_announcement
from content.canonical import dumps
from content.container import Point, inspect_pack, open_pack
from content.delta import apply_delta, make_delta
from content.difference import apply_script, decode, encode
from content.errors import PackError
from content.keyfile import LEAST, lock_key, public_of
from content.signing import CARD, ROOT, Envelope, signed
from content.trust import Trust, parse_root
from tests.support.signed_kit import (
    DAY,
    KEYS,
    NOW,
    ROOT_ONE,
    TREE,
    TRUST,
    a_pack,
    a_root,
    document_of,
    root_file,
    stream,
    with_document,
)

PACK = a_pack()
CARD_NAME = "card.stroom.json"
NEW_CARD = dumps({"id": "stroom", "title": "Stroom valt lang uit"})
LATER = a_pack({**TREE, CARD_NAME: NEW_CARD}, version=8)
FILES = b"".join(TREE[name] for name in sorted(TREE))
NEXT_ROOT = root_file(a_root(version=2))


def make_seed_delta() -> bytes:
    with inspect_pack(stream(PACK)) as base, inspect_pack(stream(LATER)) as later:
        return make_delta(base, later)


def make_seed_announcement() -> bytes:
    with inspect_pack(stream(PACK)) as base:
        message = write_announcement(base, Announcement(CARD_NAME, 1, NOW, NOW + DAY, NEW_CARD))
    for key in KEYS[:2]:
        message = sign_announcement(message, key)
    return message


DELTA, MESSAGE = make_seed_delta(), make_seed_announcement()
KEY_FILE = lock_key(KEYS[0], "paard accu nietje klopt lamp", cost=LEAST)


def pack(data: bytes) -> None:
    with open_pack(stream(data), TRUST, now=NOW) as opened:
        assert data == PACK
        assert dict(opened.files()) == TREE


def unsigned_pack(data: bytes) -> None:
    with inspect_pack(stream(data)) as opened:
        assert sum(len(held) for _, held in opened.files()) < len(data)


def signed_manifest(data: bytes) -> None:
    with open_pack(stream(with_document(data, FILES, KEYS[:2])), TRUST, now=NOW) as opened:
        assert b"".join(held for _, held in opened.files()) == FILES


def first_root(data: bytes) -> None:
    Trust.first(data, fingerprint=sha256(ROOT_ONE.document()).digest(), now=NOW)


def next_root(data: bytes) -> None:
    assert TRUST.replaced_by(data, now=NOW).data == data == NEXT_ROOT


def signed_root(data: bytes) -> None:
    envelope = Envelope(ROOT, (), data)
    for key in KEYS[:2]:
        envelope = signed(envelope, key)
    trust = TRUST.replaced_by(envelope.to_bytes(), now=NOW)
    assert parse_root(trust.root.document()) == trust.root


def delta(data: bytes) -> None:
    out = io.BytesIO()
    with open_pack(stream(PACK), TRUST, now=NOW) as base:
        apply_delta(base, stream(data), Point(TRUST, NOW), out)
    # A manifest can be coded in several ways; what comes out is the genuine later pack, or the one that it was.
    assert out.getvalue() in (LATER, PACK)


def announcement(data: bytes) -> None:
    with open_pack(stream(PACK), TRUST, now=NOW) as base:
        open_announcement(data, base, TRUST, now=NOW, seen={})
    assert data == MESSAGE


def signed_announcement(data: bytes) -> None:
    message = Envelope(CARD, (), data or b"\0").to_bytes()
    for key in KEYS[:2]:
        message = sign_announcement(message, key)
    with open_pack(stream(PACK), TRUST, now=NOW) as base:
        card = open_announcement(message, base, TRUST, now=NOW, seen={})
    assert 0 < len(card.data) <= 1 << 16


def script(data: bytes) -> None:
    size = int.from_bytes(data[:2], "big")
    assert len(apply_script(PACK, data[2:], size)) == size


def coded(data: bytes) -> None:
    size = int.from_bytes(data[:2], "big")
    assert len(decode(stream(data[2:]), PACK, size)) == size


def key_file(data: bytes) -> None:
    assert len(public_of(data)) == 32


@dataclass(frozen=True, slots=True)
class Mode:
    """A reader and a genuine file for it."""

    read: Callable[[bytes], None]
    seed: bytes


MODES = (
    Mode(pack, PACK),
    Mode(unsigned_pack, PACK),
    Mode(signed_manifest, document_of(PACK)),
    Mode(first_root, root_file(ROOT_ONE)),
    Mode(next_root, NEXT_ROOT),
    Mode(signed_root, a_root(version=2).document()),
    Mode(delta, DELTA),
    Mode(announcement, MESSAGE),
    Mode(signed_announcement, MESSAGE[9 + 144 + 4 :]),
    Mode(script, b"\x00\x05" + b"\x0a01234"),
    Mode(coded, len(LATER).to_bytes(2, "big") + encode(PACK, LATER)),
    Mode(key_file, KEY_FILE),
)


def one_input(data: bytes) -> None:
    """What the fuzzer calls, and the tests."""
    if not data:
        return
    try:
        MODES[data[0] % len(MODES)].read(data[1:])
    except PackError as error:
        str(error.sentence)


def write_corpus(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, mode in enumerate(MODES):
        (folder / mode.read.__name__).write_bytes(bytes((number,)) + mode.seed)


def main() -> None:
    if "--corpus" in sys.argv:
        write_corpus(Path(sys.argv[-1]))
        return
    import atheris

    atheris.instrument_all()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
