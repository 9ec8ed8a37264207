# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The web application of the guest process: pages, board, media, and the probes by which phones look for the internet.

It only answers GET and HEAD, sets no cookie, keeps no log of who asked what, and forgets every address at its end.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from noodsteunpunt.clock import Clock
from noodsteunpunt.guest.answers import FOR_AN_HOUR, Answer, Edition, answer, edition
from noodsteunpunt.guest.mapping import draw_map
from noodsteunpunt.guest.pages import POLICY, Pages
from noodsteunpunt.guest.published import Published
from noodsteunpunt.guest.screen import screen_page

_MOST_HITS = 12
_MOST_PHONES = 2000
_LONGEST_KEPT = 300
_LARGEST_KEPT = 200_000
_EVERYWHERE = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
)
_TYPES = {
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "ogg": "audio/ogg",
    "opus": "audio/ogg", "mp3": "audio/mpeg", "webm": "video/webm", "mp4": "video/mp4",
}  # fmt: skip
PROBES = {
    "/generate_204": (204, ""), "/gen_204": (204, ""),  # Android, ChromeOS
    "/hotspot-detect.html": (200, "Success"), "/library/test/success.html": (200, "Success"),  # Apple
    "/ncsi.txt": (200, "Microsoft NCSI"), "/connecttest.txt": (200, "Microsoft Connect Test"),  # Windows
    "/success.txt": (200, "success\n"), "/canonical.html": (200, "success"),  # Firefox
    "/nm-check.txt": (200, "NetworkManager is online\n"),  # GNOME
    "/check_network_status.txt": (200, "NetworkManager is online\n"),
    "/kindle-wifi/wifistub.html": (200, "81ce4465-7167-4dcb-835b-dcc9e44c112a"),  # Kindle
}  # fmt: skip
"""What a phone asks to see whether a network has the internet, and the answer that contents it."""


class GuestSite:
    """``address``: what visitors type, such as ``http://10.42.0.1``; other host names are sent there."""

    def __init__(self, published: Published, clock: Clock, address: str = "") -> None:
        self._published = published
        self._clock = clock
        self._address = address.rstrip("/")
        self._edition: Edition | None = None
        self._welcomed: OrderedDict[str, None] = OrderedDict()

    # -- pages ------------------------------------------------------------------------------------------

    def _current(self) -> Edition | None:
        """None until a pack was published."""
        guide, board, now = self._published.guide(), self._published.board(), self._clock.now()
        if guide is None:
            return None
        if self._edition is None or not self._edition.holds(guide, board, now):
            self._edition = edition(guide, board, now)
        return self._edition

    def kept(self, scope: Scope) -> Answer | None:
        """What was made for somebody before; asked for every request, so it is quick."""
        if scope["method"] not in {"GET", "HEAD"}:
            return None
        current = self._current()
        found = None if current is None else current.get(scope["path"], scope["query_string"].decode("latin-1"))
        if found is not None:
            if found.again is not None:  # what has expired leaves; otherwise nothing moves under a finger
                scope["refresh"] = max(5, found.again - self._clock.now() + 1)
            if scope["client"]:
                self._welcome(scope["client"][0])
        return found

    def _page(self, request: Request, make: Callable[[Pages], str | None], again: int | None = None) -> Response:
        """Made, and kept while pack and board are the same."""
        current = self._current()
        if current is None:
            return _html("<!doctype html><html lang=nl><head><title>Noodsteunpunt</title></head><body><main>"
                         "<h1>Noodsteunpunt</h1><p>Er is nog geen informatie. Vraag het aan de balie.</p></main></body>"
                         "</html>", 503)  # fmt: skip
        pages = Pages(current.guide, current.board, current.made)
        text = make(pages)
        if text is None:
            return _missing(_language(request, pages))
        return self._keep(current, request, answer(text.encode(), "text/html", again=again))

    def _keep(self, current: Edition, request: Request, made: Answer) -> Response:
        """Unless it is a language that is not there: there is no end to those."""
        query = request.scope["query_string"].decode("latin-1") if request.url.path.endswith("/zoek") else ""
        wanted = request.path_params.get("language")
        if (wanted is None or wanted in current.guide.languages) and len(query) <= _LONGEST_KEPT:
            current.keep(made, request.url.path, query)
        if made.again is not None:
            request.scope["refresh"] = max(5, made.again - self._clock.now() + 1)
        return _Sent(made)

    def _first(self, request: Request) -> Response:
        """In the visitor's own language, as the phone asks for it."""
        guide = self._published.guide()
        wanted = request.headers.get("accept-language", "")
        known = list(guide.languages) if guide else ["nl"]
        asked = [part.split(";")[0].strip()[:2].lower() for part in wanted.split(",")][:8]
        language = next((one for one in asked if one in known), known[0])
        return RedirectResponse(f"/{language}/", 302)

    async def root(self, request: Request) -> Response:
        """Who comes here has found us: from now on the phone's own question is answered with yes."""
        self._welcome(_phone(request))
        return self._first(request)

    async def home(self, request: Request) -> Response:
        """The first page of a language."""
        self._welcome(_phone(request))
        return self._page(request, lambda pages: pages.home(_language(request, pages)))

    async def card(self, request: Request) -> Response:
        """One card."""
        name = request.path_params["name"]
        return self._page(request, lambda pages: pages.card(_language(request, pages), name))

    async def search(self, request: Request) -> Response:
        """The form's answer."""
        question = request.query_params.get("q", "")[:100]

        def make(pages: Pages) -> str:
            index = pages.guide.index
            hits = index.search(question, limit=_MOST_HITS, prefix="card.") if index else []
            return pages.results(_language(request, pages), question, hits)

        return self._page(request, make)

    async def places(self, request: Request) -> Response:
        """Where things are."""
        return self._page(request, lambda pages: pages.lists(_language(request, pages), "places"))

    async def numbers(self, request: Request) -> Response:
        """Whom one can call."""
        return self._page(request, lambda pages: pages.lists(_language(request, pages), "numbers"))

    async def map(self, request: Request) -> Response:
        """The drawing, with its words beside it."""
        return self._page(request, lambda pages: pages.map(_language(request, pages)))

    async def board(self, request: Request) -> Response:
        """The board on a phone."""
        ends = self._published.board().next_end(self._clock.now())
        return self._page(request, lambda pages: pages.board_list(_language(request, pages)), ends)

    async def drawing(self, request: Request) -> Response:
        """The map itself."""
        current = self._current()
        if current is None:
            return _missing("nl")
        about = current.guide.about
        drawn = draw_map(about, current.board.places)
        return self._keep(current, request, answer(drawn.encode(), _TYPES["svg"]))

    async def media(self, request: Request) -> Response:
        """A picture or sound of the pack."""
        name = request.path_params["name"]
        kind = _TYPES.get(name.rpartition(".")[2])
        current = self._current()
        data = self._published.media(name) if kind and current else None
        if data is None or kind is None or current is None:
            return _missing("nl")
        made = answer(data, kind, FOR_AN_HOUR, pack=kind == _TYPES["svg"])
        return self._keep(current, request, made) if len(data) <= _LARGEST_KEPT else _Sent(made)

    # -- not kept ---------------------------------------------------------------------------------------

    async def screen(self, request: Request) -> Response:
        """The board on a second screen; ``n`` is the turn."""
        given = request.query_params.get("n", "0")[:6]
        turn = int(given) if given.isdecimal() and given.isascii() else 0
        page, seconds = screen_page(self._published.board(), self._clock.now(), turn)
        shown = _html(page)
        shown.headers["refresh"] = f"{seconds};url=/scherm?n={(turn + 1) % 10_000}"
        return shown

    async def probe(self, request: Request) -> Response:
        """A phone that was not here yet is shown the first page; after that it is left in peace."""
        if _phone(request) not in self._welcomed:
            return RedirectResponse(self._here(request) + "/", 302, headers={"cache-control": "no-store"})
        status, text = PROBES[request.url.path]
        kind = "text/html" if request.url.path.endswith(".html") else "text/plain"
        body = f"<HTML><HEAD><TITLE>{text}</TITLE></HEAD><BODY>{text}</BODY></HTML>" if "html" in kind else text
        return Response(body if status == 200 else b"", status, media_type=kind, headers={"cache-control": "no-store"})

    def _welcome(self, phone: str) -> None:
        self._welcomed[phone] = None
        if len(self._welcomed) > _MOST_PHONES:
            self._welcomed.popitem(last=False)

    def _here(self, request: Request) -> str:
        if self._address:
            return self._address
        host, port = request.scope.get("server") or ("127.0.0.1", 80)
        return f"http://{host}" + (f":{port}" if port not in (80, None) else "")

    def elsewhere(self, scope: Scope) -> Response | None:
        """A name that is not ours (the router sends every name here): to our own address."""
        own = self._address.removeprefix("http://")
        if not own:
            return None
        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        if host == own or scope["path"] in PROBES or host.replace(".", "").replace(":", "").isdigit():
            return None
        return RedirectResponse(self._address + "/", 302)


class _Sent(Response):
    """An answer that was made before, where Starlette wants a response."""

    def __init__(self, made: Answer) -> None:
        super().__init__()
        self._made = made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._made(scope, receive, send)


def _phone(request: Request) -> str:
    return request.client.host if request.client else ""


def _language(request: Request, pages: Pages) -> str:
    wanted = str(request.path_params.get("language", ""))
    return wanted if wanted in pages.guide.languages else pages.base


def _html(text: str, status: int = 200) -> Response:
    return Response(text, status, media_type="text/html", headers={"cache-control": "no-store"})


def _missing(language: str) -> Response:
    return _html(
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset=utf-8><title>404</title></head><body>'
        f'<main><h1>404</h1><p><a href="/">Noodsteunpunt</a></p></main></body></html>',
        404,
    )


class _Front:
    """Headers on every answer, and names that are not ours."""

    def __init__(self, app: ASGIApp, site: GuestSite) -> None:
        self._app, self._site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sender(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += _EVERYWHERE
            await send(message)

        await (self._site.elsewhere(scope) or self._site.kept(scope) or self._app)(scope, receive, sender)


def guest_app(published: Published, clock: Clock, address: str = "") -> ASGIApp:
    """The whole application."""
    site = GuestSite(published, clock, address)
    routes = [Route(path, site.probe) for path in PROBES]
    routes += [
        Route("/", site.root),
        Route("/scherm", site.screen),
        Route("/plattegrond.svg", site.drawing),
        Route("/m/{name}", site.media),
        Route("/{language}/", site.home),
        Route("/{language}/zoek", site.search),
        Route("/{language}/bord", site.board),
        Route("/{language}/plaatsen", site.places),
        Route("/{language}/nummers", site.numbers),
        Route("/{language}/plattegrond", site.map),
        Route("/{language}/kaart/{name}", site.card),
    ]
    return _Front(Starlette(routes=routes), site)
