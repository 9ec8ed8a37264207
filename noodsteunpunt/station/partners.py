# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Vraag een ploeg aan*: a team of another organisation for a request, asked of the coordination point. It returns
after the commit; it raises ``RuleViolation``."""

from __future__ import annotations

from datetime import UTC, datetime

from noodsteunpunt.domain import rules, rules_desk
from noodsteunpunt.domain.drafts import MessageDraft
from noodsteunpunt.domain.facts_shift import LogWritten
from noodsteunpunt.domain.partners import UnitDraft, check_unit
from noodsteunpunt.domain.rules_request import check_exists
from noodsteunpunt.domain.typed import TEXT_LIMITS
from noodsteunpunt.domain.values import Actor, Priority, StationKind, SubjectId
from noodsteunpunt.domain.values_desk import Precedence, Topic, UnitTask
from noodsteunpunt.domain.values_point import LogKind
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station.base import Registered
from noodsteunpunt.station.incidents import IncidentCases
from noodsteunpunt.texts import _

_SOON = frozenset({Priority.P1, Priority.P2})


class PartnerCases(IncidentCases):
    """Organisations beside the municipality are reached by who coordinates."""

    def ask_unit(self, request: SubjectId, draft: UnitDraft, actor: Actor) -> Registered:
        """One message to the coordination point, sealed for it, that names the ticket and nothing else of the request;
        and one line in the logbook. An answer is due before the team is. The answer here is the message's."""
        self._check_people(draft, actor)
        if self.coordination:
            raise RuleViolation("unit_here")
        posts = (one.number for one in self.info.points if one.kind is StationKind.COORDINATION_POINT)
        to = min(posts, default=None)
        if to is None:
            raise RuleViolation("no_coordination")
        detail = check_exists(self.reader.request(request))
        clean, now = check_unit(draft, detail), self._clock.now()
        text = unit_text(detail.row.ticket, clean, now)
        if len(text) > TEXT_LIMITS["text"] or len(text.encode()) > rules_desk.MESSAGE_BYTES:
            raise RuleViolation("too_long", "unit_what" if clean.task is UnitTask.OTHER else "organisation")
        soon = Precedence.PRIORITY if detail.row.priority in _SOON else Precedence.ROUTINE
        message = rules_desk.message_fact(
            MessageDraft(text, to, soon, Topic.UNIT, reply_minutes=clean.minutes, about=request),
            actor, self.info, number=self._next_number(), now=now, started_at=self._started_at,
        )  # fmt: skip
        line = LogWritten(what=LogKind.ACTION, text=text, about=request, role=actor.role, name=actor.name)
        with self._together(now) as enter:
            recorded = enter(message)
            enter(line)
        self._touched()
        return Registered(recorded, rules.ticket_of(message))


def unit_text(ticket: str, draft: UnitDraft, now: int) -> str:
    """The form of the message: always in this order, so that it can be read out over a portofoon as well."""
    what = draft.unit_what if draft.task is UnitTask.OTHER else _tasks()[draft.task or UnitTask.OTHER]
    people = _("1 person") if draft.people == 1 else _("{count} people", count=draft.people)
    when = _("as soon as possible") if draft.minutes is None else _before(now + draft.minutes * 60, now)
    return _("Team asked for {ticket}: {organisation}, {what}, {people}, {when}", ticket=ticket,
             organisation=draft.organisation, what=what, people=people, when=when)  # fmt: skip


def _before(at: int, now: int) -> str:
    """By the clock of this machine; with the date when it is not today."""
    moment, today = (datetime.fromtimestamp(one, tz=UTC).astimezone() for one in (at, now))
    time = f"{moment:%H:%M}" if moment.date() == today.date() else f"{moment.day}-{moment.month} {moment:%H:%M}"
    return _("before {time}", time=time)


def _tasks() -> dict[UnitTask, str]:
    return {
        UnitTask.SEARCH: _("searching"),
        UnitTask.WATER: _("boat or water"),
        UnitTask.SHELTER: _("shelter and beds"),
        UnitTask.FOOD: _("food"),
        UnitTask.TRANSPORT: _("transport"),
        UnitTask.FIRST_AID: _("first aid"),
        UnitTask.OTHER: _("something else"),
    }
