# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt spare``: which of a point's laptops has the radio."""

from __future__ import annotations

from pathlib import Path

import typer

from noodsteunpunt.assembly import silent_station
from noodsteunpunt.cli_courier import Folder, answered
from noodsteunpunt.config import load_settings
from noodsteunpunt.door import ask
from noodsteunpunt.foundry.options import AsJson
from noodsteunpunt.foundry.output import reporting
from noodsteunpunt.store.errors import StoreLocked
from noodsteunpunt.texts import _

app = typer.Typer(no_args_is_help=True, help=_("Which laptop of the point has the radio."))


@app.command("take-over", help=_("This laptop has the radio from now on. The other one must be off or stand by."))
def take_over(folder: Folder, as_json: AsJson = False) -> None:
    """See the help text."""
    _choose(folder, "take_radio", _("This laptop has the radio now."), as_json)


@app.command("stand-by", help=_("This laptop is the spare from now on: it records, and sends nothing by radio."))
def stand_by(folder: Folder, as_json: AsJson = False) -> None:
    """See the help text."""
    _choose(folder, "stand_by", _("This laptop is the spare now."), as_json)


def _choose(folder: Path, command: str, text: str, as_json: bool) -> None:
    config = folder / "station.toml"
    with reporting(as_json) as out:
        try:
            with silent_station(config) as station:
                (station.take_radio if command == "take_radio" else station.stand_by)()
        except StoreLocked:
            answered(out, ask(load_settings(config).data, {"do": command}))
        out.say(text, "green", radio=command == "take_radio")
