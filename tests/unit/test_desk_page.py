# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the desk tells every refusal, and the tables of steps are whole."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from noodsteunpunt.domain.lifecycles import (
    EARLY,
    EMERGENCY_ORDER,
    ENDED,
    OUTCOMES,
    REASONS,
    REPEATED,
    REQUEST_STEPS,
)
from noodsteunpunt.domain.values import RequestStatus
from noodsteunpunt.domain.values_desk import EmergencyStatus, EmergencyStep, Reason

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/desk.md").read_text("utf-8").partition("## Refusals")[2]
IN_TABLES = re.compile(r'"((?:phone|bsn|account|mail|born|key)_in_text|phone_in_note)"')


def codes() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "noodsteunpunt").rglob("*.py"):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == "RuleViolation"
            ):
                found |= {arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)}
        found |= set(IN_TABLES.findall(text))
    return found


def test_every_refusal_is_on_the_page() -> None:
    told = set(
        re.findall(r"[a-z0-9]+(?:_[a-z0-9]+)*", " ".join(re.findall(r"^\| ([a-z0-9_, ]+) \|", PAGE, re.MULTILINE)))
    )
    assert codes() - told == set(), "tell it in docs/desk.md, and give it a sentence"
    assert len(codes()) > 50


def test_every_status_has_its_steps_and_every_ending_can_be_closed() -> None:
    assert set(REQUEST_STEPS) == set(RequestStatus)
    reached = {RequestStatus.NEW, RequestStatus.DUPLICATE}
    waiting = [RequestStatus.NEW]
    while waiting:
        for following in REQUEST_STEPS[waiting.pop()] - reached:
            reached.add(following)
            waiting.append(following)
    assert reached == set(RequestStatus)
    for status in OUTCOMES:
        assert RequestStatus.CLOSED in REQUEST_STEPS[status] and status in ENDED
        assert not REQUEST_STEPS[status] & EARLY, "what has ended does not begin anew"
    assert set(REASONS[RequestStatus.WAITING]) | set(REASONS[RequestStatus.NOT_POSSIBLE]) == set(Reason)


def test_every_step_of_a_noodmelding_leads_somewhere_or_may_be_repeated() -> None:
    steps = {step for step, _ in EMERGENCY_ORDER}
    assert steps | REPEATED == set(EmergencyStep)
    assert {status for _, status in EMERGENCY_ORDER} | {EmergencyStatus.TAKEN} == set(EmergencyStatus)
