# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt pack key``, ``root``, ``sign`` and ``verify``: who may say that a pack is the municipality's."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from content.container import open_pack
from content.keyfile import MAX_KEY_FILE, public_of, shown_id, unlock_key, write_new_key
from content.signing import CARD
from noodsteunpunt.clock import SystemClock
from noodsteunpunt.foundry.cli_announce import verify_announcement
from noodsteunpunt.foundry.folder import unix_time
from noodsteunpunt.foundry.options import AsJson, Descriptor, ask_passphrase
from noodsteunpunt.foundry.output import Output, reporting
from noodsteunpunt.foundry.signing import (
    Holder,
    is_announcement,
    new_root,
    read_file,
    sign_file,
    signatures_of,
    with_pack_root,
    write_file,
)
from noodsteunpunt.library.roots import fingerprint_of, own_word, shown_fingerprint
from noodsteunpunt.texts import _

key_app = typer.Typer(no_args_is_help=True, help=_("The key of an officer."))
root_app = typer.Typer(no_args_is_help=True, help=_("The key file of a municipality: which keys sign for it."))

KeyFile = Annotated[Path, typer.Argument(help=_("A key file, on .nskey."))]
RootFile = Annotated[Path, typer.Argument(help=_("The municipality's key file."))]
SignedFile = Annotated[Path, typer.Argument(help=_("A pack, an announcement or a municipality's key file."))]


def add_to(app: typer.Typer) -> None:
    """Mounts these commands."""
    app.add_typer(key_app, name="key")
    app.add_typer(root_app, name="root")
    app.command(help=_("Add one officer's signature."))(sign)
    app.command(help=_("Is this pack or announcement the municipality's, whole and unchanged?"))(verify)


@key_app.command("new", help=_("Draw a key and keep it in a file under a passphrase."))
def key_new(file: KeyFile, passphrase_fd: Descriptor = None, as_json: AsJson = False) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        public = write_new_key(file, ask_passphrase(passphrase_fd, twice=True))
        _say_key(out, file, public)
        out.say(_("Keep the file on a stick of its own, and the passphrase elsewhere."))


@key_app.command("show", help=_("The number by which people tell a key."))
def key_show(file: KeyFile, as_json: AsJson = False) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        _say_key(out, file, public_of(read_file(file, MAX_KEY_FILE)))


def _say_key(out: Output, file: Path, public: bytes) -> None:
    shown = shown_id(public)
    out.say(_("{file}: key {key}", file=file.as_posix(), key=shown), key=shown.replace(" ", ""), public=public.hex())


@root_app.command("new", help=_("Make the key file of a municipality; two officers then sign it."))
def root_new(
    file: Annotated[Path, typer.Argument(help=_("The municipality's key file."))],
    municipality: Annotated[str, typer.Option(help=_("Code of the municipality, like GM0344."))],
    expires: Annotated[datetime.datetime, typer.Option(formats=["%Y-%m-%d"], help=_("Last day of the keys."))],
    key: Annotated[list[Path], typer.Option(help=_("A key file; give three."))],
    holder: Annotated[list[str] | None, typer.Option(help=_("Office that holds the key, in the same order."))] = None,
    after: Annotated[Path | None, typer.Option(help=_("The key file that this one replaces."))] = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    names = holder or [path.stem for path in key]
    if len(names) != len(key) or len(key) < 2:
        raise typer.BadParameter(_("give two keys or more, and as many offices"), param_hint="--key")
    with reporting(as_json) as out:
        holders = [Holder(name, path) for name, path in zip(names, key, strict=True)]
        before = own_word(read_file(after), None) if after else None
        until = unix_time(expires.date().isoformat(), after=True)
        write_file(file, new_root(municipality, holders, now=SystemClock().now(), expires=until, before=before))
        out.say(_("Made {file}. Two officers now sign it.", file=file.as_posix()), file=file)


@root_app.command("show", help=_("Whose keys are in it, and the fingerprint for the papers of the points."))
def root_show(file: RootFile, as_json: AsJson = False) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        data = read_file(file)
        root = own_word(data, None).root
        out.say(
            _("Municipality {code}, version {version}.", code=root.municipality, version=root.version),
            municipality=root.municipality,
            version=root.version,
        )
        for key in root.keys.values():
            out.say(f"  {shown_id(key.public)}  {key.holder}")
        out.values["keys"] = {name.hex(): key.holder for name, key in root.keys.items()}
        fingerprint = fingerprint_of(data)
        out.say(_("Fingerprint: {text}", text=shown_fingerprint(fingerprint)), fingerprint=fingerprint.hex())


@root_app.command(
    "papers", help=_("Put the fingerprint into the papers of points, before they start for the first time.")
)
def root_papers(
    file: RootFile,
    papers: Annotated[list[Path], typer.Argument(help=_("The papers of points: enrolment.json."))],
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        data = read_file(file)
        own_word(data, None)
        bound = [(path, with_pack_root(path, fingerprint_of(data))) for path in papers]
        for path, changed in bound:
            write_file(path, changed, secret=True)
            out.say(_("{file} knows the municipality's key file now.", file=path.as_posix()))
        out.values["papers"] = [path.as_posix() for path in papers]


def sign(
    file: SignedFile,
    key: Annotated[Path, typer.Option(help=_("Your key file."))],
    passphrase_fd: Descriptor = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        data, held = read_file(file), read_file(key, MAX_KEY_FILE)
        public_of(held)  # a passphrase is asked only for what is a key
        signed = sign_file(data, unlock_key(held, ask_passphrase(passphrase_fd, twice=False)))
        write_file(file, signed)
        count = len(signatures_of(signed))
        out.say(_("Signed. Signatures on {file}: {count}.", file=file.as_posix(), count=count), signatures=count)


def verify(
    file: Annotated[Path, typer.Argument(help=_("A pack or an announcement."))],
    root: Annotated[Path, typer.Option(help=_("The municipality's key file."))],
    over: Annotated[Path | None, typer.Option(help=_("The pack that an announcement changes."))] = None,
    untrusted_clock: Annotated[bool, typer.Option("--untrusted-clock", help=_("Do not judge dates."))] = False,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        now = None if untrusted_clock else SystemClock().now()
        trust = own_word(read_file(root), now)
        if is_announcement(file):
            verify_announcement(read_file(file, 2 * CARD.most), over, trust, now, out)
            return
        with open_pack(file, trust, now=now) as opened:
            header = opened.header
            for name in sorted(opened.standing.signers):
                out.say(_("Signed by {office}.", office=trust.root.keys[name].holder))
            out.say(
                _(
                    "Right: {pack} version {version} of {code}, {count} files.",
                    pack=header.pack_id,
                    version=header.version,
                    code=header.municipality,
                    count=len(opened.manifest.rows),
                ),
                "green",
                pack=header.pack_id,
                version=header.version,
                municipality=header.municipality,
                signers=[name.hex() for name in sorted(opened.standing.signers)],
                expired={None: "unknown", True: "yes", False: "no"}[opened.expired],
            )
            if opened.expired:
                out.say(_("This pack has expired."), "bold red")
