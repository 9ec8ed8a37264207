# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photographs, sound and films as cameras and recorders give them: large, with notes, sometimes sideways."""

from __future__ import annotations

import io
import math
import struct
import wave
from pathlib import Path
from random import Random

from PIL import Image

SECRET = "52.155 N 5.387 E, Testpersoon Fotograaf"
RED, BLUE = (200, 30, 30), (30, 30, 200)
_UPRIGHT = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_SIDEWAYS = struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)


def grained(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right, with grain that a camera has; the same every time."""
    small = Image.frombytes("RGB", (200, 150), Random(1).randbytes(200 * 150 * 3)).resize(size)
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0] // 2, size[1]))
    return Image.blend(image, small, 0.2).convert(mode)


def photograph(size: tuple[int, int] = (3000, 2000), *, turned: int = 1) -> bytes:
    """A JPEG with where and by whom it was taken; ``turned`` as Exif says it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = turned, SECRET
    exif.get_ifd(0x8825)[1] = "N"
    held = io.BytesIO()
    grained(size).save(held, "JPEG", quality=95, exif=exif)
    return held.getvalue()


def drawing(size: tuple[int, int] = (1600, 1200), mode: str = "RGB") -> bytes:
    """A PNG."""
    held = io.BytesIO()
    grained(size, mode).save(held, "PNG")
    return held.getvalue()


def speech(seconds: float = 2.0) -> bytes:
    """A WAV in stereo."""
    held = io.BytesIO()
    with wave.open(held, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(44_100)
        points = range(round(44_100 * seconds))
        out.writeframes(
            b"".join(
                struct.pack("<hh", round(9000 * math.sin(at / 20)), round(4000 * math.sin(at / 33))) for at in points
            )
        )
    return held.getvalue()


def film(path: Path, *, frames: int = 25, rate: int = 50, sideways: bool = False) -> bytes:
    """A film of 1280 x 720, red on its left, with the place in its notes; written to ``path`` on the way."""
    import av

    with av.open(str(path), "w", format="mp4") as target:
        target.metadata["comment"] = SECRET
        stream = target.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 1280, 720, "yuv420p", 4_000_000
        picture = av.VideoFrame.from_image(grained((1280, 720)))
        for number in range(frames):
            picture.pts = number
            target.mux(stream.encode(picture))
        target.mux(stream.encode(None))
    data = path.read_bytes()
    if sideways:
        assert _UPRIGHT in data
        # Of the two matrices the second is the track's (ISO/IEC 14496-12, section 8.3.2).
        at = data.index(_UPRIGHT, data.index(b"tkhd"))
        data = data[:at] + _SIDEWAYS + data[at + len(_SIDEWAYS) :]
        path.write_bytes(data)
    return data
