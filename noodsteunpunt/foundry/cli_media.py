# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt pack shrink``: pictures, sound and clips small enough for a pack."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from noodsteunpunt.foundry.folder import existing_folder
from noodsteunpunt.foundry.options import AsJson
from noodsteunpunt.foundry.output import FOUND_WRONG, Output, bytes_text, reporting
from noodsteunpunt.texts import _

if TYPE_CHECKING:
    from noodsteunpunt.foundry.media.shrinking import Shrunk

PROBLEMS = {
    "no_picture": "this is no picture that can be read",
    "too_many_pixels": "this picture has too many pixels",
    "no_sound": "there is no sound in it that can be read",
    "no_clip": "there is no film in it that can be read",
    "too_long": "this is longer than ten minutes",
    "broken": "this file is broken",
}
"""The words for a problem."""


def add_to(app: typer.Typer) -> None:
    """Mounts this command."""
    app.command(help=_("Make pictures, sound and clips smaller; what came stays in originals."))(shrink)


def shrink(
    folder: Annotated[Path, typer.Argument(help=_("The pack's folder."))],
    as_json: AsJson = False,
) -> None:
    """See the help text."""
    from noodsteunpunt.foundry.media.shrinking import shrink_folder  # and with it a library that no other command needs

    with reporting(as_json) as out:
        existing_folder(folder)
        done: list[Shrunk] = []
        with out.steps([_("Making media smaller")]) as step:
            next(step)
            for one in shrink_folder(folder):
                done.append(one)
                _say(out, one)
        good = [one for one in done if not one.problem]
        before, after = sum(one.before for one in good), sum(one.after for one in good)
        text = _("Files: {count}. From {before} to {after}.", count=len(good), before=bytes_text(before),
                 after=bytes_text(after))  # fmt: skip
        out.say(text, "bold", files=[asdict(one) for one in done], before=before, after=after)
        if len(good) < len(done):
            raise typer.Exit(FOUND_WRONG)


def _say(out: Output, one: Shrunk) -> None:
    if one.problem:
        out.say(_("{name}: {problem}. Save it anew, or leave it out.", name=one.name,
                  problem=_(PROBLEMS[one.problem])), "bold red")  # fmt: skip
    elif one.kept:
        out.say(_("{name}: {before}, small already.", name=one.name, before=bytes_text(one.before)))
    else:
        out.say(f"{one.name}: {bytes_text(one.before)} -> {bytes_text(one.after)}", "green")
