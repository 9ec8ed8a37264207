# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One window of the program: where it is, what it shows, who works there, where its keys go. No Flet here.

A desk belongs to the event loop of its window. What a person does is in its parts: ``intake``, ``acts``,
``emergencies``, ``messages``. Commands go to the station and are awaited: what is reported as recorded has been
committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from devices.battery import BatteryReading
from noodsteunpunt.domain.values import Actor, StationKind
from noodsteunpunt.domain.views import Snapshot
from noodsteunpunt.domain.views_desk import EmergencyRow, Surroundings
from noodsteunpunt.domain.views_point import TeamView
from noodsteunpunt.runner import Runner
from ui.acts import Acts
from ui.acts_helper import HelperActs
from ui.at_keyboard import AtKeyboard
from ui.care_acts import CareActs
from ui.child_acts import ChildActs
from ui.device import Device
from ui.emergencies import Emergencies, Messages
from ui.forms_panel import PanelForm
from ui.hub import Hub
from ui.intake import Intake
from ui.keys import SCREENS, Key
from ui.loading import around, load
from ui.notice import Notice
from ui.offer_acts import OfferActs
from ui.other_forms import OtherForms
from ui.presenter import section_of
from ui.saving import Saving
from ui.screen_data import FailedData, ListFilter, ScreenData
from ui.seen import visible
from ui.selfcheck import ReliefCount
from ui.shift_acts import ShiftActs
from ui.texts import _
from ui.theme import Style
from ui.trace_acts import TraceActs
from ui.trouble import Action, Guarded, Handler, recorded_trouble
from ui.when import When
from ui.work_acts import WorkActs

TYPING_PAUSE = 0.25
"""Seconds without a key after which what depends on the text is drawn again."""


class Desk(Guarded):
    """``redraw`` is called on the loop whenever what is shown may have changed."""

    def __init__(
        self,
        runner: Runner,
        device: Device,
        redraw: Callable[[], None],
        hub: Hub,
    ) -> None:
        self.runner = runner
        self.device = device
        self._hub = hub
        self.path = "/"
        self.data: ScreenData | None = None
        self.around = Surroundings()
        """What the top line says, as it was read last."""
        self.silent: tuple[EmergencyRow, ...] = ()
        """Noodmeldingen that nobody answered in time: on every screen."""
        self.late: tuple[TeamView, ...] = ()
        """Teams that are not back in time: on every screen."""
        self.filter = ListFilter()
        self.typed_search = ""
        self.panel = PanelForm()
        self.notice: Notice | None = None
        self.asks_who = False
        self.typing_in = ""
        self.wants_focus = ""
        self.shortcuts: dict[str, Action] = {}
        self._redraw = redraw
        self._loading = False
        self._again = False
        self._typing: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.saving = Saving(self)
        self.intake = Intake(self)
        self.acts = Acts(self)
        self.helpers = HelperActs(self)
        self.emergencies = Emergencies(self)
        self.messages = Messages(self)
        self.forms = OtherForms(self)
        self.work = WorkActs(self)
        self.keyboard = AtKeyboard(self)
        self.shift = ShiftActs(self)
        self.offers = OfferActs(self)
        self.children = ChildActs(self)
        self.traces = TraceActs(self)
        self.care = CareActs(self)

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

    def battery(self) -> BatteryReading | None:
        """As it was read at the last minute."""
        return self._hub.battery

    @property
    def relief(self) -> ReliefCount:
        """How many asked to be relieved, at all screens of this station."""
        return self._hub.relief

    def connected(self) -> frozenset[str]:
        """Devices of this point that are there now."""
        return self._hub.devices()

    async def go(self, path: str) -> None:
        """Show another screen; the old data goes at once, so that nothing is mistaken for it."""
        if path != self.path:
            self.data, self.notice, self.typing_in = None, None, ""
            self.panel = PanelForm()
            if not "/information" == section_of(path) == section_of(self.path):  # from a card back to the same hits
                self.typed_search, self.filter = "", ListFilter(only_open=self.filter.only_open)
        self.device.clear_recorded(path)
        self.path = path
        self._redraw()
        await self.refresh()

    async def back(self) -> None:
        """One step up: close what is unfolded; from a page to its list, from anything else to the first screen."""
        section = section_of(self.path)
        if self.panel.name:
            self.panel = PanelForm()
            self._redraw()
        else:
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
            await self.keyboard.look()
            self.around, self.silent, self.late = await around(self.runner)
            data = visible(await load(self.runner, path, wanted), self.keyboard.may_see)
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
        """Something changed that the screen shows."""
        self._redraw()

    def spawn(self, action: Action) -> None:
        """Do it beside what the person does; what fails becomes a sentence. The action is called when its turn comes: a
        window that closes before that leaves no coroutine that nobody awaited."""
        task = asyncio.get_running_loop().create_task(self.attempt(action))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def open_panel(self, name: str) -> PanelForm:
        """Unfold what has to be said with a step; what was unfolded closes."""
        self.panel = PanelForm(name=name)
        self._redraw()
        return self.panel

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
            await self._open(SCREENS[name])
        elif name == "?" and not self.typing_in:
            await self._open(SCREENS["F1"])
        elif name == "F3":
            await self.acts.count_question(found=True)
        elif name == "F12":
            self.keyboard.hand_over()
        elif name == "Escape":
            await self.back()

    async def _open(self, key: Key) -> None:
        await self.go(key.path)
        if key.focus:
            self.focus(key.focus)

    # -- who --------------------------------------------------------------------------------------------

    def act(self, action: Action) -> Handler:
        """As always; and somebody was here."""
        return super().act(self._by_hand(action))

    def on(self, hear: Callable[[Any], Awaitable[None] | None]) -> Handler:
        """As :meth:`act`, for what needs the event."""
        handler = super().on(hear)

        async def heard(event: Any) -> None:
            if self.keyboard.touched():
                await handler(event)

        return heard

    def passing(self, hear: Callable[[Any], Awaitable[None] | None]) -> Handler:
        """As :meth:`on`, for what a browser tells by itself: nobody need be there."""
        return super().on(hear)

    def _by_hand(self, action: Action) -> Action:
        async def touching() -> None:
            if self.keyboard.touched():
                await action()

        return touching

    def need_actor(self) -> Actor | None:
        """Who does it; None after a sentence that asks for it."""
        if self.device.actor is None:
            self.asks_who = True
            self.notice = Notice(_("First say who you are. Then press the button again."), danger=False)
            self._redraw()
        return self.device.actor

    # -- forms ------------------------------------------------------------------------------------------

    def when(self) -> When:
        """Reads what people type for a time, from now on."""
        return When(self.now())

    def keep_soon(self) -> None:
        """Some answer of a form changed."""
        self.saving.keep_soon()
