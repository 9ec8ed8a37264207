# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the screens of matching and of teams show, as it was read: frozen values. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.lifecycles import CLAIMABLE
from noodsteunpunt.domain.matching import Need, Proposal
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_desk import MessageStatus
from noodsteunpunt.domain.views import HelperRow, RequestRow
from noodsteunpunt.domain.views_desk import MessageRow
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.domain.when import local_hour
from noodsteunpunt.store.database import Reader

MOST_SHOWN = 8
MOST_HELD_BACK = 12
_TEAMS, _MESSAGES, _FREE = 200, 20, 40


@dataclass(frozen=True, slots=True)
class WhoCan:
    """Who fits a request and what helps; rows of the helpers that are shown, and who is assigned now."""

    need: Need
    proposal: Proposal
    helpers: dict[SubjectId, HelperRow]
    assigned: tuple[HelperRow, ...]


@dataclass(frozen=True, slots=True)
class TeamListData:
    """Teams, late ones first; with those that ended."""

    rows: list[TeamView]


@dataclass(frozen=True, slots=True)
class TeamData:
    """One team, and the request and message that it goes for."""

    team: TeamView | None
    request: RequestRow | None = None
    message: MessageRow | None = None


@dataclass(frozen=True, slots=True)
class TeamFormData:
    """Who can be asked, and messages that a courier can take along."""

    helpers: list[HelperRow]
    messages: list[MessageRow]


def read_who_can(reader: Reader, request: SubjectId, now: int) -> WhoCan | None:
    """None for a request that is not here."""
    hour = local_hour(now)
    need, proposal = reader.need(request, hour=hour), reader.proposal(request, hour=hour, now=now)
    if need is None or proposal is None:
        return None
    shown = [match.helper for match in proposal.matches[:MOST_SHOWN]]
    shown += [helper for helper, _ in proposal.refused[:MOST_HELD_BACK]]
    rows = {row.id: row for row in reader.helper_list(shown)}
    there = reader.helper_list([one.id for one in reader.assigned(request)])
    return WhoCan(need, proposal, rows, tuple(there))


def read_teams(reader: Reader, parts: list[str], now: int) -> TeamListData | TeamData | TeamFormData:
    """``parts`` of the path behind *Teams*."""
    match parts:
        case []:
            return TeamListData(reader.teams(now, ended=True)[:_TEAMS])
        case ["new"]:
            rows = [row for row in reader.helpers(limit=_FREE) if row.status in CLAIMABLE or row.claims]
            unread = {MessageStatus.WAITING, MessageStatus.SENT, MessageStatus.HELD, MessageStatus.BY_COURIER}
            messages = [row for row in reader.messages(limit=_MESSAGES) if row.own and row.status in unread]
            return TeamFormData(rows, messages)
        case [team, *_]:
            view = reader.team(SubjectId(team), now)
            if view is None:
                return TeamData(None)
            detail = None if view.request is None else reader.request(view.request)
            message = None if view.message is None else reader.message(view.message)
            return TeamData(view, None if detail is None else detail.row, message)
        case _:
            return TeamListData([])
