# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person does with a child who came alone: register, ask who seeks it, check, give along. No Flet here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from noodsteunpunt.domain.values import Actor, SubjectId
from noodsteunpunt.domain.values_point import Proof, ReleaseTo
from noodsteunpunt.domain.views_point import ChildView
from noodsteunpunt.station import Station
from ui.forms_children import ChildForm, ChildForms, SeekForm
from ui.notice import Notice
from ui.texts import _

if TYPE_CHECKING:
    from ui.desk import Desk


class ChildActs:
    """Belongs to one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def forms(self) -> ChildForms:
        """They belong to the browser: a lost window loses nothing."""
        return self._desk.device.children

    async def begin(self, request: SubjectId | None = None) -> None:
        """From the intake, with what was typed there; that form is not needed any more. Or for a ``request`` that is
        recorded already."""
        form, asked = self.forms.child, self._desk.device.request
        if request is not None:
            form.request = request
        elif asked.saved is None and asked.answers():
            form.texts["name"] = form.texts["name"] or asked.texts["name"]
            form.texts["found"] = form.texts["found"] or asked.texts["place_words"]
            self._desk.intake.next()
            await self._desk.saving.drop("request")
        await self._desk.go("/children/new")
        self._desk.focus("child-wristband")

    async def register(self) -> None:
        """With two of the shift, or the form says what it misses."""
        desk, form = self._desk, self.forms.child
        if await desk.saving.save(form, lambda station, actor: station.register_child(form.draft(), actor)) is None:
            if form.errors:
                name = next(iter(form.errors))
                desk.focus(f"child-{name}" if name not in {"first", "second"} else f"shift-{name}")
            return
        child = form.saved
        self.forms.child = ChildForm()
        if child is not None:
            await desk.go(f"/children/{child.id}")
            desk.notice = Notice(_("Recorded. Let somebody else take over from the two in time."), danger=False)
            desk.redraw()

    async def staff(self, child: SubjectId) -> None:
        """These two from here on."""
        texts = self._desk.panel.texts
        await self._desk.acts.from_panel(
            lambda station, actor: station.staff_child(child, texts["first"], texts["second"], actor)
        )

    async def seek(self, child: SubjectId) -> None:
        """Somebody says it is theirs; what they said of it goes along for who checks."""
        form, desk = self.forms.seek, self._desk
        texts = form.texts

        def command(station: Station, actor: Actor) -> None:
            station.seek_child(
                child, texts["seeker"], texts["relation"], actor, phone=texts["phone"], words=form.said()
            )

        if await desk.saving.save(form, command) is not None:
            self.forms.seek = SeekForm()
            await desk.go(f"/children/{child}")
        elif form.errors:
            desk.focus(f"seek-{next(iter(form.errors))}")

    async def seek_further(self) -> None:
        """Not here: somebody is missing, with what was said."""
        form, self.forms.seek = self.forms.seek, SeekForm()
        await self._desk.traces.begin(sought=form.said(), seeker=form.texts["seeker"], phone=form.texts["phone"])

    async def verify(self, child: SubjectId, seek: SubjectId) -> None:
        """What who sits here found out, alone."""
        texts = self._desk.panel.texts
        proofs = frozenset(Proof(code) for code in texts["proofs"].split())
        await self._desk.acts.from_panel(
            lambda station, actor: station.verify_child(child, seek, proofs, actor, words=texts["words"])
        )

    async def doubt(self, child: SubjectId, seek: SubjectId) -> None:
        """Who sits here does not believe it; that alone keeps the child here."""
        texts = self._desk.panel.texts
        await self._desk.acts.from_panel(
            lambda station, actor: station.verify_child(
                child, seek, frozenset(), actor, doubt=True, words=texts["words"]
            )
        )

    async def release(self, child: ChildView, to: ReleaseTo, seek: SubjectId | None) -> None:
        """It goes along, and two of the shift sign."""
        texts = self._desk.panel.texts
        await self._desk.acts.from_panel(
            lambda station, actor: station.release_child(
                child.id, to, texts["receiver"], texts["first"], texts["second"], actor, seek=seek, words=texts["words"]
            )
        )
