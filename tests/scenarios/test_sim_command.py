# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command that plans a network: its example, its files, what is wrong with a plan, and the same figures again."""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from devices.lora import Preset
from noodsteunpunt.entry import main
from noodsteunpunt.errors import explain
from noodsteunpunt.simulator import figures
from noodsteunpunt.simulator.errors import PlanError
from noodsteunpunt.simulator.files import read_load, read_topology
from noodsteunpunt.simulator.plan import HOUR, Plan, Stream, check, parse_islands, parse_off
from noodsteunpunt.simulator.play import Told, moments, play
from noodsteunpunt.simulator.topology import make_topology
from sync.frames import Priority

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "simulator.md").read_text("utf-8")
FAST = Preset.SHORT_FAST
POINT = "[[point]]\nx = 0\ny = 0\ncoordination = true\n"


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", shlex.split(line))
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    return int(str(ended.value.code)), said.out + said.err


def example(folder: Path) -> str:
    """Writes the files of the page, and returns its command."""
    for name, text in re.findall(r"```toml\n# (\w+\.toml)\n(.*?)```", PAGE, re.DOTALL):
        (folder / name).write_text(text, "utf-8")
    command: str = re.findall(r"```sh\n(noodsteunpunt sim .*?)\n```", PAGE)[0]
    return command


def test_the_example_of_the_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    line = example(tmp_path)
    status, said = run(monkeypatch, capsys, line)
    told = json.loads(said)
    assert status == 0
    assert told["converged"]
    assert (told["points"], told["relays"], told["seed"]) == (4, 1, 3)
    assert told["reach"]["life"]["entries"] == 1
    assert told["reach"]["urgent"]["missing"] == 0
    assert told["airtime"]["over"] == []
    assert sum(told["airtime"]["by_class"].values()) == pytest.approx(told["airtime"]["seconds"], abs=0.5)
    assert "0.25 h" in told["level_after_s"]
    picture = ElementTree.fromstring((tmp_path / "plan.svg").read_text("utf-8"))
    assert len(picture.findall(".//{*}polyline")) == len(told["reach"])
    assert run(monkeypatch, capsys, line) == (0, said), "the same seed, the same figures"


def test_every_key_of_the_object_is_on_the_page() -> None:
    found = play(Plan(make_topology("hop", 2, FAST, 1), FAST, (), 60.0))
    told = figures.of(found)
    for key in [*told, *told["airtime"], *figures.reach(found, [])]:
        assert key in PAGE or key in {"preset", "loss", "hours", "seed", "signing", "entries", "seconds"}, key


def test_tables_for_a_person(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(
        monkeypatch, capsys, "noodsteunpunt sim --points 4 --topology hop --preset SHORT_FAST --hours 0.5 --seed 2"
    )
    assert status == 0
    assert "4 punten, hoogstens 1 sprongen" in said
    assert "Alles is overal aangekomen" in said
    assert "█" in said


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ("--points 0", "van 1 tot 250 punten"),
        ("--points 251", "van 1 tot 250 punten"),
        ("--topology nergens.toml", "geen line, grid, town of hop, en geen bestand: nergens.toml"),
        ("--preset SHORT_TURBO", "er is geen SHORT_TURBO"),
        ("--hours 0", "van 0.1 tot 168"),
        ("--hours nan", "van 0.1 tot 168"),
        ("--partition 1-99", "er is geen punt 99"),
        ("--partition '1-3|3-5@0:10-0:20'", "één eiland"),
        ("--partition '1-3@0:20-0:10'", "eindigt voor het begint"),
        ("--partition '3-1'", "de laatste komt voor de eerste"),
        ("--partition half@0:10-0:30 --partition half@0:20-0:40", "twee ervan vallen deels tegelijk"),
        ("--off AA", "zeg wanneer"),
        ("--off ZZ@0:10-0:20", "er is geen punt ZZ"),
        ("--off 1@0:61-2:00", "schrijf een tijd als 1:30"),
        ("--off 1@0:10-0:30 --off AA@0:20-0:40", "twee ervan vallen deels tegelijk"),
    ],
)
def test_what_is_wrong_with_a_plan(
    options: str, problem: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = run(monkeypatch, capsys, f"noodsteunpunt sim --topology hop --points 5 {options}")
    assert status == 64
    assert said.startswith("NSP-604: Het naspelen kan niet beginnen.")
    assert problem in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "leeg"),
        ("[[point]\n", "geen TOML of JSON"),
        ("\0\1", "geen TOML of JSON"),
        ("point = 3\n", "[[point]]"),
        ("[[punt]]\nx = 1\n", "er is geen tabel punt"),
        ("[[point]]\nx = 0\ny = 0\n", "coordination = true"),
        (POINT + "z = 3\n", "[[point]] 1: er is geen sleutel z"),
        ("[[point]]\nx = 0\ncoordination = true\n", "y is een getal"),
        ("[[point]]\nx = nan\ny = 0\ncoordination = true\n", "x is een getal"),
        ("[[point]]\nx = true\ny = 0\ncoordination = true\n", "x is een getal"),
        (POINT + "number = 1.5\n", "heel getal"),
        (POINT + "letters = 'K'\n", "twee letters"),
        (POINT + "name = ''\n", "1 tot 60"),
        ("[[point]]\nx = 0\ny = 0\ncoordination = 'ja'\n", "true of false"),
        (POINT + "[[point]]\nlat = 52\nlon = 5\n", "x en y voor alle"),
        (POINT + "[[point]]\nx = 9\ny = 9\nnumber = 1\n", "hetzelfde nummer"),
        (POINT + "[[link]]\na = 1\nb = 1\nloss = 0.5\n", "tussen twee"),
        (POINT + "[[link]]\na = 1\nb = 2\nloss = 0.5\n", "er is geen punt 2"),
        (POINT * 251, "van 1 tot 250"),
    ],
)
def test_what_is_wrong_with_a_file_of_places(text: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "plaatsen.toml"
    file.write_bytes(text.encode())
    with pytest.raises(PlanError) as refused:
        read_topology(file, 1)
    said = explain(refused.value)
    assert said is not None
    assert problem in said
    assert "plaatsen.toml" in said


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "leeg"),
        ("class = 'life'\nbytes = 3\n", "er is geen tabel class"),
        ("[[entries]]\nbytes = 3\nper_hour = 1\n", "class is een van"),
        ("[[entries]]\nclass = 'life'\nper_hour = 1\n", "bytes is een getal van 1 tot 200"),
        ("[[entries]]\nclass = 'life'\nbytes = 201\nper_hour = 1\n", "bytes is een getal van 1 tot 200"),
        ("[[entries]]\nclass = 'life'\nbytes = 3\n", "geef per_hour, of count en at"),
        ("[[entries]]\nclass = 'life'\nbytes = 3\ncount = 1\nper_hour = 1\n", "geef per_hour, of count en at"),
        ("[[entries]]\nclass = 'life'\nbytes = 3\nper_hour = 1\nat = '1:00'\n", "geef per_hour, of count en at"),
        ("[[entries]]\nclass = 'life'\nbytes = 3\nper_hour = 1\npoints = []\n", "points is een lijst"),
        ("[[entries]]\nclass = 'life'\nbytes = 3\nper_hour = 1\npoints = ['QQ']\n", "er is geen punt QQ"),
        ("[[entries]]\nclass = 'life'\nbytes = 3\nper_hour = 1\nfrom = '9:00'\n", "eindigt voor het begint"),
        ("[[entries]]\nclass = 'life'\nbytes = 3\nper_hour = -1\n", "per_hour is een getal"),
    ],
)
def test_what_is_wrong_with_a_file_of_entries(text: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "drukte.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(PlanError) as refused:
        read_load(file, make_topology("hop", 3, FAST, 1), HOUR)
    assert problem in str(explain(refused.value))


def test_json_files_say_the_same_as_toml(tmp_path: Path) -> None:
    places: dict[str, Any] = {"point": [{"letters": "kb", "x": 0, "y": 0, "coordination": True}, {"x": 5, "y": 0}]}
    (tmp_path / "a.json").write_text(json.dumps(places), "utf-8")
    (tmp_path / "a.toml").write_text(POINT + "letters = 'kb'\n[[point]]\nx = 5\ny = 0\n", "utf-8")
    assert read_topology(tmp_path / "a.json", 1) == read_topology(tmp_path / "a.toml", 1)


def test_too_many_entries_and_two_laptops_at_once() -> None:
    area = make_topology("hop", 3, FAST, 1)
    many = Stream(Priority.LOG, 3, (1, 2, 3), 0.0, 100 * HOUR, per_hour=1000)
    with pytest.raises(PlanError):
        check(Plan(area, FAST, (many,), 100 * HOUR))
    assert parse_off("AB@0:10", area, HOUR).end == HOUR
    assert parse_islands("AA,2|3", area, HOUR).groups == (frozenset({1, 2}), frozenset({3}))


def test_a_load_is_the_same_whatever_the_radio_does() -> None:
    area = make_topology("hop", 3, FAST, 1)
    stream = Stream(Priority.LOG, 3, (1, 2, 3), 600.0, 3 * HOUR, per_hour=20)
    plan = Plan(area, FAST, (stream,), 4 * HOUR, loss=0.1)
    drawn = moments(plan)
    assert drawn == moments(Plan(area, Preset.LONG_FAST, (stream,), 4 * HOUR, loss=0.5))
    assert all(600.0 <= at < 3 * HOUR for at, _point, _stream in drawn)
    assert 100 < len(drawn) < 240  # 170 expected, five standard deviations


def test_islands_do_not_hear_each_other_until_they_join() -> None:
    area = make_topology("hop", 4, FAST, 1)
    streams = (Stream(Priority.URGENT, 20, (1,), 300.0, 900.0, count=1),)
    played = play(Plan(area, FAST, streams, 900.0, islands=(parse_islands("1-2|3-4@0:01-0:10", area, 900.0),)))
    (told,) = played.entries.values()
    assert told.arrived[2] < 330.0
    assert min(told.arrived[3], told.arrived[4]) > 600.0
    assert 0.0 < played.healed_after[600.0] < 200.0


def test_figures_of_a_few_entries_by_hand() -> None:
    told = Told(1, Priority.LIFE, 100.0, {2: 101.0, 3: 104.0, 4: 110.0})
    assert [told.after(share, 4) for share in (0.25, 0.5, 0.75, 1.0)] == [0.0, 1.0, 4.0, 10.0]
    assert told.after(1.0, 5) is None
    assert told.after(0.8, 5) == 10.0
    assert figures.spread([1.0, 2.0, None]) == {"p50": 2.0, "p90": None, "p95": None}
    assert figures.percentile(range(1, 101), 90) == 90
    assert figures.fairness([2.0, 2.0, 2.0]) == 1.0
    assert figures.fairness([5.0, 0.0, 0.0, 0.0]) == 0.25
