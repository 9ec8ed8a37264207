# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One browser: who works there, what is half typed, how it should look. Outlives a lost connection. No Flet here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from noodsteunpunt.domain.values import Actor, SubjectId
from ui.forms import Form, PersonForm
from ui.forms_children import ChildForms
from ui.forms_desk import CardForm, CountForm, EmergencyForm, MessageForm
from ui.forms_offer import OfferForm
from ui.forms_people import KeyboardForm, NewPersonForm
from ui.forms_point import HelperForm, PointForm
from ui.forms_request import CorrectionForm, RequestForm
from ui.forms_shift import ShiftForms
from ui.forms_trace import TraceForm
from ui.selfcheck import SelfCheck
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
    """``id``: under which its half-typed forms are kept. ``seat``: the person who signed in; None while a name and a
    role are believed. ``used_at``: steady seconds of the last touch."""

    actor: Actor | None = None
    seat: SubjectId | None = None
    locked: bool = False
    used_at: float | None = None
    person: PersonForm = field(default_factory=PersonForm)
    keyboard: KeyboardForm = field(default_factory=KeyboardForm)
    duty: ShiftForms = field(default_factory=ShiftForms)
    children: ChildForms = field(default_factory=ChildForms)
    trace: TraceForm = field(default_factory=TraceForm)
    new_person: NewPersonForm = field(default_factory=NewPersonForm)
    request: RequestForm = field(default_factory=RequestForm)
    correction: CorrectionForm | None = None
    helper: HelperForm = field(default_factory=HelperForm)
    offer: OfferForm = field(default_factory=OfferForm)
    point: PointForm = field(default_factory=PointForm)
    emergency: EmergencyForm = field(default_factory=EmergencyForm)
    message: MessageForm = field(default_factory=MessageForm)
    count: CountForm = field(default_factory=CountForm)
    card: CardForm = field(default_factory=CardForm)
    info: InfoChoice = field(default_factory=InfoChoice)
    style: Style = field(default_factory=Style)
    selfcheck: SelfCheck = field(default_factory=SelfCheck, repr=False, compare=False)
    id: str = field(default_factory=_drawn_id)

    def kept_forms(self) -> dict[str, Form]:
        """Forms that are written down while somebody fills them in, by the name they are kept under."""
        return {
            "request": self.request,
            "helper": self.helper,
            "offer": self.offer,
            "emergency": self.emergency,
            "message": self.message,
        }

    def forget(self, name: str) -> None:
        """An empty form again."""
        match name:
            case "request":
                self.request = RequestForm()
            case "helper":
                self.helper = HelperForm()
            case "offer":
                self.offer = OfferForm()
            case "emergency":
                self.emergency = EmergencyForm()
            case "message":
                self.message = MessageForm()

    def clear_recorded(self, path: str) -> None:
        """Who asks for a new form gets an empty one, and not the ticket of the one before."""
        if path in {"/requests/new", "/pictures"} and self.request.saved is not None:
            self.request = RequestForm()
        elif path == "/helpers/new" and self.helper.saved is not None:
            self.helper = HelperForm()
        elif path == "/helpers/offers/new" and self.offer.saved is not None:
            self.offer = OfferForm()
