# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who fits a request, who does it now, and whether they still may."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, select

from noodsteunpunt.domain.matching import Candidate, Need, Proposal, propose
from noodsteunpunt.domain.matching_things import Thing
from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.rules_work import Work, elsewhere, team_work, work_of, wrong_with
from noodsteunpunt.domain.values import Category, CategoryGroup, HelperStatus, Skill, SubjectId
from noodsteunpunt.domain.values_desk import AttentionKind
from noodsteunpunt.domain.values_people import Clearance, Identity, Limit, Vog
from noodsteunpunt.domain.views_desk import AttentionItem
from noodsteunpunt.domain.views_point import OfferRow, TeamView
from noodsteunpunt.domain.when import local_hour
from noodsteunpunt.store.reader_detail import helper_rows
from noodsteunpunt.store.reader_offers import OfferReader
from noodsteunpunt.store.tables import CLAIM, HELPER, OFFER, REQUEST

_CONFLICT = HelperStatus.CONFLICT.value


class WorkReader(OfferReader):
    """Matching, and the watch over what was assigned."""

    def helper_check(self, helper: SubjectId) -> HelperCheck | None:
        """What was said and seen of a helper; None while nobody said anything."""
        with self.reading() as conn:
            row = conn.execute(select(HELPER).where(HELPER.c.id == helper)).first()
        if row is None or row.identity is None:
            return None
        return HelperCheck(
            Identity(row.identity),
            Vog(row.vog),
            frozenset(Clearance(one) for one in row.clearance.split()),
            frozenset(Limit(one) for one in row.limits.split()),
            tuple(row.languages.split()),
            row.organisation,
        )

    def proposal(self, request: SubjectId, *, hour: int, language: str = "", now: int = 0) -> Proposal | None:
        """Which helpers and which offers fit this request and why, in ``hour`` of the local day; why the others do
        not. ``now``: Unix seconds, for who is tired and what is over; 0 for nobody and nothing. None for a request that
        is not here."""
        with self.reading() as conn:
            need = need_of(conn, request, hour, language)
            if need is None:
                return None
            offers = conn.execute(select(OFFER).order_by(OFFER.c.id)).mappings().all()
            things = [_thing(row) for row in self._offer_rows(conn, offers, now)]
            return propose(need, _candidates(conn, now=now), things)

    def need(self, request: SubjectId, *, hour: int) -> Need | None:
        """A request as matching sees it."""
        with self.reading() as conn:
            return need_of(conn, request, hour)

    def candidates(self, helpers: Collection[SubjectId]) -> list[Candidate]:
        """These helpers as matching sees them."""
        with self.reading() as conn:
            return _candidates(conn, HELPER.c.id.in_(list(helpers)))

    def assigned(self, request: SubjectId) -> list[Candidate]:
        """Who is assigned to it, and to nothing else."""
        with self.reading() as conn:
            return _assigned(conn, request)

    def work(self, helper: SubjectId, *, hour: int) -> Work | None:
        """What a helper is assigned to, and with whom; None unless it is one request that is known here."""
        with self.reading() as conn:
            query = select(func.max(CLAIM.c.request)).where(CLAIM.c.helper == helper)
            request = SubjectId(conn.execute(query).scalar() or "")
            need = need_of(conn, request, hour)
            return None if need is None else _work(conn, need, helper, request)

    def named(self, names: Collection[str]) -> dict[str, SubjectId]:
        """Which of these names are of helpers who signed up here: name -> helper, whatever the capitals."""
        wanted = {" ".join(name.casefold().split()): name for name in names}
        with self.reading() as conn:
            rows = conn.execute(select(HELPER.c.id, HELPER.c.name).where(HELPER.c.name.is_not(None))).all()
        found = ((wanted.get(" ".join(name.casefold().split())), identifier) for identifier, name in rows)
        return {name: SubjectId(identifier) for name, identifier in found if name is not None}

    def team_work(self, team: TeamView, *, hour: int) -> Work:
        """What a team is for, and who is in it."""
        with self.reading() as conn:
            return self._team_work(conn, team, hour)

    @staticmethod
    def _team_work(conn: Connection, team: TeamView, hour: int) -> Work:
        need = None if team.request is None else need_of(conn, team.request, hour)
        party = _candidates(conn, HELPER.c.id.in_(list(team.members)))
        others = team.size - sum(one.size for one in party)
        return team_work(team.task, need, party, max(0, others), hour=hour)

    def _wrong_with_team(self, team: TeamView, hour: int) -> str:
        with self.reading() as conn:
            code = wrong_with(self._team_work(conn, team, hour))
            rows = conn.execute(select(HELPER).where(HELPER.c.id.in_(list(team.members)))).mappings().all()
            members = helper_rows(conn, rows, self.point_name)
        return code or ("elsewhere" if any(elsewhere(team, row, self._own) for row in members) else "")

    # -- what needs a person ----------------------------------------------------------------------------

    def _of_the_point(self, now: int) -> list[AttentionItem]:
        """Also whoever may not do (any more) what this point assigned to them, with what stands in the way."""
        hour, kind = local_hour(now), AttentionKind.HELPER_UNFIT
        items: list[AttentionItem] = []
        in_teams: set[str] = set()
        for team in self.teams(now):
            in_teams |= set(team.members)
            if team.back_at is None and (code := self._wrong_with_team(team, hour)):
                items.append(
                    AttentionItem(kind, "team", team.id, "", self._own, team.formed_at, team.out_at is not None,
                                  {"limit": code}, team.people)
                )  # fmt: skip
        own = select(CLAIM.c.helper, CLAIM.c.request, CLAIM.c.at, HELPER.c.ticket, HELPER.c.status).join(
            HELPER, HELPER.c.id == CLAIM.c.helper
        )
        own = own.where(CLAIM.c.point == self._own, HELPER.c.status != _CONFLICT).order_by(CLAIM.c.at, CLAIM.c.id)
        with self.reading() as conn:
            for row in conn.execute(own).mappings().all():
                need = need_of(conn, row["request"], hour)
                if need is None or row["helper"] in in_teams:
                    continue
                if code := wrong_with(_work(conn, need, row["helper"], row["request"])):
                    late = row["status"] == HelperStatus.DEPLOYED.value
                    item = AttentionItem(kind, "helper", row["helper"], row["ticket"], self._own, row["at"], late,
                                         {"limit": code})  # fmt: skip
                    items.append(item)
        return super()._of_the_point(now) + items


def need_of(conn: Connection, request: SubjectId, hour: int, language: str = "") -> Need | None:
    """A request as matching sees it."""
    row = conn.execute(select(REQUEST).where(REQUEST.c.id == request)).mappings().first()
    if row is None:
        return None
    category = row["category"] or row["category_here"]
    return Need(
        Category(category) if category else None,
        row["pc4"],
        hour,
        approved=row["approved_at"] is not None,
        language=language,
        group=CategoryGroup(row["category_group"]),
        callback=bool(row["callback_only"]),
        wanted=max(1, row["needed"] or 1),
        stairs=bool(set((row["access"] or "").split()) & {"upstairs", "no_lift"}),
    )


def _work(conn: Connection, need: Need, helper: SubjectId, request: SubjectId) -> Work:
    beside = [one for one in _assigned(conn, request) if one.id != helper]
    return work_of(need, _candidates(conn, HELPER.c.id == helper), beside)


def _assigned(conn: Connection, request: SubjectId) -> list[Candidate]:
    here = exists().where(CLAIM.c.helper == HELPER.c.id, CLAIM.c.request == request)
    return _candidates(conn, here, HELPER.c.status != _CONFLICT) if request else []


def _thing(row: OfferRow) -> Thing:
    return Thing(row.id, row.ticket, row.kind, row.what, row.pc4, row.status, row.free)


def _candidates(conn: Connection, *where: ColumnElement[bool], now: int = 0) -> list[Candidate]:
    claimed = exists().where(CLAIM.c.helper == HELPER.c.id).label("claimed")
    rows = conn.execute(select(HELPER, claimed).where(*where).order_by(HELPER.c.id)).mappings()
    return [_candidate(one, now) for one in rows]


def _candidate(row: Any, now: int) -> Candidate:
    return Candidate(
        SubjectId(row["id"]),
        row["ticket"],
        HelperStatus(row["status"]),
        bool(row["claimed"]),
        frozenset(Skill(skill) for skill in row["skills"].split()),
        row["pc4"],
        bool(row["adult"]),
        bool(row["vehicle"]),
        row["group_size"],
        frozenset(Clearance(one) for one in (row["clearance"] or "").split()),
        frozenset(Limit(one) for one in (row["limits"] or "").split()),
        frozenset((row["languages"] or "").split()),
        max(0, now - (row["on_since"] or now)) // 3600,
    )
