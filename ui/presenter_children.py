# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A child who came alone, in words: how far it is, and the one thing that comes next. No Flet here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noodsteunpunt.domain.seeking import MayBe
from noodsteunpunt.domain.typed import same_person
from noodsteunpunt.domain.values_point import ChildStatus, Proof
from noodsteunpunt.domain.views_point import ChildView, SeekerView
from ui.labels import label
from ui.presenter_requests import Fact
from ui.presenter_words import Tone, clock_time, when
from ui.texts import _, n_


@dataclass(frozen=True, slots=True)
class ChildStep:
    """What comes next. ``act``: which button stands out (``staff``, ``seek``, ``check``, ``second``, ``release``,
    ``police``); empty when nothing is left. ``seeker``: about whom."""

    text: str
    button: str
    act: str
    tone: Tone = Tone.ATTENTION
    seeker: SeekerView | None = None


def child_title(child: ChildView) -> str:
    """Never a name: the screen is seen by others."""
    return _("Child alone, wristband {number}", number=child.wristband)


def next_for(child: ChildView, me: str) -> ChildStep:
    """What a tired person does now; ``me`` sits at the keyboard."""
    if child.status is ChildStatus.RELEASED:
        return ChildStep(_("The child went along. Nothing is left to do."), "", "", Tone.DONE)
    if child.wrong:
        text = _("Somebody gave the child along without a check by two. Look for the child, and get the police.")
        return ChildStep(text, _("The police has the child"), "police", Tone.DANGER)
    if child.alone:
        text = _("Two of the team must be with the child, now. Who?")
        return ChildStep(text, _("These two stay with it"), "staff", Tone.DANGER)
    believed = next((one for one in child.seekers if one.believed), None)
    if believed is not None:
        text = _("Two have checked who asks for the child. It can go along.")
        return ChildStep(text, _("Give the child along"), "release", Tone.DONE, believed)
    waiting = next((one for one in reversed(child.seekers) if not one.doubted), None)
    if waiting is not None:
        return _check(child, waiting, me)
    if child.seekers:
        text = _("One of the team doubts. Do not give the child along. Get the police.")
        return ChildStep(text, _("The police takes over"), "police", Tone.DANGER)
    text = _("{one} and {two} stay with the child. Nobody asked for it yet.", one=child.staff[0], two=child.staff[1])
    return ChildStep(text, _("Somebody asks for this child"), "seek")


def _check(child: ChildView, seeker: SeekerView, me: str) -> ChildStep:
    said = [name for name, proofs, _doubt in seeker.words if proofs - {Proof.NAME_SAID}]
    if any(same_person(name, me) for name in said):
        text = _("You checked it. Now a second one checks it, alone and by their own name.")
        return ChildStep(text, _("The second one sits down here  F12"), "second", seeker=seeker)
    text = n_(
        "Somebody asks for the child. {count} more of the team must check who it is, alone.",
        "Somebody asks for the child. {count} of the team must check who it is, each alone.",
        2 - len(said),
    )
    return ChildStep(text, _("I check who this is"), "check", seeker=seeker)


def child_facts(child: ChildView, now: int, *, bare: bool) -> tuple[Fact, ...]:
    """For who opens it."""
    hidden = _("Not for this role")
    told = [
        (_("Name of the child"), child.name, True),
        (_("Age"), "" if child.age is None else str(child.age), True),
        (_("Clothes and hair"), child.looks, True),
        (_("Found"), child.found, True),
        (_("Needs"), child.needs, True),
        (_("Stay with the child"), _("{one} and {two}", one=child.staff[0], two=child.staff[1]), False),
        (_("Came"), when(child.came_at, now), False),
        (_("Call-back ticket"), child.ticket, False),
    ]
    return tuple(
        Fact(name, hidden if bare and private else value or _("not known"), hidden=bare and private)
        for name, value, private in told
        if value or bare
    )


def seeker_lines(seeker: SeekerView, now: int) -> list[tuple[str, Tone]]:
    """Who asks, and what each of the team found."""
    who = " - ".join(part for part in (seeker.seeker, seeker.relation, clock_time(seeker.at, now)) if part)
    lines = [(who, Tone.PLAIN)]
    if seeker.said:
        lines.append((_("Told: {words}", words=seeker.said), Tone.PLAIN))
    for name, proofs, doubt in seeker.words:
        if doubt:
            lines.append((_("{person} doubts", person=name), Tone.DANGER))
            continue
        said = ", ".join(label(proof).lower() for proof in Proof if proof in proofs)
        lines.append((_("{person} checked: {proofs}", person=name, proofs=said), Tone.DONE))
    return lines


@dataclass(frozen=True, slots=True)
class MayBeRow:
    """A child that may be meant. ``fits``: it stands out."""

    found: MayBe
    text: str
    fits: bool


def may_be_rows(found: Sequence[MayBe]) -> tuple[MayBeRow, ...]:
    """The likeliest first, with why. What the child looks like is not in it: who seeks stands beside the screen."""
    rows = []
    for one in found:
        why = ", ".join(label(reason) for reason in one.why) or _("nothing said that can be compared")
        rows.append(MayBeRow(one, _("Wristband {number}: {why}", number=one.child.wristband, why=why), one.fits))
    return tuple(rows)
