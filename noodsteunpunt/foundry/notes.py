# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures, sound and clips without what nobody sees or hears: notes, thumbnails, where and by whom it was recorded.

Part of every build: nothing is compressed anew, so the picture stays the same and so do the bytes on every computer.
What is not understood stays as it is. Making files smaller is a step of its own, :mod:`noodsteunpunt.foundry.media`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"cICP",
        b"acTL",
        b"fcTL",
        b"fdAT",
    )
)
"""What a picture looks like (PNG, third edition, section 11)."""
_JPEG_DROPPED = frozenset((0xE1, 0xED, 0xFE))
"""Exif and XMP, Photoshop's notes, comments (ITU T.81, annex B; Exif 3.0, section 4.7)."""
_SVG_NOTES = re.compile(r"<!--.*?-->|<metadata\b.*?</metadata>|^\s*<\?xml[^>]*\?>", re.DOTALL)
_SVG_WORDS = re.compile(r"<text\b|<style\b|<!\[CDATA\[|xml:space")
_ORIENTATION = 0x0112


def without_notes(name: str, data: bytes) -> bytes:
    """The file without its notes; the same file where there is nothing to leave out or its form is unknown."""
    change = _BY_ENDING.get(name.rpartition(".")[2])
    try:
        changed = change(data) if change else data
    except (ValueError, IndexError, struct.error):
        return data
    return changed if len(changed) <= len(data) else data


def _svg(data: bytes) -> bytes:
    text = data.decode("utf-8")
    if not _SVG_WORDS.search(text):  # there, white space may be part of what is shown
        text = re.sub(r">\s+<", "><", _SVG_NOTES.sub("", text))
    return text.strip().encode("utf-8") + b"\n"


def _png(data: bytes) -> bytes:
    if not data.startswith(_PNG):
        return data
    parts, at = [_PNG], len(_PNG)
    while True:
        (size,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + size
        if end > len(data):
            return data
        if kind in _PNG_KEPT:
            parts.append(data[at:end])
        elif kind[:1].isupper():  # one that a reader must understand, and we do not
            return data
        if kind == b"IEND":
            return b"".join(parts)
        at = end


def _jpeg(data: bytes) -> bytes:
    if not data.startswith(b"\xff\xd8"):
        return data
    parts, at, turned = [data[:2]], 2, b""
    while True:
        mark, kind, size = struct.unpack_from(">BBH", data, at)
        end = at + 2 + size
        if mark != 0xFF or kind in (0x00, 0xFF) or size < 2 or end > len(data):
            return data
        if kind == 0xDA:  # the picture itself begins
            return b"".join([*parts, turned, data[at:]])
        if kind not in _JPEG_DROPPED:
            parts.append(data[at:end])
        elif kind == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            turned = _only_turned(data[at + 10 : end])
        at = end


def _only_turned(tiff: bytes) -> bytes:
    """Of Exif only how the camera was held, when that matters; else nothing."""
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for number in range(count):
        tag, _kind, _many, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
        if tag == _ORIENTATION and 1 < value <= 8:
            small = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
            return b"\xff\xe1" + struct.pack(">H", 8 + len(small)) + b"Exif\0\0" + small
    return b""


def _mp3(data: bytes) -> bytes:
    """Without ID3 (version 1 at the end, version 2 in front; id3.org)."""
    if data.startswith(b"ID3"):
        size = 0
        for digit in data[6:10]:
            if digit > 0x7F:
                return data
            size = size << 7 | digit
        footer = 10 if data[5] & 0x10 else 0
        data = data[10 + size + footer :]
    return data[:-128] if data[-128:-125] == b"TAG" else data


def _webp(data: bytes) -> bytes:
    """Without the chunks of Exif and XMP, and without the flags that announce them (RFC 9649, section 2.7)."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return data
    parts, at = [b"WEBP"], 12
    while at < len(data):
        kind, (size,) = data[at : at + 4], struct.unpack_from("<I", data, at + 4)
        end = at + 8 + size + size % 2
        if end > len(data):
            return data
        if kind == b"VP8X":
            parts.append(data[at : at + 8] + bytes((data[at + 8] & ~0x0C,)) + data[at + 9 : end])
        elif kind not in (b"EXIF", b"XMP "):
            parts.append(data[at:end])
        at = end
    body = b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _mp4(data: bytes) -> bytes:
    """The boxes of notes in a film and its tracks become free space of the same size: nothing else moves
    (ISO/IEC 14496-12, sections 8.1.2 and 8.10.1)."""
    made = bytearray(data)
    _free_notes(made, 0, len(made))
    return bytes(made)


def _free_notes(made: bytearray, at: int, end: int) -> None:
    while at + 8 <= end:
        (size,) = struct.unpack_from(">I", made, at)
        kind, head = bytes(made[at + 4 : at + 8]), 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", made, at + 8)
            head = 16
        size = size or end - at
        if size < head or at + size > end:
            raise ValueError
        if kind in (b"udta", b"meta"):
            made[at + 4 : at + 8] = b"free"
            made[at + head : at + size] = bytes(size - head)
        elif kind in (b"moov", b"trak"):
            _free_notes(made, at + head, at + size)
        at += size


_BY_ENDING: dict[str, Callable[[bytes], bytes]] = {
    "svg": _svg, "png": _png, "jpg": _jpeg, "webp": _webp, "mp3": _mp3, "mp4": _mp4,
}  # fmt: skip
