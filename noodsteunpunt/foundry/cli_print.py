# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt pack print`` and ``pack map``: the paper of a point, and lines for its map."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from content.container import inspect_pack
from noodsteunpunt.foundry.folder import build, read_folder
from noodsteunpunt.foundry.geojson import NoGeoJson, map_lines
from noodsteunpunt.foundry.options import AsJson, On, day_of
from noodsteunpunt.foundry.output import Output, reporting, stop_if_wrong
from noodsteunpunt.foundry.signing import read_file, write_file
from noodsteunpunt.texts import _

if TYPE_CHECKING:
    from noodsteunpunt.library.shelf import Shelf

app = typer.Typer(no_args_is_help=True, help=_("Paper: tagged PDF, without network."))

Source = Annotated[Path, typer.Argument(help=_("A pack, or the pack's folder."))]
PAPERS = ("a3", "a4", "a5")
_LETTERS = re.compile(r"[A-Z]{1,3}")


def add_to(pack: typer.Typer) -> None:
    """Mounts these commands."""
    pack.add_typer(app, name="print")
    pack.command("map", help=_("Make lines for the map from a GeoJSON file."))(map_)


@contextmanager
def _opened(source: Path, out: Output, on: On) -> Iterator[Shelf]:
    if source.is_dir():
        found = read_folder(source, day_of(on))
        if found.wrong:
            out.findings(found)
        stop_if_wrong(found, out)
        stream: Path | io.BytesIO = io.BytesIO(build(found, root=1)[1])
    else:
        stream = source
    from noodsteunpunt.library.shelf import Shelf  # and with it the search

    shelf = Shelf(inspect_pack(stream))
    try:
        yield shelf
    finally:
        shelf.close()


@app.command("box", help=_("The whole paper kit of a point: print it in peacetime, open without a laptop."))
def box_(
    source: Source,
    into: Annotated[Path, typer.Option("--into", help=_("Folder for the files."))] = Path("papier"),
    letters: Annotated[str, typer.Option(help=_("Letters of the point, for numbered forms."))] = "",
    forms: Annotated[int, typer.Option(min=1, max=500, help=_("How many numbered forms."))] = 50,
    first: Annotated[int, typer.Option(min=1, max=999_000, help=_("Number of the first form."))] = 1,
    wifi: Annotated[str, typer.Option(help=_("Name of the wifi network."))] = "",
    password: Annotated[str, typer.Option(help=_("Its password; it is printed on the poster."))] = "",
    address: Annotated[str, typer.Option(help=_("What visitors type, such as http://10.42.0.1."))] = "",
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    if letters and not _LETTERS.fullmatch(letters):
        raise typer.BadParameter(letters, param_hint="--letters")
    from noodsteunpunt.press.box import BoxOrder, box  # and with it the typesetter

    order = BoxOrder(letters, forms, first, wifi, password, address)
    with reporting(as_json) as out, _opened(source, out, on) as shelf:
        into.mkdir(parents=True, exist_ok=True)
        made = []
        for name, data in box(shelf, order):
            write_file(into / name, data)
            made.append(name)
            out.say(f"  {name}")
        out.say(_("{count} files in {folder}.", count=len(made), folder=into.as_posix()), files=made)


@app.command("card", help=_("One card."))
def card(
    source: Source,
    name: Annotated[str, typer.Argument(help=_("The card's id."))],
    output: Annotated[Path, typer.Option("-o", "--output", help=_("The PDF."))],
    language: Annotated[str, typer.Option(help=_("Language code."))] = "nl",
    paper: Annotated[str, typer.Option(help=", ".join(PAPERS))] = "a4",
    large: Annotated[bool, typer.Option("--large", help=_("Large print."))] = False,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    if paper not in PAPERS:
        raise typer.BadParameter(", ".join(PAPERS), param_hint="--paper")
    from noodsteunpunt.press.press import Sheets, print_pdf
    from noodsteunpunt.press.sheets import card_page, footer_of, poster_pages

    with reporting(as_json) as out, _opened(source, out, on) as shelf:
        if name not in shelf.cards:
            raise typer.BadParameter(_("there is no card {name}", name=name))
        poster = shelf.cards[name]["kind"] == "poster"
        pages = poster_pages(shelf, name, [language]) if poster else [card_page(shelf, name, language)]
        if not pages:
            raise typer.BadParameter(_("no native speaker has read this language: not on a poster"))
        title, owner = pages[0]["title"], str(shelf.about.get("owner", ""))
        write_file(output, print_pdf(Sheets(title, owner, pages, footer_of(shelf), paper, pages[0]["lang"], large)))
        out.say(_("Made {file}.", file=output.as_posix()), file=output)


def map_(
    file: Annotated[Path, typer.Argument(help=_("GeoJSON (RFC 7946) with lines in WGS84; property kind or class."))],
    output: Annotated[Path, typer.Option("-o", "--output", help=_("The file map.yaml."))] = Path("map.yaml"),
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    with reporting(as_json) as out:
        try:
            text, count = map_lines(json.loads(read_file(file)))
        except (NoGeoJson, ValueError) as error:
            raise typer.BadParameter(_("this is no GeoJSON with lines: {file}", file=file.as_posix())) from error
        write_file(output, text.encode())
        out.say(_("{count} lines in {file}.", count=count, file=output.as_posix()), file=output)
