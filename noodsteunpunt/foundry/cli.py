# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt pack``: from a municipality's folder to a pack that nobody signed yet."""

from __future__ import annotations

import dataclasses
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from content.container import inspect_pack
from content.delta import make_delta
from noodsteunpunt.foundry import cli_announce, cli_install, cli_media, cli_print, cli_signing
from noodsteunpunt.foundry.folder import build, core_folder, existing_folder, pinned, read_folder
from noodsteunpunt.foundry.options import AsJson, On, day_of
from noodsteunpunt.foundry.output import Output, reporting, stop_if_wrong
from noodsteunpunt.foundry.preview import preview
from noodsteunpunt.foundry.report import Sizes, changes, sizes
from noodsteunpunt.foundry.signing import read_file, write_file
from noodsteunpunt.foundry.skeleton import CORE, ISLAND, bad_name, new_folder
from noodsteunpunt.known import PathError
from noodsteunpunt.library.roots import own_word
from noodsteunpunt.texts import _

app = typer.Typer(no_args_is_help=True, help=_("Information packs: make, check, sign and install."))
cli_signing.add_to(app)
cli_announce.add_to(app)
cli_media.add_to(app)
cli_install.add_to(app)
cli_print.add_to(app)

Folder = Annotated[Path, typer.Argument(readable=False, help=_("The pack's folder."))]
PackFile = Annotated[Path, typer.Argument(help=_("A pack."))]


@app.command(help=_("Make a folder with a small pack that is right, to start from."))
def new(
    folder: Annotated[Path, typer.Argument(help=_("A folder that is empty or not there yet."))],
    municipality: Annotated[str, typer.Option(help=_("Code of the municipality, like GM0344."))],
    name: Annotated[str, typer.Option(help=_("Name of the municipality."))],
    core: Annotated[Path | None, typer.Option(help=_("Folder of the national core."))] = None,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    wrong = bad_name(folder.resolve().name, name, municipality)
    if wrong:
        raise typer.BadParameter(wrong)
    if core is None and municipality.startswith("BQ"):
        example = core_folder(folder, ISLAND)
        text = _("the national core says 112: copy {folder} instead and change what is in it", folder=example)
        raise typer.BadParameter(text, param_hint="--municipality")
    if folder.exists() and any(existing_folder(folder).iterdir()):
        raise typer.BadParameter(_("there is something in {folder} already", folder=folder.as_posix()))
    where = existing_folder(core) if core else core_folder(folder, CORE)
    if where is None:
        raise PathError("missing", Path(CORE))
    with reporting(as_json) as out:
        made = new_folder(folder, folder.resolve().name, name, municipality, where, day_of(on))
        for file in made:
            out.say(f"  {file}")
        out.say(_("Made. Change the files, then check the folder."), files=made)


@app.command(help=_("Say what is wrong in a pack's folder, where, and what to do."))
def check(folder: Folder, on: On = None, as_json: AsJson = False) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        with out.steps([_("Reading and checking")]) as step:
            next(step)
            found = read_folder(folder, day_of(on))
        out.findings(found)
        if found.wrong:
            raise typer.Exit(1)


@app.command(help=_("Name the national core that is there now in pack.yaml, once its changes were looked at."))
def pin(folder: Folder, on: On = None, as_json: AsJson = False) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        found = read_folder(folder, day_of(on))
        changed = pinned(found)
        if changed is None:
            out.say(_("pack.yaml names this core already."), changed=0)
            return
        write_file(folder / "pack.yaml", changed.encode("utf-8"))
        out.say(_("pack.yaml names the core that is there now. Check the folder again."), changed=1)


@app.command("preview", help=_("Write every card as a page to look at."))
def preview_(
    folder: Folder,
    into: Annotated[Path, typer.Option("--into", help=_("Folder for the pages."))] = Path("preview"),
    open_: Annotated[bool, typer.Option("--open", help=_("Open the browser."))] = False,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        found = read_folder(folder, day_of(on))
        if found.wrong:
            out.findings(found)
        stop_if_wrong(found, out)
        pages = preview(build(found, root=1)[0])
        into.mkdir(parents=True, exist_ok=True)
        for file, text in pages.items():
            (into / file).write_text(text, "utf-8", newline="\n")
        index = into / "index.html"
        out.say(_("{count} pages. Open {file}.", count=len(pages), file=index.as_posix()), index=index)
        if open_:
            webbrowser.open(index.resolve().as_uri())


@app.command("build", help=_("Make the pack; it is signed afterwards."))
def build_(
    folder: Folder,
    output: Annotated[Path, typer.Option("-o", "--output", help=_("The pack, a file on .nspack."))],
    root: Annotated[Path | None, typer.Option(help=_("Key file of the municipality; else its first."))] = None,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out, out.steps([_("Reading and checking"), _("Building"), _("Writing")]) as step:
        next(step)
        version = own_word(read_file(root), None).root.version if root else 1
        found = read_folder(folder, day_of(on))
        if found.wrong:
            out.findings(found)
        stop_if_wrong(found, out)
        next(step)
        tree, pack = build(found, version)
        next(step)
        write_file(output, pack)
        _say_sizes(out, sizes(tree), len(pack))
        out.say(_("Made {file}. Two officers now sign it.", file=output.as_posix()), file=output)


def _say_sizes(out: Output, made: Sizes, whole: int) -> None:
    words = {"cards": _("cards"), "lists": _("lists"), "pictures": _("pictures"), "sound": _("sound")}
    for share in made.shares:
        out.say(f"{words[share.sort]:<12}{share.files:>5}{share.size:>12,} B".replace(",", "."))
    total = _("the whole pack")
    out.say(f"{total:<17}{whole:>12,} B".replace(",", "."), "bold")
    largest = ", ".join(f"{name} ({size:,} B)".replace(",", ".") for name, size in made.largest)
    out.say(_("Largest: {files}.", files=largest), size=whole, sizes=dataclasses.asdict(made))


@app.command(help=_("Say what changed between two packs; with -o make the file with the difference."))
def diff(
    old: PackFile,
    new: PackFile,
    output: Annotated[Path | None, typer.Option("-o", "--output", help=_("The difference, a file on .nsdiff."))] = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out, inspect_pack(old) as before, inspect_pack(new) as after:
        found = changes(before, after)
        marks = (("+", found.added, "green"), ("*", found.changed, "yellow"), ("-", found.removed, "red"))
        for mark, names, style in marks:
            for name in names:
                out.say(f"{mark} {name}", style)
        first, second = before.header.version, after.header.version
        text = _("From version {old} to {new}.", old=first, new=second)
        out.say(text, old=first, new=second, changes=dataclasses.asdict(found))
        if output:
            delta = make_delta(before, after)
            write_file(output, delta)
            out.say(_("Made {file}, {size} bytes.", file=output.as_posix(), size=len(delta)), delta=len(delta))
