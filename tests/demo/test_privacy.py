# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search for names and numbers finds them on the air and on the disk, however they got there."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from noodsteunpunt.demo import privacy
from noodsteunpunt.demo.check import load_drafts
from noodsteunpunt.domain.facts import RequestRegistered
from noodsteunpunt.domain.values import Category, CategoryGroup, Priority
from noodsteunpunt.encoding import encode_content, record_of
from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.sealing import PairSealer
from sync.frames import WITNESS, Frame, encode_entries
from sync.frames import Priority as FramePriority
from sync.ids import make_author
from sync.wire import Keys, seal_frame
from tests.support.station_kit import papers

NAME = "Testpersoon Berk die bij de buren woont en daar blijft wonen"
FACT = RequestRegistered(
    letters="KB", desk="A", number=1, group=CategoryGroup.OTHER, priority=Priority.P1, pc4="3551",
    category=Category.MEDICAL_POWER, address="3551AB 12", note="accu nog 40 min", name=NAME,
)  # fmt: skip


def on_air(fact: RequestRegistered) -> tuple[privacy.Opened, list[Enrolment]]:
    """One packet with ``fact``, as point 1 sends it, opened with the keys of all."""
    enrolments = papers()
    first = enrolments[1]
    author = make_author(1, 0)
    record = record_of(fact, seq=1, lamport=1, minutes=0, subject=None)
    packed = encode_entries(FramePriority.URGENT, 0, encode_content([record], author, 1, PairSealer(first)))
    packed += bytes(WITNESS)
    keys = Keys.derive(first.group_key, first.roster.incident, first.epoch)
    everyone = list(enrolments.values())
    return privacy.open_air([seal_frame(Frame(author, 1, packed), keys)], everyone), everyone


def test_what_may_travel_is_found_and_the_name_is_not() -> None:
    opened, _ = on_air(FACT)
    assert privacy.on_air(opened, [NAME], ["accu nog 40 min", "3551AB 12"]) == []


def test_a_name_is_found_in_the_open_in_the_sealed_and_in_the_compressed() -> None:
    for leaking in (replace(FACT, letters=NAME), replace(FACT, note=NAME), replace(FACT, address=NAME + NAME)):
        opened, _ = on_air(leaking)
        assert any("was on the air" in line for line in privacy.on_air(opened, [NAME], ["medical_power"]))


def test_what_would_not_open_is_not_called_searched() -> None:
    opened, everyone = on_air(FACT)
    noise = privacy.open_air([*opened.layers, os.urandom(60)], everyone)
    assert noise.closed
    assert any("could not be opened" in line for line in privacy.on_air(noise, [NAME], []))


def test_a_search_of_nothing_is_wrong() -> None:
    opened, _ = on_air(FACT)
    assert privacy.on_air(privacy.Opened(), [NAME], ["x"])
    assert privacy.on_air(opened, [], ["accu nog 40 min"])
    assert privacy.on_air(opened, [NAME], [])
    assert privacy.on_air(opened, [NAME], ["not in it"])


@pytest.mark.parametrize(
    "form",
    [b"06-00000010", b"0600000010", "06-00000010".encode("utf-16-le"), (600000010).to_bytes(5, "big")],
)
def test_a_number_is_found_in_any_form(tmp_path: Path, form: bytes) -> None:
    log = tmp_path / "A" / "station.log"
    log.parent.mkdir()
    log.write_bytes(b"quiet")
    assert privacy.on_disk([tmp_path], ["06-00000010"], [log]) == []
    log.write_bytes(b"\0\x01" + form + b"\xff")
    assert privacy.on_disk([tmp_path], ["06-00000010"], [log]) == ["'06-00000010' is readable in station.log"]


def test_a_file_that_is_not_there_was_not_searched(tmp_path: Path) -> None:
    (tmp_path / "station.db").touch()
    wrong = privacy.on_disk([tmp_path], ["06-00000010"], [tmp_path / "station.db", tmp_path / "station.db-wal"])
    assert len(wrong) == 2
    assert privacy.on_disk([tmp_path], [], [])


def test_the_words_of_the_story_are_names_numbers_and_addresses_that_stay() -> None:
    drafts = load_drafts()
    words = privacy.words_of([*drafts["request"], *drafts["helper"]])
    assert len(words) > 100
    assert {"Testpersoon Berk", "06-00000010", "thuisbeademing", "3551AB", "bij de ingang"} <= set(words)
    assert "accu nog 40 min" not in words
