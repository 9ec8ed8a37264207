# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who can do this, and teams, in plain words. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.matching import Match, Risk, task_of
from noodsteunpunt.domain.matching_things import ThingMatch
from noodsteunpunt.domain.tasks import in_homes
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_point import TeamStatus, TeamStep
from noodsteunpunt.domain.views import HelperRow
from noodsteunpunt.domain.views_point import TeamView
from ui.data_work import MOST_HELD_BACK, MOST_SHOWN, WhoCan
from ui.labels import label
from ui.labels_work import HELD_BACK, WHY
from ui.presenter_helpers import via
from ui.presenter_requests import Fact
from ui.presenter_words import Tone, clock_time, duration
from ui.sentences_work import limit_words
from ui.texts import _, n_

_OUT = frozenset({TeamStatus.OUT, TeamStatus.ON_SITE})


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A helper who fits. ``alone``: may be assigned without a second."""

    helper: SubjectId
    ticket: str
    title: str
    why: str
    second: str
    alone: bool
    picked: bool


@dataclass(frozen=True, slots=True)
class ThingLine:
    """An offer that fits; ``amount``: how many would be reserved."""

    offer: SubjectId
    ticket: str
    title: str
    why: str
    amount: int


@dataclass(frozen=True, slots=True)
class WhoCanPage:
    """*Wie kan dit doen?* ``asks``: what comes before anybody can be chosen."""

    matches: tuple[MatchLine, ...]
    more: int
    held_back: tuple[str, ...]
    held_back_more: int
    things: tuple[ThingLine, ...]
    things_held: str
    needs_approval: bool
    never: bool
    pair: bool
    assigned: tuple[str, ...]


def who_can_page(data: WhoCan, picked: list[SubjectId]) -> WhoCanPage:
    """The best first; of the others why not."""
    task, proposal = task_of(data.need), data.proposal
    rest = max(0, len(proposal.matches) - MOST_SHOWN)
    held = [f"{_called(data.helpers.get(helper))}: {limit_words(code)}"
            for helper, code in proposal.refused[:MOST_HELD_BACK]]  # fmt: skip
    codes = [code for _, code in proposal.things_refused]
    words = ", ".join(f"{codes.count(code)} {_(HELD_BACK[code])}" for code in HELD_BACK if code in codes)
    return WhoCanPage(
        matches=tuple(_line(data, match, picked) for match in proposal.matches[:MOST_SHOWN]),
        more=rest,
        held_back=tuple(held),
        held_back_more=max(0, len(proposal.refused) - MOST_HELD_BACK),
        things=tuple(_thing(data, one) for one in proposal.things[:MOST_SHOWN]),
        things_held=words,
        needs_approval=task.risk is Risk.HIGH and not data.need.approved,
        never=task.risk is Risk.NOBODY,
        pair=in_homes(task),
        assigned=tuple(_called(row) for row in data.assigned),
    )


def _called(row: HelperRow | None) -> str:
    if row is None:
        return _("a helper")
    return f"{row.ticket} {row.name or row.point.name}"


def _line(data: WhoCan, match: Match, picked: list[SubjectId]) -> MatchLine:
    row = data.helpers.get(match.helper)
    why = ", ".join(_why(data, match, code, row) for code in match.why) or _("is free")
    if row is not None and row.organisation:
        why = f"{why}, {via(row)}"
    needs = _("Not alone: choose a second one") if match.second else ""
    return MatchLine(match.helper, match.ticket, _called(row), why, needs, not match.second, match.helper in picked)


def _why(data: WhoCan, match: Match, code: str, row: HelperRow | None) -> str:
    skills = task_of(data.need).skills & (row.skills if row else frozenset())
    return _(
        WHY[code], skills=", ".join(sorted(label(skill) for skill in skills)), count=row.group_size if row else 1,
        hours=match.hours,
    )  # fmt: skip


def _thing(data: WhoCan, one: ThingMatch) -> ThingLine:
    what = one.what or _("what it is, knows the point that took it in")
    free = n_("{count} free", "{count} free", one.free)
    why = ", ".join(_(WHY[code]) for code in one.why)
    return ThingLine(one.offer, one.ticket, f"{one.ticket} {what}, {free}", why, min(one.free, data.need.wanted))


# -- teams ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team in a list."""

    id: SubjectId
    title: str
    status: str
    due: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One team. ``next``: the obvious step; ``late``: the sentence of the alarm, empty for none; ``lines``: what the
    briefing says, with their keys."""

    line: TeamLine
    facts: tuple[Fact, ...]
    late: str
    next: TeamStep | None
    others: tuple[TeamStep, ...]
    lines: tuple[tuple[str, str], ...]
    needs_words: bool


def team_line(team: TeamView, now: int) -> TeamLine:
    """Late is said by a word, and stands first."""
    tone = Tone.DANGER if team.overdue else Tone.FADED if team.status not in _OUT and _ended(team) else Tone.PLAIN
    status = _("TOO LATE") if team.overdue else label(team.status)
    return TeamLine(team.id, f"{label(team.task)}: {team.people}", status, _due(team, now), tone)


def _ended(team: TeamView) -> bool:
    return team.status in {TeamStatus.DEBRIEFED, TeamStatus.ABORTED}


def _due(team: TeamView, now: int) -> str:
    if team.status not in _OUT or team.due_at is None:
        return ""
    said = _("back at {time}", time=clock_time(team.due_at, now))
    if team.sign_due_at is not None:
        said += ", " + _("sign of life before {time}", time=clock_time(team.sign_due_at, now))
    return said


def late_text(team: TeamView, now: int) -> str:
    """For the band on every screen."""
    since = min(at for at in (team.due_at, team.sign_due_at) if at is not None)
    return _("Team too late: {people}, {time} over time", people=team.people, time=duration(max(0, now - since)))


_NEXT = {
    TeamStatus.PLANNED: (TeamStep.BRIEFED, (TeamStep.ABORTED,)),
    TeamStatus.BRIEFED: (TeamStep.OUT, (TeamStep.ABORTED,)),
    TeamStatus.OUT: (TeamStep.CHECKED_IN, (TeamStep.ON_SITE, TeamStep.BACK)),
    TeamStatus.ON_SITE: (TeamStep.CHECKED_IN, (TeamStep.BACK,)),
    TeamStatus.BACK: (TeamStep.DEBRIEFED, ()),
}


def team_page(team: TeamView, now: int, request: str, message: str) -> TeamPage:
    """One obvious step."""
    following, others = _NEXT.get(team.status, (None, ()))
    facts = [
        Fact(_("For"), label(team.task)), Fact(_("Who"), team.people), Fact(_("Request"), request),
        Fact(_("Takes along"), message), Fact(_("Where"), team.area), Fact(_("Briefing"), team.brief),
        Fact(_("Danger"), team.risks), Fact(_("Due"), _due(team, now)),
        Fact(_("Out since"), "" if team.out_at is None else clock_time(team.out_at, now)),
        Fact(_("Back at"), "" if team.back_at is None else clock_time(team.back_at, now)),
    ]  # fmt: skip
    return TeamPage(
        line=team_line(team, now),
        facts=tuple(fact for fact in facts if fact.value),
        late=late_text(team, now) if team.overdue else "",
        next=following,
        others=others,
        lines=_briefing(team) if team.status is TeamStatus.PLANNED else (),
        needs_words=not team.brief,
    )


def _briefing(team: TeamView) -> tuple[tuple[str, str], ...]:
    said = [
        ("brief", team.brief), ("risks", team.risks and _("Danger: {risks}", risks=team.risks)),
        ("together", _("Stay together. Nobody goes in alone.")),
        ("no-danger", _("Not into smoke, gas or high water. Turn back and tell us.")),
        ("no-force", _("No force, no promises, no medical help.")),
        ("due", _("Be back in time, or give a sign of life.")),
    ]  # fmt: skip
    return tuple((name, text) for name, text in said if text)
