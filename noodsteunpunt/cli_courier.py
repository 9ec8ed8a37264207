# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt courier``: bundles for a stick, on a point that runs or that does not."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from noodsteunpunt.assembly import silent_station
from noodsteunpunt.config import load_settings
from noodsteunpunt.courier.codes import needed_for, series
from noodsteunpunt.courier.commands import COMMANDS
from noodsteunpunt.courier.desk import CourierDesk
from noodsteunpunt.courier.gather import gather
from noodsteunpunt.courier.sheet import write_sheet
from noodsteunpunt.door import ask
from noodsteunpunt.errors import TABLE
from noodsteunpunt.foundry.options import AsJson
from noodsteunpunt.foundry.output import Output, reporting
from noodsteunpunt.station import Station
from noodsteunpunt.store.courier import CourierReads
from noodsteunpunt.store.errors import StoreLocked
from noodsteunpunt.texts import _

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, help=_("What a courier carries: bundles as a file or as QR codes."))

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


To = Annotated[str, typer.Option("--to", help=_("The point it is for: letters, name or number."))]
Output_ = Annotated[Path | None, typer.Option("-o", "--output", help=_("A file on .nspbun, for a stick."))]
Codes = Annotated[
    Path | None, typer.Option("--codes", file_okay=False, help=_("A folder for the same as QR codes, with a page."))
]
Receipt = Annotated[Path | None, typer.Option("--receipt", help=_("Write the receipt to this file."))]
ReceiptCodes = Annotated[
    Path | None, typer.Option("--receipt-codes", file_okay=False, help=_("A folder for the receipt as QR codes."))
]


@app.command("export", help=_("Make a bundle for another point: what it does not have yet, as far as known."))
def export_(
    to: To,
    folder: Folder,
    output: Output_ = None,
    codes: Codes = None,
    everything: Annotated[bool, typer.Option("--all", help=_("Also what the other side has already."))] = False,
    house: Annotated[
        bool, typer.Option(help=_("Names and numbers too; only for the own point and the coordination point."))
    ] = True,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        made = _make(out, folder, {"to": to, "everything": everything, "house": house}, output, codes)
        text = _("Made. Messages: {frames}, house entries: {house}, bytes: {size}.", **_some(made))
        out.say(text, "green", **made)
        out.say(_("Nothing counts as sent by this. Let the courier bring back the receipt."))


@app.command("receipt", help=_("Make the receipt for another point: what this station holds, signed."))
def receipt_(to: To, folder: Folder, output: Output_ = None, codes: Codes = None, as_json: AsJson = False) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        _receipt(out, folder, to, output, codes)


@app.command("import", help=_("Read a bundle that a courier brought; with --receipt make the receipt to go back."))
def import_(
    file: Annotated[Path, typer.Argument(exists=True, help=_("A bundle."))],
    folder: Folder,
    receipt: Receipt = None,
    receipt_codes: ReceiptCodes = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        _read(out, folder, file, receipt, receipt_codes)


@app.command("scan", help=_("Read QR codes from photographs, a camera, or a scanner that types."))
def scan(
    folder: Folder,
    pictures: Annotated[
        list[Path] | None, typer.Argument(exists=True, help=_("Photographs, or folders of them."))
    ] = None,
    camera: Annotated[
        int | None, typer.Option("--camera", min=0, help=_("Number of the camera; 0 is the first."))
    ] = None,
    typed: Annotated[bool, typer.Option("--typed", help=_("A line for every code on standard input."))] = False,
    receipt: Receipt = None,
    receipt_codes: ReceiptCodes = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out, tempfile.TemporaryDirectory(prefix="nsp-") as scratch:
        bundle = gather(out, pictures or [], camera, sys.stdin if typed else ())
        file = Path(scratch) / "codes.nspbun"
        file.write_bytes(bundle)
        _read(out, folder, file, receipt, receipt_codes)


def _read(out: Output, folder: Path, file: Path, receipt: Path | None, codes: Path | None) -> None:
    read = _at_station(out, folder, {"do": "courier_import", "file": str(file.absolute())})
    out.say(_("Read. New messages: {frames}, new house entries: {house}.", **_some(read)), "green", **read)
    if receipt or codes:
        _receipt(out, folder, int(read["sender"]) >> 6, receipt, codes)


def _receipt(out: Output, folder: Path, to: str | int, output: Path | None, codes: Path | None) -> None:
    _make(out, folder, {"to": to, "receipt": True}, output, codes)
    out.say(_("The receipt is made. Give it to the courier, or show it."), receipt=output)


def _make(out: Output, folder: Path, chosen: dict[str, Any], output: Path | None, codes: Path | None) -> dict[str, Any]:
    if output is None and codes is None:
        raise typer.BadParameter(_("say where to: -o, --codes, or both"))
    with tempfile.TemporaryDirectory(prefix="nsp-") as scratch:
        file = (output or Path(scratch) / "bundle.nspbun").absolute()
        made = _at_station(out, folder, {"do": "courier_export", **chosen, "file": str(file)})
        if codes:
            texts = series(file.read_bytes())
            write_sheet(texts, codes, _("For {point}", point=made["name"]))
            page, needed = (codes / "codes.html").as_posix(), needed_for(made["size"])
            text = _(
                "Codes: {count}; enough are {needed} of them, whichever. Open {file}.",
                count=len(texts),
                needed=needed,
                file=page,
            )
            out.say(text, codes=len(texts), needed=needed)
    return made


def _some(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("frames", "house", "size") if name in told}


def _at_station(out: Output, folder: Path, command: dict[str, Any]) -> dict[str, Any]:
    """By the station that runs with this folder, else by opening it for this command."""
    config = folder / "station.toml"
    try:
        with silent_station(config) as station:
            return COMMANDS[command["do"]](DirectAccess(station), command)
    except StoreLocked:
        told: dict[str, Any] = answered(out, ask(load_settings(config).data, command))
    return told


def answered(out: Output, answer: dict[str, Any]) -> Any:
    """What a running station did, or its refusal as this command's own."""
    if "ok" in answer:
        return answer["ok"]
    code = str(answer["error"])
    out.say(str(answer["say"]), "red", error=code, say=answer["say"])
    raise typer.Exit(next(row.status for row in TABLE.values() if row.code == code))
