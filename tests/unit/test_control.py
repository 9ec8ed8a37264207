# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON lines in, JSON lines out: a whole station in this process, with no radio in reach."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from noodsteunpunt.assembly import open_station
from noodsteunpunt.control import HANDLERS, serve
from noodsteunpunt.demo.layout import prepare
from noodsteunpunt.errors import explain
from noodsteunpunt.library.roots import fingerprint_of
from noodsteunpunt.runner import Runner, RunnerStopped
from noodsteunpunt.store.errors import StoreLocked
from tests.support.library_kit import announced, lasting_root, pack_file

REQUEST = {"category": "medical_power", "priority": "P1", "postcode": "3551AB", "point": "A"}
HELPER = {"skills": ["cook"], "postcode": "3551", "name": "Testpersoon Eik"}
_DRAFT = {key: value for key, value in REQUEST.items() if key != "point"}
LEADER = {"name": "Testpersoon Leider", "role": "point_lead"}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """De Kern's settings; nothing listens on its radio's port."""
    return prepare(tmp_path, {1: 9, 2: 9, 9: 9}, fresh=True)[0].config


@pytest.fixture
def runner(config: Path) -> Iterator[Runner]:
    with open_station(config) as opened:
        yield opened


def answers(runner: Runner, *lines: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    serve(runner, lines, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def do(runner: Runner, command: str, **values: Any) -> Any:
    (answer,) = answers(runner, json.dumps({"id": 7, "do": command, **values}))
    assert answer["id"] == 7
    return answer["ok"] if "ok" in answer else answer["error"]


def test_a_day_at_the_desk(runner: Runner) -> None:
    request = do(runner, "register_request", draft=REQUEST, name="Testpersoon Balie")
    helper = do(runner, "register_helper", draft=HELPER)
    assert request["ticket"].startswith("KB-A001")
    do(runner, "report", status="open", power="grid", **LEADER)
    assert do(runner, "claim", helper=helper["id"], request=request["id"]) == "NSP-401", "nobody looked at who it is"
    seen = {"identity": "shown", "vog": "stated", "clearance": ["home_visit"]}
    second = do(runner, "register_helper", draft={**HELPER, "name": "Testpersoon Es"})
    for one in (helper, second):
        do(runner, "check_helper", helper=one["id"], draft=seen, **LEADER)
    assert do(runner, "claim", helper=helper["id"], request=request["id"]) == "NSP-401", "nobody visits alone"
    do(runner, "approve_task", request=request["id"], words="met de wijkverpleging besproken", **LEADER)
    pair = do(runner, "assign_helpers", helpers=[helper["id"], second["id"]], request=request["id"])
    do(runner, "change_helper", helper=second["id"], status="off_duty")
    claim = pair[0]
    assert [claims["id"] for row in do(runner, "helpers") for claims in row["claims"]] == [claim]
    assert do(runner, "conflicts") == []
    do(runner, "change_request", request=request["id"], status="cancelled", **LEADER)
    assert [row["status"] for row in do(runner, "requests", limit=5)] == ["cancelled"]
    assert do(runner, "request", request=request["id"])["row"]["delivery"] == "waiting"
    before = do(runner, "export")
    do(runner, "rebuild")
    assert do(runner, "export") == before
    assert do(runner, "network")["waiting_entries"] > 0
    assert {alarm["code"] for alarm in do(runner, "snapshot")["alarms"]} == {"radio_not_ready"}


def test_a_noodmelding_a_message_and_a_double_by_commands(runner: Runner) -> None:
    one, two = (do(runner, "register_request", draft=REQUEST, name="Testpersoon Balie")["id"] for _ in range(2))
    do(runner, "merge_requests", double=two, kept=one, **LEADER)
    assert [row["status"] for row in do(runner, "requests") if row["id"] == two] == ["duplicate"]
    do(runner, "part_requests", double=two, **LEADER)
    do(runner, "change_request", request=two, status="waiting", reason="waits_goods", words="morgen")
    assert do(runner, "change_request", request=two, status="waiting") == "NSP-401"
    chest = {"what": "pijn op de borst", "postcode": "3552BA", "house_number": "5", "dangers": ["fire"]}
    emergency = do(runner, "report_emergency", draft=chest, name="Testpersoon Balie")["id"]
    do(runner, "emergency_step", emergency=emergency, step="approved", **LEADER)
    (row,) = do(runner, "emergencies")
    assert (row["id"], row["status"]) == (emergency, "approved")
    assert do(runner, "emergency", emergency=emergency)["row"]["what"] == "pijn op de borst"
    message = do(runner, "write_message", draft={"text": "Water vanaf 16 uur", "precedence": "priority"}, **LEADER)
    do(runner, "carry_message", message=message["id"], road="courier", receiver="Testpersoon Loper")
    assert [row["ticket"] for row in do(runner, "messages")] == [message["ticket"]]
    group = do(runner, "register_group", drafts=[{**_DRAFT, "house_number": n} for n in ("1", "2")])
    assert len({given["ticket"] for given in group}) == 2
    assert do(runner, "ask_card", text=group[0]["ticket"], pin=group[0]["pin"])["status"] == "new"
    do(runner, "promise_callback", request=one, minutes=30, way="at_door")
    assert do(runner, "call_back", request=one, result="reached") is None
    do(runner, "correct_request", request=one, changes={"saw": 0, "people": 3, "access": ["dog"]})
    do(runner, "recheck_request", request=one)
    assert do(runner, "request", request=one)["row"]["people"] == 3
    assert do(runner, "undo", subject=one, entry=one) == "NSP-401"
    for command in ("answer_request", "hand_over"):
        refused = {"answer": "help_comes"} if command == "answer_request" else {"party": "other_point"}
        assert do(runner, command, request=one, **refused) == "NSP-401"
    do(runner, "add_to_emergency", emergency=emergency, more={"access": "trap links"})
    heard = do(runner, "take_down_message", draft={"text": "brug dicht", "road": "voice_radio"})
    do(runner, "read_message", message=heard)
    do(runner, "close_message", message=message["id"])
    do(runner, "count_question", draft={"found": False, "words": "luiers"})
    assert do(runner, "search", text="3552")["rows"][0]["id"] == emergency
    assert "p1_unseen" in do(runner, "attention")["counts"]
    for wrong in (
        {"draft": {**chest, "danger": "fire"}},
        {"draft": {**chest, "people": "een"}},
        {"draft": chest, "more": 1},
        {},
    ):
        assert do(runner, "report_emergency", **wrong) == "NSP-601"


@pytest.mark.parametrize(
    ("command", "values"),
    [
        ("register_request", {"draft": REQUEST}),
        ("change_request", {"request": "$", "status": "assessed"}),
        ("recheck_request", {"request": "$"}),
        ("promise_callback", {"request": "$", "minutes": 5}),
        ("call_back", {"request": "$", "result": "reached"}),
        ("write_message", {"draft": {"text": "Water om 16 uur"}}),
        ("count_heads", {"draft": {"present": 5}}),
        ("report", {"status": "open"}),
    ],
)
def test_who_sits_there_is_invented_too_whatever_they_do(runner: Runner, command: str, values: dict[str, Any]) -> None:
    request = do(runner, "register_request", draft=REQUEST, name="Testpersoon Balie")["id"]
    given = {key: request if value == "$" else value for key, value in values.items()}
    assert do(runner, command, **given, name="Jan de Vries", role="point_lead") == "NSP-401"


def test_information_by_commands(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "root").write_bytes(lasting_root())
    known = {"root": str(tmp_path / "root"), "fingerprint": fingerprint_of(lasting_root()).hex()}
    one, two = (str(pack_file(tmp_path, version, expires=4_000_000_000)) for version in (1, 2))
    assert do(runner, "install_pack", file=one) == "NSP-703"
    assert do(runner, "install_pack", file=one, **{**known, "fingerprint": "12"}) == "NSP-701"
    assert do(runner, "install_pack", file=one, **known)["version"] == 1
    assert do(runner, "install_pack", file=two)["version"] == 2
    assert do(runner, "install_pack", file=one) == "NSP-701"
    assert do(runner, "put_back_pack") == "NSP-401"
    assert do(runner, "put_back_pack", **LEADER)["version"] == 1
    assert do(runner, "announce", file=one) == "NSP-701"
    card = tmp_path / "w.nscard"
    card.write_bytes(announced(Path(one), "Vannacht licht", expires=4_000_000_000))
    assert do(runner, "announce", file=str(card))["card"] == "card.stroom.json"
    assert runner.query(lambda reader: reader.search_pack("vannacht")).result()
    assert {pack["version"]: pack["place"] for pack in do(runner, "packs")} == {1: "current", 2: "previous"}
    assert runner.query(lambda reader: reader.search_pack("lamps", language="en")).result() == []


def test_a_courier_by_commands(runner: Runner, tmp_path: Path) -> None:
    do(runner, "register_request", draft=REQUEST)
    bundle = str(tmp_path / "a.nspbun")
    assert do(runner, "courier_export", to="CP", file=bundle)["frames"] == 2
    assert do(runner, "courier_export", to="CP", file=bundle, receipt=True)["frames"] == 0
    assert do(runner, "courier_import", file=bundle) == "NSP-805"


def test_the_spare_laptop_by_commands(runner: Runner) -> None:
    for command, silent in (("stand_by", True), ("take_radio", False)):
        do(runner, command)
        assert runner.call(lambda station: station.courier.silent()).result() is silent


def test_orders_of_a_coordination_point_by_commands(runner: Runner, config: Path, tmp_path: Path) -> None:
    assert do(runner, "revoke", point="HA") == do(runner, "rekey") == "NSP-421"
    asked = tmp_path / "asked.nsout"
    assert do(runner, "ask_to_take_out", point="CP", file=str(asked))["size"] == asked.stat().st_size
    assert do(runner, "bring_order", file=str(asked)) == "NSP-426"  # the municipality did not sign it
    assert do(runner, "bring_order", file=__file__) == "NSP-425"
    message = tmp_path / "message"
    message.write_bytes(b"signed elsewhere")
    assert do(runner, "announce_to_all", file=str(message)) == "NSP-421"
    chief = config.parents[1] / "C" / "station.toml"
    with open_station(chief) as opened:
        told = do(opened, "revoke", point="HA")
        assert (told["packets"], told["epoch"]) == (2, 2)
        assert do(opened, "revoke", point="HA") == "NSP-423"
        assert do(opened, "rekey")["epoch"] == 3
        assert do(opened, "announce_to_all", file=str(message))["packets"] == 1


@pytest.mark.parametrize(
    ("command", "values", "code"),
    [
        ("see", {"request": "0040-1"}, "NSP-401"),
        ("take_over", {"request": "0040-1"}, "NSP-401"),
        ("settle", {"helper": "0040-1"}, "NSP-401"),
        ("settle", {"helper": "0040-1", "winner": "0040-2"}, "NSP-401"),
        ("change_helper", {"helper": "0040-1", "status": "available"}, "NSP-401"),
        ("claim", {"helper": "0040-1", "request": "0040-2"}, "NSP-401"),
        ("register_request", {"draft": {**REQUEST, "postcode": "x"}}, "NSP-401"),
        ("register_request", {"draft": {**REQUEST, "category": "no such thing"}}, "NSP-601"),
        ("register_request", {"draft": "no draft"}, "NSP-601"),
        ("register_helper", {}, "NSP-601"),
        ("report", {"status": "no such status"}, "NSP-601"),
        ("dance", {}, "NSP-601"),
    ],
)
def test_what_cannot_be_is_answered_with_a_code(
    runner: Runner, command: str, values: dict[str, Any], code: str
) -> None:
    assert do(runner, command, **values) == code


def test_lines_that_are_no_commands(runner: Runner) -> None:
    bad = ["{", "[]", "7", '"x"', '{"id": 1}', '{"do": "export"}', "[" * 100_000, "\u202e"]
    told = answers(runner, *bad, "  \n", '{"id": 2, "do": "conflicts"}')
    assert [answer["error"] for answer in told[:-1]] == ["NSP-601"] * len(bad)
    assert all(answer["say"].startswith("NSP-601: Dit is geen opdracht") for answer in told[:-1])
    assert told[-1] == {"id": 2, "ok": []}


def test_every_command_was_tried_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert [name for name in HANDLERS if f'"{name}"' not in text] == []


def test_one_program_per_database(runner: Runner, config: Path) -> None:
    with pytest.raises(StoreLocked) as error, open_station(config):
        pass
    assert str(explain(error.value)).startswith("NSP-201: ")


def test_a_closed_station_refuses_in_words(config: Path) -> None:
    with open_station(config) as runner:
        pass
    with pytest.raises(RunnerStopped) as error:
        runner.call(lambda station: station.network()).result()
    assert str(explain(error.value)).startswith("NSP-501: ")


def test_a_subscriber_hears_of_what_was_recorded(runner: Runner) -> None:
    heard: SimpleQueue[int] = SimpleQueue()
    stop = runner.subscribe(lambda snapshot: heard.put(snapshot.counters.open_requests))
    do(runner, "register_request", draft=REQUEST)
    while heard.get(timeout=20) != 1:
        continue
    stop()
    assert runner.snapshot().counters.open_requests == 1
    assert runner.now() > 0


def test_a_shift_from_command_to_command(runner: Runner) -> None:
    names = "Testpersoon Een", "Testpersoon Twee", "Testpersoon Drie"
    shift = do(runner, "open_shift", lead=names[0], roles=["reception"], **LEADER)
    do(runner, "join_shift", person=names[1], roles=["request_desk", "reception"], **LEADER)
    do(runner, "open_point", draft={"status": "open", "staff": 2}, **LEADER)
    child = do(runner, "register_child", draft={"wristband": "17", "first": names[0], "second": names[1]}, **LEADER)
    team = do(runner, "form_team", draft={"task": "runner", "names": ["Testpersoon A", "Testpersoon B"]}, **LEADER)
    assert [one["id"] for one in do(runner, "teams")] == [team]
    told = do(runner, "handover")
    assert told["shift"]["id"] == shift
    power = told["lines"][1]["about"]
    assert [(line["item"], line["about"]) for line in told["lines"]] == [
        ("child", child["id"]), ("power", power), ("p2", None)
    ]  # fmt: skip
    assert do(runner, "hand_over_shift", receiver=names[2], **LEADER).startswith("NSP-")
    do(runner, "tick_handover", item="child", about=child["id"], **LEADER)
    do(runner, "tick_handover", item="power", about=power, **LEADER)
    do(runner, "tick_handover", item="p2", **LEADER)
    staff = {names[0]: ["reception"], names[1]: ["reception"]}
    do(runner, "hand_over_shift", receiver=names[2], staff=staff, **LEADER)
    assert [one["person"] for one in do(runner, "shift")["people"]] == [names[2], *names[:2]]
    assert not do(runner, "children")[0]["alone"] and do(runner, "offers") == []
    assert [line["code"] for line in do(runner, "logbook")][-1] == "shift_opened"
    assert do(runner, "write_log", what="decision", text="Geen vuur binnen", **LEADER)
    assert do(runner, "left_to_close")["children"] == 1
    do(runner, "team_step", team=team, step="briefed", words="naar de kazerne", **LEADER)
    offer = do(runner, "register_offer", draft={"what": "dekens", "amount": 40}, **LEADER)
    do(runner, "change_offer", offer=offer["id"], status="available", **LEADER)
    assert [(one["free"], one["status"]) for one in do(runner, "offers")] == [(40, "available")]
    do(runner, "take_over_shift", lead=names[1], why="leider is onwel", **LEADER)
    assert do(runner, "shift")["flagged"]
