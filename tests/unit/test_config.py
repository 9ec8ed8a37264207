# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings are checked whole; the error names the key and not more."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from noodsteunpunt.config import ConfigError, load_settings
from noodsteunpunt.enrolment import Enrolment, EnrolmentError
from noodsteunpunt.errors import TABLE, explain
from tests.support.station_kit import papers


def test_defaults(tmp_path: Path) -> None:
    path = tmp_path / "station.toml"
    path.write_text("", "utf-8")
    settings = load_settings(path)
    assert settings.database == tmp_path / "data" / "station.db"
    assert settings.radio == "tcp://127.0.0.1:4403"


@pytest.mark.parametrize(
    ("text", "problem", "key"),
    [
        ("colour = 1", "unknown_key", "colour"),
        ("[radio]\nspeed = 1", "unknown_key", "radio.speed"),
        ("[radio]\nconnection = 'http://x'", "bad_value", "connection"),
        ("desk = 'AA'", "bad_value", "desk"),
        ("radio = 1", "not_a_table", "radio"),
        ("[screen]\nport = 70000", "bad_value", "screen.port"),
        ("[guests]\nport = -1", "bad_value", "guests.port"),
        ("[guests]\nport = true", "bad_value", "guests.port"),
        ("[guests]\naddress = 'https://punt.example'", "bad_value", "address"),
        ("[guests]\naddress = 'http://punt/\u0022><script>'", "bad_value", "address"),
        ("[guests]\nwifi = 'x'", "unknown_key", "guests.wifi"),
        ("guests = 80", "not_a_table", "guests"),
        ("= 1", "not_toml", ""),
    ],
)
def test_wrong_settings(tmp_path: Path, text: str, problem: str, key: str) -> None:
    path = tmp_path / "station.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        load_settings(path)
    assert (error.value.problem, error.value.key) == (problem, key)
    said = explain(error.value)
    assert said is not None and said.startswith("NSP-101: ")


def test_what_is_set_for_visitors_and_nothing_that_is_no_address(tmp_path: Path) -> None:
    path = tmp_path / "station.toml"
    path.write_text("", "utf-8")
    assert (load_settings(path).guest_port, load_settings(path).guest_address) == (0, "")
    path.write_text('[guests]\nport = 80\naddress = "http://192.168.8.10"', "utf-8")
    assert (load_settings(path).guest_port, load_settings(path).guest_address) == (80, "http://192.168.8.10")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load_settings(tmp_path / "none.toml")


def test_codes_are_unique() -> None:
    codes = [row.code for row in TABLE.values()]
    assert len(codes) == len(set(codes))


def test_enrolment_reads_back_and_refuses_damage() -> None:
    enrolment = papers()[1]
    raw = enrolment.to_bytes()
    assert Enrolment.from_bytes(raw) == enrolment
    bound = replace(enrolment, pack_root=bytes(range(32)))
    assert Enrolment.from_bytes(bound.to_bytes()) == bound != enrolment
    short = replace(enrolment, pack_root=b"short").to_bytes()
    for bad in (b"", b"{}", raw[:-1], raw.replace(b'"point": 1', b'"point": 77'), short):
        with pytest.raises(EnrolmentError):
            Enrolment.from_bytes(bad)


def test_every_text_is_translated() -> None:
    root = Path(__file__).resolve().parents[2] / "noodsteunpunt"
    catalogue = (root / "locale/nl/LC_MESSAGES/noodsteunpunt.po").read_text("utf-8")
    used = {text for path in root.rglob("*.py") for text in re.findall(r'\b_\(\s*"([^"]+)"', path.read_text("utf-8"))}
    used |= {row.message for row in TABLE.values()}
    assert len(used) > 30
    assert [text for text in sorted(used) if f'msgid "{text}"' not in catalogue] == []


def test_error_page_is_the_table() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/errors.md").read_text("utf-8")
    for row in TABLE.values():
        assert f"| {row.code} | {row.status} | {row.message} |" in page
