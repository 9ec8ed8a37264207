# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may not be, said once more and apart from the program: of a claim, a team, a child and a shift that a station
shows. Written from the rules of the domain and from nothing in ``noodsteunpunt``'s own tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from noodsteunpunt.domain.values import Category, CategoryGroup, SubjectId
from noodsteunpunt.domain.values_desk import AttentionKind
from noodsteunpunt.domain.values_point import ChildStatus, HandoverItem, TeamStatus, TeamTask
from noodsteunpunt.domain.views import HelperRow
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.station import Station

FOR_THE_YOUNG = {Category.INFO, Category.CHARGING}
OF_PROFESSIONALS = {Category.STUCK_LIFT, Category.NUISANCE, Category.CARRY_DOWN, Category.LIFE_THREAT}
MAY_BE_OF_PROFESSIONALS = {CategoryGroup.HEALTH, CategoryGroup.TRANSPORT, CategoryGroup.SAFETY}
"""Where another point's category may not be read."""
IN_THE_OPEN = {Category.WATER, Category.FOOD, Category.WARMTH, Category.BABY, Category.INTERPRETER} | FOR_THE_YOUNG
TEAMS_OF_PROFESSIONALS = {TeamTask.LIFTING, TeamTask.GUARD}
TEAMS_IN_THE_OPEN = {TeamTask.RUNNER, TeamTask.DELIVERY, TeamTask.TRANSPORT, TeamTask.INTERPRET}
OUTSIDE = {TeamStatus.OUT, TeamStatus.ON_SITE}
BUSY = OUTSIDE | {TeamStatus.PLANNED, TeamStatus.BRIEFED}


@dataclass(frozen=True, slots=True)
class Somebody:
    """A helper as they are, whatever a station has heard."""

    name: str
    adult: bool
    size: int


@dataclass(slots=True)
class Truth:
    """Who is who, and what was said where. Keys of what stays in a house begin with the number of the point."""

    people: dict[SubjectId, Somebody] = field(default_factory=dict)
    visits: set[tuple[int, SubjectId]] = field(default_factory=set)
    approved: set[tuple[int, SubjectId]] = field(default_factory=set)
    told: defaultdict[SubjectId, set[SubjectId]] = field(default_factory=lambda: defaultdict(set))
    handed: set[SubjectId] = field(default_factory=set)

    # -- work -------------------------------------------------------------------------------------------

    def claim_is_wrong(self, station: Station, row: HelperRow) -> str:
        """Why the one request that this point claimed them for is not for them; empty for nothing."""
        (claim,) = row.claims
        party = [one.id for one in station.reader.helpers(limit=500)
                 if [each.request for each in one.claims] == [claim.request]]  # fmt: skip
        return self._wrong(station, claim.request, None, [row.id], party, 0)

    def team_is_wrong(self, station: Station, team: TeamView) -> str:
        """As :meth:`claim_is_wrong`, of a team that has not come back."""
        members = list(team.members)
        others = team.size - sum(self.people[one].size for one in members)
        return self._wrong(station, team.request, team.task, members, members, others)

    def _wrong(
        self, station: Station, request: SubjectId | None, task: TeamTask | None, who: list[SubjectId],
        party: list[SubjectId], others: int,
    ) -> str:  # fmt: skip
        point, category, never, hidden = station.info.point.number, None, False, False
        if request is not None and (detail := station.reader.request(request)) is not None:
            category, never = detail.row.category, detail.row.callback_only
            hidden = category is None and detail.row.group in MAY_BE_OF_PROFESSIONALS
        alone = task is TeamTask.OTHER and request is not None
        professional = category in OF_PROFESSIONALS or task in TEAMS_OF_PROFESSIONALS or hidden
        indoors = professional or (request is not None and category not in IN_THE_OPEN)
        indoors |= task is not None and not alone and task not in TEAMS_IN_THE_OPEN
        young = [one for one in who if not self.people[one].adult]
        hour = datetime.fromtimestamp(station.now, tz=UTC).astimezone().hour
        grown = others + sum(self.people[one].size for one in party if self.people[one].adult)
        size = others + sum(self.people[one].size for one in party)
        listed = category in FOR_THE_YOUNG and (task is None or alone)
        for said, wrong in (
            ("not for helpers at all", never),
            ("work of professionals, not approved", professional and (point, request) not in self.approved),
            ("young, off the list", bool(young) and not listed),
            ("young, at night", bool(young) and not 7 <= hour < 22),
            ("young, without a grown-up", bool(young) and not grown),
            ("in a house without clearance", indoors and any((point, one) not in self.visits for one in who)),
            ("in a house alone", indoors and size < 2),
        ):
            if wrong:
                return said
        return ""

    def watched(self, station: Station) -> None:
        """Whatever is wrong in what this point assigned stands on its first screen."""
        point = station.info.point.number
        teams = [team for team in station.reader.teams(station.now) if team.status in BUSY]
        in_teams = {member for team in teams for member in team.members}
        wrong = {team.id: said for team in teams if (said := self.team_is_wrong(station, team))}
        for row in station.reader.helpers(limit=500):
            mine = len(row.claims) == 1 and row.claims[0].point.number == point and row.claims[0].request
            if mine and row.id not in in_teams and (said := self.claim_is_wrong(station, row)):
                wrong[row.id] = said
        if wrong:
            missed = wrong.keys() - cards(station, AttentionKind.HELPER_UNFIT)
            assert not missed, f"point {point} says nothing of {[wrong[one] for one in missed]}"

    # -- one helper, one task ---------------------------------------------------------------------------

    def on_one_task(self, stations: list[Station]) -> None:
        """Who is claimed at both, or in a team that is outside and claimed by the other, is a card at both sides."""
        conflicts = [{card.helper.id for card in station.reader.conflicts()} for station in stations]
        for helper in self.people:
            tasks: set[tuple[int, str]] = set()
            for station in stations:
                point, row = station.info.point.number, station.reader.helper(helper)
                claims = [] if row is None else [one for one in row.claims if one.point.number == point]
                tasks |= {(point, claim.request) for claim in claims}
                for team in station.reader.teams(station.now):
                    if team.status in OUTSIDE and helper in team.members and not claims:
                        said = cards(station, AttentionKind.HELPER_UNFIT)
                        assert team.id in said, f"{helper} is outside with {team.id}, and nothing says so"
            if len(tasks) > 1:
                assert all(helper in seen for seen in conflicts), f"{helper} is on {tasks} without a card at both"

    # -- children and shifts ----------------------------------------------------------------------------

    def children_are_not_alone(self, station: Station, other: Station) -> None:
        """Two different people, on the shift, or the first screen says so; and nothing of it at the other point."""
        shift = station.reader.shift()
        on = {one.person.casefold() for one in shift.people} if shift else set()
        here = station.reader.children()
        for child in here:
            staff = {name.casefold() for name in child.staff}
            assert len(staff) == 2, f"{child.id} is with {child.staff}"
            if not staff <= on:
                assert child.id in cards(station, AttentionKind.CHILD_ALONE), (
                    f"{child.id} is alone, and nothing says so"
                )
        gone = [one for one in station.reader.children(gone=True) if one.status is ChildStatus.RELEASED]
        assert not {one.id for one in (*here, *gone)} & {one.id for one in other.reader.children(gone=True)}

    def may_stay_with_child(self, station: Station, *names: str) -> None:
        """Who signed up as a helper here is an adult with clearance."""
        known = {row.name.casefold(): row.id for row in station.reader.helpers(limit=500) if row.name}
        for name in names:
            helper = known.get(name.casefold())
            if helper is not None:
                cleared = (station.info.point.number, helper) in self.visits
                assert self.people[helper].adult and cleared, f"{helper} stays with a child"

    @staticmethod
    def must_be_told(station: Station) -> set[SubjectId]:
        """One by one, before the next leader has the shift."""
        urgent = {row.id for row in station.reader.requests(status_open=True, limit=500)
                  if row.priority == "P1" and row.own}  # fmt: skip
        out = {team.id for team in station.reader.teams(station.now) if team.status in OUTSIDE}
        return urgent | out | {child.id for child in station.reader.children()}

    def shifts_are_handed_over(self, station: Station) -> None:
        """Or flagged."""
        for shift in station.reader.shifts(limit=200):
            assert shift.closed_at is None or shift.flagged or shift.id in self.handed, f"{shift.id} just ended"


def cards(station: Station, kind: AttentionKind) -> set[SubjectId]:
    """What the first screen of a station names for that reason."""
    return {item.subject for item in station.reader.attention(station.now, most=500).items if item.kind is kind}


ONE_BY_ONE = (HandoverItem.P1, HandoverItem.CHILD, HandoverItem.TEAM)
