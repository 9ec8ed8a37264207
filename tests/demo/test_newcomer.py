# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration as a newcomer meets it: it starts, goes on, ends whole, and takes nothing that is not its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.mesh_daemon import virtual_mesh
from noodsteunpunt.demo.layout import DemoFolderError, DemoRunning, claimed, prepare
from noodsteunpunt.demo.process import StationProcess
from tests.support.process_kit import REQUEST, start_in_vain, until

PORTS = {1: 9, 2: 9, 9: 9}


@contextmanager
def demonstration(folder: Path, *more: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The real command; its first lines up to the one that says how to end it."""
    command = [sys.executable, "-m", "noodsteunpunt", "demo", "--no-browser", "--folder", str(folder), *more]
    variables = {**os.environ, "HOME": str(folder.parent), **environment}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=variables, start_new_session=True
    ) as process:
        assert process.stdout is not None
        lines: list[str] = []
        try:
            while not lines or "Ctrl-C" not in lines[-1]:
                line = process.stdout.readline()
                assert line, lines
                lines.append(line)
            yield process, lines
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.stdout.read()
            process.wait(30)


def stations_of(process: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
    return [int(number) for number in listed.split()]


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_says_what_to_do_and_every_way_of_ending_ends_all(tmp_path: Path, number: signal.Signals) -> None:
    with demonstration(tmp_path / "een map met é") as (process, lines):
        text = "".join(lines)
        assert len(re.findall(r"http://127\.0\.0\.1:\d+/\?token=\S+\n", text)) == 3
        assert "zeg op De Kern wie je bent" in text
        children = stations_of(process)
        assert len(children) == 3
        process.send_signal(number)
        assert process.wait(30) == 0
        assert all(gone(child) for child in children)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_when_it_is_killed_no_station_plays_on(tmp_path: Path) -> None:
    with demonstration(tmp_path / "demo") as (process, _lines):
        children = stations_of(process)
        process.kill()
        try:
            until(lambda: all(ended(child) for child in children), "a station goes on without the demonstration")
        finally:
            for child in (one for one in children if not ended(one)):
                os.kill(child, signal.SIGKILL)


def ended(pid: int) -> bool:
    """Gone, or waiting for a parent that asks; orphans may have none that does."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_if_one_station_falls_the_others_do_not_play_on(tmp_path: Path) -> None:
    with demonstration(tmp_path / "demo") as (process, _lines):
        assert process.stdout is not None
        children = stations_of(process)
        os.kill(children[1], signal.SIGKILL)
        assert "Het Anker is gestopt" in process.stdout.read()
        assert process.wait(30) == 1
        assert all(gone(child) for child in children)


def test_two_at_once_are_refused_and_the_next_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with demonstration(folder, PYTHONIOENCODING="ascii:strict") as (process, lines):
        assert "Co?rdinatiepunt" in "".join(lines), "a terminal without an ö is no reason to stop"
        settings = (folder / "A" / "station.toml").read_text("utf-8")
        second = start_in_vain("noodsteunpunt", "demo", "--fresh", "--no-browser", "--folder", str(folder))
        assert (second.returncode, second.stderr[:9]) == (73, "NSP-103: "), second.stderr
        assert process.poll() is None
        assert (folder / "A" / "station.toml").read_text("utf-8") == settings
    written = on_its_own(folder, lambda point: point.do("register_request", draft=REQUEST)["id"])
    with demonstration(folder):
        pass
    assert on_its_own(folder, lambda point: [row["id"] for row in point.do("requests")]) == [written]


def on_its_own(folder: Path, function: Callable[[StationProcess], Any]) -> Any:
    """What ``function`` gives of De Kern while the demonstration does not run."""
    point = StationProcess("A", folder / "A" / "station.toml", folder / "A" / "station.log")
    try:
        return function(point)
    finally:
        point.close()


def test_a_second_start_keeps_and_fresh_empties(tmp_path: Path) -> None:
    def keys() -> list[bytes]:
        with claimed(tmp_path):
            prepare(tmp_path, PORTS, fresh=False)
        return [(tmp_path / name / "enrolment.json").read_bytes() for name in "ABC"]

    first = keys()
    assert keys() == first
    with claimed(tmp_path):
        prepare(tmp_path, PORTS, fresh=True)
    assert not set(keys()) & set(first)


def test_half_made_is_made_anew(tmp_path: Path) -> None:
    with claimed(tmp_path):
        prepare(tmp_path, PORTS, fresh=False)
        (tmp_path / "B" / "made").unlink()
        before = (tmp_path / "A" / "enrolment.json").read_bytes()
        prepare(tmp_path, PORTS, fresh=False)
        assert (tmp_path / "A" / "enrolment.json").read_bytes() != before, "three stations of one incident"


def test_fresh_takes_no_folder_that_is_not_its_own(tmp_path: Path) -> None:
    """``--fresh --folder ~`` must not empty a home."""
    (tmp_path / "A").mkdir()
    letter = tmp_path / "A" / "brief.txt"
    letter.write_text("lieve oma", "utf-8")
    with pytest.raises(DemoFolderError, match="not_empty"), claimed(tmp_path):
        pass
    ended = start_in_vain("noodsteunpunt", "demo", "--fresh", "--folder", str(tmp_path))
    assert (ended.returncode, ended.stderr[:9]) == (73, "NSP-102: "), ended.stderr
    assert letter.read_text("utf-8") == "lieve oma"


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    ended = start_in_vain("noodsteunpunt", "demo", "--no-browser", "--folder", str(tmp_path / "file" / "demo"))
    assert (ended.returncode, ended.stderr[:9]) == (73, "NSP-102: "), ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_folder_is_claimed_once(tmp_path: Path) -> None:
    with claimed(tmp_path), pytest.raises(DemoRunning), claimed(tmp_path):
        pass
    with claimed(tmp_path):
        pass


def test_ports_that_are_taken(tmp_path: Path) -> None:
    with virtual_mesh(1, 0) as other:
        (port,) = other.ports.values()
        ended = start_in_vain("noodsteunpunt", "mesh", "--radios", "1", "--port", str(port))
    assert (ended.returncode, ended.stderr[:9]) == (69, "NSP-303: "), ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ((), "geen echte gegevens"),
        (("demo",), "op deze computer"),
        (("station",), "zonder scherm"),
        (("mesh",), "virtueel net van radio's"),
    ],
)
def test_help_is_dutch(command: tuple[str, ...], words: str) -> None:
    ended = start_in_vain("noodsteunpunt", *command, "--help")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert words in ended.stdout
