# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt sim``: what a network of points would do, before anybody buys a radio."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from devices.lora import EU_868, Preset
from noodsteunpunt.foundry.options import AsJson
from noodsteunpunt.foundry.output import reporting
from noodsteunpunt.simulator import figures
from noodsteunpunt.simulator.errors import PlanError
from noodsteunpunt.simulator.files import read_load, read_topology
from noodsteunpunt.simulator.picture import as_svg, show
from noodsteunpunt.simulator.plan import HOUR, Plan, check, everyday, parse_islands, parse_off
from noodsteunpunt.simulator.play import Progress as Told
from noodsteunpunt.simulator.play import play
from noodsteunpunt.simulator.topology import Topology, make_topology
from noodsteunpunt.texts import _

MADE = ("grid", "line", "town", "hop")

Points = Annotated[int, typer.Option(help=_("How many points; not with a file."))]
Where = Annotated[str, typer.Option("--topology", help=_("A file with places, or: grid, line, town, hop."))]
Load = Annotated[Path | None, typer.Option(help=_("A file that says who records what; else six an hour each."))]
Cut = Annotated[
    list[str] | None, typer.Option("--partition", help=_("Islands and when, such as 1-5|6-10@1:00-2:00, or half@..."))
]
Resting = Annotated[list[str] | None, typer.Option("--off", help=_("A laptop that is off, such as KB@1:00-1:30."))]


def sim(
    points: Points = 10,
    topology: Where = "town",
    preset: Annotated[str, typer.Option(help=_("LoRa preset."))] = "LONG_FAST",
    loss: Annotated[float, typer.Option(min=0.0, max=0.9, help=_("Share of radio frames that get lost."))] = 0.1,
    hours: Annotated[float, typer.Option(help=_("How long people record."))] = 6.0,
    load: Load = None,
    partition: Cut = None,
    off: Resting = None,
    seed: Annotated[int, typer.Option(help=_("Another seed is another day."))] = 1,
    signing: Annotated[bool, typer.Option("--signing", help=_("Radios with firmware 2.8, which signs."))] = False,
    picture: Annotated[Path | None, typer.Option(help=_("Draw the figures into this SVG file."))] = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        speed, seconds = _preset(preset), hours * HOUR
        area = _topology(topology, points, speed, seed)
        streams = everyday(area, seconds) if load is None else read_load(load, area, seconds)
        islands = tuple(parse_islands(text, area, seconds) for text in partition or ())
        rests = tuple(parse_off(text, area, seconds) for text in off or ())
        plan = check(Plan(area, speed, streams, seconds, loss, seed, islands, rests, signing))
        with _progress(plan, as_json=as_json) as told:
            found = figures.of(play(plan, told))
        out.values |= found
        if picture is not None:
            picture.write_text(as_svg(found), "utf-8")
        if not as_json:
            show(found, Console(highlight=False, markup=False))


def _preset(name: str) -> Preset:
    known = [preset.name for preset in Preset if EU_868.allows(preset.modem)]
    if name not in known:
        raise PlanError("--preset", _("there is no {name}; there are: {known}", name=name, known=", ".join(known)))
    return Preset[name]


def _topology(name: str, points: int, preset: Preset, seed: int) -> Topology:
    if name in MADE or not Path(name).exists():
        return make_topology(name, points, preset, seed)
    return read_topology(Path(name), seed)


@contextmanager
def _progress(plan: Plan, *, as_json: bool) -> Iterator[Told]:
    """A bar on the terminal; nothing in a file."""
    console = Console(stderr=True)
    columns = (TextColumn(_("Simulating")), BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=as_json or not console.is_terminal) as bar:
        task = bar.add_task("", total=plan.seconds)
        yield lambda seconds: bar.update(task, completed=seconds, description=f"{seconds / HOUR:.1f} h")
