# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commands of running a point for :mod:`noodsteunpunt.control`: log, shifts, handover, teams, children, offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from noodsteunpunt.control_desk import Command, Handler, plain, use_case

if TYPE_CHECKING:
    from noodsteunpunt.runner import Runner

_USE_CASES = (
    *("write_log", "open_shift", "join_shift", "tick_handover", "hand_over_shift", "take_over_shift", "open_point"),
    *(
        "check_helper",
        "approve_task",
        "assign_helpers",
        "left_to_close",
        "form_team",
        "team_step",
        "register_child",
        "register_offer",
        "change_offer",
    ),
)


def _logbook(runner: Runner, _command: Command) -> Any:
    return plain(runner.query(lambda reader: reader.logbook()).result())


def _shift(runner: Runner, _command: Command) -> Any:
    return plain(runner.query(lambda reader: reader.shift()).result())


def _handover(runner: Runner, _command: Command) -> Any:
    shift = runner.query(lambda reader: reader.shift()).result()
    return None if shift is None else plain(runner.query(lambda reader: reader.handover(shift.id)).result())


def _children(runner: Runner, _command: Command) -> Any:
    return plain(runner.query(lambda reader: reader.children()).result())


def _teams(runner: Runner, _command: Command) -> Any:
    now = runner.call(lambda station: station.now).result()
    return plain(runner.query(lambda reader: reader.teams(now)).result())


def _offers(runner: Runner, _command: Command) -> Any:
    now = runner.call(lambda station: station.now).result()
    return plain(runner.query(lambda reader: reader.offers(now)).result())


POINT_HANDLERS: dict[str, Handler] = {
    **{name: use_case(name) for name in _USE_CASES},
    "logbook": _logbook,
    "shift": _shift,
    "handover": _handover,
    "children": _children,
    "teams": _teams,
    "offers": _offers,
}
