# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The citizen's card: a ticket, and four characters that show that it is theirs.

The PIN is not kept and does not travel: every point computes it from the ticket and the incident's card key
(:func:`pin_of`). Who has no such key can only guess, one in 810,000, and a point counts guesses. Who has one, that is
every member station, can compute each PIN; but all that a PIN opens is what members read in the open anyway.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass

from noodsteunpunt.domain.tickets import format_ticket, parse_ticket
from noodsteunpunt.domain.violations import RuleViolation

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUWXYZ"
"""Without what is taken for something else when it is written by hand or said: 0 1 I L O V."""

PIN_CHARACTERS = 4
TRIES = 5
"""Wrong PINs for one ticket, after which a point says nothing about it for a while."""
PAUSE_SECONDS = 15 * 60

_MARK = "NSP"
_INCIDENT_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class Card:
    """What somebody shows or says. ``incident``: the first 8 hex digits, if a QR code said it."""

    letters: str
    desk: str
    number: int
    pin: str = ""
    incident: str = ""

    @property
    def ticket(self) -> str:
        """As it is written."""
        return format_ticket(self.letters, self.desk, self.number)


def pin_of(card_key: bytes, ticket: str) -> str:
    """HMAC-SHA-256 of the ticket under the incident's card key, in characters that cannot be confused."""
    number = int.from_bytes(hmac.new(card_key, ticket.encode("ascii"), hashlib.sha256).digest(), "big")
    characters = []
    for _ in range(PIN_CHARACTERS):
        number, index = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[index])
    return "".join(characters)


def same_pin(typed: str, right: str) -> bool:
    """In constant time; small letters, spaces and hyphens do not matter."""
    return hmac.compare_digest(_bare(typed).encode(), right.encode())


def qr_text(ticket: str, pin: str, incident: str) -> str:
    """What the card's QR code holds: capitals and digits only, so that the code stays small."""
    return f"{_MARK}:{ticket}:{pin}:{incident[:_INCIDENT_CHARACTERS]}".upper()


def read_card(text: str, pin: str = "") -> Card:
    """A ticket as typed, with or without hyphens, or all of a QR code. Raises ``ticket`` for what is none."""
    parts = text.strip().upper().split(":")
    if len(parts) == 4 and parts[0] == _MARK:
        found = parse_ticket(parts[1])
        if found is not None:
            return Card(*found, _bare(parts[2]), parts[3].lower())
    found = parse_ticket(_hyphened(text))
    if found is None:
        raise RuleViolation("ticket", "ticket")
    return Card(*found, _bare(pin))


def _bare(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())[:32]


def _hyphened(text: str) -> str:
    """``kb a042 7`` -> ``KB-A042-7``: the last letter before the digits is the desk's."""
    bare = re.sub(r"[\s\-]", "", text.strip().upper())
    match = re.fullmatch(r"([A-Z]{1,3})([A-Z])(\d{3,6})(\d)", bare)
    return "-".join((match.group(1), match.group(2) + match.group(3), match.group(4))) if match else ""
