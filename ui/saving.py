# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a form to a commit, and half-typed forms on the disk. No Flet here.

A form is kept at most every few seconds while somebody fills it in, and is gone with the commit of what it became.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from noodsteunpunt.domain.values import Actor
from noodsteunpunt.domain.views_desk import KeptDraft
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.station import Registered, Station
from ui.forms import Form
from ui.notice import Notice
from ui.texts import plain
from ui.trouble import LEFT_OUT, program_text

if TYPE_CHECKING:
    from ui.desk import Desk

KEEP_PAUSE = 2.0
"""Seconds between two writings of a half-typed form."""

T = TypeVar("T")
Register = Callable[[Station, Actor], Registered | None]


class Saving:
    """Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[str, Mapping[str, str]] = {}
        self._waiting: asyncio.TimerHandle | None = None

    async def call(self, command: Callable[[Station], T]) -> T:
        """On the station's thread; what it recorded is durable when this returns."""
        return await asyncio.wrap_future(self._desk.runner.call(command))

    async def save(self, form: Form, register: Register) -> Actor | None:
        """The actor if it was recorded, else None: the form then says why."""
        desk = self._desk
        actor = desk.need_actor()
        if actor is None or form.saving or form.saved is not None:
            return None
        form.saving = True
        form.forget_errors()
        desk.notice = None
        desk.redraw()
        try:
            form.saved = await self.call(lambda station: register(station, actor))
            if any(plain(text) != text for text in form.texts.values()):
                desk.notice = Notice(program_text(LEFT_OUT), danger=False)
            return actor
        except RuleViolation as violation:
            form.refuse(violation)
        finally:
            form.saving = False
            desk.redraw()
        return None

    # -- half-typed forms -------------------------------------------------------------------------------

    def keep_soon(self) -> None:
        """Some answer changed. The first change is on the disk after the pause, the last one too."""
        if self._waiting is None:
            loop = asyncio.get_running_loop()
            self._waiting = loop.call_later(KEEP_PAUSE, self._keep_now)

    def _keep_now(self) -> None:
        self._waiting = None
        self._desk.spawn(self.keep)

    async def keep(self) -> None:
        """Write down what differs from what is written. A form that is saved is not kept any more."""
        device = self._desk.device
        for name, form in device.kept_forms().items():
            answers = {} if form.saved is not None or form.saving else form.answers()
            if not answers or answers == self._kept.get(name):
                continue
            self._kept[name] = answers
            await self.call(_keeping(device.id, name, answers, form.started_at))

    async def drop(self, name: str, *, seconds: int | None = None) -> None:
        """Not kept any more. ``seconds``: a person threw it away after so long."""
        device, self._kept[name] = self._desk.device, {}
        actor = None if seconds is None else device.actor
        await self.call(lambda station: station.drop_draft(device.id, name, abandoned=actor, seconds=seconds or 0))

    async def go_on_with(self, kept: KeptDraft) -> None:
        """Take up a form that was left, here or at another browser of this point."""
        form = self._desk.device.kept_forms().get(kept.form)
        if form is None:
            return
        if kept.device != self._desk.device.id or not form.answers():
            form.restore(kept.answers, kept.started_at)
        await self.keep()
        if kept.device != self._desk.device.id:
            await self.call(lambda station: station.drop_draft(kept.device, kept.form))
        await self._desk.go(FORM_PATHS[kept.form])

    async def throw_away(self, kept: KeptDraft) -> None:
        """A person says that nobody needs it."""
        if kept.device == self._desk.device.id:
            self._desk.device.forget(kept.form)
            self._kept.pop(kept.form, None)
        seconds = max(0, self._desk.now() - kept.started_at)
        actor = self._desk.device.actor
        await self.call(lambda station: station.drop_draft(kept.device, kept.form, abandoned=actor, seconds=seconds))
        await self._desk.refresh()


FORM_PATHS = {
    "request": "/requests/new",
    "helper": "/helpers/new",
    "offer": "/helpers/offers/new",
    "emergency": "/emergencies/new",
    "message": "/messages/new",
}
"""Where a form that is kept under this name is filled in."""


def _keeping(device: str, name: str, answers: Mapping[str, str], started_at: int | None) -> Callable[[Station], Any]:
    return lambda station: station.keep_draft(device, name, answers, started_at=started_at)
