# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Options that several pack commands have, and where a passphrase comes from."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from noodsteunpunt.texts import _

PASSPHRASE = "NOODSTEUNPUNT_PASSPHRASE"  # noqa: S105 - the name of a variable

AsJson = Annotated[bool, typer.Option("--json", help=_("One JSON object on standard output, for scripts."))]
Descriptor = Annotated[
    int | None, typer.Option("--passphrase-fd", min=0, help=_("Read the passphrase from this open file."))
]


def ask_passphrase(descriptor: int | None, *, twice: bool) -> str:
    """From an open file, the variable ``NOODSTEUNPUNT_PASSPHRASE``, or the keyboard without showing it."""
    if descriptor is not None:
        with os.fdopen(descriptor, encoding="utf-8") as stream:
            return stream.readline(1000).rstrip("\r\n")
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    asked: str = typer.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=twice, err=True)
    return asked
