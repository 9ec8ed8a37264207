# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing down an offer. No Flet here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from noodsteunpunt.domain.rules_offer import OfferDraft
from noodsteunpunt.domain.values_point import OfferKind
from noodsteunpunt.domain.violations import RuleViolation
from ui.codes import member
from ui.forms import Form, whole_number
from ui.when import When

_AMOUNT = re.compile(r"\s*(\d{1,4})\s*x?\s+(?=[^\W\d_]{2})")
"""A number before the thing, as people say it: *40 tassen kleding*; *2 kW aggregaat* is one."""
_UNITS = frozenset({"kw", "kwh", "watt", "volt", "ah", "liter", "kg", "kilo", "cm", "mm", "inch"})


@dataclass(slots=True)
class OfferForm(Form):
    """What is offered; ``loan``: it goes back."""

    kind: OfferKind = OfferKind.GOODS
    loan: bool = False

    def split(self) -> tuple[int | None, str]:
        """How many of what, as it was typed in one go; None where no number stands before it."""
        typed = self.texts["what"]
        found = _AMOUNT.match(typed)
        if found is None or typed[found.end() :].split()[0].casefold() in _UNITS:
            return None, typed
        return int(found[1]), typed[found.end() :]

    def draft(self, now: When) -> OfferDraft:
        """Raises ``RuleViolation`` for what is not a number or no time."""
        said, what = self.split()
        typed = self.texts["amount"].strip()
        amount = whole_number(typed, "amount") if typed else said or 1
        return OfferDraft(
            what=what if not typed or said in {None, amount} else self.texts["what"],
            kind=self.kind,
            amount=amount,
            loan=self.loan,
            postcode=self.texts["postcode"],
            minutes=now.minutes(self.texts["until"], "until"),
            conditions=self.texts["conditions"],
            place_words=self.texts["place_words"],
            name=self.texts["name"],
            phone=self.texts["phone"],
            remarks=self.texts["remarks"],
        )

    def choose_kind(self, kind: OfferKind) -> None:
        """What is a tool is lent, unless somebody says otherwise; what is a gift is not."""
        self.kind, self.loan = kind, kind is OfferKind.EQUIPMENT

    def refuse(self, violation: RuleViolation) -> None:
        """The time is typed in words here."""
        name = "until" if violation.field == "minutes" else violation.field
        Form.refuse(self, RuleViolation(violation.code, name))

    def chosen(self) -> dict[str, str]:
        """As :meth:`Form.chosen`."""
        return {"kind": "" if self.kind is OfferKind.GOODS else self.kind, "loan": "yes" if self.loan else ""}

    def choose(self, chosen: Mapping[str, str]) -> None:
        """As :meth:`Form.choose`."""
        self.kind = member(OfferKind, chosen.get("kind", "")) or OfferKind.GOODS
        self.loan = chosen.get("loan") == "yes"
