# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gathers the codes of a series from photographs, a camera, or lines that a scanner types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from devices.camera import watch
from devices.qr import PictureError, read_codes
from noodsteunpunt.courier.codes import Collector
from noodsteunpunt.texts import _

_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}


class Says(Protocol):
    """Where progress is told."""

    def say(self, text: str, style: str = "", **values: object) -> None:
        """A line for a person."""
        ...


def gather(
    out: Says,
    pictures: Iterable[Path],
    camera: int | str | None = None,
    typed: Iterable[str] = (),
    eye: Callable[[int | str], Iterator[list[str]]] = watch,
) -> bytes:
    """The bundle, as soon as enough codes were read. Raises CodesMissing, and what a camera raises."""
    collector = Collector()
    for texts in _all(out, pictures, camera, typed, eye):
        new = [collector.add(text) for text in texts]
        if any(new):
            have, needed = collector.progress()
            out.say(_("{have} of {needed} codes read", have=have, needed=needed))
        if (bundle := collector.whole()) is not None:
            return bundle
    return collector.bundle()


def _all(
    out: Says,
    pictures: Iterable[Path],
    camera: int | str | None,
    typed: Iterable[str],
    eye: Callable[[int | str], Iterator[list[str]]],
) -> Iterator[list[str]]:
    for picture in _files(pictures):
        try:
            yield read_codes(picture)
        except PictureError:
            out.say(_("{file} is no picture that can be read; save it as JPEG.", file=picture.name), "yellow")
    for line in typed:
        yield [line]
    if camera is not None:
        yield from eye(camera)


def _files(pictures: Iterable[Path]) -> Iterator[Path]:
    for path in pictures:
        if path.is_dir():
            yield from sorted(one for one in path.iterdir() if one.suffix.lower() in _PICTURES and one.is_file())
        else:
            yield path
