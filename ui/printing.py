# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages for the printer, as plain HTML from this machine: the citizen's card, the sheet to read aloud, a message for
the courier, the privacy notice. The browser prints them; without a printer they are copied by hand from the screen."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Awaitable, Callable

import qrcode
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from noodsteunpunt.domain.people import LEADS
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from noodsteunpunt.texts import chosen_language
from ui.device import Device
from ui.guard import current_device
from ui.presenter_helper_care import helper_sheet
from ui.presenter_print import Sheet, card_sheet, emergency_sheet, message_sheet, privacy_sheet
from ui.presenter_print_care import aftercare_sheet
from ui.presenter_print_shift import badge_sheet, handover_sheet, log_sheet, move_sheet, open_sheet
from ui.texts import _

_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="stylesheet" href="/kit/print.css"><script src="/kit/print.js" defer></script></head>
<body class="{kind}"><main><p class="point">{point}</p><h1>{title}</h1>{body}<p class="foot">{foot}</p>
<p class="screen"><button id="print" type="button">{button}</button></p></main></body></html>
"""

Make = Callable[[str], Awaitable[Sheet | None]]


def print_routes(runner: Runner) -> list[Route]:
    """Addresses under ``/print``."""

    async def ask(command: Callable[[Station], Sheet | None]) -> Sheet | None:
        return await asyncio.wrap_future(runner.call(command))

    makers: dict[str, Callable[[Station, SubjectId, int], Sheet | None]] = {
        "card": card_sheet,
        "emergency": emergency_sheet,
        "message": message_sheet,
        "privacy": lambda station, _subject, _now: privacy_sheet(station),
        "handover": handover_sheet,
        "open": open_sheet,
        "log": log_sheet,
        "move": move_sheet,
        "badge": badge_sheet,
        "helper": helper_sheet,
        "aftercare": aftercare_sheet,
    }

    async def page(request: Request) -> Response:
        make = makers.get(request.path_params["kind"])
        if not _may_print(request.path_params["kind"]):
            return HTMLResponse(_html(Sheet("missing", "", _("Only the leader of the point can do this."))), 403)
        subject = SubjectId(request.path_params.get("subject", ""))
        sheet = None if make is None else await ask(lambda station: make(station, subject, runner.now()))
        if sheet is None:
            return HTMLResponse(_html(Sheet("missing", "", _("This is not known here (any more)."))), status_code=404)
        return HTMLResponse(_html(sheet), headers={"Cache-Control": "no-store"})

    return [Route("/print/{kind}", page), Route("/print/{kind}/{subject}", page)]


def _may_print(kind: str) -> bool:
    """What holds names of people is for who sits at the keyboard, a badge for who leads."""
    actor = current_device.get(Device()).actor
    if kind == "badge":
        return actor is not None and actor.role in LEADS.values()
    return actor is not None or kind not in {"handover", "open", "log", "helper"}


def _html(sheet: Sheet) -> str:
    body, *others = (_body(one) for one in (sheet, *sheet.more))
    cut = [
        f'<section class="cut"><p class="point">{html.escape(one.point)}</p><h1>{html.escape(one.title)}</h1>{inside}'
        "</section>"
        for one, inside in zip(sheet.more, others, strict=True)
    ]
    return _PAGE.format(
        language=chosen_language(),
        kind=sheet.kind,
        point=html.escape(sheet.point),
        title=html.escape(sheet.title),
        body=body + "".join(cut),
        foot=html.escape(sheet.foot),
        button=html.escape(_("Print")),
    )


def _body(sheet: Sheet) -> str:
    parts = [f'<p class="big">{html.escape(sheet.big)}</p>'] if sheet.big else []
    if sheet.qr:
        parts.append(qr_svg(sheet.qr))
    if sheet.rows:
        rows = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in sheet.rows)
        parts.append(f"<dl>{rows}</dl>")
    parts += [f"<p>{html.escape(line)}</p>" for line in sheet.lines]
    return "".join(parts)


def qr_svg(text: str) -> str:
    """A QR code (ISO/IEC 18004, level M) as one path, with its quiet zone of four modules."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    path = "".join(
        f"M{column} {row}h1v1h-1z" for row, line in enumerate(matrix) for column, dark in enumerate(line) if dark
    )
    size = len(matrix)
    return (
        f'<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'aria-label="{html.escape(_("QR code of the ticket"))}"><path d="{path}" fill="#000"/></svg>'
    )
