# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything that was on the air, opened with every key there is, and everything on the disk, searched for what
stays in the house. A search that could not open what it searches, or would not find what is there, is wrong too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from noodsteunpunt.demo.judge import travels_sealed
from noodsteunpunt.encoding import EncodingError, Record, decode_content
from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.sealing import PairSealer
from sync.frames import EntriesBody, Frame, FrameError, decode_body
from sync.packets import Talk
from sync.wire import Keys, PacketError, open_packet

HOUSE_FIELDS = ("name", "phone", "health_note", "access_note", "remarks")
SEALED_FIELDS = ("place_words", "note", "postcode")
"""What may travel sealed for the coordination point; where it may not, it stays in the house too."""

_SHORTEST = 5
"""A shorter word is found in any heap of bytes."""


def words_of(drafts: Iterable[Mapping[str, Any]]) -> list[str]:
    """What was typed and stays here: names, numbers, free text, and the address where it may not travel."""
    words: set[str] = set()
    for draft in drafts:
        stays = HOUSE_FIELDS + (() if "priority" not in draft or travels_sealed(draft) else SEALED_FIELDS)
        words |= {str(draft[name]) for name in stays if draft.get(name)}
    return sorted(word for word in words if len(word) >= _SHORTEST)


def forms_of(word: str) -> Iterator[bytes]:
    """The bytes that a careless program would leave of ``word``."""
    yield word.encode()
    yield word.encode("utf-16-le")
    digits = "".join(character for character in word if character.isdigit())
    if len(digits) == 10 and word[:1] == "0":  # a telephone number
        yield digits.encode()
        yield int(digits).to_bytes(5, "big")
        yield int(digits).to_bytes(5, "little")


def found(words: Iterable[str], heap: bytes) -> set[str]:
    """Those of ``words`` that are in ``heap``, in any form. Names and numbers begin alike: one look for many."""
    begun: dict[bytes, list[tuple[bytes, str]]] = {}
    for word in words:
        for form in forms_of(word):
            begun.setdefault(form[:4], []).append((form, word))
    return {word for start, forms in begun.items() if start in heap for form, word in forms if form in heap}


@dataclass(slots=True)
class Opened:
    """``layers``: as sent, decrypted, unsealed, decompressed, decoded. ``closed``: packets or entries that would
    not open."""

    layers: set[bytes] = field(default_factory=set)
    entries: int = 0
    closed: int = 0


def open_air(payloads: Iterable[bytes], enrolments: Sequence[Enrolment]) -> Opened:
    """Open every packet with every key of every station."""
    roster = enrolments[0].roster
    keys = Keys.derive(enrolments[0].group_key, roster.incident, enrolments[0].epoch)
    sealers = [PairSealer(enrolment) for enrolment in enrolments]
    opened = Opened()
    for payload in set(payloads):
        opened.layers.add(payload)
        try:
            packet = open_packet(payload, keys)
            frames = (packet,) if isinstance(packet, Frame) else packet.frames if isinstance(packet, Talk) else ()
            opened.layers.add(repr(packet).encode())
            for frame in frames:
                opened.layers.add(frame.body)
                body = decode_body(frame.body)
                if isinstance(body, EntriesBody):
                    _open_content(opened, frame, body.content, sealers)
        except (PacketError, FrameError):
            opened.closed += 1
    return opened


class _Listening:
    """Opens with the keys of one station, and hands on what was in the block."""

    def __init__(self, sealer: PairSealer, layers: set[bytes]) -> None:
        self._sealer, self._layers = sealer, layers

    def letters(self, author: int) -> str:
        """See :class:`noodsteunpunt.encoding.Sealer`."""
        return self._sealer.letters(author)

    def seal(self, author: int, frame: int, plaintext: bytes, associated: bytes, to: int = 0) -> bytes:
        """See :class:`noodsteunpunt.encoding.Sealer`."""
        return self._sealer.seal(author, frame, plaintext, associated, to)

    def open(self, author: int, frame: int, blob: bytes, associated: bytes, to: int = 0) -> bytes | None:
        """See :class:`noodsteunpunt.encoding.Sealer`."""
        plain = self._sealer.open(author, frame, blob, associated, to)
        self._layers |= {blob, associated} | ({plain} if plain is not None else set())
        return plain


def _open_content(opened: Opened, packet: Frame, content: bytes, sealers: Sequence[PairSealer]) -> None:
    opened.layers.add(content)
    read: list[list[Record]] = []
    for sealer in sealers:
        try:
            read.append(decode_content(content, packet.author, packet.number, _Listening(sealer, opened.layers)))
        except EncodingError:
            continue
    # A block that none of all these keys opens would hide something from the search.
    opened.closed += not read or (content[0] > 0 and not any(record.sealed for records in read for record in records))
    opened.entries += len(read[0]) if read else 0
    for record in (record for records in read for record in records):
        opened.closed += not record.whole
        opened.layers.add(" ".join(str(value) for value in record.values.values()).encode())


def on_air(opened: Opened, words: Collection[str], travelled: Collection[str]) -> list[str]:
    """None of ``words`` may be found; each of ``travelled``, sealed for the coordination point, must be."""
    heap = b"\n".join(sorted(opened.layers))
    wrong = [f"{word!r} was on the air" for word in sorted(found(words, heap))]
    wrong += [f"the search of the air does not find {word!r}" for word in sorted({*travelled} - found(travelled, heap))]
    if opened.closed:
        wrong.append(f"{opened.closed} packets or entries on the air could not be opened")
    if not opened.entries or not words or not travelled:
        wrong.append("nothing was searched on the air")
    return wrong


def on_disk(folders: Iterable[Path], words: Collection[str], needed: Collection[Path]) -> list[str]:
    """None of ``words`` may be readable in any file; the files ``needed`` must be there, not empty."""
    wrong: list[str] = []
    searched: set[Path] = set()
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        heap = path.read_bytes()
        if heap:
            searched.add(path)
        wrong += [f"{word!r} is readable in {path.name}" for word in sorted(found(words, heap))]
    wrong += [f"{path.name} was not there to be searched" for path in needed if path not in searched]
    if not words:
        wrong.append("nothing was searched on the disk")
    return wrong
