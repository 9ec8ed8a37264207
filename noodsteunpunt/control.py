# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drives one station by JSON lines on its standard input and output, for scripts and for the check.

Each line in is ``{"id": 1, "do": "register_request", ...}``; each line out ``{"id": 1, "ok": ...}`` or
``{"id": 1, "error": "<code>", "say": "<code>: <sentence>"}``. An answer to a command means that it is durable.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TextIO, TypeVar

from noodsteunpunt.control_desk import DESK_HANDLERS, Command, Handler
from noodsteunpunt.control_desk import actor_of as _actor
from noodsteunpunt.control_point import POINT_HANDLERS
from noodsteunpunt.courier import commands as courier
from noodsteunpunt.courier.desk import CourierDesk
from noodsteunpunt.domain.drafts import HelperDraft, PointReportDraft, RequestDraft
from noodsteunpunt.domain.packs import InstalledPack
from noodsteunpunt.domain.values import (
    Category,
    HelperStatus,
    PointStatus,
    PowerSource,
    Priority,
    Skill,
    SubjectId,
)
from noodsteunpunt.errors import NotACommand, explain, known
from noodsteunpunt.library.library import Offer
from noodsteunpunt.library.roots import parse_fingerprint
from noodsteunpunt.order_file import order_bytes
from noodsteunpunt.runner import Runner
from noodsteunpunt.store.courier import CourierReads

T = TypeVar("T")


def serve(runner: Runner, lines: Iterable[str], out: TextIO, handlers: Mapping[str, Handler] | None = None) -> None:
    """Answer every line until the input ends. A line that is not a command is refused, not fatal."""
    for line in lines:
        if not line.strip():
            continue
        out.write(json.dumps(_answer(runner, line, handlers or HANDLERS), ensure_ascii=False, default=str) + "\n")
        out.flush()


def _answer(runner: Runner, line: str, handlers: Mapping[str, Handler]) -> dict[str, Any]:
    identifier: Any = None
    try:
        command = json.loads(line)
        identifier = command["id"]
        handler = handlers[command["do"]]
        return {"id": identifier, "ok": handler(runner, command)}
    except Exception as error:
        malformed = isinstance(error, ValueError | KeyError | TypeError | AttributeError | RecursionError)
        told = NotACommand(type(error).__name__) if malformed else error
        row = known(told)
        if row is None:
            raise
        return {"id": identifier, "error": row.code, "say": explain(told)}


def request_draft(raw: dict[str, Any]) -> RequestDraft:
    """A draft from plain values; unknown keys are left out (``point`` in the vignettes)."""
    names = {field.name for field in fields(RequestDraft)}
    known_values = {key: value for key, value in raw.items() if key in names}
    known_values |= {"category": Category(raw["category"]), "priority": Priority(raw["priority"])}
    return RequestDraft(**known_values)


def helper_draft(raw: dict[str, Any]) -> HelperDraft:
    """As :func:`request_draft`."""
    names = {field.name for field in fields(HelperDraft)}
    known_values = {key: value for key, value in raw.items() if key in names}
    known_values["skills"] = frozenset(Skill(skill) for skill in raw["skills"])
    return HelperDraft(**known_values)


def _register_request(runner: Runner, command: Command) -> Any:
    draft, actor = request_draft(command["draft"]), _actor(command)
    return asdict(runner.call(lambda station: station.register_request(draft, actor)).result())


def _register_helper(runner: Runner, command: Command) -> Any:
    draft, actor = helper_draft(command["draft"]), _actor(command)
    return asdict(runner.call(lambda station: station.register_helper(draft, actor)).result())


def _claim(runner: Runner, command: Command) -> Any:
    helper, request = SubjectId(command["helper"]), SubjectId(command["request"])
    return runner.call(lambda station: station.claim_helper(helper, request, _actor(command))).result()


def _settle(runner: Runner, command: Command) -> Any:
    helper, winner = SubjectId(command["helper"]), command.get("winner")
    chosen = SubjectId(winner) if winner else None
    return runner.call(lambda station: station.settle_conflict(helper, chosen, _actor(command))).result()


def _see(runner: Runner, command: Command) -> Any:
    return runner.call(lambda station: station.see_request(SubjectId(command["request"]), _actor(command))).result()


def _take_over(runner: Runner, command: Command) -> Any:
    return runner.call(lambda station: station.take_over(SubjectId(command["request"]), _actor(command))).result()


def _change_helper(runner: Runner, command: Command) -> Any:
    status = HelperStatus(command["status"])
    return runner.call(
        lambda station: station.change_helper(SubjectId(command["helper"]), status, _actor(command))
    ).result()


def _report(runner: Runner, command: Command) -> Any:
    draft = PointReportDraft(
        status=PointStatus(command["status"]),
        staff=int(command.get("staff", 2)),
        power=PowerSource(command.get("power", "battery")),
        power_hours=command.get("power_hours"),
    )
    return runner.call(lambda station: station.report_point(draft, _actor(command))).result()


def _install_pack(runner: Runner, command: Command) -> Any:
    root, digits = command.get("root"), command.get("fingerprint")
    offer = Offer(
        None if root is None else Path(str(root)).read_bytes(),
        None if digits is None else parse_fingerprint(str(digits)),
    )
    file = Path(str(command["file"]))
    return _pack(runner.call(lambda station: station.install_pack(file, _actor(command), offer)).result())


def _announce(runner: Runner, command: Command) -> Any:
    message, actor = Path(str(command["file"])).read_bytes(), _actor(command)
    told = runner.call(lambda station: station.change_pack(lambda library: library.announce(message, actor)))
    card = told.result()
    return {"card": card.name, "number": card.number, "expires": card.expires}


def _announce_to_all(runner: Runner, command: Command) -> Any:
    message = Path(str(command["file"])).read_bytes()
    return runner.call(lambda station: station.announce_to_all(message).plain()).result()


def _ask_to_take_out(runner: Runner, command: Command) -> Any:
    request = runner.call(lambda station: station.ask_to_take_out(str(command["point"]))).result()
    Path(str(command["file"])).write_bytes(request)
    return {"file": str(command["file"]), "size": len(request)}


def _bring_order(runner: Runner, command: Command) -> Any:
    order = order_bytes(Path(str(command["file"])))
    return runner.call(lambda station: station.bring_order(order).plain()).result()


def _put_back_pack(runner: Runner, command: Command) -> Any:
    return _pack(runner.call(lambda station: station.put_back_pack(_actor(command))).result())


def _packs(runner: Runner, command: Command) -> Any:
    return [_pack(pack) for pack in runner.query(lambda reader: reader.packs()).result()]


def _pack(pack: InstalledPack) -> Command:
    return {"pack": pack.pack_id, "version": pack.version, "expires": pack.expires, "place": pack.place.value}


class RunnerAccess:
    """A running station, for what takes longer than one of its steps."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def call(self, function: Callable[[CourierDesk], T]) -> T:
        """See :class:`noodsteunpunt.courier.desk.Access`."""
        return self._runner.call(lambda station: function(station.courier)).result()

    def query(self, function: Callable[[CourierReads], T]) -> T:
        """See :class:`noodsteunpunt.courier.desk.Access`."""
        return self._runner.query(function).result()


def _courier(name: str) -> Handler:
    return lambda runner, command: courier.COMMANDS[name](RunnerAccess(runner), command)


def _requests(runner: Runner, command: Command) -> Any:
    limit = int(command.get("limit", 1000))
    return [asdict(row) for row in runner.query(lambda reader: reader.requests(limit=limit)).result()]


def _helpers(runner: Runner, command: Command) -> Any:
    limit = int(command.get("limit", 1000))
    return [_plain(asdict(row)) for row in runner.query(lambda reader: reader.helpers(limit=limit)).result()]


def _request(runner: Runner, command: Command) -> Any:
    detail = runner.query(lambda reader: reader.request(SubjectId(command["request"]))).result()
    return None if detail is None else asdict(detail)


def _conflicts(runner: Runner, command: Command) -> Any:
    found = runner.query(lambda reader: reader.conflicts()).result()
    return [{"helper": c.helper.id, "claims": [asdict(claim) for claim in c.claims]} for c in found]


def _network(runner: Runner, command: Command) -> Any:
    return asdict(runner.call(lambda station: station.network()).result())


def _export(runner: Runner, command: Command) -> Any:
    return runner.call(lambda station: station.store.export_canonical()).result()


def _rebuild(runner: Runner, command: Command) -> Any:
    return runner.call(lambda station: station.store.rebuild()).result()


def _snapshot(runner: Runner, command: Command) -> Any:
    return asdict(runner.snapshot())


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "skills": sorted(row["skills"])}


HANDLERS: dict[str, Handler] = {
    "register_request": _register_request,
    "register_helper": _register_helper,
    "claim": _claim,
    "settle": _settle,
    "see": _see,
    "take_over": _take_over,
    "change_helper": _change_helper,
    "report": _report,
    "requests": _requests,
    "request": _request,
    "helpers": _helpers,
    "conflicts": _conflicts,
    "network": _network,
    "export": _export,
    "rebuild": _rebuild,
    "snapshot": _snapshot,
    "install_pack": _install_pack,
    "announce": _announce,
    "put_back_pack": _put_back_pack,
    "packs": _packs,
    **DESK_HANDLERS,
    **POINT_HANDLERS,
    **{name: _courier(name) for name in courier.COMMANDS},
    "revoke": lambda runner, command: runner.call(
        lambda station: station.revoke_point(str(command["point"])).plain()
    ).result(),
    "rekey": lambda runner, _command: runner.call(lambda station: station.renew_key().plain()).result(),
    "ask_to_take_out": _ask_to_take_out,
    "bring_order": _bring_order,
    "announce_to_all": _announce_to_all,
    "take_radio": lambda runner, _command: runner.call(lambda station: station.take_radio()).result(),
    "stand_by": lambda runner, _command: runner.call(lambda station: station.stand_by()).result(),
}
