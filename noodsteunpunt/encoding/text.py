# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The texts of a stream, behind all of its fields, under one model with a version. A reader without that version
goes without the texts and has all the rest; the frame is kept, and read again after an update."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Protocol

from noodsteunpunt.encoding.coder import EncodingError, Port, UnknownFact
from noodsteunpunt.encoding.memory import Text
from noodsteunpunt.encoding.notes import load

HALF = 1 << 15
_MOST_BYTES = 1 << 12

Step = tuple[int, int]
"""The chance, of 65,536, that the bit is 1; and the bit."""


class Model(Protocol):
    """A text as bits with chances."""

    def steps(self, text: str) -> Sequence[Step]:
        """For writing."""
        ...

    def read(self, bit: Callable[[int], int]) -> str:
        """``bit`` gets a chance and gives the bit that was written."""
        ...


class Plain:
    """Model 0: 12 bits of length, then the bytes of UTF-8, without any odds."""

    def steps(self, text: str) -> Sequence[Step]:
        """See :class:`Model`."""
        raw = text.encode()
        value, count = len(raw) << 8 * len(raw) | int.from_bytes(raw, "big"), 12 + 8 * len(raw)
        if len(raw) >= _MOST_BYTES:
            raise EncodingError("too_long")
        return [(HALF, value >> at & 1) for at in range(count - 1, -1, -1)]

    def read(self, bit: Callable[[int], int]) -> str:
        """See :class:`Model`."""
        length = _bits(bit, 12)
        try:
            return bytes(_bits(bit, 8) for _ in range(length)).decode()
        except UnicodeDecodeError as error:
            raise EncodingError("text") from error


def _bits(bit: Callable[[int], int], count: int) -> int:
    value = 0
    for _ in range(count):
        value = value << 1 | bit(HALF)
    return value


def _notes_1() -> Model:
    return load("notes-1.model", "2ec5a3db8bf74b3b3b3f100769da52bae0db92ca6c891ab9052c2a6801aba69a")


MODELS: dict[int, Callable[[], Model]] = {0: Plain, 1: _notes_1}
"""By version. A version that was in use is never changed."""


@lru_cache(maxsize=8)
def model(version: int) -> Model:
    """Raises :class:`UnknownFact` for a version of a newer program."""
    make = MODELS.get(version)
    if make is None:
        raise UnknownFact("model")
    return make()


def newest() -> int:
    """The version to write with: the newest that is whole here."""
    for version in sorted(MODELS, reverse=True):
        with suppress(UnknownFact):
            model(version)
            return version
    return 0


@lru_cache(maxsize=256)
def steps(version: int, text: str) -> Sequence[Step]:
    """Kept, for an entry is measured when it is recorded and written when it is frozen."""
    return model(version).steps(text)


def code_texts(port: Port, version: int, texts: Sequence[Text]) -> None:
    """Write the texts, or read them and give them to those who want them."""
    for text in texts:
        if port.writing:
            for chance, bit in steps(version, text.value):
                port.bit(chance, bit)
        else:
            text.value = model(version).read(lambda chance: port.bit(chance, 0))
        for put in text.wanted:
            put(text.value)
