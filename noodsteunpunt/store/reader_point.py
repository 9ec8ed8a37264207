# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads logbook, shifts, handover, lists, teams and children. A detail is folded anew from the log, so that what a
child's row does not hold is read only where somebody asks for that child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, String, Table, cast, exists, func, or_, select

from noodsteunpunt.domain.facts import Stamped
from noodsteunpunt.domain.fold_field import OUTSIDE, TEAM_ENDED, ChildState, fold_child, fold_team
from noodsteunpunt.domain.fold_shift import fold_list, fold_shift
from noodsteunpunt.domain.typed import same_person
from noodsteunpunt.domain.values import PowerSource, Role, SubjectId
from noodsteunpunt.domain.values_desk import AttentionKind, Precedence
from noodsteunpunt.domain.values_point import ChildStatus, HandoverItem, IncidentKind, ListMoment, LogKind
from noodsteunpunt.domain.views_desk import AttentionItem
from noodsteunpunt.domain.views_point import (
    ChildView,
    Handover,
    HandoverLine,
    ListView,
    LogLine,
    ShiftView,
    StillOpen,
    TeamView,
    ToldOfShift,
)
from noodsteunpunt.store.projections import Projector
from noodsteunpunt.store.reader_attention import AttentionReader
from noodsteunpunt.store.tables import (
    CHILD,
    EMERGENCY,
    LINE,
    LOG_ENTRY,
    MESSAGE,
    POINT,
    REQUEST,
    SHIFT,
    SHIFT_TOLD,
    TEAM,
    WORK_LIST,
)
from noodsteunpunt.store.views_point import child_view, list_view, shift_view, team_view, ticked

_T = TypeVar("_T")
_ENDED = [status.value for status in TEAM_ENDED]
_OUTSIDE = [status.value for status in OUTSIDE]
_GONE = ChildStatus.RELEASED.value


class PointReader(AttentionReader):
    """What the leader of a point needs."""

    def _stamped(self, conn: Connection, subject: str) -> list[Stamped]:
        return Projector(self._incident.started_at, self._incident.coordinating).stamped(conn, subject)

    # -- the logbook ------------------------------------------------------------------------------------

    def logbook(
        self, *, significant: bool = False, kind: LogKind | None = None, offset: int = 0, limit: int = 100
    ) -> list[LogLine]:
        """The newest first; ``significant``: only what the next leader must know; ``kind``: only lines of that kind."""
        row, later = LOG_ENTRY.c, LOG_ENTRY.alias("later")
        corrected = exists().where(later.c.corrects == row.id)
        query = select(LOG_ENTRY, corrected.label("corrected"), self._followed().label("followed"))
        if kind is not None:
            query = query.where(row.kind == kind.value)
        if significant:
            query = query.where(or_(row.significant, row.kind == LogKind.DECISION.value))
        query = query.order_by(row.at.desc(), row.lamport.desc(), row.id.desc())
        with self.reading() as conn:
            rows = conn.execute(query.offset(offset).limit(limit)).mappings().all()
        return [
            LogLine(
                SubjectId(one["id"]), SubjectId(one["subject"]), one["at"], LogKind(one["kind"]), one["code"],
                one["text"], bool(one["significant"]), SubjectId(one["about"]) if one["about"] else None,
                SubjectId(one["corrects"]) if one["corrects"] else None, bool(one["corrected"]), Role(one["role"]),
                one["name"], IncidentKind(one["incident"]) if one["incident"] else None, bool(one["followed"]),
            )
            for one in rows
        ]  # fmt: skip

    @staticmethod
    def _followed() -> Any:
        """A later line says what was done about this one."""
        after = LOG_ENTRY.alias("after")
        return exists().where(after.c.about == LOG_ENTRY.c.id, after.c.corrects == "")

    def open_incidents(self) -> list[tuple[SubjectId, IncidentKind, int]]:
        """*Voorvallen* about which nobody wrote yet what was done: line, kind, when."""
        row = LOG_ENTRY.c
        query = select(row.id, row.incident, row.at).where(row.incident != "", ~self._followed()).order_by(row.at)
        with self.reading() as conn:
            return [(SubjectId(one), IncidentKind(kind), at) for one, kind, at in conn.execute(query)]

    def log_counts(self, since: int) -> dict[LogKind, int]:
        """How many lines of each kind since then: all of the logbook that may travel."""
        row = LOG_ENTRY.c
        query = select(row.kind, func.count()).where(row.at >= since, row.kind != "correction").group_by(row.kind)
        with self.reading() as conn:
            return {LogKind(kind): int(count) for kind, count in conn.execute(query)}

    # -- shifts -----------------------------------------------------------------------------------------

    def shifts(self, *, only_open: bool = False, limit: int = 20) -> list[ShiftView]:
        """The newest first."""
        query = select(SHIFT.c.id).order_by(SHIFT.c.opened_at.desc(), SHIFT.c.lamport.desc(), SHIFT.c.id)
        if only_open:
            query = query.where(SHIFT.c.closed_at.is_(None))
        with self.reading() as conn:
            ids = conn.execute(query.limit(limit)).scalars().all()
            found = [fold_shift(self._stamped(conn, one)) for one in ids]
        return [shift_view(state, self._incident.started_at) for state in found if state is not None]

    def shift(self) -> ShiftView | None:
        """The one that works now."""
        return next(iter(self.shifts(only_open=True, limit=1)), None)

    def told_of_shifts(self) -> list[ToldOfShift]:
        """What every point said last of its shift."""
        query = select(SHIFT_TOLD).order_by(SHIFT_TOLD.c.lamport, SHIFT_TOLD.c.id)
        with self.reading() as conn:
            newest = {row["point"]: row for row in conn.execute(query).mappings()}
        return [
            ToldOfShift(
                row["point"], row["staff"], row["minimum"], bool(row["flagged"]), row["teams_out"], row["decisions"],
                row["incidents"], row["told_at"],
            )
            for _, row in sorted(newest.items())
        ]  # fmt: skip

    def handover(self, shift: SubjectId) -> Handover | None:
        """What must be told now, one by one and as lists, and what of it was ticked."""
        with self.reading() as conn:
            state = fold_shift(self._stamped(conn, shift))
            if state is None:
                return None
            said = ticked(state)
            lines = [
                HandoverLine(item, SubjectId(row[0]), str(row[1]), 1, (item, row[0]) in said)
                for item, query in self._one_by_one()
                for row in conn.execute(query)
            ]
            for item, where in self._as_lists():
                count = int(conn.execute(select(func.count()).select_from(REQUEST).where(where)).scalar_one())
                if count:
                    lines.append(HandoverLine(item, None, "", count, (item, str(count)) in said))
        return Handover(shift_view(state, self._incident.started_at), tuple(lines))

    def _one_by_one(self) -> list[tuple[HandoverItem, Any]]:
        request, emergency = REQUEST.c, EMERGENCY.c
        p1 = self._ours(REQUEST), request.ended.is_(False), request.priority == "P1"
        return [
            (HandoverItem.EMERGENCY, select(emergency.id, emergency.ticket)
             .where(self._ours(EMERGENCY), emergency.ended.is_(False)).order_by(emergency.id)),
            (HandoverItem.P1, select(request.id, request.ticket).where(*p1).order_by(request.id)),
            (HandoverItem.CHILD, select(CHILD.c.id, CHILD.c.wristband)
             .where(CHILD.c.status != _GONE).order_by(CHILD.c.id)),
            (HandoverItem.TEAM, select(TEAM.c.id, TEAM.c.people)
             .where(TEAM.c.status.in_(_OUTSIDE)).order_by(TEAM.c.id)),
            (HandoverItem.MESSAGE, select(MESSAGE.c.id, MESSAGE.c.ticket)
             .where(or_(self.is_unread(), self._unacknowledged())).order_by(MESSAGE.c.id)),
            (HandoverItem.POWER, self._own_power()),
        ]  # fmt: skip

    def _own_power(self) -> Any:
        """How long the point still has power, by its last word, where it does not come from the mains."""
        row, newer = POINT.c, POINT.alias("newer")
        last = ~exists().where(newer.c.point == row.point, newer.c.lamport > row.lamport)
        hours = func.coalesce(cast(row.power_hours, String), "")
        ours = (row.point == self._own) & (row.power != PowerSource.GRID.value)
        return select(row.id, row.power.concat(" ").concat(hours)).where(ours, last)

    def _unacknowledged(self) -> Any:
        """An own message that is more than routine, and that nobody it is for has read or answered."""
        row, answer = MESSAGE.c, MESSAGE.alias("said_back")
        read = exists().where(LINE.c.subject == row.id, LINE.c.what == "MessageRead", LINE.c.point != self._own)
        answered = exists().where(answer.c.in_reply_to == row.id, answer.c.point != self._own)
        urgent = row.precedence != Precedence.ROUTINE.value
        sent = (row.point == self._own) & row.taken_down.is_(False) & row.closed_at.is_(None)
        return sent & urgent & ~read & ~answered

    def _as_lists(self) -> list[tuple[HandoverItem, Any]]:
        row = REQUEST.c
        p2 = self._ours(REQUEST) & row.ended.is_(False) & (row.priority == "P2")
        promised = (row.point == self._own) & row.callback_at.is_not(None)
        return [(HandoverItem.P2, p2), (HandoverItem.PROMISE, promised)]

    # -- lists ------------------------------------------------------------------------------------------

    def work_list(self, subject: SubjectId) -> ListView | None:
        """A list with the word on each step."""
        with self.reading() as conn:
            state = fold_list(self._stamped(conn, subject))
        return None if state is None else list_view(state)

    def newest_list(self, moment: ListMoment, *, since: int = 0) -> ListView | None:
        """The list of that moment that was started last, not before ``since``."""
        row = WORK_LIST.c
        query = select(row.id).where(row.moment == moment.value, row.started_at >= since)
        with self.reading() as conn:
            found = conn.execute(query.order_by(row.started_at.desc(), row.lamport.desc()).limit(1)).scalar()
        return None if found is None else self.work_list(SubjectId(found))

    def sealed_at(self) -> int:
        """When records were last sealed here; 0 for never."""
        with self.reading() as conn:
            return int(conn.execute(select(func.coalesce(func.max(WORK_LIST.c.sealed_at), 0))).scalar_one())

    # -- teams and children -----------------------------------------------------------------------------

    def _folded(self, table: Table, fold: Callable[[list[Stamped]], _T | None], *where: Any) -> list[_T]:
        with self.reading() as conn:
            ids = conn.execute(select(table.c.id).where(*where).order_by(table.c.id)).scalars().all()
            found = [fold(self._stamped(conn, one)) for one in ids]
        return [state for state in found if state is not None]

    def teams(self, now: int, *, ended: bool = False) -> list[TeamView]:
        """Who is late first, then who is outside; ``ended``: with those that were debriefed or called off."""
        where = () if ended else (TEAM.c.status.not_in(_ENDED),)
        views = [team_view(state, self._incident.started_at, now) for state in self._folded(TEAM, fold_team, *where)]
        return sorted(views, key=lambda team: (not team.overdue, team.status not in OUTSIDE, team.due_at or 0, team.id))

    def team(self, team: SubjectId, now: int) -> TeamView | None:
        """One team."""
        states = self._folded(TEAM, fold_team, TEAM.c.id == team)
        return next((team_view(state, self._incident.started_at, now) for state in states), None)

    def children(self, *, gone: bool = False) -> list[ChildView]:
        """Children who came alone, those who are here first; ``gone``: also who was released."""
        where = () if gone else (CHILD.c.status != _GONE,)
        shift = self.shift()
        on = [one.person for one in shift.people] if shift else []
        views = [self._child_view(state, on) for state in self._folded(CHILD, fold_child, *where)]
        return sorted(views, key=lambda child: (child.released_at is not None, child.came_at, child.id))

    def child(self, child: SubjectId) -> ChildView | None:
        """One child."""
        return next((one for one in self.children(gone=True) if one.id == child), None)

    def child_state(self, child: SubjectId) -> ChildState | None:
        """For the rules."""
        return next(iter(self._folded(CHILD, fold_child, CHILD.c.id == child)), None)

    def _child_view(self, state: ChildState, on: list[str]) -> ChildView:
        alone = not all(any(same_person(one, other) for other in on) for one in state.staff)
        with self.reading() as conn:
            request = getattr(state.opened.fact, "request", "")
            ticket = conn.execute(select(REQUEST.c.ticket).where(REQUEST.c.id == request)).scalar()
        return child_view(state, ticket or "", alone=alone and state.released is None)

    # -- what is left -----------------------------------------------------------------------------------

    def still_open(self, *, closing: bool) -> StillOpen:
        """What a point that closes must settle first; into the night go only requests, promises and children."""
        request, emergency = REQUEST.c, EMERGENCY.c
        urgent = emergency.received_at.is_(None) if not closing else emergency.ended.is_(False)
        wanted: dict[str, tuple[Any, ...]] = {
            "emergencies": (EMERGENCY, emergency.point == self._own, emergency.ended.is_(False), urgent),
            "teams": (TEAM, TEAM.c.status.not_in(_ENDED)),
            "messages": (MESSAGE, or_(self.is_unread(), self._unacknowledged())),
        }
        if closing:
            # Somebody else does what was handed over: it is not this point's any more.
            handed = exists().where(LINE.c.subject == request.id, LINE.c.what == "RequestHandedOver")
            mine = request.point == self._own
            wanted |= {
                "requests": (REQUEST, mine, request.ended.is_(False), request.party.is_(None), ~handed),
                "promises": (REQUEST, mine, request.callback_at.is_not(None)),
                "children": (CHILD, CHILD.c.status != _GONE),
            }
        with self.reading() as conn:
            counts = {
                name: int(conn.execute(select(func.count()).select_from(table).where(*where)).scalar_one())
                for name, (table, *where) in wanted.items()
            }
        return StillOpen(**counts)

    # -- what needs a person ----------------------------------------------------------------------------

    def _of_the_point(self, now: int) -> list[AttentionItem]:
        kind = AttentionKind
        items = [
            AttentionItem(kind.TEAM_OVERDUE, "team", team.id, "", self._own, _since(team), True, {}, team.people)
            for team in self.teams(now)
            if team.overdue
        ]
        items += [
            AttentionItem(kind.CHILD_ALONE, "child", child.id, child.ticket, self._own, child.came_at, True, {})
            for child in self.children()
            if child.alone or child.wrong
        ]
        items += [
            AttentionItem(kind.INCIDENT, "shift", line, "", self._own, at, False, {"incident": what.value})
            for line, what, at in self.open_incidents()
        ]
        shifts = self.shifts(only_open=True)
        for shift in shifts[1:]:
            items.append(
                AttentionItem(kind.TWO_SHIFTS, "shift", shift.id, "", self._own, shift.opened_at, False, {}, shift.lead)
            )
        if shifts and shifts[0].short:
            short = shifts[0]
            items.append(AttentionItem(kind.SHIFT_SHORT, "shift", short.id, "", self._own, short.opened_at))
        return items


def _since(team: TeamView) -> int:
    return min(at for at in (team.due_at, team.sign_due_at) if at is not None)
