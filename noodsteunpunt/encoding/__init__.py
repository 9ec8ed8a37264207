# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts as bytes: on the air (``content``), in the logs on this disk (``entry``, ``parts``). Everything is derived from
the declarations in :mod:`noodsteunpunt.domain.facts`, so a field goes where its lane says and nowhere else."""

from noodsteunpunt.encoding.coder import EncodingError, UnknownFact
from noodsteunpunt.encoding.content import Record, Sealer, decode_content, encode_content, fill, record_of
from noodsteunpunt.encoding.entry import EntryHead, decode_entry, decode_head, encode_entry
from noodsteunpunt.encoding.parts import decode_part, encode_house, encode_part
from noodsteunpunt.encoding.schema import lane_fields

__all__ = [
    "EncodingError",
    "EntryHead",
    "Record",
    "Sealer",
    "UnknownFact",
    "decode_content",
    "decode_entry",
    "decode_head",
    "decode_part",
    "encode_content",
    "encode_entry",
    "encode_house",
    "encode_part",
    "fill",
    "lane_fields",
    "record_of",
]
