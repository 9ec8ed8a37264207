# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a leader does: shift, handover, lists, logbook, opening, moving, night, closing. No Flet here.

Each act is one command to the station; what it refuses becomes a sentence beside the form that asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from noodsteunpunt.domain.drafts import MessageDraft
from noodsteunpunt.domain.values import Actor, PointStatus, Role, SubjectId
from noodsteunpunt.domain.values_desk import Topic
from noodsteunpunt.domain.values_point import Custody, IncidentKind, ListMoment, LogKind, StepMark
from noodsteunpunt.domain.views_point import HandoverLine
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station import Station
from ui.forms import Form
from ui.forms_shift import HandoverForm, LogForm, SayForm, ShiftForm, ShiftForms
from ui.labels import label
from ui.lifelines import LifelineForm, lifelines_text, posts
from ui.notice import Notice
from ui.texts import _

if TYPE_CHECKING:
    from ui.desk import Desk


class ShiftActs:
    """Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _duty(self) -> ShiftForms:
        """The forms belong to the browser: a lost window loses nothing."""
        return self._desk.device.duty

    async def _save(self, form: Form, command: Callable[[Station, Actor], object], said: str = "") -> bool:
        """Recorded, or the form says why not; afterwards the screen is read anew."""

        def register(station: Station, actor: Actor) -> None:
            command(station, actor)

        saved = await self._desk.saving.save(form, register) is not None
        await self._desk.refresh()
        if saved and said:
            self._say(said)
        return saved

    def _say(self, text: str) -> None:
        self._desk.notice = Notice(text, danger=False)
        self._desk.redraw()

    # -- shift ------------------------------------------------------------------------------------------

    async def open_shift(self) -> None:
        """The first shift begins, the second person joins, and the list of opening with it."""
        form, when = self._duty.shift, self._desk.when()

        def command(station: Station, actor: Actor) -> None:
            lead, second = form.texts["lead"].strip() or actor.name, form.texts["person"].strip()
            if second and not form.roles:
                raise RuleViolation("no_role", "roles")
            if station.reader.shift() is None:
                station.open_shift(lead, actor, minimum=form.minimum(), minutes=form.minutes(when))
            if second:
                station.join_shift(second, frozenset(form.roles), actor)
            self._begin_list(station, ListMoment.OPENING, actor)

        if await self._save(form, command):
            self._duty.shift = ShiftForm()

    @staticmethod
    def _begin_list(station: Station, moment: ListMoment, actor: Actor) -> None:
        try:
            station.start_list(moment, actor)
        except RuleViolation as violation:
            if violation.code != "no_list":
                raise

    async def join(self) -> None:
        """Somebody more, or other roles of who is there."""
        panel = self._desk.panel
        roles = frozenset(Role(code) for code in panel.texts["roles"].split())
        await self._desk.acts.from_panel(lambda station, actor: station.join_shift(panel.texts["person"], roles, actor))

    async def leave(self, person: str) -> None:
        """Somebody goes home."""
        await self._desk.acts.do(lambda station, actor: station.leave_shift(person, actor))

    async def tick(self, line: HandoverLine) -> None:
        """This was told and understood."""
        await self._desk.acts.do(lambda station, actor: station.tick_handover(line.item, actor, about=line.about))

    async def hand_over(self) -> None:
        """The next leader has it, or the first thing that was not ticked is named."""
        form, when = self._duty.handover, self._desk.when()

        def command(station: Station, actor: Actor) -> None:
            minutes = when.minutes(form.texts["until"], "until")
            station.hand_over_shift(form.texts["receiver"], actor, minutes=minutes, on_paper=form.on_paper)

        receiver = form.texts["receiver"].strip()
        if await self._save(form, command):
            self._duty.handover = HandoverForm()
            await self._desk.go("/shift")
            self._say(_("Handed over. {person} leads now.", person=receiver))

    async def take_over(self, why: str) -> None:
        """*Overnemen zonder overdracht*, by who was pressed before."""
        panel = self._desk.panel
        lead = panel.texts["lead"]
        await self._desk.acts.from_panel(lambda station, actor: station.take_over_shift(lead, why, actor))

    # -- lists ------------------------------------------------------------------------------------------

    async def start_list(self, moment: ListMoment) -> None:
        """The list of the pack for this moment."""
        await self._desk.acts.do(lambda station, actor: station.start_list(moment, actor))

    async def mark(self, work_list: SubjectId, number: int, mark: StepMark) -> None:
        """The word on a step."""
        await self._desk.acts.do(lambda station, actor: station.mark_step(work_list, number, actor, mark=mark))

    # -- the point --------------------------------------------------------------------------------------

    async def open_point(self) -> None:
        """*We zijn open*."""
        form = self._duty.say
        status = form.status or PointStatus.OPEN
        if await self._save(form, lambda station, actor: station.open_point(form.draft(status), actor)):
            self._duty.say = SayForm()

    async def reopen(self) -> None:
        """Open again: after the night, or at the new place."""
        form = self._duty.say
        if await self._save(form, lambda station, actor: station.report_point(form.draft(PointStatus.OPEN), actor)):
            self._duty.say = SayForm()
            await self._desk.go("/shift")
            self._say(_("Recorded: the point is open."))

    async def move(self) -> None:
        """Where the point goes: to everybody, on the board, and in the log."""
        form = self._duty.say

        def command(station: Station, actor: Actor) -> None:
            station.move_point(form.draft(form.status or PointStatus.RELOCATING), form.texts["text"], actor)

        if await self._save(form, command):
            self._duty.say = SayForm()

    async def sleep(self) -> None:
        """Into the night."""
        form = self._duty.say
        status = PointStatus.NIGHT_CLOSED
        if await self._save(form, lambda station, actor: station.go_into_night(form.draft(status), actor)):
            self._duty.say = SayForm()

    async def begin_closing(self) -> None:
        """From here on nobody new comes in; the list begins with it."""
        form = self._duty.say

        def command(station: Station, actor: Actor) -> None:
            station.report_point(form.draft(PointStatus.CLOSING), actor)
            self._begin_list(station, ListMoment.CLOSING, actor)

        await self._save(form, command)

    async def close(self) -> None:
        """*Gesloten*, or the first thing that is still open is named."""
        form = self._duty.say
        status = PointStatus.CLOSED
        if await self._save(form, lambda station, actor: station.close_point(form.draft(status), actor)):
            self._duty.say = SayForm()
            await self._desk.go("/shift")
            self._say(_("The point is closed. The records are sealed."))

    async def give(self, work_list: SubjectId) -> None:
        """What went to whom."""
        panel = self._desk.panel
        thing = Custody(panel.texts["thing"] or Custody.RECORDS.value)

        def command(station: Station, actor: Actor) -> None:
            station.give_custody(work_list, thing, panel.texts["receiver"], actor, words=panel.texts["words"])

        await self._desk.acts.from_panel(command)

    async def say_lifelines(self) -> None:
        """What works around here: to who coordinates, and in the logbook."""
        form = self._duty.lifelines

        def command(station: Station, actor: Actor) -> None:
            text = lifelines_text(form.said)
            for post in posts(station.info.points):
                if post != station.info.point.number:
                    station.write_message(MessageDraft(text, to_point=post, topic=Topic.INFORMATION), actor)
            station.write_log(LogKind.EVENT, text, actor)

        if await self._save(form, command, _("Recorded, and on its way to the coordination point.")):
            self._duty.lifelines = LifelineForm()
            self._desk.redraw()

    # -- logbook ----------------------------------------------------------------------------------------

    async def write(self) -> None:
        """A line of the logbook; a *voorval* goes to who coordinates as well, by its kind."""
        form = self._duty.log
        told = incident_told(form.incident) if form.incident else ""

        def command(station: Station, actor: Actor) -> None:
            if form.kind is not LogKind.INCIDENT:
                station.write_log(form.kind, form.texts["log"], actor, significant=form.significant)
            elif form.incident is None:
                raise RuleViolation("no_incident", "incident")
            else:
                station.report_incident(form.incident, form.texts["log"], actor, told=told)

        said = _("Recorded. The team sees it; the coordination point hears the kind.") if form.incident else ""
        if await self._save(form, command, said or _("Recorded in the logbook.")):
            self._duty.log = LogForm(kind=form.kind if form.kind is not LogKind.INCIDENT else LogKind.DECISION)
            self._desk.redraw()

    async def show(self, name: str) -> None:
        """Which lines of the logbook are shown."""
        self._desk.filter = replace(self._desk.filter, kind=name)
        await self._desk.refresh()

    async def correct(self, line: SubjectId) -> None:
        """What the line should have said."""
        text = self._desk.panel.texts["log"]
        await self._desk.acts.from_panel(lambda station, actor: station.correct_log(line, text, actor))

    async def settle(self, line: SubjectId) -> None:
        """What was done about a *voorval*."""
        text = self._desk.panel.texts["log"]
        await self._desk.acts.from_panel(lambda station, actor: station.settle_incident(line, text, actor))


def incident_told(kind: IncidentKind) -> str:
    """What the coordination point hears: the kind, and nothing of what was written."""
    return _("Incident at our point: {kind}. More by voice or courier.", kind=label(kind).lower())
