# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fallback fonts for what Roboto does not hold, from this machine. Never a 404: the client would ask for ever.

The web client asks for ``/assets/fonts/<family>/<version>/<name>``. Its own Roboto comes with it; the Noto
of the kit draws every language of a pack; other families are used where the system has them.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import flet_web
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from noodsteunpunt.press.press import font_files

_SYSTEM = (
    (Path("C:/Windows/Fonts"),)
    if sys.platform == "win32"
    else (
        Path("/usr/share/fonts/truetype/noto"),
        Path("/usr/share/fonts/noto"),
        Path("/usr/share/fonts/truetype/dejavu"),
        Path("/usr/share/fonts/dejavu"),
        Path("/Library/Fonts"),
    )
)
_FAMILIES = {
    "notosans": "NotoSans-Regular.ttf",
    "notosansarabic": "NotoSansArabic-Regular.ttf",
    "notosansdevanagari": "NotoSansDevanagari-Regular.ttf",
    "notosanshebrew": "NotoSansHebrew-Regular.ttf",
    "notosanssymbols": "NotoSansSymbols-Regular.ttf",
    "notosanssymbols2": "NotoSansSymbols2-Regular.ttf",
    "notosansmath": "NotoSansMath-Regular.ttf",
    "notocoloremoji": "NotoColorEmoji.ttf",
}
_GENERAL = ("NotoSans-Regular.ttf",)
_TYPES = {".ttf": "font/ttf", ".otf": "font/otf", ".woff2": "font/woff2"}


def web_folder() -> Path:
    """The web client's own files."""
    return Path(flet_web.get_package_web_dir())


@cache
def font_file(family: str) -> Path:
    """The best file for a family name of the client; always one that exists. The kit's own draw what a pack says."""
    names = [_FAMILIES[family]] if family in _FAMILIES else []
    own = {path.name: path for path in font_files()}
    if names and names[0] in own:
        return own[names[0]]
    for name in names:
        for folder in _SYSTEM:
            if (folder / name).is_file():
                return folder / name
    for name in _GENERAL:
        if name in own:
            return own[name]
    return web_folder() / "assets" / "fonts" / "roboto.woff2"


async def font(request: Request) -> Response:
    """The route."""
    path = font_file(request.path_params["family"])
    return FileResponse(
        path,
        media_type=_TYPES.get(path.suffix, "application/octet-stream"),
        headers={"Cache-Control": "public, max-age=86400"},
    )
