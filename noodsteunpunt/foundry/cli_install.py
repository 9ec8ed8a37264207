# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt pack install`` and ``put-back``: from the stick onto a point whose program does not run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from content.announcement import Announcement
from content.signing import CARD
from noodsteunpunt.clock import SystemClock
from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.foundry.folder import existing_folder
from noodsteunpunt.foundry.options import AsJson
from noodsteunpunt.foundry.output import Output, reporting
from noodsteunpunt.foundry.signing import is_announcement, read_file
from noodsteunpunt.library.roots import fingerprint_of, parse_fingerprint, shown_fingerprint
from noodsteunpunt.texts import _

if TYPE_CHECKING:
    from noodsteunpunt.domain.packs import InstalledPack

Station = Annotated[Path, typer.Option("--folder", help=_("The station's folder, with station.toml."))]
_YES = frozenset(("ja", "j", "yes", "y"))
Name = Annotated[str, typer.Option(help=_("Your name; it stays at this point."))]


def add_to(app: typer.Typer) -> None:
    """Mounts these commands."""
    app.command(help=_("Put a pack, a difference or an announcement on a point that does not run."))(install)
    app.command("put-back", help=_("Go back to the pack before this one; for the leader of the point."))(put_back)


def install(
    file: Annotated[Path, typer.Argument(help=_("A pack, a difference or an announcement."))],
    folder: Station,
    root: Annotated[Path | None, typer.Option(help=_("The municipality's key file, first or new."))] = None,
    fingerprint: Annotated[
        str | None, typer.Option(help=_("Of the first key file, from the papers of the point."))
    ] = None,
    untrusted_clock: Annotated[bool, typer.Option("--untrusted-clock", help=_("Do not judge dates."))] = False,
    name: Name = "",
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    from noodsteunpunt.assembly import silent_station  # and with it the whole station
    from noodsteunpunt.library.library import Offer

    with reporting(as_json) as out:
        data = read_file(root) if root else None
        with silent_station(existing_folder(folder) / "station.toml") as station:
            library = station.library
            first = library is not None and not library.knows_root() and not library.first_root
            known = _fingerprint(fingerprint, data, ask=first and not as_json)
            offer, lead = Offer(data, known, clock_trusted=not untrusted_clock), Actor(name, Role.POINT_LEAD)
            if is_announcement(file):
                message = read_file(file, 2 * CARD.most)
                card = station.change_pack(lambda library: library.announce(message, lead, offer))
                _say_card(out, card)
                return
            pack = station.install_pack(file, lead, offer)
        _say(out, pack, _("Installed: {pack} version {version}.", pack=pack.pack_id, version=pack.version))


def _fingerprint(given: str | None, root: bytes | None, *, ask: bool) -> bytes | None:
    """Where the point's own papers do not say it: what a person typed, or compared by eye at a terminal."""
    if given is not None:
        return parse_fingerprint(given)
    if root is None or not ask:
        return None
    found = fingerprint_of(root)
    typer.echo(_("Fingerprint: {text}", text=shown_fingerprint(found)), err=True)
    answer: str = typer.prompt(_("Is this the fingerprint on the papers of the point? Yes or no"), err=True)
    return found if answer.strip().lower() in _YES else None


def put_back(folder: Station, name: Name, as_json: AsJson = False) -> None:
    """See the help text."""
    from noodsteunpunt.assembly import silent_station

    with reporting(as_json) as out:
        with silent_station(existing_folder(folder) / "station.toml") as station:
            pack = station.put_back_pack(Actor(name, Role.POINT_LEAD))
        _say(out, pack, _("Put back: {pack} version {version}.", pack=pack.pack_id, version=pack.version))


def _say(out: Output, pack: InstalledPack, text: str) -> None:
    out.say(text, "green", pack=pack.pack_id, version=pack.version, core=pack.core_version or 0, expires=pack.expires)
    if pack.expires <= SystemClock().now():
        out.say(_("This pack has expired."), "bold red")


def _say_card(out: Output, card: Announcement) -> None:
    identifier = card.name[5:-5]
    text = _("Shown from now on: card {card}, number {number}.", card=identifier, number=card.number)
    out.say(text, "green", card=identifier, number=card.number, expires=card.expires)
    if card.expired:
        out.say(_("This announcement has expired."), "bold red")
