# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands on the screens of a lone child, of who is missing and of who works here when their pictures are taken."""

from __future__ import annotations

from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.rules_field import ChildDraft
from noodsteunpunt.domain.values import Category, Priority, Role
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from tests.support.clearance_kit import LEADER
from ui.device import Device
from ui.selfcheck import QUESTIONS, Feel

_SECOND = "Testpersoon Twee"


def _duty(station: Station) -> None:
    if station.reader.shift() is None:
        station.open_shift(LEADER.name, LEADER, minutes=600)
        station.join_shift(_SECOND, frozenset({Role.RECEPTION}), LEADER)


def _child(station: Station) -> str:
    _duty(station)
    if not station.reader.children():
        shift = station.reader.shift()
        names = [one.person for one in shift.people] if shift else []
        draft = ChildDraft("17", names[0], names[1], "Testpersoon Sem", 8, "blauwe jas", "bij de bushalte")
        child = station.register_child(draft, LEADER).id
        station.seek_child(child, "Testpersoon Moeder", "moeder", LEADER, words="Sem, blauwe jas")
    return station.reader.children()[0].id


def child_form(device: Device, runner: Runner) -> str:
    """Empty, but for the two on the shift."""
    device.actor = LEADER
    runner.call(_duty).result()
    return "/children/new"


def child(device: Device, runner: Runner) -> str:
    """Somebody asks for it."""
    device.actor = LEADER
    return f"/children/{runner.call(_child).result()}"


def seek(device: Device, runner: Runner) -> str:
    """What they say fits."""
    device.actor = LEADER
    runner.call(_child).result()
    device.children.seek.texts.update(sought="mijn zoon Sem", looks="blauwe jas", seeker="Testpersoon Moeder")
    return "/children/seek"


def now(device: Device, runner: Runner) -> str:
    """A child and somebody missing, as cards."""
    child(device, runner)
    trace(device, runner)
    return "/"


def trace_form(device: Device, runner: Runner) -> str:
    """Empty."""
    device.actor = LEADER
    runner.call(_duty).result()
    return "/trace/new"


def trace(device: Device, runner: Runner) -> str:
    """Nobody went yet."""
    device.actor = LEADER
    draft = RequestDraft(Category.TRACING, Priority.P2, place_words="bij het kanaal", name="Testpersoon Dochter",
                         remarks="Gezocht: vader, 82, licht dement", come_back_minutes=90)  # fmt: skip

    def ask(station: Station) -> str:
        _duty(station)
        found = [row for row in station.reader.requests(status_open=True) if row.category is Category.TRACING]
        return found[0].id if found else station.register_request(draft, LEADER).id

    return f"/trace/{runner.call(ask).result()}"


def care(device: Device, runner: Runner) -> str:
    """Two things are not well."""
    device.actor = LEADER
    runner.call(_duty).result()
    device.selfcheck.answers.update({name: Feel.BAD for name, _text in QUESTIONS[:2]})
    return "/care"
