# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Voorval*: what went wrong for the people of a point. The words stay in the logbook of this house; the coordination
point hears the kind. Every method that records returns after the commit; it raises ``RuleViolation``."""

from __future__ import annotations

from noodsteunpunt.domain import rules_desk
from noodsteunpunt.domain.drafts import MessageDraft
from noodsteunpunt.domain.facts_shift import LogWritten
from noodsteunpunt.domain.values import Actor, StationKind, SubjectId
from noodsteunpunt.domain.values_desk import Precedence, Topic
from noodsteunpunt.domain.values_point import IncidentKind, LogKind
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station.shifts import ShiftCases


class IncidentCases(ShiftCases):
    """Known to who works here at once, and to who coordinates."""

    def report_incident(self, kind: IncidentKind, text: str, actor: Actor, *, told: str = "") -> SubjectId:
        """A line of the logbook that stays on every screen until somebody wrote what was done. ``text`` may be empty:
        the kind says enough to begin with. ``told``: the sentence that the coordination points get, each sealed for
        it; nothing of ``text`` travels. Returns the line's id."""
        clean = self._logged(text) if text.strip() else ""
        line = LogWritten(what=LogKind.INCIDENT, text=clean, significant=True, role=actor.role, name=actor.name,
                          incident=kind)  # fmt: skip
        now = self._clock.now()
        others = [] if self.coordination or not told else self.info.points
        posts = [point.number for point in others if point.kind is StationKind.COORDINATION_POINT]
        messages = [
            rules_desk.message_fact(
                MessageDraft(told, to_point=post, precedence=Precedence.PRIORITY, topic=Topic.SAFETY), actor, self.info,
                number=self._next_number(), now=now, started_at=self._started_at,
            )
            for post in posts
        ]  # fmt: skip
        with self._together(now) as enter:
            recorded = enter(line)
            for message in messages:
                enter(message)
        self._touched()
        return recorded

    def settle_incident(self, line: SubjectId, text: str, actor: Actor) -> SubjectId:
        """What was done about it. Returns the new line's id."""
        if all(one != line for one, _, _ in self.reader.open_incidents()):
            raise RuleViolation("unknown_line", "id")
        return self.write_log(LogKind.ACTION, text, actor, significant=True, about=line)
