# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""QR codes: drawn as pictures, and read back from photographs.

Level L, for the fewest and so the largest modules: what makes good for a reflection or a thumb is that a third of the
codes of a series may be missed. What is read is hostile input: formats and size of a picture are bounded before it is
decoded.
"""

from __future__ import annotations

import io
from pathlib import Path

import qrcode
import zxingcpp
from PIL import Image, UnidentifiedImageError
from qrcode.constants import ERROR_CORRECT_L
from qrcode.util import MODE_ALPHA_NUM, QRData

from devices.errors import DeviceError

QUIET = 4
"""Modules of white around a code (ISO/IEC 18004)."""

FORMATS = ("JPEG", "PNG", "WEBP", "BMP")
MAX_PIXELS = 120_000_000
"""Twice what telephones make."""


_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


class PictureError(DeviceError):
    """Not a picture of a kind that is read here, or a damaged or enormous one."""


def modules(text: str) -> list[list[bool]]:
    """Rows of dark modules with the quiet zone. ``text`` has alphanumeric signs only (ISO/IEC 18004: 45 of them)."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_L, border=QUIET)
    code.add_data(QRData(text.encode("ascii"), mode=MODE_ALPHA_NUM), optimize=0)
    code.make(fit=True)
    rows: list[list[bool]] = code.get_matrix()
    return rows


def as_png(text: str, *, module: int = 8) -> bytes:
    """A picture with ``module`` pixels to a module."""
    rows = modules(text)
    small = Image.new("1", (len(rows), len(rows)), 1)
    small.putdata([not dark for row in rows for dark in row])
    out = io.BytesIO()
    small.resize((len(rows) * module,) * 2, Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


def as_svg(text: str) -> str:
    """The same as one path, for a page that is shown or printed at any size."""
    rows = modules(text)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}"/></svg>'
    )


def read_codes(picture: Path | bytes) -> list[str]:
    """The texts of all QR codes in a picture; empty if there are none. Raises :class:`PictureError`."""
    source = io.BytesIO(picture) if isinstance(picture, bytes) else picture
    try:
        with Image.open(source, formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise PictureError("size")
            grey = opened.convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureError("picture") from error
    return codes_in(grey)


def codes_in(picture: object) -> list[str]:
    """The texts of all QR codes in pixels: a Pillow picture, or what shows itself as an array of bytes."""
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=_QR)]
