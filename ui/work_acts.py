# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is asked, and teams from briefing to debriefing. No Flet here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from noodsteunpunt.domain.values import Actor, SubjectId
from noodsteunpunt.domain.values_point import TeamStep, TeamTask
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station import Station
from ui.forms import whole_number
from ui.forms_team import TeamForm
from ui.notice import Notice
from ui.texts import _, n_

if TYPE_CHECKING:
    from ui.desk import Desk

TEAMS = "/helpers/teams"
_SOONER = "over 1 uur"
"""What stands in the field of the return until somebody says otherwise."""


class WorkActs:
    """Belongs to one desk. ``picked``: who is ticked for a request and not assigned yet; ``told``: lines of a briefing
    that were ticked, of the team of that id."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.picked: dict[SubjectId, list[SubjectId]] = {}
        self.told: dict[SubjectId, set[str]] = {}
        self.held_back = False
        self.form = TeamForm()

    # -- who can do this --------------------------------------------------------------------------------

    def pick(self, request: SubjectId, helper: SubjectId) -> None:
        """Ticked, or not any more."""
        picked = self.picked.setdefault(request, [])
        (picked.remove if helper in picked else picked.append)(helper)
        self._desk.redraw()

    def show_held_back(self) -> None:
        """Why the others do not fit, or not any more."""
        self.held_back = not self.held_back
        self._desk.redraw()

    async def assign(self, request: SubjectId, helpers: Sequence[SubjectId]) -> None:
        """All of them, or none."""
        chosen = tuple(helpers)
        if await self._desk.acts.do(lambda station, actor: station.assign_helpers(chosen, request, actor)):
            self.picked.pop(request, None)
            text = n_("{count} helper assigned.", "{count} helpers assigned.", len(chosen))
            self._desk.notice = Notice(text, danger=False)
            self._desk.redraw()

    async def approve(self, request: SubjectId) -> None:
        """The leader's word, with why."""
        panel = self._desk.panel
        await self._desk.acts.from_panel(
            lambda station, actor: station.approve_task(request, actor, words=panel.texts["words"])
        )

    async def reserve(self, offer: SubjectId, request: SubjectId, amount: int) -> None:
        """So many of it, for this request."""
        await self._desk.acts.do(lambda station, actor: station.reserve_offer(offer, request, actor, amount=amount))

    # -- teams ------------------------------------------------------------------------------------------

    async def begin_team(
        self, *, request: SubjectId | None = None, ticket: str = "", helpers: Sequence[SubjectId] = (),
        task: TeamTask | None = None,
    ) -> None:  # fmt: skip
        """An empty form, or one for a request with who is assigned to it."""
        task = TeamTask.OTHER if request is not None else task
        self.form = TeamForm(task=task, request=request, ticket=ticket, helpers=list(helpers))
        await self._desk.go(f"{TEAMS}/new")

    async def form_team(self) -> None:
        """To the page of the team, where the briefing is."""
        form = self.form

        def register(station: Station, actor: Actor) -> None:
            form.made = station.form_team(form.draft(), actor)

        if await self._desk.saving.save(form, register) is not None and form.made is not None:
            self.form = TeamForm()
            await self._desk.go(f"{TEAMS}/{form.made}")

    def tell(self, team: SubjectId, line: str) -> None:
        """A line of the briefing was said and understood, or not yet."""
        self.told.setdefault(team, set()).symmetric_difference_update({line})
        self._desk.redraw()

    def open_out(self) -> None:
        """What has to be said before a team leaves."""
        self._desk.open_panel("team-out").texts["due"] = _SOONER
        self._desk.redraw()

    async def step(self, team: SubjectId, step: TeamStep) -> None:
        """A step that needs nothing said."""
        await self._desk.acts.do(lambda station, actor: station.team_step(team, step, actor))

    async def step_with_words(self, team: SubjectId, step: TeamStep) -> None:
        """A step with what was told."""
        panel = self._desk.panel
        await self._desk.acts.from_panel(
            lambda station, actor: station.team_step(team, step, actor, words=panel.texts["words"])
        )

    async def go_out(self, team: SubjectId) -> None:
        """Out, due back, and how often a sign of life."""
        panel, when = self._desk.panel, self._desk.when()

        def command(station: Station, actor: Actor) -> None:
            minutes = when.minutes(panel.texts["due"], "due")
            if minutes is None:
                raise RuleViolation("no_due", "due")
            every = whole_number(panel.texts["every"], "every") if panel.texts["every"].strip() else None
            station.team_step(team, TeamStep.OUT, actor, minutes=minutes, every=every)

        await self._desk.acts.from_panel(command)


def team_path(team: SubjectId) -> str:
    """Where a team is."""
    return f"{TEAMS}/{team}"


def sent_text() -> str:
    """What stands under the button that sends a team out."""
    return _("Without a time to be back nobody notices that they are late.")
