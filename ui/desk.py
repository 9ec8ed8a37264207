# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One window of the program: where it is, what it shows, and what a person does there. No Flet here.

A desk belongs to the event loop of its window. Commands go to the station and are awaited: what this class
reports as recorded has been committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from devices.battery import BatteryReading
from noodsteunpunt.domain.rules import RuleViolation
from noodsteunpunt.domain.values import Actor, HelperStatus, RequestStatus, StationKind, SubjectId
from noodsteunpunt.domain.views import Snapshot
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Registered, Station
from ui.forms import Device, Form, HelperForm, PersonForm, RequestForm
from ui.keys import SCREENS
from ui.loading import FailedData, ListFilter, ScreenData, load
from ui.presenter import section_of
from ui.texts import _, plain
from ui.theme import Style
from ui.trouble import LEFT_OUT, Action, Guarded, program_text, recorded_trouble


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence on top of the screen: something went wrong, or was done."""

    text: str
    danger: bool


TYPING_PAUSE = 0.6
"""Seconds without a key after which what depends on the text is drawn again."""


class Desk(Guarded):
    """``redraw`` is called on the loop whenever what is shown may have changed."""

    def __init__(
        self,
        runner: Runner,
        device: Device,
        redraw: Callable[[], None],
        battery: Callable[[], BatteryReading | None] = lambda: None,
    ) -> None:
        self.runner = runner
        self.battery = battery
        self.device = device
        self.path = "/"
        self.data: ScreenData | None = None
        self.filter = ListFilter()
        self.typed_search = ""
        self.notice: Notice | None = None
        self.asks_who = False
        self.busy = False
        self.typing_in = ""
        self.wants_focus = ""
        self.shortcuts: dict[str, Action] = {}
        self.has_rail = True
        self._redraw = redraw
        self._loading = False
        self._again = False
        self._typing: asyncio.TimerHandle | None = None

    # -- what is shown ----------------------------------------------------------------------------------

    @property
    def snapshot(self) -> Snapshot:
        """The newest one."""
        return self.runner.snapshot()

    @property
    def coordination(self) -> bool:
        """Does this station belong to a coordination point?"""
        return self.snapshot.station.kind is StationKind.COORDINATION_POINT

    @property
    def reading(self) -> bool:
        """Is what the screen shows being read?"""
        return self._loading

    def now(self) -> int:
        """Unix seconds."""
        return self.runner.now()

    async def go(self, path: str) -> None:
        """Show another screen; the old data goes at once, so that nothing is mistaken for it."""
        if path != self.path:
            self.data, self.notice, self.typed_search, self.typing_in = None, None, "", ""
            self.filter = ListFilter(only_open=self.filter.only_open)
        self.path = path
        self._redraw()
        await self.refresh()

    async def back(self) -> None:
        """One step up: from a page to its list, from anything else to the first screen."""
        section = section_of(self.path)
        await self.go("/" if section == self.path or self.path.endswith("/new") else section)

    def complain(self, text: str) -> None:
        """Show what went wrong on top of the screen."""
        self.notice = Notice(text, danger=True)
        self._redraw()

    async def refresh(self) -> None:
        """Read again what the screen shows. Calls while reading are answered by one more reading."""
        self._again = True
        if self._loading:
            return
        self._loading = True
        try:
            while self._again:
                self._again = False
                await self._read_once()
        finally:
            self._loading = False
        self._redraw()

    @property
    def _read_path(self) -> str:
        """Whose data is read: under a new ticket that of the request, to show how far it is."""
        saved = self.device.request.saved
        return f"/requests/{saved.id}" if self.path == "/requests/new" and saved is not None else self.path

    async def _read_once(self) -> None:
        path, wanted = self._read_path, self.filter
        data: ScreenData
        try:
            data = await load(self.runner, path, wanted, coordination=self.coordination)
        except Exception as error:  # noqa: BLE001 - a screen that cannot be read says so and can be tried again
            data = FailedData(recorded_trouble(error))
        if path == self._read_path and wanted == self.filter:
            self.data = data
        else:
            self._again = True

    async def search(self, text: str) -> None:
        """Filter the list."""
        self.filter = replace(self.filter, search=text.strip()[:80], first=0)
        await self.refresh()

    async def show_ended(self, ended: bool) -> None:
        """Open requests only, or all."""
        self.filter = replace(self.filter, only_open=not ended, first=0)
        await self.refresh()

    async def look_from(self, first: int) -> None:
        """Move the window on the list: rows are read from number ``first``."""
        if first != self.filter.first:
            self.filter = replace(self.filter, first=first)
            await self.refresh()

    def choose_style(self, style: Style) -> None:
        """Another palette or text size, for this browser."""
        self.device.style = style
        self._redraw()

    def redraw_soon(self) -> None:
        """As :meth:`redraw`, when the typing pauses: a screen drawn between two keys would take back the second."""
        if self._typing is not None:
            self._typing.cancel()
        self._typing = asyncio.get_running_loop().call_later(TYPING_PAUSE, self._redraw)

    def redraw(self) -> None:
        """Something in a form changed that other parts of the screen show."""
        self._redraw()

    # -- where the keys go ------------------------------------------------------------------------------

    def entered(self, field: str) -> None:
        """A text field got the focus: letters and digits belong to it."""
        self.typing_in = field

    def left(self, field: str) -> None:
        """It lost the focus. The next one may have told of itself before."""
        if self.typing_in == field:
            self.typing_in = ""

    def focus(self, identifier: str) -> None:
        """Bring the person to this control, once it is drawn."""
        self.wants_focus = identifier
        self._redraw()

    async def key(self, name: str) -> None:
        """``name`` as the browser calls it, ``Ctrl+`` before it. What the screen itself obeys is drawn with it; of
        that a letter, a digit or a sign counts only outside the fields."""
        name = name.removeprefix("Numpad ")
        written = len(name) == 1
        if name in self.shortcuts and not (written and self.typing_in):
            await self.shortcuts[name]()
        elif name in SCREENS:
            await self.go(SCREENS[name])
        elif name == "?" and not self.typing_in:
            await self.go(SCREENS["F1"])
        elif name == "Escape":
            await self.back()

    # -- who --------------------------------------------------------------------------------------------

    async def begin(self) -> None:
        """Take the name and role from the card."""
        form = self.device.person
        form.forget_errors()
        try:
            self.device.actor = form.actor()
        except RuleViolation as violation:
            form.refuse(violation)
        else:
            self.asks_who, self.notice = False, None
        self._redraw()

    def hand_over(self) -> None:
        """Somebody else sits down at this browser."""
        self.device.actor, self.device.person = None, PersonForm()
        self.asks_who = True
        self._redraw()

    def _actor(self) -> Actor | None:
        if self.device.actor is None:
            self.asks_who = True
            self.notice = Notice(_("First say who you are. Then press the button again."), danger=False)
            self._redraw()
        return self.device.actor

    # -- saving -----------------------------------------------------------------------------------------

    async def save_request(self) -> None:
        """Register what the form holds. The ticket appears after the commit."""
        form = self.device.request
        started = form.started_at

        def register(station: Station, actor: Actor) -> Registered:
            seconds = None if started is None else max(0, self.now() - started)
            return station.register_request(form.draft(), actor, intake_seconds=seconds)

        await self._save(form, register)

    async def save_helper(self) -> None:
        """Sign up the helper of the form."""
        form = self.device.helper
        await self._save(form, lambda station, actor: station.register_helper(form.draft(), actor))

    async def save_point(self) -> None:
        """Report the point's own status, then back to the first screen."""
        form = self.device.point
        if await self._save(form, lambda station, actor: station.report_point(form.draft(), actor)) is not None:
            await self.go("/")
            self.notice = Notice(_("Recorded: the status of this point."), danger=False)
            self._redraw()

    async def _save(self, form: Form, register: Callable[[Station, Actor], Registered | None]) -> Actor | None:
        """The actor if it was recorded, else None: the form then says why."""
        actor = self._actor()
        if actor is None or form.saving or form.saved is not None:
            return None
        form.saving = True
        form.forget_errors()
        self.notice = None
        self._redraw()
        try:
            form.saved = await asyncio.wrap_future(self.runner.call(lambda station: register(station, actor)))
            if any(plain(text) != text for text in form.texts.values()):
                self.notice = Notice(program_text(LEFT_OUT), danger=False)
            return actor
        except RuleViolation as violation:
            form.refuse(violation)
        finally:
            form.saving = False
            self._redraw()
        return None

    def next_request(self) -> None:
        """An empty intake form."""
        self.device.request = RequestForm()
        self._redraw()

    def next_helper(self) -> None:
        """An empty helper form."""
        self.device.helper = HelperForm()
        self._redraw()

    # -- acting -----------------------------------------------------------------------------------------

    async def change_request(self, request: SubjectId, status: RequestStatus) -> None:
        """A step in a request's life."""
        await self._act(lambda station, actor: station.change_request(request, status, actor))

    async def see_request(self, request: SubjectId) -> None:
        """*Gezien*."""
        await self._act(lambda station, actor: station.see_request(request, actor))

    async def take_over(self, request: SubjectId) -> None:
        """*Overnemen*."""
        await self._act(lambda station, actor: station.take_over(request, actor))

    async def claim_helper(self, helper: SubjectId, request: SubjectId) -> None:
        """Assign a helper to a request."""
        await self._act(lambda station, actor: station.claim_helper(helper, request, actor))

    async def release_claim(self, helper: SubjectId, claim: SubjectId) -> None:
        """End an assignment."""
        await self._act(lambda station, actor: station.release_claim(helper, claim, actor))

    async def settle_conflict(self, helper: SubjectId, winner: SubjectId | None) -> None:
        """Decide between the claims on a helper."""
        await self._act(lambda station, actor: station.settle_conflict(helper, winner, actor))

    async def change_helper(self, helper: SubjectId, status: HelperStatus) -> None:
        """A step of a helper."""
        await self._act(lambda station, actor: station.change_helper(helper, status, actor))

    async def _act(self, command: Callable[[Station, Actor], object]) -> None:
        actor = self._actor()
        if actor is None or self.busy:
            return
        self.busy, self.notice = True, None
        try:
            await asyncio.wrap_future(self.runner.call(lambda station: command(station, actor)))
        finally:
            self.busy = False
            await self.refresh()
