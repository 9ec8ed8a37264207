# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading aloud: a program of this computer is given the words; one voice at a time."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from shlex import quote

import pytest

from noodsteunpunt.speech import Speech

ENGINE = """#!/bin/sh
exec {python} -c {program} "$@"
"""
PROGRAM = """import sys, time
open({file!r}, "w", encoding="utf-8").write(" ".join(sys.argv[1:]) + "|" + sys.stdin.buffer.read().decode("utf-8"))
time.sleep(60)
"""


def heard(file: Path) -> str:
    """What the engine was given, as soon as it has it all."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        text = file.read_text("utf-8") if file.exists() else ""
        if text:
            return text
        time.sleep(0.02)
    return ""


def test_without_an_engine_there_is_no_voice() -> None:
    speech = Speech(find=lambda _name: None)
    assert not speech.there
    speech.say("Blijf binnen.", "nl")
    speech.stop()


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_the_engine_gets_words_and_language_and_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, file = tmp_path / "espeak-ng", tmp_path / "heard"
    program = PROGRAM.format(file=str(file))
    engine.write_text(ENGINE.format(python=quote(sys.executable), program=quote(program)), "utf-8")
    engine.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    speech = Speech()
    assert speech.there
    speech.say("Één kraan.", "nl")
    first = speech._process
    words, _, text = heard(file).partition("|")
    assert ("-v nl" in words, text) == (True, "Één kraan.")
    speech.say("Turn off.", "en")
    assert first is not None and first.poll() is not None, "one voice at a time"
    second = speech._process
    speech.stop()
    speech.stop()
    assert second is not None and second.poll() is not None
