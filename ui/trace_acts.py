# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person does for somebody who is missing: record it, send two to look, the police after the agreed time. No
Flet here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from noodsteunpunt.domain.rules_field import TeamDraft
from noodsteunpunt.domain.values import Actor, RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import Party
from noodsteunpunt.domain.values_point import TeamStep, TeamTask
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station import Station
from ui.forms import whole_number
from ui.forms_trace import TraceForm

if TYPE_CHECKING:
    from ui.desk import Desk

LOOKS = 30
"""Minutes that two people look before somebody wonders where they are."""


class TraceActs:
    """Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def begin(self, *, sought: str = "", seeker: str = "", phone: str = "") -> None:
        """With what was said before: in the intake, or about a child that is not here."""
        desk, form = self._desk, self._desk.device.trace
        asked = desk.device.request
        if asked.saved is None and asked.answers():
            seeker, phone = seeker or asked.texts["name"], phone or asked.texts["phone"]
            form.texts["seen"] = form.texts["seen"] or asked.texts["place_words"] or asked.texts["place"]
            desk.intake.next()
            await desk.saving.drop("request")
        for name, text in (("sought", sought), ("seeker", seeker), ("phone", phone)):
            form.texts[name] = form.texts[name] or text
        await desk.go("/trace/new")
        desk.focus("trace-sought")

    async def register(self) -> None:
        """A call-back ticket, or the form says what it misses."""
        desk, form, when = self._desk, self._desk.device.trace, self._desk.when()
        if await desk.saving.save(form, lambda station, actor: station.register_request(form.draft(when), actor)):
            saved, desk.device.trace = form.saved, TraceForm()
            if saved is not None:
                await desk.go(f"/trace/{saved.id}")
        elif form.errors:
            desk.focus(f"trace-{next(iter(form.errors))}")

    async def look(self, request: SubjectId, *, approved: bool) -> None:
        """Two go and look: the leader lets them, they are told what to do, and they are out, in one press."""
        texts = self._desk.panel.texts

        def command(station: Station, actor: Actor) -> None:
            minutes = whole_number(texts["minutes"], "minutes") if texts["minutes"].strip() else LOOKS
            if not approved:
                station.approve_task(request, actor, words=texts["words"])
            names = tuple(texts[name] for name in ("first", "second") if texts[name].strip())
            if len(names) < 2:
                raise RuleViolation("team_of_two", "second")
            draft = TeamDraft(TeamTask.WELFARE_CHECK, names=names, request=request, area=texts["area"],
                              brief=texts["brief"])  # fmt: skip
            team = station.form_team(draft, actor)
            station.team_step(team, TeamStep.BRIEFED, actor)
            station.team_step(team, TeamStep.OUT, actor, minutes=minutes)

        await self._desk.acts.from_panel(command)

    async def back(self, request: SubjectId, team: TeamView) -> None:
        """They are back, and tell; found is solved."""
        panel = self._desk.panel
        texts = panel.texts

        def command(station: Station, actor: Actor) -> None:
            if texts["found"] not in {"yes", "no"}:
                raise RuleViolation("no_outcome", "found")
            if not texts["words"].strip():
                raise RuleViolation("no_text", "words")
            station.team_step(team.id, TeamStep.BACK, actor)
            station.team_step(team.id, TeamStep.DEBRIEFED, actor, words=texts["words"])
            if texts["found"] == "yes":
                station.change_request(request, RequestStatus.SOLVED, actor)

        await self._desk.acts.from_panel(command)

    async def to_police(self, request: SubjectId) -> None:
        """From here on the police seeks."""
        texts = self._desk.panel.texts
        await self._desk.acts.from_panel(
            lambda station, actor: station.hand_over(request, Party.POLICE, actor, words=texts["words"])
        )

    async def found(self, request: SubjectId) -> None:
        """Seen, or came by itself."""
        await self._desk.acts.do(lambda station, actor: station.change_request(request, RequestStatus.SOLVED, actor))
