# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reason codes: the sets, the sources and the page that explains them hold the same ones."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from serial import SerialException, SerialTimeoutException

from devices.link_config import BROKEN_HANDSHAKES
from devices.meshtastic_radio import _BY_ERRNO, failure_code
from devices.refusals import LOST_CODES, PACKET_CODES, READY_CODES, reason_code

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "radios.md"


def test_every_code_is_explained_and_no_other() -> None:
    """In the tables of the page."""
    section = PAGE.read_text(encoding="utf-8").split("## Reason codes")[1].split("## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    explained = [code for row in rows for code in re.findall(r"`(\w+)`", row)]
    assert set(explained) == LOST_CODES | READY_CODES | PACKET_CODES
    assert len(explained) == len(set(explained))


def test_every_code_in_the_source_is_in_a_set() -> None:
    """A fault, a warning or a returned reason that nobody listed would reach a screen without a word."""
    known = LOST_CODES | READY_CODES
    assert set(_BY_ERRNO.values()) <= known
    assert known >= BROKEN_HANDSHAKES
    source = "".join(
        (ROOT / "devices" / name).read_text(encoding="utf-8")
        for name in ("link_config.py", "meshtastic_radio.py", "meshtastic_link.py", "radio_conversation.py")
    )
    written = re.findall(r'(?:fault = |warning = |return |ending = |Gone\()"(\w+)"(?!,)', source)
    assert len(written) > 12
    assert set(written) <= known


def test_refusals_by_their_number() -> None:
    """Known ones, and the rest by number."""
    assert [reason_code(number) for number in (5, 6, 9, 39)] == [
        "max_retransmit",
        "no_channel",
        "duty_cycle",
        "unknown_destination",
    ]
    assert reason_code(-1) == "refused_-1"


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (ConnectionRefusedError(111, "x"), "refused"),
        (TimeoutError(), "unreachable"),
        (FileNotFoundError(2, "x"), "not_found"),
        (PermissionError(13, "x"), "no_permission"),
        (OSError(16, "x"), "in_use"),
        (BrokenPipeError(32, "x"), "closed_by_device"),
        (BlockingIOError(11, "x"), "silent"),
        (SerialException(11, "x"), "in_use"),
        (SerialTimeoutException("x"), "silent"),
        (socket.gaierror(-2, "x"), "unknown_host"),
        (OSError("x"), "connection_failed"),
        (SystemExit(1), "library_error"),
    ],
)
def test_every_failure_has_a_code(failure: BaseException, code: str) -> None:
    """Stable, whatever the system's words."""
    assert failure_code(failure) == code
    assert code in LOST_CODES
