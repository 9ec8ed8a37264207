# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tickets people write on slips and say over a portable radio: ``KB-A042-7``.

Point letters, desk letter, a number of at least three digits, and a check digit after Damm's algorithm
(H. M. Damm, 2004), which catches every single wrong digit and every swap of neighbours. Letters enter the
sum as two digits each (A = 01 .. Z = 26).
"""

from __future__ import annotations

import re

_TABLE = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_FORM = re.compile(r"([A-Z]{1,3})-([A-Z])(\d{3,6})-(\d)")


def check_digit(letters: str, desk: str, number: int) -> int:
    """0..9 over letters, desk and number; what is no letter A..Z counts as nothing."""
    digits = "".join(f"{ord(letter) - 64:02d}" for letter in letters + desk if "A" <= letter <= "Z") + f"{number:03d}"
    interim = 0
    for digit in digits:
        interim = _TABLE[interim][int(digit)]
    return interim


def format_ticket(letters: str, desk: str, number: int) -> str:
    """``format_ticket("KB", "A", 42)`` -> ``"KB-A042-7"``."""
    return f"{letters}-{desk}{number:03d}-{check_digit(letters, desk, number)}"


def parse_ticket(text: str) -> tuple[str, str, int] | None:
    """(letters, desk, number), or None if the form or the check digit is wrong."""
    match = _FORM.fullmatch(text.strip().upper())
    if match is None:
        return None
    letters, desk, number, check = match.group(1), match.group(2), int(match.group(3)), int(match.group(4))
    return (letters, desk, number) if check_digit(letters, desk, number) == check else None
