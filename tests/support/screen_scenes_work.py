# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands on the screens of matching and of teams when their pictures are taken."""

from __future__ import annotations

from noodsteunpunt.domain.drafts import HelperDraft, RequestDraft
from noodsteunpunt.domain.rules_field import TeamDraft
from noodsteunpunt.domain.rules_offer import OfferDraft
from noodsteunpunt.domain.values import Category, Priority, Skill, SubjectId
from noodsteunpunt.domain.values_point import OfferKind, OfferStatus, TeamStep, TeamTask
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from tests.support.clearance_kit import LEADER, may_visit
from ui.device import Device

_PEOPLE = (
    ("Wilg", Skill.ELECTRICIAN, 1, True), ("Es", Skill.NURSE, 1, True), ("Studenten", Skill.LIFTING, 6, True),
    ("Jong", Skill.IT, 1, False), ("Linde", Skill.COOK, 1, True),
)  # fmt: skip
_GENERATOR = OfferDraft("aggregaat met verlengkabel", OfferKind.EQUIPMENT, 2, postcode="3551")


def who_can(device: Device, runner: Runner) -> str:
    """Some fit, alone or not; some do not; and a thing helps."""
    device.actor = LEADER

    def there(station: Station) -> SubjectId:
        known = {row.name: row.id for row in station.reader.helpers()}
        for name, skill, size, adult in _PEOPLE:
            if f"Testpersoon {name}" not in known:
                draft = HelperDraft(frozenset({skill}), "3551", adult, size > 1, size, f"Testpersoon {name}")
                helper = station.register_helper(draft, LEADER).id
                if name != "Linde":
                    may_visit(station, helper)
        if not station.reader.offers(station.now):
            station.change_offer(station.register_offer(_GENERATOR, LEADER).id, OfferStatus.AVAILABLE, LEADER)
        found = [row for row in station.reader.requests() if row.own and row.category is Category.MEDICAL_POWER]
        return found[0].id

    return f"/requests/{runner.call(there).result()}"


def approval(device: Device, runner: Runner) -> str:
    """Work of professionals that waits for the leader."""
    device.actor = LEADER

    def there(station: Station) -> SubjectId:
        found = [row for row in station.reader.requests() if row.category is Category.STUCK_LIFT]
        draft = RequestDraft(Category.STUCK_LIFT, Priority.P2, postcode="3551AC", house_number="8")
        return found[0].id if found else station.register_request(draft, LEADER).id

    return f"/requests/{runner.call(there).result()}"


def team_form(device: Device, _runner: Runner) -> str:
    """Empty."""
    device.actor = LEADER
    return "/helpers/teams/new"


def _team(runner: Runner, names: tuple[str, str], minutes: int | None) -> SubjectId:
    def there(station: Station) -> SubjectId:
        known = {team.people: team.id for team in station.reader.teams(station.now)}
        if ", ".join(names) in known:
            return known[", ".join(names)]
        draft = TeamDraft(
            TeamTask.DOOR_TO_DOOR, names=names, area="Dorpsstraat", brief="aanbellen en vragen hoe het gaat",
            risks="donker, natte stoep",
        )  # fmt: skip
        team = station.form_team(draft, LEADER)
        if minutes is not None:
            station.team_step(team, TeamStep.BRIEFED, LEADER)
            station.team_step(team, TeamStep.OUT, LEADER, minutes=minutes)
        return team

    return runner.call(there).result()


def briefing(device: Device, runner: Runner) -> str:
    """A team that is still here."""
    device.actor = LEADER
    return f"/helpers/teams/{_team(runner, ('Testpersoon Vier', 'Testpersoon Vijf'), None)}"


def late(device: Device, runner: Runner) -> str:
    """A team that should be back: it is formed with a return that is over by the time it is looked at."""
    device.actor = LEADER
    team = _team(runner, ("Testpersoon Zes", "Testpersoon Zeven"), 1)
    clock = runner._clock  # the pictures' own: it is set, and never waited for
    if hasattr(clock, "_ahead") and not getattr(clock, "was_set", False):
        clock._ahead += 15 * 60
        clock.was_set = True
    return f"/helpers/teams/{team}"


def teams(device: Device, runner: Runner) -> str:
    """One late, one here."""
    late(device, runner)
    briefing(device, runner)
    return "/helpers/teams"


def now_late(device: Device, runner: Runner) -> str:
    """The first screen while a team is late."""
    late(device, runner)
    return "/"
