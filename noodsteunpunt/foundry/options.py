# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Options that several pack commands have, and where a passphrase comes from."""

from __future__ import annotations

import datetime
import getpass
import os
import warnings
from typing import Annotated

import typer

from noodsteunpunt.clock import SystemClock
from noodsteunpunt.texts import _

PASSPHRASE = "NOODSTEUNPUNT_PASSPHRASE"  # noqa: S105 - the name of a variable

AsJson = Annotated[bool, typer.Option("--json", help=_("One JSON object on standard output, for scripts."))]
Descriptor = Annotated[
    int | None, typer.Option("--passphrase-fd", min=0, help=_("Read the passphrase from this open file."))
]

On = Annotated[
    datetime.datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help=_("Check as on this day; else today."))
]


def day_of(on: datetime.datetime | None) -> datetime.date:
    """The day on which a folder is judged: the one that was asked for, else today in UTC."""
    return on.date() if on else datetime.datetime.fromtimestamp(SystemClock().now(), datetime.UTC).date()


def ask_passphrase(descriptor: int | None, *, twice: bool) -> str:
    """From an open file, the variable ``NOODSTEUNPUNT_PASSPHRASE``, or the keyboard without showing it."""
    if descriptor is not None:
        with os.fdopen(descriptor, encoding="utf-8") as stream:
            return stream.readline(1000).rstrip("\r\n")
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)  # it would show what is typed
        try:
            asked: str = typer.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=twice, err=True)
        except getpass.GetPassWarning:
            hint = f"--passphrase-fd, {PASSPHRASE}"
            raise typer.BadParameter(_("here nobody can type a passphrase unseen"), param_hint=hint) from None
    return asked
