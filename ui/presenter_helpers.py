# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Helpers as rows and as a page, and the card of a helper that two requests hold."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.lifecycles import CLAIMABLE, HELPER_STEPS
from noodsteunpunt.domain.values import HelperStatus, SubjectId
from noodsteunpunt.domain.views import ClaimView, HelperRow
from ui.labels import label
from ui.presenter_requests import Fact
from ui.presenter_words import Tone, when
from ui.texts import _, mark, n_

STEP_BUTTONS = {
    HelperStatus.AVAILABLE: mark("Available"),
    HelperStatus.DEPLOYED: mark("On the way"),
    HelperStatus.RESTING: mark("Resting"),
    HelperStatus.OFF_DUTY: mark("Sign off"),
}


@dataclass(frozen=True, slots=True)
class HelperLine:
    """A helper in a list."""

    id: SubjectId
    ticket: str
    name: str
    skills: str
    place: str
    status: str
    claims: str
    point: str
    tone: Tone
    via: str = ""


@dataclass(frozen=True, slots=True)
class ClaimSide:
    """One claim, as a side of the conflict card or a line on the helper's page."""

    id: SubjectId
    request: SubjectId
    ticket: str
    point: str
    role: str
    when: str


@dataclass(frozen=True, slots=True)
class HelperStepButton:
    """A step that may be taken now."""

    status: HelperStatus
    text: str


@dataclass(frozen=True, slots=True)
class HelperPage:
    """One helper, ready to draw; ``conflict`` shows the claims side by side."""

    line: HelperLine
    facts: tuple[Fact, ...]
    claims: tuple[ClaimSide, ...]
    conflict: bool
    claimable: bool
    steps: tuple[HelperStepButton, ...]


def _tone(row: HelperRow) -> Tone:
    if row.status is HelperStatus.CONFLICT:
        return Tone.ATTENTION
    return Tone.FADED if row.status in {HelperStatus.OFF_DUTY, HelperStatus.RESTING} else Tone.PLAIN


def helper_line(row: HelperRow) -> HelperLine:
    """A row of the list. The name is there only where it was told."""
    return HelperLine(
        id=row.id,
        ticket=row.ticket,
        name=row.name or _("name only at {point}", point=row.point.name),
        skills=", ".join(sorted(label(skill) for skill in row.skills)) or _("no skill named"),
        place=row.pc4,
        status=label(row.status),
        claims=", ".join(claim.request_ticket for claim in row.claims),
        point=row.point.letters,
        tone=_tone(row),
        via=via(row),
    )


def via(row: HelperRow) -> str:
    """The organisation that they come with, where it was told."""
    return _("via {organisation}", organisation=row.organisation) if row.organisation else ""


def claim_side(claim: ClaimView, now: int) -> ClaimSide:
    """Who claimed, for what, when, in which role."""
    return ClaimSide(
        id=claim.id,
        request=claim.request,
        ticket=claim.request_ticket or _("a team of {point}", point=claim.point.name),
        point=f"{claim.point.name} ({claim.point.letters})",
        role=label(claim.role) if claim.role is not None else _("role unknown"),
        when=when(claim.at, now),
    )


def helper_page(row: HelperRow, now: int) -> HelperPage:
    """Everything of one helper that may be shown here."""
    facts = [
        Fact(_("Can do"), helper_line(row).skills),
        Fact(_("Postcode"), row.pc4 or _("not filled in")),
        Fact(_("With"), n_("{count} person", "{count} people", row.group_size)),
        Fact(_("Age"), _("18 or older") if row.adult else _("younger than 18")),
        Fact(_("Vehicle"), _("yes") if row.vehicle else _("no")),
        Fact(_("Signed up"), _("{when}, at {point}", when=when(row.registered_at, now), point=row.point.name)),
    ]
    if row.name is None:
        facts.append(Fact(_("Name and telephone"), _("only at {point}", point=row.point.name), hidden=True))
    house = ((_("Name"), row.name), (_("Telephone"), row.phone), (_("Remarks"), row.remarks))
    facts += [Fact(name, value) for name, value in house if value]
    steps = [
        HelperStepButton(status, _(text)) for status, text in STEP_BUTTONS.items() if status in HELPER_STEPS[row.status]
    ]
    return HelperPage(
        line=helper_line(row),
        facts=tuple(facts),
        claims=tuple(claim_side(claim, now) for claim in row.claims),
        conflict=row.status is HelperStatus.CONFLICT,
        claimable=row.status in CLAIMABLE and not row.claims,
        steps=tuple(steps),
    )
