# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line; with :mod:`noodsteunpunt.foundry` the only code that prints or picks an exit status."""

from __future__ import annotations

import io
import random
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from noodsteunpunt import control
from noodsteunpunt.assembly import open_station
from noodsteunpunt.cli_courier import app as courier_app
from noodsteunpunt.cli_members import app as members_app
from noodsteunpunt.cli_sim import sim
from noodsteunpunt.cli_spare import app as spare_app
from noodsteunpunt.config import default_config_path
from noodsteunpunt.demo.check import Report, run_check
from noodsteunpunt.demo.layout import default_folder
from noodsteunpunt.demo.show import show
from noodsteunpunt.entry import main as main
from noodsteunpunt.foundry.cli import app as pack_app
from noodsteunpunt.guest_door import GuestDoor, GuestSettings
from noodsteunpunt.texts import _

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its tracebacks could show what a person typed
    help=_("Noodsteunpunt field kit (DEMO: no real data)."),
)
app.add_typer(pack_app, name="pack")
app.add_typer(courier_app, name="courier")
app.add_typer(spare_app, name="spare")
app.add_typer(members_app, name="members")
app.command(help=_("Play hours of radio between many points, and see what arrives and what it costs."))(sim)


@app.command(help=_("Two emergency points and a coordination point on this computer, on a virtual mesh. DEMO."))
def demo(
    check: Annotated[bool, typer.Option("--check", help=_("Run the story without a person and judge it."))] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help=_("Empty the demonstration first."))] = False,
    loss: Annotated[float, typer.Option(min=0.0, max=0.9, help=_("Share of radio frames that get lost."))] = 0.0,
    seed: Annotated[int | None, typer.Option(help=_("Seed of the virtual air."))] = None,
    folder: Annotated[Path | None, typer.Option(help=_("Where the demonstration keeps its data."))] = None,
    browser: Annotated[bool, typer.Option(help=_("Open the browser."))] = True,
) -> None:
    """See the help text."""
    chosen = random.SystemRandom().randrange(10_000) if seed is None else seed
    if not check:
        raise typer.Exit(show(folder or default_folder(), fresh=fresh, loss=loss, seed=chosen, browser=browser))
    with tempfile.TemporaryDirectory(prefix="noodsteunpunt-check-") as scratch:
        report = run_check(folder or Path(scratch) / "demo", loss=loss, seed=chosen)
    _print_report(report, loss, chosen)
    raise typer.Exit(1 if report.wrong else 0)


@app.command(help=_("One station without a screen."))
def station(
    config: Annotated[Path | None, typer.Option(help=_("The station's settings file."))] = None,
    data: Annotated[Path | None, typer.Option(help=_("The station's data folder."))] = None,
    commands: Annotated[bool, typer.Option("--control", help=_("Take JSON commands from standard input."))] = False,
) -> None:
    """See the help text."""
    with open_station(config or default_config_path(), data) as runner:
        if commands:
            for stream in (sys.stdin, sys.stdout):
                if isinstance(stream, io.TextIOWrapper):
                    stream.reconfigure(encoding="utf-8")  # JSON is, whatever this machine's terminals speak
            control.serve(runner, sys.stdin, sys.stdout)
        else:
            Console(stderr=True).print(_("DEMO station runs. End it with Ctrl-C."))
            for _line in sys.stdin:
                continue


@app.command(help=_("A virtual mesh of radios, each on a TCP port, for the stock meshtastic command."))
def mesh(
    radios: Annotated[int, typer.Option(min=1, max=64, help=_("How many radios."))] = 3,
    port: Annotated[int, typer.Option(min=0, max=65472, help=_("TCP port of the first radio."))] = 4403,
    preset: Annotated[str, typer.Option(help=_("LoRa preset."))] = "LONG_FAST",
    loss: Annotated[float, typer.Option(min=0.0, max=0.9, help=_("Share of radio frames that get lost."))] = 0.0,
    seed: Annotated[int, typer.Option(help=_("Seed of the virtual air."))] = 1,
) -> None:
    """See the help text."""
    from devices.lora import Preset
    from devices.mesh_daemon import virtual_mesh

    if preset not in Preset.__members__:
        raise typer.BadParameter(", ".join(Preset.__members__), param_hint="--preset")
    with virtual_mesh(radios, port, preset=Preset[preset], loss=loss, seed=seed) as daemon:
        for node, bound in daemon.ports.items():
            Console().print(f"!{node:08x}  127.0.0.1:{bound}")
        for _line in sys.stdin:
            continue


@app.command(help=_("Pages for visitors and the second screen, from what a station published: another process."))
def guest(
    folder: Annotated[Path, typer.Argument(help=_("The folder 'published' in the station's data."))],
    port: Annotated[int, typer.Option(min=0, max=65535, help=_("TCP port; 0 = any free one."))] = 8480,
    address: Annotated[str, typer.Option(help=_("What visitors type, such as http://10.42.0.1."))] = "",
    visitors: Annotated[bool, typer.Option("--visitors", help=_("Not only this laptop: the whole network."))] = False,
) -> None:
    """See the help text."""
    door = GuestDoor(folder)
    try:
        door.open(GuestSettings(port, visitors, address))
        Console().print(f"http://127.0.0.1:{door.port}/")
        for _line in sys.stdin:
            continue
    finally:
        door.close()


def _print_report(report: Report, loss: float, seed: int) -> None:
    console = Console()
    times = sorted(report.held_after) or [float("nan")]
    title = _("DEMO check, seed {seed}, loss {loss}", seed=seed, loss=f"{loss:.0%}")
    table = Table("", "", title=title, show_header=False)
    rows = (
        (_("facts from the file"), str(report.facts)),
        (_("requests"), str(report.requests)),
        (_("until held by the coordination point, p50"), f"{times[len(times) // 2]:.1f} s"),
        (_("until held by the coordination point, p95"), f"{times[min(len(times) - 1, len(times) * 95 // 100)]:.1f} s"),
        (_("airtime"), f"{report.airtime:.1f} s"),
        (_("radio frames"), str(report.frames)),
        (_("bytes on the air"), str(report.bytes)),
        (_("took"), f"{report.seconds:.1f} s"),
    )
    for row in rows:
        table.add_row(*row)
    console.print(table)
    for line in report.wrong:
        console.print(f"[red]{_('WRONG')}:[/red] {line}", highlight=False)
    if not report.wrong:
        console.print(_("Everything held."))
