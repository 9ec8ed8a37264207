# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notes leave a picture and a sound; what is seen and heard stays to the byte."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.container import inspect_pack
from noodsteunpunt.foundry.notes import without_notes
from tests.support.foundry_kit import ON, pack
from tests.support.pack_kit import example, write

SECRET = b"52.155 N 5.387 E, Testpersoon Fotograaf"
PICTURE = bytes(range(256)) * 2


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def segment(kind: int, data: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(data) + 2) + data


def exif(orientation: int, order: str = ">") -> bytes:
    begin = b"MM\0*" if order == ">" else b"II*\0"
    held = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    other = struct.pack(f"{order}HHII", 0x8825, 4, 1, 99)
    return segment(0xE1, b"Exif\0\0" + begin + struct.pack(f"{order}IH", 8, 2) + other + held + bytes(4) + SECRET)


PNG = b"\x89PNG\r\n\x1a\n"
NOTES = chunk(b"tEXt", SECRET) + chunk(b"eXIf", SECRET)
DRAWN_WITH_CARE = b'<?xml version="1.0"?>\n<!-- ' + SECRET + b' -->\n<svg>\n  <path d="M0 0"/>\n</svg>\n'
IHDR, IDAT, IEND = chunk(b"IHDR", bytes(13)), chunk(b"IDAT", PICTURE), chunk(b"IEND")
SCAN = segment(0xDA, bytes(6)) + PICTURE + b"\xff\xd9"
JFIF = segment(0xE0, b"JFIF\0" + bytes(9))
SOUND = b"\xff\xfb" + PICTURE


@pytest.mark.parametrize(
    ("name", "data", "left"),
    [
        ("a.png", PNG + IHDR + NOTES + IDAT + IEND + SECRET, PNG + IHDR + IDAT + IEND),
        ("a.jpg", b"\xff\xd8" + JFIF + exif(1) + segment(0xFE, SECRET) + SCAN, b"\xff\xd8" + JFIF + SCAN),
        ("a.jpg", b"\xff\xd8" + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET) + SCAN, b"\xff\xd8" + SCAN),
        ("a.mp3", b"ID3\x04\0\0\0\0\0\x27" + SECRET + SOUND + b"TAG" + SECRET.ljust(125), SOUND),
        ("a.svg", DRAWN_WITH_CARE, b'<svg><path d="M0 0"/></svg>\n'),
    ],
)
def test_notes_leave_and_the_rest_stays(name: str, data: bytes, left: bytes) -> None:
    assert SECRET in data
    assert without_notes(name, data) == left
    assert without_notes(name, left) == left


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_how_the_camera_was_held_stays(orientation: int, order: str) -> None:
    left = without_notes("a.jpg", b"\xff\xd8" + JFIF + exif(orientation, order) + SCAN)
    assert SECRET not in left
    assert left.endswith(SCAN)
    kept = left[2 + len(JFIF) : -len(SCAN)]
    assert kept.startswith(b"\xff\xe1")
    assert struct.unpack(">H", kept[2:4])[0] == len(kept) - 2
    assert kept[4:10] == b"Exif\0\0"
    tag, kind, count, value = struct.unpack_from("<HHIH", kept[10:], 10)
    assert (tag, kind, count, value) == (0x0112, 3, 1, orientation)
    assert without_notes("a.jpg", left) == left


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.svg", b"<svg>\n<text>een  <tspan> twee</tspan> <tspan>drie</tspan></text></svg>\n"),
        ("a.png", PNG + IHDR + chunk(b"NEWc", PICTURE) + chunk(b"tEXt", SECRET) + IEND),
        ("a.png", PNG + IHDR + chunk(b"tEXt", SECRET) + IDAT),
        ("a.jpg", b"\xff\xd8" + segment(0xFE, SECRET)),
        ("a.mp3", b"ID3\x04\0\0\xff\xff\xff\xff" + SOUND),
        ("a.webp", b"RIFF" + SECRET),
        ("a", SECRET),
    ],
)
def test_what_is_not_understood_stays(name: str, data: bytes) -> None:
    assert without_notes(name, data) == data


@given(st.sampled_from(["a.png", "a.jpg", "a.mp3", "a.svg"]), st.binary(max_size=300), st.booleans())
def test_any_bytes_do_no_harm(name: str, data: bytes, begins: bool) -> None:
    magic = {"a.png": PNG, "a.jpg": b"\xff\xd8\xff\xe1", "a.mp3": b"ID3", "a.svg": b"<svg"}[name]
    whole = magic + data if begins else data
    assert len(without_notes(name, whole)) <= len(whole)


def test_a_built_pack_holds_the_small_ones(tmp_path: Path) -> None:
    drawn = example()["media/stroom.svg"]
    files = example() | {"media/stroom.svg": b"<!-- " + SECRET + b" -->\n" + drawn}
    assert pack("build", write(files, tmp_path / "p"), "-o", tmp_path / "p.nspack", *ON)[0] == 0
    with inspect_pack(tmp_path / "p.nspack") as opened:
        assert opened.read("media.stroom.svg") == drawn
