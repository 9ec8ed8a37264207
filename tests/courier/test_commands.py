# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt courier`` on the folder of a point, whether its station runs or not; and the door between them."""

from __future__ import annotations

import json
import os
import socket
import stat
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from noodsteunpunt.assembly import open_station, silent_station
from noodsteunpunt.cli import app
from noodsteunpunt.config import load_settings
from noodsteunpunt.courier.export import export_bundle
from noodsteunpunt.demo.layout import prepare
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.door import ask, door_file
from noodsteunpunt.errors import NobodyAnswers
from noodsteunpunt.library.disk import Disk
from tests.support.courier_kit import CP, KERN, couriers
from tests.support.station_kit import ACTOR, request


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """De Kern, Het Anker, the coordination point."""
    (tmp_path / "points").mkdir()
    made = prepare(tmp_path / "points", {1: 9, 2: 9, 9: 9}, fresh=True)
    return made[0].folder, made[1].folder, made[2].folder


def courier(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(app, ["courier", *map(str, arguments), "--json"])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, json.loads(result.stdout) if result.stdout else {}


def register(folder: Path) -> SubjectId:
    with silent_station(folder / "station.toml") as station:
        return station.register_request(request(), ACTOR).id


def delivery(folder: Path, subject: SubjectId) -> str:
    with silent_station(folder / "station.toml") as station:
        detail = station.reader.request(subject)
    assert detail is not None
    return detail.row.delivery.value


def test_there_and_back_between_stopped_stations(tmp_path: Path, folders: tuple[Path, Path, Path]) -> None:
    kern, anker, cp = folders
    subject = register(kern)
    bundle, receipt = tmp_path / "a.nspbun", tmp_path / "b.nspbun"
    status, made = courier("export", "--to", "cp", "-o", bundle, "--folder", kern)
    assert (status, made["frames"], made["house"], made["size"]) == (0, 2, 1, bundle.stat().st_size)
    assert courier("import", bundle, "--folder", anker) == (
        65,
        {"error": "NSP-805", "say": courier("import", bundle, "--folder", anker)[1]["say"]},
    )
    assert courier("import", bundle, "--folder", cp, "--receipt", receipt)[1]["house"] == 1
    assert courier("import", bundle, "--folder", cp)[1]["error"] == "NSP-807"
    assert delivery(kern, subject) == "waiting"
    assert courier("import", receipt, "--folder", kern)[0] == 0
    assert delivery(kern, subject) == "held"
    again = tmp_path / "c.nspbun"
    assert courier("receipt", "--to", "De Kern", "-o", again, "--folder", cp)[0] == 0
    assert courier("export", "--to", "nergens", "-o", again, "--folder", kern)[1]["error"] == "NSP-810"


def test_at_stations_that_run(tmp_path: Path, folders: tuple[Path, Path, Path]) -> None:
    kern, _anker, cp = folders
    bundle, receipt = tmp_path / "a.nspbun", tmp_path / "b.nspbun"
    with open_station(kern / "station.toml") as runner, open_station(cp / "station.toml"):
        subject = runner.call(lambda station: station.register_request(request(), ACTOR)).result().id
        assert courier("export", "--to", "9", "-o", bundle, "--folder", kern)[1]["house"] == 1
        assert courier("import", bundle, "--folder", kern) == (
            65,
            {"error": "NSP-805", "say": courier("import", bundle, "--folder", kern)[1]["say"]},
        )
        assert courier("import", bundle, "--folder", cp, "--receipt", receipt)[0] == 0
        assert courier("import", receipt, "--folder", kern)[0] == 0
        found = runner.query(lambda reader: reader.request(subject)).result()
        assert found is not None and found.row.delivery.value == "held"


def test_only_who_can_read_the_data_folder_can_use_the_door(folders: tuple[Path, Path, Path]) -> None:
    kern = folders[0]
    data = load_settings(kern / "station.toml").data
    with open_station(kern / "station.toml"):
        file = door_file(data)
        if os.name == "posix":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        port = json.loads(file.read_text("ascii"))["port"]
        for said in (b"\n", b"x" * 64 + b"\n", b"x" * 100_000, b"\xff\n"):
            with socket.create_connection(("127.0.0.1", port), 10) as called:
                called.settimeout(10)
                called.sendall(said + b'{"id": 1, "do": "courier_export", "to": 9, "file": "/tmp/x"}\n')
                assert not ended(called)
        assert ask(data, {"do": "export"})["error"] == "NSP-601", "the door has the courier's commands and no others"
        assert ask(data, {"do": "courier_import"})["error"] == "NSP-601"
    assert not file.exists()
    with pytest.raises(NobodyAnswers):
        ask(data, {"do": "courier_import"})


def ended(called: socket.socket) -> bytes:
    try:
        return called.recv(100)
    except ConnectionError:
        return b""


class BrokenDisk(Disk):
    """Fails at one step."""

    def __init__(self, step: str) -> None:
        self._step = step

    def __getattribute__(self, name: str) -> Any:
        if name == object.__getattribute__(self, "_step"):
            raise OSError(28, "full")
        return object.__getattribute__(self, name)


@pytest.mark.parametrize("step", ["writing", "rename", "sync_folder"])
def test_an_export_is_whole_or_not_there(tmp_path: Path, step: str) -> None:
    with couriers(tmp_path) as world:
        world.register(KERN)
        file, _made = world.export(KERN, CP)
        before = file.read_bytes()
        with pytest.raises(OSError, match="full"):
            export_bundle(world.access(KERN), CP, file, disk=BrokenDisk(step))
        if step != "sync_folder":
            assert file.read_bytes() == before
        world.read(CP, file)
        assert [path for path in tmp_path.iterdir() if path.name.endswith(".new")] == []
