# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sheets of the shift: the handover, all that is open, the logbook, the poster of a move, a badge. No Flet here."""

from __future__ import annotations

from noodsteunpunt.domain.people import badge_text
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.station import Station
from ui.data_shift import read_log, read_shift
from ui.labels import label
from ui.presenter_print import Sheet, point_line
from ui.presenter_shift import log_row, request_text, roles_text, told_rows
from ui.presenter_words import clock_time
from ui.texts import _, n_

_OPEN = 500
_LOG = 200


def handover_sheet(station: Station, _subject: SubjectId, now: int) -> Sheet | None:
    """The list that is ticked with a pen where there is no screen; typed in afterwards."""
    data = read_shift(station)
    shift = data.glance.shift
    if shift is None:
        return None
    rows = []
    for row in told_rows(data, now):
        mark = "[x]" if row.line.ticked else "[  ]"
        rows.append((f"{mark} {row.word}", "; ".join([row.text, *row.under])))
    heavy = station.reader.logbook(significant=True, limit=_LOG)
    since = [log_row(line, now) for line in reversed(heavy) if line.at >= shift.opened_at and not line.corrected]
    return Sheet(
        "handover",
        point_line(station),
        _("Handover of the shift of {lead}", lead=shift.lead),
        rows=tuple(rows),
        lines=(
            *(f"{row.word}: {row.text} ({row.who})" for row in since),
            _("Told by: ______________________  time ______:______"),
            _("Taken over by: ______________________  time ______:______"),
        ),
        foot=_("Printed {time}. Type what was ticked when the laptop is there again.", time=clock_time(now, now)),
    )


def open_sheet(station: Station, _subject: SubjectId, now: int) -> Sheet:
    """Everything that is open, for when the laptop cannot come along. No names, no telephones."""
    own = station.info.point.number
    requests = station.reader.requests(status_open=True, point=own, limit=_OPEN)
    emergencies = [row for row in station.reader.emergencies(now, status_open=True) if row.own]
    rows = [(row.ticket, f"{_('Emergency report')}  {row.what or ''}  {row.address or row.pc4}") for row in emergencies]
    for row in requests:
        detail = station.reader.request(row.id)
        where = (detail.address or detail.place_words or row.pc4) if detail else row.pc4
        due = "" if row.callback_at is None else _("promised {time}", time=clock_time(row.callback_at, now))
        text = request_text(row, now).removeprefix(row.ticket).strip()
        said = [row.priority.value, text, where or "", due, n_("{count} person", "{count} people", row.people)]
        rows.append((row.ticket, "  ".join(part for part in said if part)))
    title = n_("{count} request is open", "{count} requests are open", len(requests))
    foot = _("Printed {time}. This paper holds addresses: keep it with you, and destroy it afterwards.",
             time=clock_time(now, now))  # fmt: skip
    return Sheet("open", point_line(station), title, rows=tuple(rows), foot=foot)


def log_sheet(station: Station, _subject: SubjectId, now: int) -> Sheet:
    """The newest lines of the logbook, the oldest of them first."""
    lines = [log_row(line, now) for line in reversed(read_log(station.reader, None, significant=False).lines)]
    rows = tuple((row.who, f"{row.word}: {row.text}") for row in lines)
    return Sheet("log", point_line(station), _("Logbook"), rows=rows, foot=_("Stays in this house."))


def move_sheet(station: Station, _subject: SubjectId, now: int) -> Sheet | None:
    """For the door that people still come to."""
    data = read_shift(station)
    if data.moved is None or data.moved.text is None or data.glance.status is None:
        return None
    return Sheet(
        "poster",
        point_line(station),
        label(data.glance.status),
        big=data.moved.text,
        lines=(
            _("Your number stays valid there. Danger to life? Call 112, or walk to the fire station."),
            _("Written {time}.", time=clock_time(data.moved.written_at, now)),
        ),
    )


def badge_sheet(station: Station, person: SubjectId, _now: int) -> Sheet | None:
    """The QR code that a scanner types at the keyboard; only the leader prints it."""
    state = station.store.person_state(person)
    if state is None or state.gone:
        return None
    return Sheet(
        "badge",
        point_line(station),
        state.person,
        rows=((_("Role"), roles_text(state.roles)),),
        lines=(_("Scan this where it says: Who is at the keyboard? Lost? Tell the leader at once."),),
        qr=badge_text(person, state.badge),
    )
