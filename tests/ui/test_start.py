# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``python -m ui``: its options, and one calm page with a code for everything that keeps a station from starting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.station_kit import papers
from ui.__main__ import main
from ui.server import listen
from ui.stopped import write_page


def make_station(folder: Path, settings: str = "") -> Path:
    """Settings and papers of a point whose radio is not there."""
    config = folder / "station.toml"
    config.write_text(settings or '[radio]\nconnection = "tcp://127.0.0.1:9"\n', "utf-8")
    data = folder / "data"
    data.mkdir()
    (data / "enrolment.json").write_bytes(papers()[1].to_bytes())
    return config


def unknown_key(folder: Path) -> Path:
    return make_station(folder, "colour = 1\n")


def missing(folder: Path) -> Path:
    return folder / "station.toml"


def no_papers(folder: Path) -> Path:
    config = make_station(folder)
    (folder / "data" / "enrolment.json").unlink()
    return config


def damaged(folder: Path) -> Path:
    config = make_station(folder)
    (folder / "data" / "station.db").write_bytes(b"no database at all" * 5000)
    return config


CAUSES: list[tuple[Callable[[Path], Path], tuple[str, ...], int]] = [
    (missing, ("NSP-101",), 64),
    (unknown_key, ("NSP-101", "colour"), 64),
    (no_papers, ("NSP-111",), 65),
    (damaged, ("NSP-20",), 74),
]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What would be opened, instead of a browser."""
    opened: list[str] = []
    monkeypatch.setattr("ui.stopped.open_window", opened.append)
    monkeypatch.setattr("ui.__main__.open_window", opened.append)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return opened


@pytest.mark.parametrize(("make", "words", "status"), CAUSES, ids=[cause[0].__name__ for cause in CAUSES])
def test_what_stops_the_start_is_one_page_with_its_code(
    make: Callable[[Path], Path],
    words: tuple[str, ...],
    status: int,
    tmp_path: Path,
    windows: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--config", str(make(tmp_path)), "--port", "0"]) == status
    (url,) = windows
    page = Path(url.removeprefix("file://")).read_text("utf-8")
    terminal = capsys.readouterr()
    assert terminal.out == ""
    for word in words:
        assert word in page
        assert word in terminal.err
    assert "Traceback" not in terminal.err


def test_a_newer_database_is_left_alone(tmp_path: Path, windows: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from noodsteunpunt.store.errors import StoreTooNew

    def too_new(_config: Path) -> None:
        raise StoreTooNew("99")

    monkeypatch.setattr("ui.__main__.open_station", too_new)
    assert main(["--config", str(make_station(tmp_path))]) == 74
    assert "NSP-204" in Path(windows[0].removeprefix("file://")).read_text("utf-8")


def test_without_a_browser_no_page_is_written(tmp_path: Path, windows: list[str]) -> None:
    assert main(["--config", str(missing(tmp_path)), "--no-browser"]) == 64
    assert windows == []
    assert list(tmp_path.iterdir()) == []


def test_our_own_bug_has_a_code_too(
    tmp_path: Path, windows: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ui.__main__.load_settings", lambda _path: {}["no such"])
    assert main(["--config", str(make_station(tmp_path)), "--no-browser"]) == 70
    assert "NSP-904" in capsys.readouterr().err


def test_a_port_in_use_is_named(tmp_path: Path, windows: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with closing(listen(0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--config", str(make_station(tmp_path)), "--port", str(port)]) == 69
    assert f"NSP-905: Poort {port}" in capsys.readouterr().err


def test_a_page_shows_what_it_is_told_as_text(tmp_path: Path) -> None:
    page = write_page("<script>&", tmp_path).read_text("utf-8")
    assert "&lt;script&gt;&amp;" in page
    assert "<script" not in page


def test_it_serves_until_ctrl_c_and_ends_in_good_order(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui", "--config", str(make_station(tmp_path)), "--port", "0", "--no-browser"]
    environment = {**os.environ, "HOME": str(tmp_path)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        with urlopen(f"{url.partition('?')[0]}healthz", timeout=20) as answer:
            assert answer.read() == b"ok"
        process.send_signal(signal.SIGINT)
        _out, complaints = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "Traceback" not in complaints
