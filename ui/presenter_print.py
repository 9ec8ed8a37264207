# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands on the sheets that are printed. Each holds only what its reader may know. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_desk import CallbackWay
from noodsteunpunt.domain.views_desk import EmergencyDetail
from noodsteunpunt.station import Station
from ui.labels import label
from ui.presenter_words import clock_time
from ui.texts import _, n_
from ui.words import NOTICE


@dataclass(frozen=True, slots=True)
class Sheet:
    """``big``: what must be read from afar. ``rows``: names with their values. ``qr``: what the code holds. ``more``:
    others that are printed with it and cut apart."""

    kind: str
    point: str
    title: str
    big: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    qr: str = ""
    foot: str = ""
    more: tuple[Sheet, ...] = ()


def point_line(station: Station) -> str:
    """Above every sheet: which point, and whether it is real."""
    point = station.info.point
    kind = label(station.info.kind)
    mode = "" if not station.info.synthetic_only else f" - {label(station.info.mode)}"
    return f"{kind} {point.name} ({point.letters}){mode}"


def card_sheet(station: Station, request: SubjectId, now: int) -> Sheet | None:
    """The citizen's card: number and PIN, nothing about the person or the need."""
    detail = station.reader.request(request)
    if detail is None:
        return None
    ticket = detail.row.ticket
    rows = [(_("PIN"), station.pin(ticket)), (_("Date"), clock_time(detail.row.registered_at, now))]
    if detail.row.callback_at is not None:
        due, way = clock_time(detail.row.callback_at, now), detail.row.callback_way
        back = way in {None, CallbackWay.COMES_BACK}
        rows.append(
            (_("Come back at"), due) if back or way is None else (_("You hear more at"), f"{due}, {label(way)}")
        )
    return Sheet(
        "card",
        point_line(station),
        _("Your number"),
        big=ticket,
        rows=tuple(rows),
        lines=(
            _("Keep this card. With number and PIN you can ask at every emergency point how it goes on."),
            _("This is not 112. Danger to life? Call 112, or walk to the fire station."),
        ),
        qr=station.card_qr(ticket),
    )


def emergency_sheet(station: Station, emergency: SubjectId, now: int) -> Sheet | None:
    """To be read aloud to a professional, whole and in this order; then it is read back."""
    detail = station.reader.emergency(emergency, now)
    if detail is None:
        return None
    row = detail.row
    rows = (
        (_("What"), " - ".join(part for part in (_kind(detail), row.what or "") if part) or _("not readable here")),
        (_("Where"), row.address or row.pc4 or _("not readable here")),
        (_("How many"), n_("{count} person", "{count} people", row.people)),
        (_("Danger"), ", ".join(sorted(label(danger) for danger in detail.dangers)) or _("none known")),
        (_("How to get there"), detail.access or _("nothing special known")),
        *((_("More"), text) for _at, text in detail.more),
        (_("Reported"), clock_time(row.registered_at, now)),
    )
    reporter = ", ".join(part for part in (detail.name, detail.phone) if part)
    return Sheet(
        "aloud",
        point_line(station),
        _("Emergency report {ticket}", ticket=row.ticket),
        rows=(*rows, (_("Reported by"), reporter)) if reporter else rows,
        lines=(
            _("Please read it back to me."),
            _("Your name and the time: ______________________  ______:______"),
            _("Tell us the outcome: {point}.", point=station.info.point.name),
        ),
    )


def _kind(detail: EmergencyDetail) -> str:
    return "" if detail.row.what_kind is None else label(detail.row.what_kind)


def message_sheet(station: Station, message: SubjectId, now: int) -> Sheet | None:
    """A message on paper, for who carries it."""
    row = station.reader.message(message)
    if row is None or row.text is None:
        return None
    names = {point.number: point.name for point in station.info.points}
    to = _("All points") if row.to_point is None else names.get(row.to_point, str(row.to_point))
    rows = (
        (_("From"), row.from_words or names.get(row.from_point, str(row.from_point))),
        (_("To"), to),
        (_("Time"), clock_time(row.written_at, now)),
        (_("How soon"), label(row.precedence)),
        (_("About"), label(row.topic)),
    )
    return Sheet(
        "message",
        point_line(station),
        _("Message {ticket}", ticket=row.ticket).strip(),
        rows=rows,
        big=row.text,
        lines=(_("Received by: ______________________  time ______:______"), _("Answer:")),
    )


def privacy_sheet(station: Station) -> Sheet:
    """The notice that lies on the desk."""
    return Sheet(
        "notice", point_line(station), _("What happens with what you tell us"), lines=tuple(_(t) for t in NOTICE)
    )
