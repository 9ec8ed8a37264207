# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Packs made to harm: each with the reason for which it must be refused. Run as a program it opens them all and
prints what each one cost, as one JSON object."""

from __future__ import annotations

import gzip
import io
import json
import sys
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from content.announcement import Announcement, open_announcement, sign_announcement, write_announcement
from content.canonical import Json, dumps
from content.container import OpenedPack, Point, open_pack
from content.delta import MAGIC, apply_delta
from content.errors import PackError, Reason
from content.signing import PACK, head_bytes, read_envelope
from tests.support.signed_kit import (
    DAY,
    KEYS,
    NOW,
    ROOT_ONE,
    STRANGER,
    TREE,
    TRUST,
    CountingStream,
    a_pack,
    document_of,
    manifest_with,
    stream,
    trusted,
    with_document,
)

DEEP = 20_000
GENUINE = a_pack()
OTHER = a_pack({**TREE, "pack.json": dumps({"id": "voorbeelt"})})
"""As valid, as long, and one letter different."""


def zip_of(size: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../pack.json", bytes(size))
    return held.getvalue()


def tar_with_link() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        link = tarfile.TarInfo("pack.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return held.getvalue()


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def listed(*rows: Json, rest: bytes = b"{}\n") -> bytes:
    """Signed by two officers, whatever it lists."""
    return with_document(manifest_with(files=list(rows)), rest)


def row(name: str, size: int = 3, data: bytes = b"{}\n") -> list[Json]:
    return [name, size, sha256(data).hexdigest()]


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth + b"\n"


def bomb(mebibytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(mebibytes)) + packer.flush()


BOMB, LARGE_BOMB = bomb(32), bomb(200)
"""The second is more than the whole process may take."""
HEAD = len(read_envelope(stream(GENUINE), PACK).to_bytes())
SIGNED = 9 + 2 * 72

OPENED: dict[str, tuple[bytes, Reason]] = {
    "zip bomb": (zip_of(64 << 20), Reason.ARCHIVE),
    "gzip bomb": (gzip.compress(bytes(32 << 20)), Reason.ARCHIVE),
    "tar with a symlink": (tar_with_link(), Reason.NOT_OURS),
    "nothing": (b"", Reason.TRUNCATED),
    "web page": (b"<!doctype html>", Reason.NOT_OURS),
    "a later format": (b"NSPACK\x02\n" + GENUINE[8:], Reason.NEWER_FORMAT),
    "255 signatures": (GENUINE[:8] + b"\xff" + GENUINE[9:], Reason.SIGNATURE_COUNT),
    "4 GiB of manifest": (GENUINE[:SIGNED] + b"\xff" * 4 + GENUINE[SIGNED + 4 :], Reason.DOCUMENT_SIZE),
    "no manifest": (GENUINE[:SIGNED] + bytes(4), Reason.DOCUMENT_SIZE),
    "1 MiB of manifest that nobody signed": (
        GENUINE[:SIGNED] + (1 << 20).to_bytes(4, "big") + b"[" * (1 << 20),
        Reason.SIGNATURE_WRONG,
    ),
    "cut off": (GENUINE[:-1], Reason.TRUNCATED),
    "something behind it": (GENUINE + zip_of(10), Reason.TRAILING),
    # nobody signed it, or not enough, or the wrong ones
    "unsigned": (a_pack(keys=()), Reason.SIGNATURES_FEW),
    "one signature of two": (a_pack(keys=KEYS[:1]), Reason.SIGNATURES_FEW),
    "one signature, twice": (GENUINE[:9] + GENUINE[9:81] * 2 + GENUINE[SIGNED:], Reason.SIGNATURE_DOUBLE),
    "wrong signer": (a_pack(keys=(KEYS[0], STRANGER)), Reason.SIGNER_UNKNOWN),
    "rolled back": (a_pack(version=6), Reason.ROLLED_BACK),
    "another municipality": (a_pack(municipality="GM9999"), Reason.OTHER_MUNICIPALITY),
    # two valid packs, mixed
    "manifest of one, files of the other": (GENUINE[:HEAD] + OTHER[HEAD:], Reason.FILE_CHANGED),
    "signatures of one, manifest of the other": (GENUINE[:SIGNED] + OTHER[SIGNED:], Reason.SIGNATURE_WRONG),
    "a signature of each": (GENUINE[:81] + OTHER[81:], Reason.SIGNATURE_WRONG),
    # genuine signatures over what no honest maker signs
    "manifest 20,000 deep": (with_document(nested(DEEP)), Reason.MANIFEST_JSON),
    "manifest of 350,000 numbers": (with_document(b"[1" + b",1" * 350_000 + b"]\n"), Reason.MANIFEST_JSON),
    "manifest of a million numbers": (with_document(b"[1" + b",1" * 520_000 + b"]\n"), Reason.MANIFEST_JSON),
    "manifest that is not canonical": (with_document(manifest_with()[:-1]), Reason.MANIFEST_JSON),
    "manifest with a key twice": (with_document(b'{"format":1,"format":1}\n'), Reason.MANIFEST_JSON),
    "manifest with an unknown field": (with_document(manifest_with(extra="1")), Reason.MANIFEST_FIELDS),
    "manifest of a later format": (with_document(manifest_with(format=2, extra="1")), Reason.NEWER_FORMAT),
    "no files": (listed(), Reason.FILE_COUNT),
    "2,001 files": (listed(*[row(f"f{n:04}") for n in range(2_001)]), Reason.FILE_COUNT),
    "the same name twice": (listed(row("pack.json"), row("pack.json")), Reason.FILE_DOUBLE),
    "names out of order": (listed(row("b.json"), row("a.json")), Reason.FILE_ORDER),
    "a row that says where a link leads": (listed([*row("pack.json"), "/etc/passwd"]), Reason.MANIFEST_ROW),
    "a size below nothing": (listed(row("pack.json", -3)), Reason.MANIFEST_ROW),
    "a size that is a text": (listed(["pack.json", "3", "00" * 32]), Reason.MANIFEST_ROW),
    "a hash in capitals": (listed(["pack.json", 3, "AA" * 32]), Reason.MANIFEST_ROW),
    "one file of 8 PiB": (listed(row("pack.json", 2**53 - 1)), Reason.FILE_SIZE),
    "64 MiB and one byte": (
        listed(*[row(f"f{n}", 16 << 20) for n in range(4)], row("g", 1)),
        Reason.PACK_SIZE,
    ),
    "a size larger than the file": (listed(row("pack.json", 16 << 20)), Reason.TRUNCATED),
    "a size smaller than the file": (listed(row("pack.json", 2)), Reason.FILE_CHANGED),
    "bytes of no file": (listed(row("pack.json"), rest=b"{}\n!"), Reason.TRAILING),
}
"""Name of the case: the bytes, and why they are refused."""

NAMES = [
    *("", ".", "..", "../../evil", "/etc/passwd", "a/b", "a\\b", "C:\\x", "c:x", "CON", "con", "nul.json", "com1.txt"),
    *("aux.", "Card.json", ".hidden", "-rf", "card.", "card json", "card.json ", "c\u00e1rd.json", "\u0441ard.json"),
    *("card\u202e", "a" * 65, "~", "*", "card.json\n", "%2e%2e"),
]
OPENED |= {f"name {name!a}": (listed(row(name)), Reason.FILE_NAME) for name in NAMES}


def _announced(payload: bytes) -> bytes:
    """An announcement that two officers signed, of a card of 60 KiB in other bytes than an honest maker's."""
    with open_pack(stream(GENUINE), TRUST, now=NOW) as base:
        card = Announcement("card.stroom.json", 1, NOW, NOW + DAY, bytes(60_000))
        honest = write_announcement(base, card)
    envelope_at = 8 + 1
    document = honest[envelope_at + 4 :]
    lie = document[: 30 + len(card.name) + 3] + payload
    message = honest[:envelope_at] + len(lie).to_bytes(4, "big") + lie
    for key in KEYS[:2]:
        message = sign_announcement(message, key)
    return message


def _coded(coding: int, payload: bytes) -> bytes:
    return bytes((coding,)) + len(payload).to_bytes(4, "big") + payload


def _delta(manifest: bytes, size: int | None = None, rest: bytes = b"") -> bytes:
    """A delta from the genuine pack to a larger, genuinely signed one."""
    envelope = read_envelope(stream(LARGE), PACK)
    size = len(envelope.document) if size is None else size
    head = head_bytes(MAGIC, envelope.signatures)
    return head + sha256(document_of(GENUINE)).digest() + size.to_bytes(4, "big") + manifest + rest


LARGE = a_pack({"pack.json": bytes(1 << 20)}, version=8)
PLAIN = _coded(0, document_of(LARGE))

DELTAS: dict[str, tuple[bytes, Reason]] = {
    "delta: a manifest that is inflated before it is signed": (_delta(_coded(1, LARGE_BOMB)), Reason.DIFFERENCE),
    "delta: 4 GiB of manifest": (_delta(PLAIN, 2**32 - 1), Reason.DOCUMENT_SIZE),
    "delta: a manifest of copies": (_delta(_coded(2, b"\x03\x00" * 50), 1 << 20), Reason.DIFFERENCE),
    "delta: a file that swells": (_delta(PLAIN, rest=_coded(1, LARGE_BOMB)), Reason.DIFFERENCE),
    "delta: a script that swells": (_delta(PLAIN, rest=_coded(3, LARGE_BOMB)), Reason.DIFFERENCE),
    "delta: 4 GiB of payload": (_delta(PLAIN, rest=b"\x01\xff\xff\xff\xff"), Reason.DIFFERENCE),
    "delta: a script of a million steps": (_delta(PLAIN, rest=_coded(2, b"\x02x" * 500_000)), Reason.DIFFERENCE),
    "delta: other bytes": (_delta(PLAIN, rest=_coded(1, deflate(b"!" * (1 << 20)))), Reason.FILE_CHANGED),
}
ANNOUNCEMENTS: dict[str, tuple[bytes, Reason]] = {
    "announcement: a card that swells": (_announced(_coded(1, BOMB)), Reason.DIFFERENCE),
    "announcement: a script that swells": (_announced(_coded(3, BOMB)), Reason.DIFFERENCE),
    "announcement: a script beyond the card": (_announced(_coded(2, b"\xff\xff\x07\x00")), Reason.DIFFERENCE),
}


def _open_one(data: CountingStream) -> None:
    open_pack(data, TRUST, now=NOW, highest=7)


def _apply_one(data: CountingStream) -> None:
    with open_pack(stream(GENUINE), TRUST, now=NOW) as base:
        apply_delta(base, data, Point(TRUST, NOW, 7), io.BytesIO())


def _announce_one(data: CountingStream) -> None:
    with open_pack(stream(GENUINE), TRUST, now=NOW) as base:
        open_announcement(data.read(), base, TRUST, now=NOW, seen={})


def _expired_signer(data: CountingStream) -> None:
    keys = {name: replace(key, expires=NOW) for name, key in ROOT_ONE.keys.items()}
    open_pack(data, trusted(replace(ROOT_ONE, keys=keys)), now=NOW)


def _deep_card(data: CountingStream) -> None:
    opened: OpenedPack = open_pack(data, TRUST, now=NOW)
    with opened:
        opened.value("card.diep.json")


WIDE = b'["' + "\U0001f6b0".encode() + b"a" * ((4 << 20) - 9) + b'"]'
"""One character that makes every other one four bytes in memory, and no newline at the end."""

Case = tuple[Callable[[CountingStream], None], bytes, Reason]
CASES: dict[str, Case] = {
    **{name: (_open_one, data, reason) for name, (data, reason) in OPENED.items()},
    **{name: (_apply_one, data, reason) for name, (data, reason) in DELTAS.items()},
    **{name: (_announce_one, data, reason) for name, (data, reason) in ANNOUNCEMENTS.items()},
    "expired signer": (_expired_signer, GENUINE, Reason.SIGNER_EXPIRED),
    "a card 20,000 deep": (_deep_card, a_pack({"card.diep.json": nested(DEEP)}), Reason.FILE_JSON),
    "a card of 4 MiB of brackets": (_deep_card, a_pack({"card.diep.json": b"[]" * (2 << 20)}), Reason.FILE_JSON),
    "a card of 4 MiB of wide text": (_deep_card, a_pack({"card.diep.json": WIDE}), Reason.FILE_JSON),
    "a card of 5 MiB": (_deep_card, a_pack({"card.diep.json": dumps(["a" * (5 << 20)])}), Reason.FILE_JSON),
}


def run(case: Case) -> tuple[str, CountingStream]:
    """The reason for which it was refused, and the file that it stood in."""
    work, data, _expected = case
    held = CountingStream(data)
    try:
        work(held)
    except PackError as error:
        return error.reason.value, held
    return "opened", held


def cost(case: Case) -> dict[str, object]:
    """Reason, bytes read and asked for at once, seconds, and in a second run B of memory at the most."""
    start = time.monotonic()
    reason, held = run(case)
    took = time.monotonic() - start
    tracemalloc.start()
    run(case)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {
        "reason": reason,
        "expected": case[2].value,
        "size": len(case[1]),
        "read": held.total,
        "largest": held.largest,
        "memory": peak,
        "seconds": round(took, 3),
    }


def limit_memory(more: int) -> None:
    """Lets this process have ``more`` B beyond what it has now, where the system can do that."""
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more,) * 2)


if __name__ == "__main__":
    limit_memory(100_000_000)
    json.dump({name: cost(case) for name, case in CASES.items()}, sys.stdout)
