# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photographs and drawings for a screen at a point and a sheet of paper, with Pillow."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from noodsteunpunt.foundry.media.errors import MediaUnreadable

LONGEST = 1280
"""Pixels of the longer side: half a sheet of A4 at 150 dots an inch, and more than a tablet shows of a card."""
QUALITY = 78
"""Of JPEG and WebP. At this size one does not see the difference from 95 in a photograph."""
MOST_PIXELS = 100_000_000
COLOURS = 256
KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
TARGETS = {
    "jpg": "jpg", "jpeg": "jpg", "jfif": "jpg", "png": "png", "webp": "webp", "bmp": "png", "gif": "png", "tif": "jpg",
    "tiff": "jpg",
}  # fmt: skip
"""What a picture with this ending becomes."""


def small_picture(file: Path, ending: str, most: int) -> bytes:
    """The picture upright, in sRGB, at most :data:`LONGEST` pixels, without notes; of an animation the first picture.

    ``ending``: jpg, png or webp. ``most``: B that it should not be larger than, where that can be had. Raises
    MediaUnreadable.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file) as held:
                if held.width * held.height > MOST_PIXELS:
                    raise MediaUnreadable(file, "too_many_pixels")
                return _encoded(_prepared(held), ending, most)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise MediaUnreadable(file, "no_picture") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:  # each of them says that a file is broken
        raise MediaUnreadable(file, "broken") from error


def _prepared(held: Image.Image) -> Image.Image:
    profile = held.info.get("icc_profile")
    held.draft("RGB", (2 * LONGEST, 2 * LONGEST))  # a large JPEG is read at half its size or less
    image = ImageOps.exif_transpose(held)
    if image.mode not in ("RGB", "RGBA", "L"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if profile and image.mode in ("RGB", "RGBA"):
        with suppress(ImageCms.PyCMSError, OSError):  # a profile that is broken is left aside
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, own, srgb, outputMode=image.mode) or image
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    image.info = {}
    return image


def _encoded(image: Image.Image, ending: str, most: int) -> bytes:
    if ending == "png":
        made = _saved(image, "PNG", optimize=True)
        if len(made) > most:
            few = image.quantize(COLOURS, Image.Quantize.FASTOCTREE if image.mode == "RGBA" else None)
            made = min(made, _saved(few, "PNG", optimize=True), key=len)
        return made
    if ending == "jpg" and image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    made = b""
    for quality in (QUALITY, 65, 50):
        extra = {"progressive": True, "optimize": True} if ending == "jpg" else {"method": 6}
        made = _saved(image, KINDS[ending], quality=quality, **extra)
        if len(made) <= most:
            break
    return made


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    held = io.BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()
