# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person does in the intake: answers, and where the focus goes after each. No Flet here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from noodsteunpunt.domain.places import NO_STREETS, Street, StreetTable, read_place
from noodsteunpunt.domain.values import GROUP_OF, Category, CategoryGroup, Priority, SubjectId
from noodsteunpunt.domain.views_desk import Similar
from noodsteunpunt.station import Registered, Station
from noodsteunpunt.store.database import Reader
from ui.forms_request import RequestForm
from ui.presenter_intake import SimilarLine, similar_lines
from ui.screen_data import FormData

if TYPE_CHECKING:
    from noodsteunpunt.domain.values import Actor
    from ui.desk import Desk

LOOK_PAUSE = 0.5
"""Seconds without another answer, after which similar requests are looked for."""

_OWN_SCREEN = {Category.MINOR_ALONE: "child-go-on", Category.TRACING: "trace-go-on"}
"""What has a form of its own, and the button that goes there."""

FOCUS = {"what": "request-what", "place": "request-place", "priority": "priority-P1"}


class Intake:
    """Belongs to one desk; the answers are the device's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.similar: tuple[Similar, ...] = ()
        self.shows_notice = False
        """Is the privacy notice unfolded?"""
        self._looking: asyncio.TimerHandle | None = None

    @property
    def form(self) -> RequestForm:
        """The answers."""
        return self._desk.device.request

    @property
    def streets(self) -> StreetTable:
        """Of the pack in use; none before they were read."""
        data = self._desk.data
        return data.streets if isinstance(data, FormData) else NO_STREETS

    # -- answers ----------------------------------------------------------------------------------------

    def say_no(self) -> None:
        """No danger now: on to what is needed."""
        self._answer(lambda form: setattr(form, "danger", False), "")
        self.go_on()

    async def say_yes(self) -> None:
        """Danger: the noodmelding, with all that was typed here. The intake stays as it is."""
        self._answer(lambda form: setattr(form, "danger", True), "")
        self._desk.device.emergency.take_from(self.form)
        await self._desk.go("/emergencies/new")

    def choose_group(self, group: CategoryGroup) -> None:
        """One of the eight."""
        self._answer(lambda form: form.choose_group(group), "category")
        if self.form.category is None:
            self._desk.focus(FOCUS["what"])
        else:
            self.go_on()

    async def point_at(self, group: CategoryGroup) -> None:
        """The visitor pointed at a picture: on with the letters, in the intake."""
        self._answer(lambda form: setattr(form, "danger", False), "")
        await self._desk.go("/requests/new")
        self.choose_group(group)

    def choose_category(self, category: Category) -> None:
        """The exact need."""
        self._answer(lambda form: form.choose_category(category), "category")
        if category in _OWN_SCREEN:
            self._desk.focus(_OWN_SCREEN[category])
        else:
            self.go_on()

    def change_category(self) -> None:
        """It was something else."""
        self._answer(lambda form: setattr(form, "category", None), "category")
        self._desk.focus(FOCUS["what"])

    async def first_fitting(self) -> None:
        """Enter in the letters: the first that fits."""
        fitting = self.form.fitting()
        if fitting:
            self.choose_category(fitting[0])

    def choose_priority(self, priority: Priority) -> None:
        """How soon; of something urgent the time is asked next."""
        self._answer(lambda form: setattr(form, "priority", priority), "priority")
        if self.form.missing():
            self.go_on()
        else:
            self._desk.focus("request-deadline" if priority in {Priority.P1, Priority.P2} else "save-request")

    def choose_street(self, street: Street, number: int) -> None:
        """A suggestion; a house number that stood behind what was typed stays."""
        name = "place" if number == 0 else f"place.{number}"
        house = self.form.place(number).house_number
        chosen = f"{self.streets.called(street)} {house}".strip()
        self._answer(lambda form: form.texts.update({name: chosen}), name)
        self._desk.focus("request-house_number" if number == 0 else f"request-house_number.{number}")

    def toggle(self, name: str, value: Any) -> None:
        """One of several answers that may all be given."""
        self._answer(lambda form: getattr(form, name).symmetric_difference_update({value}), name)

    def set(self, name: str, value: Any) -> None:
        """One answer."""
        self._answer(lambda form: setattr(form, name, value), name)

    def add_address(self) -> None:
        """One place more, for a group."""
        self._answer(RequestForm.add_address, "")
        self._desk.focus(f"request-place.{self.form.addresses - 1}")

    def typed(self, name: str, text: str) -> None:
        """A text field changed."""
        form = self.form
        self._begin()
        form.texts[name] = text
        if name == "what":
            form.category = None
        said = form.answered(*(("place", "place_words", "postcode") if name in {"place", "place_words"} else (name,)))
        if said or name.partition(".")[0] in _SHOWN_AT_ONCE:
            self._desk.redraw_soon()
        if name in _LOOKED_AT:
            self._look_soon()
        self._desk.keep_soon()

    def _answer(self, change: Callable[[RequestForm], Any], *names: str) -> None:
        self._begin()
        change(self.form)
        self.form.answered(*names)
        self._desk.redraw()
        self._look_soon()
        self._desk.keep_soon()

    def _begin(self) -> None:
        if self.form.started_at is None:
            self.form.started_at = self._desk.now()

    # -- going on ---------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """To the first required answer that is missing; when none is, to the button that saves."""
        self._desk.focus(FOCUS.get(self.form.missing(), "save-request"))

    async def enter(self, name: str) -> None:
        """Enter in a field: on to what is missing; when nothing is, save. After a time of something urgent comes the
        note."""
        urgent = self.form.priority in {Priority.P1, Priority.P2}
        if self.form.missing():
            self.go_on()
        elif name == "deadline" and urgent and not self.form.texts["note"]:
            self._desk.focus("request-note")
        else:
            await self.save()

    async def save(self) -> None:
        """Register what the form holds. The ticket appears after the commit."""
        form, desk = self.form, self._desk
        seconds = None if form.started_at is None else max(0, desk.now() - form.started_at)
        when, kept = desk.when(), (desk.device.id, "request")

        def register(station: Station, actor: Actor) -> Registered:
            drafts = form.drafts(when)
            if len(drafts) == 1:
                return station.register_request(drafts[0], actor, intake_seconds=seconds, typed_on=kept)
            given = station.register_group(drafts, actor, intake_seconds=seconds, typed_on=kept)
            form.tickets = tuple(one.ticket for one in given)
            return given[0]

        if await desk.saving.save(form, register) is None and form.errors:
            desk.focus(FOCUS.get(form.missing(), f"request-{next(iter(form.errors))}"))

    def next(self) -> None:
        """An empty form."""
        self._desk.device.request = RequestForm()
        self.similar = ()
        self._desk.redraw()

    async def throw_away(self) -> None:
        """Nothing of what was typed is kept."""
        form = self.form
        seconds = 0 if form.started_at is None else max(0, self._desk.now() - form.started_at)
        self.next()
        await self._desk.saving.drop("request", seconds=seconds)
        await self._desk.go("/")

    async def same_as(self, request: SubjectId) -> None:
        """A person says that this is a request that is there already: nothing new is recorded, and it is shown."""
        self.next()
        await self._desk.saving.drop("request")
        await self._desk.go(f"/requests/{request}")

    # -- similar ones -----------------------------------------------------------------------------------

    def _look_soon(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        loop = asyncio.get_running_loop()
        self._looking = loop.call_later(LOOK_PAUSE, lambda: loop.create_task(self._desk.attempt(self.look)))

    def twins(self, request: SubjectId) -> tuple[SimilarLine, ...]:
        """What was found to look like a request that is recorded."""
        return similar_lines([one for one in self.similar if one.id != request], self._desk.now())

    async def look_like(self, request: SubjectId) -> None:
        """Open requests that may be the same as one that is recorded."""

        def find(reader: Reader) -> list[Similar]:
            detail = reader.request(request)
            if detail is None:
                return []
            place = detail.place or read_place(detail.address or "")
            return reader.similar(place, now=now, group=detail.row.group, name=detail.name or "", exclude=request)

        now = self._desk.now()
        self.similar = tuple(await asyncio.wrap_future(self._desk.runner.query(find)))
        self._desk.redraw()

    async def look(self) -> None:
        """Open requests that may be the same as what is being typed."""
        form, now = self.form, self._desk.now()
        place = form.place(0, self.streets)
        group = None if form.category is None else GROUP_OF[form.category]
        found = await asyncio.wrap_future(
            self._desk.runner.query(lambda reader: reader.similar(place, now=now, group=group, name=form.texts["name"]))
        )
        if tuple(found) != self.similar:
            self.similar = tuple(found)
            self._desk.redraw()


_SHOWN_AT_ONCE = frozenset({"what", "place", "deadline", "come_back", "note"})
_LOOKED_AT = frozenset({"place", "house_number", "place_words", "name"})
