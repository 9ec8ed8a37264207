# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt members``: what a coordination point orders for all: a stolen laptop, a new key, an announcement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from noodsteunpunt.assembly import silent_station
from noodsteunpunt.cli_courier import Folder, answered
from noodsteunpunt.config import load_settings
from noodsteunpunt.door import ask
from noodsteunpunt.foundry.options import AsJson
from noodsteunpunt.foundry.output import Output, reporting
from noodsteunpunt.station import Station
from noodsteunpunt.station.orders import Ordered
from noodsteunpunt.store.errors import StoreLocked
from noodsteunpunt.texts import _

app = typer.Typer(no_args_is_help=True, help=_("Who takes part: revoke a point, renew the key, announce to all."))


@app.command("revoke", help=_("A laptop was stolen or a point is false: take the point out. All others get a new key."))
def revoke(
    point: Annotated[str, typer.Argument(help=_("The point: letters, name or number."))],
    folder: Folder,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        told = _at_station(out, folder, {"do": "revoke", "point": point}, lambda station: station.revoke_point(point))
        text = _("{name} takes part no more. What it said before stays. Who has its laptop reads nothing new.", **told)
        out.say(text, "green", **told)
        _costs(out, told)


@app.command("rekey", help=_("All points get a new key."))
def rekey(folder: Folder, as_json: AsJson = False) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        told = _at_station(out, folder, {"do": "rekey"}, lambda station: station.renew_key())
        out.say(_("The key is renewed. Points that are away get it when they come back."), "green", **told)
        _costs(out, told)


@app.command("announce", help=_("Send a signed announcement of a pack to all points by radio."))
def announce(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=_("The announcement."))],
    folder: Folder,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        message = file.read_bytes()
        command = {"do": "announce_to_all", "file": str(file.absolute())}
        told = _at_station(out, folder, command, lambda station: station.announce_to_all(message))
        out.say(_("The announcement goes to all points."), "green", **told)
        _costs(out, told)


def _costs(out: Output, told: dict[str, Any]) -> None:
    out.say(_("Messages: {packets}, airtime: {seconds} s.", packets=told["packets"], seconds=told["seconds"]))


def _at_station(
    out: Output, folder: Path, command: dict[str, Any], order: Callable[[Station], Ordered]
) -> dict[str, Any]:
    config = folder / "station.toml"
    try:
        with silent_station(config) as station:
            return order(station).plain()
    except StoreLocked:
        told: dict[str, Any] = answered(out, ask(load_settings(config).data, command))
        return told
