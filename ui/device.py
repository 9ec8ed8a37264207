# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One browser: who works there, what is half typed, how it should look. Outlives a lost connection. No Flet here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from noodsteunpunt.domain.values import Actor
from ui.forms import Form, PersonForm
from ui.forms_desk import CardForm, CountForm, EmergencyForm, MessageForm
from ui.forms_point import HelperForm, PointForm
from ui.forms_request import CorrectionForm, RequestForm
from ui.theme import Style


def _drawn_id() -> str:
    return secrets.token_hex(8)


@dataclass(slots=True)
class InfoChoice:
    """How a person reads: language, a second one beside it (or none), large print; and a message half typed for the
    board or beside a card. ``hours``: how long it holds, as typed."""

    language: str = "nl"
    beside: str = ""
    large: bool = False
    text: str = ""
    source: str = ""
    hours: str = ""
    urgent: bool = False
    error: str = ""


@dataclass(slots=True)
class Device:
    """``id``: under which its half-typed forms are kept."""

    actor: Actor | None = None
    person: PersonForm = field(default_factory=PersonForm)
    request: RequestForm = field(default_factory=RequestForm)
    correction: CorrectionForm | None = None
    helper: HelperForm = field(default_factory=HelperForm)
    point: PointForm = field(default_factory=PointForm)
    emergency: EmergencyForm = field(default_factory=EmergencyForm)
    message: MessageForm = field(default_factory=MessageForm)
    count: CountForm = field(default_factory=CountForm)
    card: CardForm = field(default_factory=CardForm)
    info: InfoChoice = field(default_factory=InfoChoice)
    style: Style = field(default_factory=Style)
    id: str = field(default_factory=_drawn_id)

    def kept_forms(self) -> dict[str, Form]:
        """Forms that are written down while somebody fills them in, by the name they are kept under."""
        return {"request": self.request, "helper": self.helper, "emergency": self.emergency, "message": self.message}

    def forget(self, name: str) -> None:
        """An empty form again."""
        match name:
            case "request":
                self.request = RequestForm()
            case "helper":
                self.helper = HelperForm()
            case "emergency":
                self.emergency = EmergencyForm()
            case "message":
                self.message = MessageForm()
