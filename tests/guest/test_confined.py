# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the guest process could reach, if somebody took it over: no key, no personal table, no way to the station."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from noodsteunpunt.guest.confine import Confined, confine
from noodsteunpunt.guest_door import GuestDoor, GuestSettings, GuestsNotStarted
from tests.support.guest_kit import get, guests, publish
from tests.support.station_kit import KEY, open_store, papers
from tests.support.store_kit import register, register_helper

ROOT = Path(__file__).resolve().parents[2]

HOME = {"HOME": str(Path.home())}
"""Whose it is cannot be looked up inside: for others than root, the list of users is closed there too."""

PROBE = """
import json, os, signal, socket, sys
from pathlib import Path
from noodsteunpunt.guest.calls import refuse_calls
from noodsteunpunt.guest.confine import confine, program_paths
import noodsteunpunt.guest.app
folder, data, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
allowed = [folder, *program_paths()]
held = socket.create_server(("127.0.0.1", 0))
processes = ["self", "thread-self", *(name for name in os.listdir("/proc") if name.isdigit())]
done, calls = confine(allowed), refuse_calls()
def read(path):
    try:
        with open(path, "rb") as file:
            return len(file.read(1))
    except OSError:
        return -1
opened = []
for top in (data, Path.home(), *map(Path, ("/etc", "/tmp", "/var", "/root", "/run", "/dev", "/sys"))):
    try:
        names = [os.path.join(at, name) for at, _, files in os.walk(top) for name in files]
    except OSError:
        names = []
    opened += [name for name in names if read(name) >= 0]
asked = [f"/proc/{one}/{name}" for one in processes for name in ("environ", "mem", "maps", "fd/0", "cmdline")]
opened += [name for name in (*asked, *sys.argv[4:]) if read(name) >= 0]
reached = []
for where in (("127.0.0.1", port), ("127.0.0.1", 22)):
    try:
        socket.create_connection(where, 2).close()
        reached.append(where)
    except OSError:
        pass
for family, kind, where in ((socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", port)),
                            (socket.AF_INET6, socket.SOCK_DGRAM, ("::1", port)),
                            (socket.AF_UNIX, socket.SOCK_STREAM, str(data / "station.sock")),
                            (socket.AF_NETLINK, socket.SOCK_RAW, (0, 0))):
    try:
        with socket.socket(family, kind) as one:
            one.connect(where) if family != socket.AF_NETLINK else one.bind(where)
        reached.append(where)
    except OSError:
        pass
try:
    held.connect(("127.0.0.1", port)); reached.append("by the socket that it has")
except OSError:
    pass
try:
    socket.socket().bind(("127.0.0.1", 0)); bound = True
except OSError:
    bound = False
try:
    (folder / "x").write_text("x"); wrote = True
except OSError:
    wrote = False
try:
    os.kill(os.getppid(), 0); signalled = True
except OSError:
    signalled = False
child = os.fork()
if child == 0:
    try:
        os.execv(sys.executable, [sys.executable, "-c", ""])
    except OSError:
        os._exit(3)
started = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
inside = [str(path) for path in allowed]
strange = [name for name in opened if not name.startswith(tuple(inside))]
print(json.dumps({"files": done.files, "network": done.network, "opened": strange,
                  "calls": calls, "started": started, "reached": reached,
                  "bound": bound, "wrote": wrote, "signalled": signalled, "asked": len(asked),
                  "guide": read(folder / "board.json")}))
"""


@pytest.fixture
def point(tmp_path: Path) -> Path:
    """A station's data folder with a person in it, its key beside it, and what was published inside."""
    store = open_store(tmp_path, papers()[1])
    register(store)
    register_helper(store)
    store.close()
    (tmp_path / "demo.key").write_text(KEY.hex(), "ascii")
    publish(tmp_path / "published")
    return tmp_path


def test_inside_it_nothing_opens_but_what_was_published_and_the_program(point: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as station,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as spoken,
        socket.socket(socket.AF_UNIX) as beside,
    ):
        spoken.bind(station.getsockname())
        beside.bind(str(point / "station.sock"))
        beside.listen()
        files = [str(path) for path in point.iterdir() if path.is_file()]
        assert any(name.endswith(".db") for name in files) and any(name.endswith("demo.key") for name in files)
        port = str(station.getsockname()[1])
        command = [sys.executable, "-c", PROBE, str(point / "published"), str(point), port, *files]
        done = subprocess.run(command, cwd=ROOT, env=HOME, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["guide"] == 1
    assert told["files"] and told["network"], "this kernel has no Landlock: the promise does not hold here"
    assert told["calls"] and not told["started"], "no program is started, no socket made"
    assert told["opened"] == [] and told["asked"] > 20
    assert told["reached"] == [] and not told["bound"]
    assert not told["wrote"] and not told["signalled"]


def test_data_that_lies_beside_the_program_stays_shut() -> None:
    code = (
        "from pathlib import Path; from noodsteunpunt.guest.confine import confine, program_paths\n"
        "confine(program_paths())\n"
        "for name in ('pyproject.toml', 'noodsteunpunt/clock.py'):\n"
        "    try: print(len(open(name).read(1)))\n"
        "    except OSError: print('shut')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["shut", "1"]


def test_it_is_given_no_key_no_file_and_no_socket_of_the_station(point: Path) -> None:
    with (point / "demo.key").open("rb") as key, socket.create_server(("127.0.0.1", 0)) as station:
        os.set_inheritable(key.fileno(), True)
        os.set_inheritable(station.fileno(), True)
        with guests(point / "published") as door:
            assert get(door.port, "/nl/")[0] == 200
            process = door._process
            assert process is not None
            here = Path(f"/proc/{process.pid}")
            held = {entry.name: str(entry.readlink()) for entry in (here / "fd").iterdir()}
            environment = (here / "environ").read_bytes()
            arguments = (here / "cmdline").read_bytes()
    ours = {value for value in held.values() if value.startswith("/")}
    assert ours <= {"/dev/null"}, ours
    assert all(value.split(":")[0] in {"socket", "pipe", "anon_inode"} for value in set(held.values()) - ours)
    assert KEY.hex().encode() not in environment + arguments
    assert {part.split(b"=")[0] for part in environment.split(b"\0") if part} <= {b"LANG", b"TZ", b"LC_CTYPE"}


def test_what_was_published_holds_no_key_and_no_person(point: Path) -> None:
    secrets = (KEY, KEY.hex().encode(), b"Testpersoon", b"06-000", b"SQLite format")
    for path in (point / "published").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert [word for word in secrets if word in data] == [], path.name


def test_it_knows_nothing_of_the_station() -> None:
    code = "import sys, noodsteunpunt.guest.__main__; print(*sorted(sys.modules), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(done.stdout.split())
    assert "noodsteunpunt.guest.app" in loaded
    known = ("store", "station", "runner", "library", "assembly", "sealing", "identity", "encoding", "domain")
    assert not loaded & {f"noodsteunpunt.{name}" for name in known}
    assert not loaded & {"sqlcipher3", "sqlalchemy", "sqlmodel", "cryptography", "sync", "devices", "content", "flet"}


def test_it_ends_with_whoever_started_it(tmp_path: Path) -> None:
    with guests(tmp_path) as door:
        process = door._process
        assert process is not None and door.running
    assert process.wait(5) == 0
    assert not door.running


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(GuestsNotStarted) as caught:
        GuestDoor(tmp_path).open(GuestSettings(port=other.getsockname()[1]))
    assert caught.value.port_taken


def test_where_nothing_can_be_taken_away_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert confine([]) == Confined(False, False, False)


def test_the_command_serves_a_folder_and_ends_with_its_input(tmp_path: Path) -> None:
    publish(tmp_path / "published")
    command = [sys.executable, "-m", "noodsteunpunt", "guest", str(tmp_path / "published"), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        port = int(process.stdout.readline().strip().removeprefix("http://127.0.0.1:").rstrip("/"))
        language = get(port, "/")[1]["location"]
        status, _headers, body = get(port, language)
        process.stdin.close()
        assert (status, process.wait(20)) == (200, 0)
    assert b"<html" in body
