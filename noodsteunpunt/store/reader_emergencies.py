# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads noodmeldingen. Whether one is silent follows from the reader's clock, not from the facts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from noodsteunpunt.domain.lifecycles import HUMAN_WORD_SECONDS
from noodsteunpunt.domain.values import Role, SubjectId
from noodsteunpunt.domain.values_desk import (
    Danger,
    EmergencyKind,
    EmergencyOutcome,
    EmergencyStatus,
    EmergencyStep,
    Road,
)
from noodsteunpunt.domain.views_desk import EmergencyDetail, EmergencyRow, EmergencyStepView
from noodsteunpunt.store.reader_base import ReaderBase
from noodsteunpunt.store.reader_detail import ways_of
from noodsteunpunt.store.tables import EMERGENCY, LINE

_AT_THE_POINT = (EmergencyStep.READ_BACK, EmergencyStep.APPROVED, EmergencyStep.LIAISON_INFORMED)
_AT_COORDINATION = (EmergencyStep.RECEIVED, EmergencyStep.HANDED_OVER, EmergencyStep.OUTCOME)


class EmergencyReader(ReaderBase):
    """Noodmeldingen."""

    def emergencies(
        self, now: int, *, status_open: bool | None = None, offset: int = 0, limit: int = 100
    ) -> list[EmergencyRow]:
        """Open ones first, the oldest first; ended ones after them, the newest first."""
        table = EMERGENCY.c
        query = self.delivered(EMERGENCY)
        if status_open is not None:
            query = query.where(table.ended == (not status_open))
        order = (table.ended, table.registered_at.desc() if status_open is False else table.registered_at, table.id)
        with self.reading() as conn:
            rows = conn.execute(query.order_by(*order).offset(offset).limit(limit)).mappings().all()
        return [self._emergency_row(row, now) for row in rows]

    def emergency(self, emergency: SubjectId, now: int) -> EmergencyDetail | None:
        """One noodmelding with every step, and what a person should do now."""
        with self.reading() as conn:
            row = conn.execute(self.delivered(EMERGENCY).where(EMERGENCY.c.id == emergency)).mappings().first()
            if row is None:
                return None
            lines = self._lines(conn, emergency)
        view = self._emergency_row(row, now)
        steps = tuple(step for step, _ in lines if step is not None)
        added = [line for step, line in lines if step is None]
        accesses = [line["access"] for line in added if line["access"]]
        return EmergencyDetail(
            row=view,
            dangers=frozenset(Danger(code) for code in (row["dangers"] or "").split()),
            access="; ".join(accesses) if accesses or row["what"] is not None else None,
            more=tuple((line["at"], line["text"]) for line in added if line["text"]),
            steps=steps,
            name=row["name"],
            phone=row["phone"],
            remarks=row["remarks"],
            tried_112=None if row["tried_112"] is None else bool(row["tried_112"]),
            next_step=None if view.ended else self._next({step.step for step in steps}),
        )

    def _next(self, taken: set[EmergencyStep]) -> EmergencyStep | None:
        """At the coordination point to receive, hand over and answer; at the point to read back, approve, inform the
        liaison, and when there is an outcome to tell who came."""
        if self._coordination:
            wanted: tuple[EmergencyStep, ...] = _AT_COORDINATION
        elif EmergencyStep.OUTCOME in taken:
            wanted = (EmergencyStep.CALLER_TOLD, EmergencyStep.CLOSED)
        else:
            wanted = (*_AT_THE_POINT, *(() if EmergencyStep.RECEIVED in taken else (EmergencyStep.TRIED,)))
        return next((step for step in wanted if step not in taken), None)

    def _lines(self, conn: Connection, emergency: str) -> list[tuple[EmergencyStepView | None, Any]]:
        ways = ways_of(conn, emergency)
        rows = conn.execute(select(LINE).where(LINE.c.subject == emergency).order_by(LINE.c.position)).mappings()
        found: list[tuple[EmergencyStepView | None, Any]] = []
        for row in rows:
            way = ways.get(row["id"])
            found.append((self._step(row, way) if row["what"] == "EmergencyStepTaken" else None, row))
        return found

    def _step(self, row: Any, way: Any | None) -> EmergencyStepView:
        return EmergencyStepView(
            step=EmergencyStep(row["code"]),
            at=row["at"],
            point=row["point"],
            road=Road(row["road"]),
            role=Role(row["role"]),
            outcome=EmergencyOutcome(row["outcome"]) if row["outcome"] else None,
            due_at=row["due_at"],
            text=row["text"],
            receiver=row["receiver"] or "",
            words=row["words"] or "",
            name=row["name"] or "",
            entry=SubjectId(row["id"]),
            delivery=None if way is None else self.step_of(way)[0],
        )

    def _emergency_row(self, row: Any, now: int) -> EmergencyRow:
        step, at = self.step_of(row)
        waiting = row["received_at"] is None and not row["ended"]
        # By when it was recorded here: another point's clock can be wrong.
        since = min(row["registered_at"], row["here_at"] or row["registered_at"])
        return EmergencyRow(
            id=SubjectId(row["id"]),
            ticket=row["ticket"],
            point=row["point"],
            own=row["own_author"] is not None,
            status=EmergencyStatus(row["status"]),
            people=row["people"],
            pc4=row["pc4"],
            what_kind=None if row["what_kind"] is None else EmergencyKind(row["what_kind"]),
            what=row["what"],
            address=row["address"],
            registered_at=row["registered_at"],
            received_at=row["received_at"],
            outcome=None if row["outcome"] is None else EmergencyOutcome(row["outcome"]),
            outcome_at=row["outcome_at"],
            told_at=row["told_at"],
            request=SubjectId(row["request"]) if row["request"] else None,
            delivery=step,
            delivery_at=at,
            silent=waiting and now - since >= HUMAN_WORD_SECONDS,
            ended=bool(row["ended"]),
            time_uncertain=self.uncertain(row["registered_at"], row),
        )
