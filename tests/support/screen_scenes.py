# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands on the screens when their pictures are taken: every state that a person can meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from noodsteunpunt.domain.drafts import EmergencyDraft, MessageDraft
from noodsteunpunt.domain.people import PersonDraft
from noodsteunpunt.domain.rules_offer import OfferDraft
from noodsteunpunt.domain.values import Actor, CategoryGroup, HelperStatus, Priority, Role
from noodsteunpunt.domain.values_desk import Danger, EmergencyKind, Topic
from noodsteunpunt.domain.values_point import IncidentKind, LogKind, OfferKind, OfferStatus
from noodsteunpunt.domain.views import HelperRow, RequestRow
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Registered, Station
from tests.support import screen_scenes_sought as sought
from tests.support import screen_scenes_work as work
from tests.support.screens_kit import COORDINATOR, DESK
from ui.device import Device
from ui.forms_desk import EmergencyForm
from ui.forms_point import PointForm
from ui.forms_request import RequestForm

LEAD = Actor("Testpersoon Leider", Role.POINT_LEAD)
SetUp = Callable[[Device, Runner], str]


@dataclass(frozen=True, slots=True)
class Scene:
    """``set_up`` fills the forms and gives the path."""

    name: str
    set_up: SetUp


def requests(runner: Runner) -> list[RequestRow]:
    """As the list shows them."""
    return runner.query(lambda reader: reader.requests()).result()


def helpers(runner: Runner) -> list[HelperRow]:
    """As the list shows them."""
    return runner.query(lambda reader: reader.helpers()).result()


def _at(path: str, *, coordination: bool = False, lead: bool = False) -> SetUp:
    def set_up(device: Device, _runner: Runner) -> str:
        device.actor = COORDINATOR if coordination else LEAD if lead else DESK
        return path

    return set_up


def _stranger(device: Device, _runner: Runner) -> str:
    device.actor = None
    return "/"


def _offer(device: Device, runner: Runner) -> str:
    device.actor = DESK

    def made(station: Station) -> str:
        request = station.reader.requests()[0].id
        for draft in (OfferDraft("dekens", amount=40), OfferDraft("aggregaat 2 kW", OfferKind.EQUIPMENT, loan=True)):
            offer = station.register_offer(draft, DESK).id
            station.change_offer(offer, OfferStatus.AVAILABLE, DESK)
        station.reserve_offer(offer, request, DESK)
        return f"/helpers/offers/{offer}"

    return runner.call(made).result()


def _intake(device: Device, _runner: Runner) -> str:
    device.actor = DESK
    form = device.request = RequestForm()
    form.danger = False
    form.choose_group(CategoryGroup.POWER)
    form.priority = Priority.P2
    form.texts.update(place="3551AB", house_number="14", note="accu beademing nog 40 min", people="1")
    return "/requests/new"


def _intake_letters(device: Device, _runner: Runner) -> str:
    device.actor = DESK
    form = device.request = RequestForm()
    form.danger = False
    form.texts.update(what="tra")
    return "/requests/new"


def _emergency(device: Device, _runner: Runner) -> str:
    device.actor = DESK
    form = device.emergency = EmergencyForm()
    form.texts.update(what="man, pijn op de borst, grauw", place="Dorpsstraat 12", people="1")
    return "/emergencies/new"


def _emergency_page(device: Device, runner: Runner) -> str:
    device.actor = DESK
    known = runner.query(lambda reader: reader.emergencies(runner.now())).result()
    if not known:
        draft = EmergencyDraft(
            what="man, pijn op de borst, grauw",
            what_kind=EmergencyKind.MEDICAL,
            postcode="3551AB",
            house_number="12",
            access="achterom, hek is open",
            dangers=frozenset({Danger.TRAFFIC}),
            name="Testpersoon Een",
        )
        runner.call(lambda station: station.report_emergency(draft, DESK)).result()
        known = runner.query(lambda reader: reader.emergencies(runner.now())).result()
    return f"/emergencies/{known[0].id}"


def _message(device: Device, runner: Runner) -> str:
    device.actor = DESK
    if not runner.query(lambda reader: reader.messages()).result():
        draft = MessageDraft("We hebben nog 40 dekens nodig, liefst voor de nacht", to_point=9, topic=Topic.SUPPLIES)
        runner.call(lambda station: station.write_message(draft, DESK)).result()
    return f"/messages/{runner.query(lambda reader: reader.messages()).result()[0].id}"


def _ticket(device: Device, runner: Runner) -> str:
    device.actor = DESK
    row = requests(runner)[0]
    pin = runner.call(lambda station: station.pin(row.ticket)).result()
    device.request = RequestForm(saved=Registered(row.id, row.ticket, pin))
    return "/requests/new"


def _first_request(device: Device, runner: Runner) -> str:
    device.actor = DESK
    return f"/requests/{requests(runner)[0].id}"


def _conflict(device: Device, runner: Runner) -> str:
    device.actor = DESK
    return f"/helpers/{next(row.id for row in helpers(runner) if row.status is HelperStatus.CONFLICT)}"


def _point(device: Device, _runner: Runner) -> str:
    device.actor = DESK
    device.point = PointForm()
    return "/point"


def _on_duty(path: str) -> SetUp:
    """With two people, a team that is told of, and something in the logbook."""

    def set_up(device: Device, runner: Runner) -> str:
        device.actor, device.seat = LEAD, None

        def begin(station: Station) -> None:
            if station.reader.shift() is not None:
                return
            station.open_shift(LEAD.name, LEAD, minutes=50)
            station.join_shift("Testpersoon Twee", frozenset({Role.REQUEST_DESK, Role.RECEPTION}), LEAD)
            station.write_log(LogKind.DECISION, "Geen kaarsen en geen vuur in de zaal", LEAD, significant=True)
            station.report_incident(IncidentKind.AGGRESSION, "Man met hond dreigt bij de rij", LEAD)

        runner.call(begin).result()
        return path

    return set_up


def _people(path: str) -> SetUp:
    """People with PINs: from here on every scene at this point starts with a locked keyboard."""

    def set_up(device: Device, runner: Runner) -> str:
        def add(station: Station) -> None:
            if not station.reader.people():
                for name, roles, pin in (
                    (LEAD.name, {Role.POINT_LEAD, Role.REQUEST_DESK}, "4711"),
                    ("Testpersoon Twee", {Role.REQUEST_DESK}, "2580"),
                    ("Testpersoon Drie", {Role.RECEPTION, Role.HELPER_COORDINATOR}, "1357"),
                ):
                    station.add_person(PersonDraft(name, frozenset(roles), pin, conduct=True), LEAD)

        runner.call(add).result()
        device.actor = None if path == "/" else LEAD
        return path

    return set_up


POINT_SCENES = (
    Scene("who", _stranger),
    Scene("now", _at("/")),
    Scene("offers", _at("/helpers/offers")),
    Scene("offer-form", _at("/helpers/offers/new")),
    Scene("offer", _offer),
    Scene("helper-group", _at("/helpers/new")),
    Scene("intake-empty", _at("/requests/new")),
    Scene("intake", _intake),
    Scene("intake-letters", _intake_letters),
    Scene("ticket", _ticket),
    Scene("requests", _at("/requests")),
    Scene("request", _first_request),
    Scene("helpers", _at("/helpers")),
    Scene("helper-form", _at("/helpers/new")),
    Scene("conflict", _conflict),
    Scene("emergency-form", _emergency),
    Scene("emergency", _emergency_page),
    Scene("emergencies", _at("/emergencies")),
    Scene("message-form", _at("/messages/new")),
    Scene("message", _message),
    Scene("messages", _at("/messages")),
    Scene("count", _at("/count")),
    Scene("card", _at("/card")),
    Scene("information", _at("/information")),
    Scene("network", _at("/network")),
    Scene("point", _point),
    Scene("more", _at("/more")),
    Scene("keys", _at("/keys")),
    Scene("display", _at("/display")),
    Scene("shift-opening", _at("/shift/opening", lead=True)),
    Scene("shift", _on_duty("/shift")),
    Scene("shift-now", _on_duty("/")),
    Scene("shift-log", _on_duty("/shift/log")),
    Scene("shift-handover", _on_duty("/shift/handover")),
    Scene("shift-move", _on_duty("/shift/move")),
    Scene("shift-lifelines", _on_duty("/shift/lifelines")),
    Scene("shift-night", _on_duty("/shift/night")),
    Scene("shift-closing", _on_duty("/shift/closing")),
    Scene("shift-people", _people("/shift/people")),
    Scene("shift-person-add", _people("/shift/people/add")),
    Scene("keyboard", _people("/")),
    Scene("who-can", work.who_can),
    Scene("approval", work.approval),
    Scene("team-form", work.team_form),
    Scene("team-briefing", work.briefing),
    Scene("team-late", work.late),
    Scene("teams", work.teams),
    Scene("now-late", work.now_late),
    Scene("child-form", sought.child_form),
    Scene("child", sought.child),
    Scene("child-seek", sought.seek),
    Scene("trace-form", sought.trace_form),
    Scene("trace", sought.trace),
    Scene("now-sought", sought.now),
    Scene("care", sought.care),
)

COORDINATION_SCENES = (
    Scene("post-now", _at("/", coordination=True)),
    Scene("post-board", _at("/board", coordination=True)),
)
