# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cards for the printer, as tagged PDF from this machine: ``/paper/<card>.pdf?language=nl&large=1``."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from noodsteunpunt.bookcase import bookcase
from noodsteunpunt.library.shelf import Shelf
from noodsteunpunt.press.press import Sheets, print_pdf
from noodsteunpunt.press.sheets import card_page, footer_of, poster_pages
from noodsteunpunt.runner import Runner
from ui.texts import _


def paper_routes(runner: Runner) -> list[Route]:
    """Addresses under ``/paper``."""

    async def paper(request: Request) -> Response:
        name = request.path_params["name"]
        language = request.query_params.get("language", "nl")
        large = request.query_params.get("large") == "1"
        shelf = await asyncio.wrap_future(runner.query(lambda reader: bookcase(runner).current(reader)))
        data = None if shelf is None else await asyncio.to_thread(_card, shelf, name, language, large=large)
        if data is None:
            return PlainTextResponse(_("This is not known here (any more)."), 404)
        headers = {"Cache-Control": "no-store", "Content-Disposition": f'inline; filename="{name}.pdf"'}
        return Response(data, media_type="application/pdf", headers=headers)

    return [Route("/paper/{name:str}.pdf", paper)]


def _card(shelf: Shelf, name: str, language: str, *, large: bool) -> bytes | None:
    card = shelf.cards.get(name)
    if card is None:
        return None
    pages = poster_pages(shelf, name, [language]) if card["kind"] == "poster" else []
    pages = pages or [card_page(shelf, name, language)]
    owner = str(shelf.about.get("owner", ""))
    return print_pdf(Sheets(pages[0]["title"], owner, pages, footer_of(shelf), language=pages[0]["lang"], large=large))
