# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures and sound without what nobody sees or hears: notes, thumbnails, where and by whom a photo was taken.

Nothing is compressed anew, so the picture stays the same and so do the bytes on every computer. What is not understood
stays as it is.
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


def shrink(name: str, data: bytes) -> bytes:
    """The file without its notes; the same file where there is nothing to leave out or its form is unknown."""
    change = _BY_ENDING.get(name.rpartition(".")[2])
    try:
        changed = change(data) if change else data
    except (ValueError, IndexError, struct.error):
        return data
    return changed if len(changed) < len(data) else data


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


_BY_ENDING: dict[str, Callable[[bytes], bytes]] = {"svg": _svg, "png": _png, "jpg": _jpeg, "mp3": _mp3}
