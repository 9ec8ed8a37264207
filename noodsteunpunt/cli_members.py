# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt members``: what a coordination point orders for all (a stolen laptop, a new key, an announcement),
and how the municipality takes out any point, a coordination point too: a request, its signature, and bringing that."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from content.keyfile import MAX_KEY_FILE, public_of, unlock_key
from noodsteunpunt.assembly import silent_station
from noodsteunpunt.cli_courier import Codes, Folder, answered
from noodsteunpunt.config import load_settings
from noodsteunpunt.courier.codes import series
from noodsteunpunt.courier.gather import gather
from noodsteunpunt.courier.sheet import write_sheet
from noodsteunpunt.door import ask
from noodsteunpunt.foundry.options import AsJson, Descriptor, ask_passphrase
from noodsteunpunt.foundry.output import Output, reporting
from noodsteunpunt.foundry.signing import read_file, write_file
from noodsteunpunt.order_file import SUFFIX, OrderFile, OrderFileError, order_bytes, read_order_file, sign_order
from noodsteunpunt.station import Station
from noodsteunpunt.store.errors import StoreLocked
from noodsteunpunt.texts import _

app = typer.Typer(no_args_is_help=True, help=_("Who takes part: revoke a point, renew the key, announce to all."))

OrderOutput = Annotated[Path | None, typer.Option("-o", "--output", help=_("A file on .nsout, for a stick."))]
Brought = Annotated[list[Path], typer.Argument(exists=True, help=_("The file on .nsout, or photographs of its codes."))]


@app.command("revoke", help=_("A laptop was stolen or a point is false: take the point out. All others get a new key."))
def revoke(
    point: Annotated[str, typer.Argument(help=_("The point: letters, name or number."))],
    folder: Folder,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        command = {"do": "revoke", "point": point}
        told = _at_station(out, folder, command, lambda station: station.revoke_point(point).plain())
        _taken_out(out, told)
        _costs(out, told)


@app.command("rekey", help=_("All points get a new key."))
def rekey(folder: Folder, as_json: AsJson = False) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        told = _at_station(out, folder, {"do": "rekey"}, lambda station: station.renew_key().plain())
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
        told = _at_station(out, folder, command, lambda station: station.announce_to_all(message).plain())
        out.say(_("The announcement goes to all points."), "green", **told)
        _costs(out, told)


@app.command("request", help=_("Ask the municipality to take a point out, also a coordination point: a file to sign."))
def request(
    point: Annotated[str, typer.Argument(help=_("The point: letters, name or number."))],
    folder: Folder,
    output: OrderOutput = None,
    codes: Codes = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out, _target(output, codes) as file:
        command = {"do": "ask_to_take_out", "point": point, "file": str(file)}

        def made(station: Station) -> dict[str, Any]:
            write_file(file, station.ask_to_take_out(point))
            return {"file": str(file)}

        _at_station(out, folder, command, made)
        asked = read_order_file(file.read_bytes())
        _whom(out, asked)
        _show_codes(out, asked, codes)
        out.say(_("The municipality signs this: noodsteunpunt members sign."), "green")


@app.command("sign", help=_("At the municipality: sign a request to take a point out with the root's key file."))
def sign(
    files: Brought,
    root: Annotated[Path, typer.Option("--root", help=_("The key file of the municipality's root."))],
    output: OrderOutput = None,
    codes: Codes = None,
    passphrase_fd: Descriptor = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out, _target(output, codes) as file:
        asked, held = read_order_file(_brought(out, files)), read_file(root, MAX_KEY_FILE)
        _whom(out, asked)
        if public_of(held) != asked.root_public:
            raise OrderFileError("other_root")  # before a passphrase is asked
        order = sign_order(asked, unlock_key(held, ask_passphrase(passphrase_fd, twice=False)))
        write_file(file, order.to_bytes())
        _show_codes(out, order, codes)
        out.say(_("Signed. Bring it to any point but this one: noodsteunpunt members bring."), "green")


@app.command("bring", help=_("At a point: put the municipality's order on the air. It counts whoever brings it."))
def bring(files: Brought, folder: Folder, as_json: AsJson = False) -> None:
    """See the help text."""
    with reporting(as_json) as out, _target(None, folder) as file:
        order = _brought(out, files)
        write_file(file, order)
        before = {"do": "bring_order", "file": str(file)}
        told = _at_station(out, folder, before, lambda station: station.bring_order(order).plain())
        _taken_out(out, told)
        _costs(out, told)


def _taken_out(out: Output, told: dict[str, Any]) -> None:
    if told["rekeyed"]:
        text = _("{name} takes part no more. What it said before stays. Who has its laptop reads nothing new.", **told)
        out.say(text, "green", **told)
        return
    out.say(_("{name} takes part no more. What it said before stays.", **told), "green", **told)
    out.say(_("Let a coordination point renew the key now: noodsteunpunt members rekey."), "yellow")


@contextmanager
def _target(output: Path | None, other: Path | None) -> Iterator[Path]:
    if output is None and other is None:
        raise typer.BadParameter(_("say where to: -o, --codes, or both"))
    with tempfile.TemporaryDirectory(prefix="nsp-") as scratch:
        yield (output or Path(scratch) / f"order{SUFFIX}").absolute()


def _brought(out: Output, files: list[Path]) -> bytes:
    if len(files) == 1 and files[0].suffix == SUFFIX:
        return order_bytes(files[0])
    return gather(out, files)


def _whom(out: Output, asked: OrderFile) -> None:
    one, stays = asked.certificate, sum(mark.count for revoke in asked.revokes for mark in revoke.marks)
    name = f"{one.name} ({one.letters})"
    text = _("Point {point}: {name}. Messages of it that stay: {stays}.", point=one.point, name=name, stays=stays)
    out.say(text, point=one.point, name=name, stays=stays)


def _show_codes(out: Output, file: OrderFile, codes: Path | None) -> None:
    if codes is None:
        return
    texts = series(file.to_bytes())
    write_sheet(texts, codes, _("Taking out {name}", name=file.certificate.name))
    page = (codes / "codes.html").as_posix()
    out.say(_("Codes: {count}. Open {file}.", count=len(texts), file=page), codes=len(texts))


def _costs(out: Output, told: dict[str, Any]) -> None:
    out.say(_("Messages: {packets}, airtime: {seconds} s.", packets=told["packets"], seconds=told["seconds"]))


def _at_station(
    out: Output, folder: Path, command: dict[str, Any], order: Callable[[Station], dict[str, Any]]
) -> dict[str, Any]:
    config = folder / "station.toml"
    try:
        with silent_station(config) as station:
            return order(station)
    except StoreLocked:
        told: dict[str, Any] = answered(out, ask(load_settings(config).data, command))
        return told
