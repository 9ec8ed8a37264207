# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the screens of children who came alone show, as it was read. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from noodsteunpunt.domain.views_point import ChildView
from noodsteunpunt.store.database import Reader


@dataclass(frozen=True, slots=True)
class ChildrenData:
    """``children``: who is here first, then who went along. ``people``: who is on the shift. ``bare``: who sits here
    reads no name and no description."""

    children: tuple[ChildView, ...]
    people: tuple[str, ...] = ()
    bare: bool = False

    def without_names(self) -> ChildrenData:
        """For a role that needs no names: the wristband, who stays with it and how far it is."""
        return replace(self, children=tuple(bare(child) for child in self.children), bare=True)


def bare(child: ChildView) -> ChildView:
    """A child of which nothing is said but its wristband."""
    hidden = tuple(replace(one, seeker="", relation="", said="") for one in child.seekers)
    return replace(child, name="", age=None, looks="", found="", needs="", seekers=hidden)


def read_children(reader: Reader) -> ChildrenData:
    """All of this point."""
    shift = reader.shift()
    people = tuple(one.person for one in shift.people) if shift else ()
    return ChildrenData(tuple(reader.children(gone=True)), people)
