# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The key file of a municipality (its root) as a person and a point meet it."""

from __future__ import annotations

import hashlib
import io
import re
from contextlib import suppress
from pathlib import Path

from content.container import open_regular
from content.errors import PackError, Reason
from content.signing import ROOT, read_envelope
from content.trust import Trust

SUFFIX = ".nsroot"
_GROUP = 4
_MOST_BESIDE = 16
_LARGEST = 2 * ROOT.most
"""B; a root with all its signatures is smaller."""


def fingerprint_of(data: bytes) -> bytes:
    """SHA-256 (32 B) of the document in a root file, whoever signed it. Raises PackError."""
    return hashlib.sha256(read_envelope(io.BytesIO(data), ROOT).document).digest()


def shown_fingerprint(fingerprint: bytes) -> str:
    """As it is printed on paper and compared by eye: groups of four."""
    digits = fingerprint.hex()
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def parse_fingerprint(text: str) -> bytes:
    """What a person typed from paper. Raises PackError when it cannot be one."""
    digits = re.sub(r"[\s:-]", "", text).lower()
    if re.fullmatch(r"[0-9a-f]{64}", digits) is None:
        raise PackError(Reason.ROOT_FINGERPRINT)
    return bytes.fromhex(digits)


def root_beside(file: Path, fingerprint: bytes) -> bytes | None:
    """The root file with this fingerprint in the folder of ``file``: what a municipality put on the same stick.

    Looks at a few regular files only; what cannot be read is passed over.
    """
    for path in sorted(file.parent.glob(f"*{SUFFIX}"))[:_MOST_BESIDE]:
        with suppress(PackError, OSError), open_regular(path) as stream:
            data = stream.read(_LARGEST)
            if fingerprint_of(data) == fingerprint:
                return data
    return None


def own_word(data: bytes, now: int | None) -> Trust:
    """A root on its own word, for who made it or checks a pack with it; a point asks for the fingerprint.

    ``now`` in Unix seconds, None when no clock is trusted. Raises PackError.
    """
    return Trust.first(data, fingerprint=fingerprint_of(data), now=now)
