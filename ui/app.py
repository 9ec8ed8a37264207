# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The root of the screens: one window's start, its keys and its shell."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import flet as ft

from noodsteunpunt.runner import Runner
from noodsteunpunt.texts import chosen_language
from ui.desk import Desk
from ui.device import Device
from ui.focus import focus
from ui.guard import current_device
from ui.hub import Hub
from ui.look import flet_theme
from ui.shell import window
from ui.trouble import FAILED_ACTION, program_text

log = logging.getLogger(__name__)

_REFRESH_PAUSE = 0.5
"""Seconds between two redraws that no person asked for."""


class Screens:
    """Makes a desk for every window that opens."""

    def __init__(self, runner: Runner, hub: Hub) -> None:
        self._runner = runner
        self._hub = hub

    async def start(self, page: ft.Page) -> None:
        """Flet calls this once per window, on the event loop."""
        window = Window(page, self._runner, self._hub, current_device.get(Device()))
        await window.start()


class Window:
    """Binds a page to a desk. Redraws only while a browser is connected: the page is sent whole on return."""

    def __init__(self, page: ft.Page, runner: Runner, hub: Hub, device: Device) -> None:
        self._page = page
        self._hub = hub
        self._connected = True
        self._tasks: set[asyncio.Task[None]] = set()
        self._bump: Callable[[], None] | None = None
        self._refreshing: asyncio.TimerHandle | None = None
        self._refreshed = 0.0
        self._address = ""
        self._reports: list[str] = []
        self._drawn_style = device.style
        self.desk = Desk(runner, device, self._redraw, hub)

    async def start(self) -> None:
        """Read the first screen and draw it."""
        page = self._page
        page.title = "Noodsteunpunt"
        page.locale_configuration = ft.LocaleConfiguration(
            supported_locales=[ft.Locale("nl", "NL"), ft.Locale("en", "GB")],
            current_locale=ft.Locale("nl", "NL") if chosen_language() == "nl" else ft.Locale("en", "GB"),
        )
        self._set_theme()
        page.on_keyboard_event = self.desk.on(self._key)
        page.on_route_change = self.desk.passing(self._route)
        page.on_resize = self.desk.passing(self._resized)
        page.on_connect = self.desk.passing(self._connect)
        page.on_disconnect = self.desk.passing(self._disconnect)
        page.on_close = self.desk.passing(self._close)
        # What Flet itself trips over: it would show the person a stack trace and freeze the window.
        page.session.error = self._last_net  # type: ignore[method-assign]
        self._apply = page.session.apply_patch
        page.session.apply_patch = self._arrived  # type: ignore[method-assign]
        page.views[0].padding = 0
        self.desk.path = self._address = page.route or "/"
        # Before the first reading: what changes while it reads would be missed until the next minute.
        self._hub.attach(page.session.id, self._refresh_soon, self.desk.device.id)
        await self.desk.refresh()
        page.render(root, self)

    def bind(self, bump: Callable[[], None]) -> None:
        """The root component gives the means to draw it again."""
        self._bump = bump

    def draw(self) -> ft.Control:
        """The whole window."""
        return window(self.desk, float(self._page.width or 1280))

    def _redraw(self) -> None:
        if not self._connected or self._bump is None:
            return
        if self.desk.device.style != self._drawn_style:
            self._set_theme()
            self._page.update()
        if self.desk.path != self._address:
            self._address = self.desk.path
            self._reports.append(self._address)
            self._spawn(self.desk.attempt(lambda: self._page.push_route(self.desk.path)))
        self._bump()
        if wanted := self.desk.wants_focus:
            self.desk.wants_focus = ""
            self._spawn(self.desk.attempt(lambda: focus(self._page, wanted)))

    def _set_theme(self) -> None:
        style = self._drawn_style = self.desk.device.style
        self._page.theme = self._page.dark_theme = flet_theme(style)
        self._page.theme_mode = ft.ThemeMode.DARK if style.palette.dark else ft.ThemeMode.LIGHT
        self._page.bgcolor = style.palette.surface

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _refresh_soon(self) -> None:
        """A busy radio publishes often; a screen that is drawn for each of them has no time left for the person."""
        if not self._connected or self._refreshing is not None:
            return
        loop = asyncio.get_running_loop()
        self._refreshing = loop.call_later(max(0.0, self._refreshed + _REFRESH_PAUSE - loop.time()), self._refresh)

    def _refresh(self) -> None:
        self._refreshing, self._refreshed = None, asyncio.get_running_loop().time()
        if self._connected:
            self._spawn(self.desk.attempt(self.desk.refresh))

    def _last_net(self, message: str) -> None:
        del message  # it could hold what a person typed
        log.error("Flet gave up an event")
        self.desk.complain(program_text(FAILED_ACTION))

    def _arrived(self, control_id: int, patch: dict[str, Any]) -> None:
        """What is typed counts as soon as it is here. Flet tells of it in a second message, and a redraw between the
        two would put the old text back on the screen and into the form."""
        self._apply(control_id, patch)
        control = self._page.session.index.get(control_id)
        if "value" in patch and isinstance(control, ft.TextField | ft.Checkbox) and callable(control.data):
            self.desk.attempt_now(lambda: control.data(control.value))

    async def _key(self, event: ft.KeyboardEvent) -> None:
        if not (event.alt or event.meta):
            await self.desk.key(f"Ctrl+{event.key}" if event.ctrl else event.key)

    async def _route(self, event: ft.RouteChangeEvent) -> None:
        """The address that the browser reports. It reports ours too, and late: a person may be further by then."""
        if event.route in self._reports:
            del self._reports[: self._reports.index(event.route) + 1]
            return
        self._address = event.route
        await self.desk.go(event.route)

    async def _resized(self, _event: Any) -> None:
        self._redraw()

    async def _connect(self, _event: Any) -> None:
        self._connected = True
        self._reports.clear()
        self._hub.attach(self._page.session.id, self._refresh_soon, self.desk.device.id)
        await self.desk.refresh()

    async def _disconnect(self, _event: Any) -> None:
        self._connected = False
        self._hub.detach(self._page.session.id)

    async def _close(self, _event: Any) -> None:
        self._hub.detach(self._page.session.id)


@ft.component
def root(window: Window) -> ft.Control:
    """Draws everything again when the desk says so; Flet sends the difference."""
    _version, set_version = ft.use_state(0)
    window.bind(lambda: set_version(lambda version: version + 1))
    return window.draw()
