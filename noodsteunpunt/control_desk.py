# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commands of the desk for :mod:`noodsteunpunt.control`: what a use case takes is read from its own signature, so that
a command has the names and the values of the fields and nothing else."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from noodsteunpunt.domain.values import Actor, Role, SubjectId
from noodsteunpunt.station import Station

if TYPE_CHECKING:
    from noodsteunpunt.runner import Runner

Command = dict[str, Any]
Handler = Callable[["Runner", Command], Any]


def actor_of(command: Command) -> Actor:
    """Who does it; without a role somebody at the desk."""
    return Actor(str(command.get("name", "")), Role(command.get("role", "request_desk")))


def value_of(hint: Any, raw: Any) -> Any:
    """``raw``, as JSON gave it, as a value of the type ``hint``; raises ``ValueError``, ``TypeError``, ``KeyError``."""
    if isinstance(hint, types.UnionType):
        if raw is None:
            return None
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    origin = typing.get_origin(hint)
    if origin is frozenset:
        return frozenset(value_of(typing.get_args(hint)[0], each) for each in raw)
    if origin is dict and isinstance(raw, dict):
        return {str(key): value_of(typing.get_args(hint)[1], each) for key, each in raw.items()}
    if origin is tuple and isinstance(raw, list):
        return tuple(value_of(typing.get_args(hint)[0], each) for each in raw)
    if origin is not None and isinstance(raw, list):
        return [value_of(typing.get_args(hint)[0], each) for each in raw]
    if isinstance(hint, type) and is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return hint(**{name: value_of(hints[name], value) for name, value in raw.items()})
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(raw)
    if hint in (str, int, bool) and type(raw) is not hint:
        raise TypeError(hint.__name__)
    return raw


def use_case(name: str) -> Handler:
    """The command that calls ``Station.<name>``. ``name`` and ``role`` of the line say who does it."""
    method = getattr(Station, name)
    hints = typing.get_type_hints(method)
    takes = [each for each in inspect.signature(method).parameters if each not in {"self", "typed_on"}]

    def handle(runner: Runner, command: Command) -> Any:
        given = {key: value for key, value in command.items() if key not in {"id", "do", "name", "role"}}
        values = {key: value_of(hints[key], value) for key, value in given.items() if key in takes}
        if unknown := given.keys() - values.keys():
            raise KeyError(*unknown)
        if "actor" in takes:
            values["actor"] = actor_of(command)
        inspect.signature(method).bind(None, **values)
        return plain(runner.call(lambda station: method(station, **values)).result())

    return handle


def plain(value: Any) -> Any:
    """As JSON can say it."""
    if isinstance(value, tuple | list | set | frozenset):
        each_plain = [plain(each) for each in value]
        return sorted(each_plain, key=str) if isinstance(value, set | frozenset) else each_plain
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return plain(asdict(value)) if is_dataclass(value) and not isinstance(value, type) else value


def _messages(runner: Runner, command: Command) -> Any:
    return plain(runner.query(lambda reader: reader.messages()).result())


def _emergencies(runner: Runner, command: Command) -> Any:
    now = runner.call(lambda station: station.now).result()
    return plain(runner.query(lambda reader: reader.emergencies(now)).result())


def _emergency(runner: Runner, command: Command) -> Any:
    now = runner.call(lambda station: station.now).result()
    return plain(runner.query(lambda reader: reader.emergency(SubjectId(command["emergency"]), now)).result())


def _attention(runner: Runner, command: Command) -> Any:
    now = runner.call(lambda station: station.now).result()
    return plain(runner.query(lambda reader: reader.attention(now)).result())


def _search(runner: Runner, command: Command) -> Any:
    return plain(runner.query(lambda reader: reader.search(str(command["text"]))).result())


DESK_HANDLERS: dict[str, Handler] = {
    **{
        name: use_case(name)
        for name in (
            "register_group",
            "change_request",
            "correct_request",
            "recheck_request",
            "undo",
            "merge_requests",
            "part_requests",
            "promise_callback",
            "call_back",
            "answer_request",
            "hand_over",
            "ask_card",
            "report_emergency",
            "add_to_emergency",
            "emergency_step",
            "write_message",
            "take_down_message",
            "read_message",
            "carry_message",
            "close_message",
            "count_heads",
            "count_question",
        )
    },
    "messages": _messages,
    "emergencies": _emergencies,
    "emergency": _emergency,
    "attention": _attention,
    "search": _search,
}
