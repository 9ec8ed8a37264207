# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures, audio and clips: what they say they are, small enough, and to be seen by everybody."""

from __future__ import annotations

import re

from content.lint.context import Context
from content.yamlsource import Mark

KINDS: dict[str, tuple[int, tuple[tuple[int, bytes], ...]]] = {
    "svg": (100_000, ((0, b"<svg"), (0, b"<?xml"), (0, b"<!--"))),
    "png": (300_000, ((0, b"\x89PNG\r\n\x1a\n"),)),
    "jpg": (300_000, ((0, b"\xff\xd8\xff"),)),
    "webp": (300_000, ((8, b"WEBP"),)),
    "ogg": (1_000_000, ((0, b"OggS"),)),
    "opus": (1_000_000, ((0, b"OggS"),)),
    "mp3": (1_000_000, ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"))),
    "webm": (6_000_000, ((0, b"\x1aE\xdf\xa3"),)),
    "mp4": (6_000_000, ((4, b"ftyp"),)),
}
"""Per extension: the most bytes, and (offset, bytes) of which one must be there."""
LEAST_CONTRAST = 3.0
"""WCAG 2.1, success criterion 1.4.11: parts of a picture that one must see."""

_UNSAFE = re.compile(
    r"<!DOCTYPE|<!ENTITY|<script|<foreignObject|<image|<iframe|<a[\s>]|\son[a-z]+\s*=|javascript:|@import"
    r"|(?:xlink:)?href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)
_COLOUR = re.compile(
    r"(?<![\w-])(?:fill|stroke|stop-color|color)\s*[=:]\s*[\"']?\s*(#?[A-Za-z0-9]+(?:\([^)]{0,60}\))?)"
)
_GROUND = (
    r"<rect(?=[^<>]*\swidth=[\"'](?:100%|{})[\"'])(?=[^<>]*\sheight=[\"'](?:100%|{})[\"'])[^<>]*?\sfill=[\"'](#?\w+)"
)
_VIEW = re.compile(r"viewBox=[\"'][-0-9.]+[ ,]+[-0-9.]+[ ,]+([0-9.]+)[ ,]+([0-9.]+)[\"']")
_NAMED = {
    "black": "#000000", "white": "#ffffff", "red": "#ff0000", "green": "#008000", "blue": "#0000ff",
    "yellow": "#ffff00", "orange": "#ffa500", "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0",
    "navy": "#000080", "maroon": "#800000", "purple": "#800080", "teal": "#008080", "olive": "#808000",
}  # fmt: skip
_NO_COLOUR = frozenset({"none", "transparent", "inherit", "url"})


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.1)."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), WCAG 2.1."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def as_hex(colour: str) -> str | None:
    """``#rrggbb`` for ``#rgb``, ``#rrggbb`` or a common name; None when it is something else."""
    colour = _NAMED.get(colour.lower(), colour.lower())
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        return "#" + "".join(2 * digit for digit in colour[1:])
    return colour if re.fullmatch(r"#[0-9a-f]{6}", colour) else None


def check_media(context: Context) -> None:
    """Kind and size of each file (P703, P706); the drawings inside (P704, P705, P707)."""
    for name, data in sorted(context.source.media.items()):
        file = f"media/{name}"
        kind = KINDS.get(name.rpartition(".")[2])
        if kind is None or not any(data[at : at + len(magic)] == magic for at, magic in kind[1]):
            context.report("P706-media-soort", file, Mark(1, 1), choices=", ".join(KINDS))
            continue
        if len(data) > kind[0]:
            context.report("P703-media-te-groot", file, Mark(1, 1), size=len(data), most=kind[0])
        if name.endswith(".svg"):
            _drawing(context, file, data.decode("utf-8", errors="replace")[: kind[0]])


def _mark(text: str, offset: int) -> Mark:
    return Mark(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _drawing(context: Context, file: str, text: str) -> None:
    for match in _UNSAFE.finditer(text):
        context.report("P705-svg-onveilig", file, _mark(text, match.start()), text=match[0].strip()[:30])
    ground = ground_of(text)
    colours: dict[str, int] = {}
    for match in _COLOUR.finditer(text):
        colour = as_hex(match[1])
        if colour:
            colours.setdefault(colour, match.start())
        elif match[1].lower().partition("(")[0] not in _NO_COLOUR:
            context.report("P707-kleur-onbekend", file, _mark(text, match.start()), text=match[1][:30])
    # A light detail on a dark shape is fine: each colour must stand out from the ground or from another colour.
    for colour, offset in colours.items():
        best = max(contrast(colour, other) for other in {ground, *colours})
        if colour != ground and best < LEAST_CONTRAST:
            values = {"colour": colour, "ground": ground, "ratio": f"{best:.1f}", "least": f"{LEAST_CONTRAST:.0f}"}
            context.report("P704-contrast", file, _mark(text, offset), **values)


def ground_of(text: str) -> str:
    """The colour of a rectangle as large as the drawing, else white: paper and the screen's cards are white."""
    view = _VIEW.search(text)
    width, height = (re.escape(view[1]), re.escape(view[2])) if view else ("100%", "100%")
    match = re.search(_GROUND.format(width, height), text)
    return (as_hex(match[1]) if match else None) or "#ffffff"
