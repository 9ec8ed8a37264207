# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything that was on the air, opened with every key there is, and searched for what stays in the house."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from noodsteunpunt.domain.facts import FACTS
from noodsteunpunt.encoding import EncodingError, decode_head, decode_mesh
from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.sealing import PairSealer
from sync.frames import EntriesBody, Frame, FrameError, decode_body
from sync.wire import Keys, PacketError, open_packet

HOUSE_FIELDS = ("name", "phone", "health_note", "access_note", "remarks")


def words_of(drafts: Iterable[dict[str, Any]]) -> list[str]:
    """What was typed into the fields that stay here."""
    return sorted({str(draft[field]) for draft in drafts for field in HOUSE_FIELDS if draft.get(field)})


def leaks(payloads: Iterable[bytes], enrolments: Sequence[Enrolment], words: Sequence[str]) -> list[str]:
    """The words found in any layer of any payload: as sent, decrypted, unsealed, decompressed, decoded."""
    roster = enrolments[0].roster
    keys = Keys.derive(enrolments[0].group_key, roster.incident, enrolments[0].epoch)
    sealers = [PairSealer(enrolment) for enrolment in enrolments]
    layers: set[bytes] = set()
    for payload in set(payloads):
        layers.add(payload)
        layers |= set(_layers(payload, keys, sealers))
    whole = b"\n".join(layers)
    return [word for word in words if word.encode() in whole]


def _layers(payload: bytes, keys: Keys, sealers: Sequence[PairSealer]) -> Iterable[bytes]:
    try:
        packet = open_packet(payload, keys)
    except PacketError:
        return
    if not isinstance(packet, Frame):
        return
    yield packet.body
    try:
        body = decode_body(packet.body)
    except FrameError:
        return
    if not isinstance(body, EntriesBody):
        return
    for entry in body.entries:
        for sealer in sealers:
            try:
                head = decode_head(packet.author, entry.seq, entry.body)
                kind, values, _ = decode_mesh(head, packet.author, entry.seq, sealer)
            except EncodingError:
                continue
            if kind in FACTS.values():
                yield " ".join(str(value) for value in values.values()).encode()
