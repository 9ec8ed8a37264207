# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt pack announce`` and ``read``: one changed card for points that cannot wait for a new pack."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from content.announcement import Announcement, inspect_announcement, open_announcement, write_announcement
from content.container import inspect_pack, open_pack
from content.trust import Trust
from noodsteunpunt.clock import SystemClock
from noodsteunpunt.foundry.announcing import PACKET, announce, changed_cards, signed_size, words_of
from noodsteunpunt.foundry.folder import read_folder, unix_time
from noodsteunpunt.foundry.options import AsJson, On, day_of
from noodsteunpunt.foundry.output import Output, reporting, stop_if_wrong
from noodsteunpunt.foundry.signing import read_file, signatures_of, write_file
from noodsteunpunt.texts import _

Over = Annotated[Path, typer.Option("--over", help=_("The pack that the points have."))]
_DAYS = 14


def add_to(app: typer.Typer) -> None:
    """Mounts these commands."""
    app.command("announce", help=_("Make one changed card into an announcement for the radio."))(announce_)
    app.command(help=_("Read what an announcement says, whoever signed it."))(read)


def announce_(
    folder: Annotated[Path, typer.Argument(help=_("The pack's folder."))],
    over: Over,
    output: Annotated[Path, typer.Option("-o", "--output", help=_("The announcement, a file on .nscard."))],
    card: Annotated[str | None, typer.Option(help=_("Id of the card, where more than one changed."))] = None,
    until: Annotated[
        datetime.datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("Last day that it holds; else two weeks."))
    ] = None,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    now = SystemClock().now()
    ends = unix_time(until.date().isoformat(), after=True) if until else now + _DAYS * 86_400
    with reporting(as_json) as out, inspect_pack(over) as base:
        found = read_folder(folder, day_of(on))
        if found.wrong:
            out.findings(found)
        stop_if_wrong(found, out)
        changed = changed_cards(found, base)
        made = announce(base, changed, card, now, ends)
        message = write_announcement(base, made)
        write_file(output, message)
        _say(out, made)
        for name in sorted(changed.keys() - {made.name}):
            out.say(_("Also changed, and not in it: {card}.", card=name[5:-5]), "yellow")
        size = signed_size(message)
        packets = -(-size // PACKET)
        out.say(
            _("Made {file}: with two signatures {size} bytes, {packets} packets of the radio.",
              file=output.as_posix(), size=size, packets=packets),
            file=output, size=size, packets=packets,
        )  # fmt: skip
        out.say(_("Two officers now sign it."))


def read(
    file: Annotated[Path, typer.Argument(help=_("An announcement."))], over: Over, as_json: AsJson = False
) -> None:
    """See the help text."""
    with reporting(as_json) as out, inspect_pack(over) as base:
        data = read_file(file)
        _say(out, inspect_announcement(data, base))
        count = len(signatures_of(data))
        out.say(_("Signatures: {count}.", count=count), signatures=count)


def verify_announcement(data: bytes, over: Path | None, trust: Trust, now: int | None, out: Output) -> None:
    """Signed by enough offices, over this pack, and what it says. Raises PackError."""
    if over is None:
        raise typer.BadParameter(_("an announcement is read over the pack that it changes"), param_hint="--over")
    with open_pack(over, trust, now=now) as base:
        card = open_announcement(data, base, trust, now=now, seen={})
    for name in sorted(signatures_of(data)):
        out.say(_("Signed by {office}.", office=trust.root.keys[name].holder))
    _say(out, card)
    out.say(_("Right: an announcement over {pack} version {version}.", pack=base.header.pack_id,
              version=base.header.version), "green", pack=base.header.pack_id, version=base.header.version,
            signers=[name.hex() for name in sorted(signatures_of(data))])  # fmt: skip


def _say(out: Output, card: Announcement) -> None:
    for line in words_of(card.data):
        out.say(f"  {line}")
    last = datetime.datetime.fromtimestamp(card.expires - 1, datetime.UTC).date().isoformat()
    identifier = card.name[5:-5]
    out.say(
        _("Card {card}, number {number}, until {day}.", card=identifier, number=card.number, day=last),
        card=identifier, number=card.number, issued=card.issued, expires=card.expires,
    )  # fmt: skip
    if card.expired:
        out.say(_("This announcement has expired."), "bold red")
