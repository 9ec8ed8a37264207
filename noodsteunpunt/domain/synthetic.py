# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Invented people only, until a database has real keys and locks.

A demonstration or an exercise holds nobody who exists. That cannot be proved of a name, so what is asked is little and
clear: a name is one word, or carries the marker; a telephone number is from the invented range; numbers that belong to
one person (burgerservicenummer, bank account, e-mail address) are refused wherever they are typed. ``docs/desk.md``
says what this does not see.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import Any

from noodsteunpunt.domain.typed import has_account, has_bsn, has_mail, phones_in, plain
from noodsteunpunt.domain.values import Actor
from noodsteunpunt.domain.violations import RuleViolation

MARKER = "Testpersoon"
"""Said in front of a name: this person is invented."""

PHONE_EXAMPLE = "06-00000001"
_INVENTED = re.compile(r"060000\d{4}")
"""Mobile numbers go on with 1 to 5 or 8 (Nummerplan telefoon- en ISDN-diensten): nobody has one of these."""

_MARKED = re.compile(r"\btest", re.IGNORECASE)
_NAMES = frozenset({"name", "receiver", "approved_by", "recorded_by", "person_name"}) | {
    "person", "lead", "first", "second", "seeker",
}  # fmt: skip
_HEX = re.compile(r"(?:[0-9a-f]{2}){16,32}")
_DRAWN = dict.fromkeys(("salt", "pin", "badge", "chain"), _HEX) | {"device": re.compile(r"[0-9a-f]{16}")}
"""What a machine drew or counted is of nobody, and looks like every number some day."""
_WORDS = re.compile(r"[^\s.,;:/+&_|]+")


def check_synthetic(draft: Any, actor: Actor | None = None) -> None:
    """Raises ``real_name``, ``real_phone`` or ``real_number`` for an answer that may be of somebody who exists. A
    draft, or the fact that is made of it: what is recorded is looked at once more, whatever road it came by."""
    if actor is not None:
        check_text("actor", actor.name, name=True)
    if not is_dataclass(draft):
        return
    for field in fields(draft):
        value = getattr(draft, field.name)
        drawn = _DRAWN.get(field.name)
        if isinstance(value, str) and value and not (drawn and drawn.fullmatch(value)):
            check_text(field.name, value, name=field.name in _NAMES)
            if field.name == "phone" and not _is_invented(value):
                raise RuleViolation("real_phone", "phone")


def _is_invented(phone: str) -> bool:
    """In the field for it every number counts, also a foreign or a short one; ``geen`` is none."""
    digits = re.sub(r"\D", "", plain(phone))
    return len(digits) < 6 or bool(_INVENTED.fullmatch(digits))


def check_text(field: str, text: str, *, name: bool = False) -> None:
    """One answer."""
    if name and len(_WORDS.findall(plain(text))) > 1 and not _MARKED.search(text):
        raise RuleViolation("real_name", field)
    if has_account(text) or has_mail(text):
        raise RuleViolation("real_number", field)
    if any(not _INVENTED.fullmatch(phone) for phone in phones_in(text)):
        raise RuleViolation("real_phone", field)
    if has_bsn(text):
        raise RuleViolation("real_number", field)
