# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt courier``: bundles for a stick, on a point that runs or that does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from noodsteunpunt.assembly import silent_station
from noodsteunpunt.config import load_settings
from noodsteunpunt.courier.commands import COMMANDS
from noodsteunpunt.courier.desk import CourierDesk
from noodsteunpunt.door import ask
from noodsteunpunt.errors import TABLE
from noodsteunpunt.foundry.options import AsJson
from noodsteunpunt.foundry.output import Output, reporting
from noodsteunpunt.station import Station
from noodsteunpunt.store.courier import CourierReads
from noodsteunpunt.store.errors import StoreLocked
from noodsteunpunt.texts import _

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, help=_("What a courier carries: bundles for a stick."))

Folder = Annotated[
    Path, typer.Option("--folder", exists=True, file_okay=False, help=_("The station's folder, with station.toml."))
]


class DirectAccess:
    """A station that was opened for one command."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def call(self, function: Callable[[CourierDesk], T]) -> T:
        """See :class:`noodsteunpunt.courier.desk.Access`."""
        return function(self._station.courier)

    def query(self, function: Callable[[CourierReads], T]) -> T:
        """See :class:`noodsteunpunt.courier.desk.Access`."""
        return function(self._station.store)


@app.command("export", help=_("Make a bundle for another point: what it does not have yet, as far as known."))
def export_(
    to: Annotated[str, typer.Option("--to", help=_("The point it is for: letters, name or number."))],
    output: Annotated[Path, typer.Option("-o", "--output", help=_("The bundle, a file on .nspbun."))],
    folder: Folder,
    everything: Annotated[bool, typer.Option("--all", help=_("Also what the other side has already."))] = False,
    house: Annotated[
        bool, typer.Option(help=_("Names and numbers too; only for the own point and the coordination point."))
    ] = True,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    chosen = {"to": to, "file": str(output.absolute()), "everything": everything, "house": house}
    with reporting(as_json) as out:
        made = _at_station(out, folder, {"do": "courier_export", **chosen})
        text = _(
            "Made {file}: {frames} messages, {house} house entries, {size} bytes.", file=output.name, **_some(made)
        )
        out.say(text, "green", **made)
        out.say(_("Nothing counts as sent by this. Let the courier bring back the receipt."))


@app.command("import", help=_("Read a bundle that a courier brought; with --receipt make the receipt to go back."))
def import_(
    file: Annotated[Path, typer.Argument(exists=True, help=_("A bundle."))],
    folder: Folder,
    receipt: Annotated[Path | None, typer.Option("--receipt", help=_("Write the receipt to this file."))] = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        read = _at_station(out, folder, {"do": "courier_import", "file": str(file.absolute())})
        out.say(_("Read: {frames} new messages, {house} new house entries.", **_some(read)), "green", **read)
        if receipt:
            _make_receipt(out, folder, int(read["sender"]) >> 6, receipt)


@app.command("receipt", help=_("Make the receipt for another point: what this station holds, signed."))
def receipt_(
    to: Annotated[str, typer.Option("--to", help=_("The point it is for: letters, name or number."))],
    output: Annotated[Path, typer.Option("-o", "--output", help=_("The receipt, a file on .nspbun."))],
    folder: Folder,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        _make_receipt(out, folder, to, output)


def _make_receipt(out: Output, folder: Path, to: str | int, file: Path) -> None:
    command = {"do": "courier_export", "to": to, "file": str(file.absolute()), "receipt": True}
    _at_station(out, folder, command)
    out.say(_("Made the receipt {file}. Give it to the courier.", file=file.name), receipt=file.name)


def _some(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("frames", "house", "size") if name in told}


def _at_station(out: Output, folder: Path, command: dict[str, Any]) -> dict[str, Any]:
    """By the station that runs with this folder, else by opening it for this command."""
    config = folder / "station.toml"
    try:
        with silent_station(config) as station:
            return COMMANDS[command["do"]](DirectAccess(station), command)
    except StoreLocked:
        answer = ask(load_settings(config).data, command)
    if "ok" in answer:
        told: dict[str, Any] = answer["ok"]
        return told
    code = str(answer["error"])
    out.say(str(answer["say"]), "red", error=code, say=answer["say"])
    raise typer.Exit(next(row.status for row in TABLE.values() if row.code == code))
