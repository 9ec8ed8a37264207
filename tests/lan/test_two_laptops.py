# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two laptops of one point on loopback: they find each other, hold the same, and only one of them sends."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from devices.lan import contexts
from noodsteunpunt.assembly import OpenStation, open_station, silent_station
from noodsteunpunt.cli import app
from noodsteunpunt.demo.layout import prepare
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.lan import link
from noodsteunpunt.runner import Runner
from tests.support.station_kit import ACTOR, helper, request

PATIENCE = 30.0


class Laptops:
    """Folders of De Kern's two laptops, with the same papers; nothing listens on their radios' ports."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        (folder / "points").mkdir()
        made = prepare(folder / "points", {1: 9, 2: 9, 9: 9}, fresh=True)
        self.first, self.other_point, self.coordination = (point.folder for point in made)
        self.papers = (self.first / "enrolment.json").read_bytes()
        self.spare = folder / "spare"
        self.spare.mkdir()
        for name in ("station.toml", "enrolment.json"):
            (self.spare / name).write_bytes((self.first / name).read_bytes())
        self._stack = stack

    def start(self, folder: Path, lan: str = "") -> OpenStation:
        config = folder / "station.toml"
        plain = re.sub(r"\n\[lan\].*", "", config.read_text("utf-8"), flags=re.DOTALL)
        config.write_text(f'{plain}\n[lan]\nenabled = true\naddress = "127.0.0.1"\n{lan}\n', "utf-8")
        return self._stack.enter_context(_closing(open_station(config)))


class _closing:
    def __init__(self, opened: OpenStation) -> None:
        self.opened = opened

    def __enter__(self) -> OpenStation:
        return self.opened

    def __exit__(self, *_exc: object) -> None:
        self.opened.close()


@pytest.fixture
def laptops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptops]:
    monkeypatch.setattr(link, "BATCH", 0.2)
    with ExitStack() as stack:
        yield Laptops(tmp_path, stack)


def until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def name_at(runner: Runner, subject: SubjectId) -> str | None:
    found = runner.query(lambda reader: reader.request(subject)).result()
    return None if found is None else found.name


def register(runner: Runner) -> SubjectId:
    return runner.call(lambda station: station.register_request(request(), ACTOR)).result().id


def alarms(runner: Runner) -> set[str]:
    return {alarm.code for alarm in runner.call(lambda station: station.snapshot()).result().alarms}


def test_they_find_each_other_and_hold_the_same(laptops: Laptops) -> None:
    first = laptops.start(laptops.first).runner
    before = register(first)
    spare = laptops.start(laptops.spare, "standby = true").runner
    until(lambda: name_at(spare, before) == "Testpersoon Berk", "what was there before")
    later = register(first)
    until(lambda: name_at(spare, later) == "Testpersoon Berk", "what came later, with the name")
    there = register(spare)
    until(lambda: name_at(first, there) == "Testpersoon Berk", "and the other way")
    person = first.call(lambda station: station.register_helper(helper(), ACTOR)).result().id
    until(lambda: any(row.id == person and row.name for row in spare.query(lambda r: r.helpers()).result()), "a helper")
    exports = [runner.call(lambda station: station.store.export_canonical()).result() for runner in (first, spare)]
    assert exports[0] == exports[1]
    assert "standby" in alarms(spare) and "standby" not in alarms(first)


def test_who_takes_over_has_the_radio_and_both_having_it_is_said(laptops: Laptops) -> None:
    first = laptops.start(laptops.first).runner
    spare = laptops.start(laptops.spare, "standby = true").runner
    subject = register(first)
    until(lambda: name_at(spare, subject) is not None, "level")
    spare.call(lambda station: station.take_radio()).result()
    until(lambda: "two_active" in alarms(first) and "two_active" in alarms(spare), "both have it")
    first.call(lambda station: station.stand_by()).result()
    until(lambda: "two_active" not in alarms(spare), "one of them stands by")
    assert "standby" in alarms(first)


def test_taking_over_by_command_whether_it_runs_or_not(laptops: Laptops) -> None:
    spare = laptops.start(laptops.spare, "standby = true")
    for command, silent in (("take-over", False), ("stand-by", True)):
        given = ["spare", command, "--folder", str(laptops.spare), "--json"]
        assert CliRunner().invoke(app, given).exit_code == 0
        assert ("standby" in alarms(spare.runner)) is silent
    spare.close()
    assert CliRunner().invoke(app, ["spare", "take-over", "--folder", str(laptops.spare)]).exit_code == 0
    assert "standby" not in alarms(laptops.start(laptops.spare, "standby = true").runner)


def test_by_address_where_mdns_does_not_get_through(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link.LanLink, "_found", lambda *_args: None)
    first = laptops.start(laptops.first)
    assert first.lan is not None
    spare = laptops.start(laptops.spare, f'standby = true\npeers = ["127.0.0.1:{first.lan.port}"]').runner
    subject = register(first.runner)
    until(lambda: name_at(spare, subject) == "Testpersoon Berk", "level")


def test_a_laptop_of_another_point_gets_nothing(laptops: Laptops) -> None:
    first = laptops.start(laptops.first)
    assert first.lan is not None
    subject = register(first.runner)
    stranger = laptops.start(laptops.other_point, f'peers = ["127.0.0.1:{first.lan.port}"]').runner
    mine = register(stranger)
    time.sleep(1.0)  # more than the ones that belong together take
    assert name_at(stranger, subject) is None and name_at(first.runner, mine) is None


def test_a_point_that_was_taken_out_has_no_connection_any_more(laptops: Laptops) -> None:
    first = laptops.start(laptops.first)
    spare = laptops.start(laptops.spare, "standby = true")
    before = register(first.runner)
    until(lambda: name_at(spare.runner, before) is not None, "level")
    with silent_station(laptops.coordination / "station.toml") as chief:
        chief.revoke_point("1")
        author = chief.store.own_author() or 0
        order = [(author, number, chief.store.read(author, number) or b"") for number in range(2)]
    lan = first.lan
    assert lan is not None and lan.refused == 0
    first.runner.call(lambda station: station._bring(order, False)).result()
    until(lambda: "revoked_own" in alarms(first.runner) and not lan._connections, "the connection ends")
    later = register(first.runner)
    until(lambda: lan.refused > 1, "the spare laptop calls again, and is refused")
    assert name_at(spare.runner, later) is None


def call(port: int, context: ssl.SSLContext | None, said: bytes) -> bytes:
    """What the station answers to these bytes before it hangs up."""
    heard = b""
    with ExitStack() as stack, suppress(OSError):
        called = stack.enter_context(socket.create_connection(("127.0.0.1", port), 10))
        called.settimeout(10)
        if context:
            called = stack.enter_context(context.wrap_socket(called))
        called.sendall(said)
        while part := called.recv(65536):
            heard += part
    return heard


def test_what_comes_without_the_points_key_is_not_answered(laptops: Laptops) -> None:
    port = getattr(laptops.start(laptops.first).lan, "port", 0)
    stranger, own = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    forged = contexts(stranger, own, 1 << 6 | 7)[1]
    plain = ssl.create_default_context()
    plain.check_hostname, plain.verify_mode = False, ssl.CERT_NONE
    forged.verify_mode = ssl.CERT_NONE
    hello = bytes((5, 9)) + bytes(9)
    assert b"NSP" not in call(port, None, b"GET / HTTP/1.0\r\n\r\n" * 3)
    assert call(port, plain, hello) == call(port, forged, hello) == b""


BAD = {
    "another incident": bytes((5, 9)) + bytes(9),
    "no hello": bytes((1, 1, 0)),
    "too long": bytes((5, 0xFF, 0xFF, 0x7F)),
    "no end to the length": bytes((5,)) + b"\xff" * 20,
}


def test_a_laptop_with_the_points_key_that_says_what_cannot_be(laptops: Laptops) -> None:
    opened = laptops.start(laptops.first)
    papers = Enrolment.from_bytes(laptops.papers)
    point = Ed25519PrivateKey.from_private_bytes(papers.signing_key)
    context = contexts(point, Ed25519PrivateKey.generate(), 1 << 6 | 7)[1]
    before = opened.runner.call(lambda station: station.store.export_canonical()).result()
    hello = bytes((5, 9)) + papers.roster.incident + b"\0"
    for name, said in BAD.items():
        assert call(getattr(opened.lan, "port", 0), context, said) == hello, f"{name}: told who this is, and no more"
    assert opened.runner.call(lambda station: station.store.export_canonical()).result() == before
    assert opened.lan is not None and opened.lan.refused == len(BAD)
