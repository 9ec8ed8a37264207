# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screens' server talks to this machine's browser that was given the link, and to nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from ui.guard import Guard, current_device
from ui.server import LOOPBACK, listen

HOST = "127.0.0.1:8471"
TOKEN = "one-time"


@dataclass
class Answer:
    """What the client gets; ``inside`` says whether the application was reached."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    closed: int = 0
    inside: bool = False

    @property
    def cookie(self) -> str:
        return self.headers["set-cookie"].partition(";")[0]


class Site:
    """The guard around an application that answers anything."""

    def __init__(self) -> None:
        self._guard = Guard(self._inside, TOKEN)
        self._reached: list[object] = []

    async def _inside(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._reached.append(current_device.get(None))
        if scope["type"] == "http":
            await PlainTextResponse("inside")(scope, receive, send)

    def ask(self, path: str = "/", query: str = "", kind: str = "http", **headers: str) -> Answer:
        """One request; ``headers`` with ``_`` for ``-``."""
        return asyncio.run(self._ask(path, query, kind, {"host": HOST, **headers}))

    async def _ask(self, path: str, query: str, kind: str, headers: Mapping[str, str]) -> Answer:
        answer, before = Answer(), len(self._reached)
        scope: dict[str, Any] = {
            "type": kind,
            "path": path,
            "method": "GET",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
        }

        async def receive() -> Message:
            return {"type": f"{kind}.request" if kind == "http" else "websocket.connect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            elif message["type"] == "http.response.body":
                answer.body += message["body"].decode()
            else:
                answer.closed = message["code"]

        await self._guard(scope, receive, send)
        answer.inside = len(self._reached) > before
        return answer


@pytest.fixture
def site() -> Site:
    return Site()


def welcomed(site: Site) -> str:
    answer = site.ask(query=f"token={TOKEN}")
    assert answer.status == 200
    assert not answer.inside
    return answer.cookie


def test_the_link_opens_once_and_leaves_a_cookie_that_scripts_and_other_sites_cannot_use(site: Site) -> None:
    answer = site.ask(query=f"token={TOKEN}")
    assert {"httponly", "samesite=strict", "path=/"} <= {
        part.strip().lower() for part in answer.headers["set-cookie"].split(";")
    }
    assert TOKEN not in answer.body
    assert site.ask(cookie=answer.cookie).inside
    assert site.ask(kind="websocket", path="/ws", cookie=answer.cookie, origin=f"http://{HOST}").inside
    again = site.ask(query=f"token={TOKEN}")
    assert (again.status, again.inside) == (403, False)
    assert "Start het programma opnieuw" in again.body


@pytest.mark.parametrize(
    "query", ["", "token=", "token=wrong", "token=%F0%9F%90%95", "token=one-tim", "Token=one-time"]
)
def test_without_the_token_nothing_is_served(site: Site, query: str) -> None:
    answer = site.ask(query=query)
    assert (answer.status, answer.inside) == (403, False)
    assert "set-cookie" not in answer.headers
    socket = site.ask(kind="websocket", path="/ws", query=query)
    assert (socket.closed, socket.inside) == (4403, False)
    assert site.ask(kind="websocket", path="/ws", query=f"token={TOKEN}").closed == 4403, "a socket takes no token"


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "example.org:8471",
        "127.0.0.1.example.org",
        "127.0.0.1@example.org",
        "",
        "0.0.0.0:8471",
        "[::2]:1",
    ],
)
def test_another_name_for_this_machine_is_refused_even_with_the_cookie(site: Site, host: str) -> None:
    cookie = welcomed(site)
    answer = site.ask(host=host, cookie=cookie)
    assert (answer.status, answer.inside) == (403, False)
    assert site.ask(kind="websocket", path="/ws", host=host, cookie=cookie).closed == 4403


@pytest.mark.parametrize("origin", ["http://example.org", "null", f"https://{HOST}", "http://127.0.0.1:9999", ""])
def test_a_page_of_another_origin_is_refused_even_with_the_cookie(site: Site, origin: str) -> None:
    cookie = welcomed(site)
    assert site.ask(origin=origin, cookie=cookie).status == 403
    assert site.ask(kind="websocket", path="/ws", origin=origin, cookie=cookie).closed == 4403


@pytest.mark.parametrize(
    "cookie", ["noodsteunpunt_8471=guess", "noodsteunpunt_8471=", "=;;;=", "noodsteunpunt_1=x", "\xff"]
)
def test_a_guessed_or_broken_cookie_opens_nothing(site: Site, cookie: str) -> None:
    welcomed(site)
    assert site.ask(cookie=cookie).status == 403


def test_every_answer_forbids_what_is_elsewhere(site: Site) -> None:
    for answer in (site.ask(), site.ask(cookie=welcomed(site)), site.ask(host="example.org")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "http" not in policy.replace("http-equiv", "")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers


def test_it_listens_on_this_machine_only() -> None:
    listener = listen(0)
    try:
        assert listener.getsockname()[0] == LOOPBACK == "127.0.0.1"
    finally:
        listener.close()
