# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offers as rows and as a page, what the gate says, and the card of what was promised twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noodsteunpunt.domain.rules_offer import USES
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_point import OfferStatus, OfferUse
from noodsteunpunt.domain.views import PointName, RequestRow
from noodsteunpunt.domain.views_point import HoldView, OfferRow
from ui.data_offers import Gate, OfferData
from ui.labels import label
from ui.presenter_requests import Fact
from ui.presenter_words import Tone, clock_time, duration, when
from ui.texts import _, mark, n_

_S, _U = OfferStatus, OfferUse
GONE = frozenset({_S.DECLINED, _S.WITHDRAWN, _S.EXPIRED, _S.USED_UP})
USE_BUTTONS = {
    _U.LENT: mark("Lent out ..."),
    _U.USED: mark("Fetched, it stays there"),
    _U.RETURNED: mark("It is back"),
    _U.MISSING: mark("Not brought back"),
}
"""In the order in which they are mostly needed."""
_TONES = {_S.NEW: Tone.ATTENTION} | dict.fromkeys(GONE, Tone.FADED)
MOST_REQUESTS = 8


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer in a list."""

    id: SubjectId
    ticket: str
    what: str
    status: str
    second: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class HoldLine:
    """What somebody has or waits for. ``uses``: steps that may be taken now; ``release``: it can be let go."""

    id: SubjectId
    request: SubjectId
    ticket: str
    text: str
    uses: tuple[OfferUse, ...]
    release: bool
    settles: bool
    tone: Tone


@dataclass(frozen=True, slots=True)
class OfferPage:
    """One offer, ready to draw. ``checks``: it waits for somebody who looks at it; ``reserves``: something is free."""

    line: OfferLine
    facts: tuple[Fact, ...]
    holds: tuple[HoldLine, ...]
    conflict: str
    checks: bool
    reserves: bool
    ends: bool
    free: int


@dataclass(frozen=True, slots=True)
class AskingLine:
    """An open request that an offer could be for."""

    id: SubjectId
    ticket: str
    text: str


def offer_line(row: OfferRow, now: int) -> OfferLine:
    """A row of the list. What it is stands there only where it may be read."""
    what = (
        row.what
        if row.what is not None
        else _("{kind}, more only at {point}", kind=label(row.kind), point=row.ticket[:2])
    )
    parts = [label(row.kind)]
    if row.loan:
        parts.append(_("on loan"))
    if row.pc4:
        parts.append(row.pc4)
    if row.status not in GONE:
        parts.append(_free(row))
    if row.until_at is not None:
        parts.append(_("until {time}", time=clock_time(row.until_at, now)))
    text = f"{row.amount} x {what}" if row.amount > 1 else what
    tone = Tone.ATTENTION if row.conflict else _TONES.get(row.status, Tone.PLAIN)
    status = _("Promised twice") if row.conflict else label(row.status)
    return OfferLine(row.id, row.ticket, text, status, ", ".join(parts), tone)


def _free(row: OfferRow) -> str:
    free = max(0, row.free)
    return (
        _("{free} of {amount} free", free=free, amount=row.amount)
        if row.amount > 1
        else (_("free") if free else _("not free"))
    )


def offer_page(row: OfferRow, points: Sequence[PointName], now: int) -> OfferPage:
    """Everything of one offer that may be shown here."""
    names = {point.number: f"{point.name} ({point.letters})" for point in points}
    here = names.get(row.point, "")
    facts = [
        Fact(_("What"), label(row.kind) + (", " + _("on loan: it goes back") if row.loan else "")),
        Fact(_("How many"), _free(row) if row.amount > 1 else "1"),
        Fact(_("Postcode"), row.pc4 or _("not filled in")),
        Fact(_("Offered"), _("{when}, at {point}", when=when(row.registered_at, now), point=here)),
    ]
    if row.until_at is not None:
        facts.append(Fact(_("Until"), clock_time(row.until_at, now)))
    if row.name is None and not row.own:
        facts.append(Fact(_("Name and telephone"), _("only at {point}", point=here), hidden=True))
    house = (
        (_("Conditions"), row.conditions), (_("Where"), row.place_words), (_("Name"), row.name),
        (_("Telephone"), row.phone), (_("Remarks"), row.remarks),
    )  # fmt: skip
    facts += [Fact(name, value) for name, value in house if value]
    conflict = ""
    if row.conflict:
        conflict = n_("{count} too many was promised.", "{count} too many were promised.", -row.free)
    return OfferPage(
        line=offer_line(row, now),
        facts=tuple(facts),
        holds=tuple(_hold(row, hold, names, now) for hold in row.holds),
        conflict=conflict,
        checks=row.status is _S.NEW,
        reserves=row.status in {_S.AVAILABLE, _S.RESERVED, _S.IN_USE} and row.free > 0,
        ends=not row.holds and row.status not in {_S.DECLINED, _S.WITHDRAWN},
        free=max(0, row.free),
    )


def _hold(row: OfferRow, hold: HoldView, names: dict[int, str], now: int) -> HoldLine:
    ticket = hold.ticket or _("a request of {point}", point=names.get(hold.point, ""))
    said = [f"{hold.amount} x" if row.amount > 1 else "", _holds(hold, now), names.get(hold.point, "")]
    uses = (
        ()
        if hold.lapsed
        else tuple(use for use in USE_BUTTONS if use in USES[hold.use] and (use is not _U.LENT or row.loan))
    )
    tone = Tone.FADED if hold.lapsed or hold.use is _U.USED else Tone.PLAIN
    if hold.use is _U.MISSING:
        tone = Tone.ATTENTION
    return HoldLine(
        id=hold.id,
        request=hold.request,
        ticket=ticket,
        text=", ".join(part for part in said if part),
        uses=uses,
        release=hold.use is None,
        settles=hold.use is None and row.conflict,
        tone=tone,
    )


def _holds(hold: HoldView, now: int) -> str:
    if hold.lapsed:
        return _("reserved and not fetched in time: free again")
    if hold.use is not None:
        return label(hold.use)
    if hold.until_at is None:
        return _("reserved")
    left = duration(max(60, hold.until_at - now))
    return _("reserved until {time}, another {left}", time=clock_time(hold.until_at, now), left=left)


def asking(data: OfferData) -> tuple[AskingLine, ...]:
    """Open requests to choose from, those that it fits first."""
    return tuple(
        AskingLine(row.id, row.ticket, _asks(row) + (_(", it fits") if row.id in data.fits else ""))
        for row in data.requests[:MOST_REQUESTS]
    )


def gate_asks(gate: Gate) -> tuple[AskingLine, ...]:
    """Who asks for it all the same, with the point."""
    return tuple(AskingLine(row.id, row.ticket, f"{_asks(row)}, {row.point.name}") for row in gate.asked)


def _asks(row: RequestRow) -> str:
    named = label(row.category) if row.category is not None else label(row.group)
    return ", ".join(part for part in (row.ticket, named, row.priority.value, row.pc4) if part)
