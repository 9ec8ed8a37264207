# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may talk to the screens' server: this machine's browser that was given the link, and nobody else.

- The one-time token in the link becomes a cookie that scripts cannot read and other sites cannot send; the
  WebSocket needs it as well.
- ``Host`` must name this machine and ``Origin`` this server: a page elsewhere cannot reach us through a name
  that suddenly points to 127.0.0.1.
- The content policy allows nothing from anywhere else.
"""

from __future__ import annotations

import hmac
import secrets
from contextvars import ContextVar
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from noodsteunpunt.texts import chosen_language
from ui.device import Device
from ui.texts import _

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' blob: data:",
        "font-src 'self' data:",
        "connect-src 'self' blob: data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

_HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

current_device: ContextVar[Device] = ContextVar("current_device")
"""The browser a request came from; set for the WebSocket's whole life."""


class Guard:
    """ASGI middleware around everything. Devices are kept as long as the server runs."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token: str | None = token
        self.devices: dict[str, Device] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, give a cookie, or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        response = self._refused_name(headers)
        device = self._device(headers)
        if response is None and device is None and scope["path"] not in {"/healthz", "/kit/kit.css"}:
            response = self._welcome(scope, headers)
        if response is None:
            if device is not None:
                current_device.set(device)
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4403})
        else:
            await response(scope, receive, _with_headers(send))

    @staticmethod
    def _refused_name(headers: Headers) -> Response | None:
        host = headers.get("host", "")
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        origin = headers.get("origin")
        if name not in LOCAL_NAMES or (origin is not None and origin != f"http://{host}"):
            return _page(_("This address does not belong to this point."), status=403)
        return None

    def _device(self, headers: Headers) -> Device | None:
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return None
        morsel = cookies.get(_cookie_name(headers))
        return None if morsel is None else self.devices.get(morsel.value)

    def _welcome(self, scope: Scope, headers: Headers) -> Response:
        """A good token, once: a cookie and a page that goes on by itself (a redirect would lose the cookie
        when the link was followed from another site)."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if (
            scope["type"] != "http"
            or self._token is None
            or not hmac.compare_digest(given.encode(), self._token.encode())
        ):
            return _page(
                _("This window has no access (any more). Start the program again, or use the link it gave."), 403
            )
        self._token = None
        secret = secrets.token_urlsafe(32)
        self.devices[secret] = Device()
        response = _page(_("One moment ..."), head='<meta http-equiv="refresh" content="0;url=/">')
        response.set_cookie(_cookie_name(headers), secret, httponly=True, samesite="strict", path="/")
        return response


def _cookie_name(headers: Headers) -> str:
    """Cookies do not know ports; several stations on one machine must not overwrite each other's."""
    port = headers.get("host", "").rsplit(":", 1)[-1]
    return f"noodsteunpunt_{port if port.isdigit() else '80'}"


_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="UTF-8"><title>Noodsteunpunt</title>{head}
<link rel="stylesheet" href="/kit/kit.css"></head><body><main><p>{text}</p></main></body></html>
"""


def _page(text: str, status: int = 200, *, head: str = "") -> HTMLResponse:
    body = _PAGE.format(language=chosen_language(), head=head, text=text)
    return HTMLResponse(body, status, headers={"cache-control": "no-store"})


def _with_headers(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return sender
