# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the page of a missing person shows, as it was read. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.fold_field import OUTSIDE
from noodsteunpunt.domain.values import Category, SubjectId
from noodsteunpunt.domain.values_desk import Party
from noodsteunpunt.domain.values_point import TeamStatus
from noodsteunpunt.domain.views import RequestDetail, RequestRow
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.store.database import Reader

_MOST = 200


@dataclass(frozen=True, slots=True)
class TraceData:
    """A request to look for somebody, the teams that went for it, and who is on the shift. ``approved``: the leader
    lets people of the team look."""

    detail: RequestDetail | None
    teams: tuple[TeamView, ...] = ()
    people: tuple[str, ...] = ()
    approved: bool = False

    @property
    def outside(self) -> TeamView | None:
        """Who is looking now."""
        return next((team for team in self.teams if team.status in OUTSIDE), None)

    @property
    def looked(self) -> bool:
        """Somebody went and came back."""
        return any(team.status in {TeamStatus.BACK, TeamStatus.DEBRIEFED} for team in self.teams)

    @property
    def at_police(self) -> bool:
        """It was handed over."""
        history = self.detail.history if self.detail else ()
        return any(line.kind == "RequestHandedOver" and line.detail.get("party") == Party.POLICE.value
                   for line in history)  # fmt: skip


def read_trace(reader: Reader, request: SubjectId, now: int) -> TraceData:
    """Of one request."""
    shift = reader.shift()
    teams = tuple(team for team in reader.teams(now, ended=True) if team.request == request)
    people = tuple(one.person for one in shift.people) if shift else ()
    need = reader.need(request, hour=0)
    return TraceData(reader.request(request), teams, people, need is not None and need.approved)


def open_traces(reader: Reader, own: int) -> tuple[RequestRow, ...]:
    """Of this point, for *Nu*."""
    rows = reader.requests(status_open=True, point=own, limit=_MOST)
    return tuple(row for row in rows if row.category is Category.TRACING)
