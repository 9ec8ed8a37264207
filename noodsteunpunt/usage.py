# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A command that was typed wrongly, in the language of the kit: the library of the command line speaks English.

Its classes are known by their names and by what they carry; typer does not hand them all out.
"""

from __future__ import annotations

import re

from typer.exceptions import TyperException

from noodsteunpunt.texts import _

WRONG_USE = 2
"""Exit status."""


def usage_sentence(error: TyperException) -> str:
    """What is wrong with the command, and where the help is."""
    command = getattr(getattr(error, "ctx", None), "command_path", "") or "noodsteunpunt"
    told = _wrong(error)
    return " ".join((told, _("{command} --help tells what there can be.", command=command)))


def _wrong(error: TyperException) -> str:
    kind = type(error).__name__
    what = _name_of(error)
    if kind == "MissingParameter":
        return _("Something is missing: {what}.", what=what)
    if kind == "NoSuchOption":
        option = str(getattr(error, "option_name", ""))
        return _("There is no option {what}.", what=option) + _near(
            ", ".join(sorted(getattr(error, "possibilities", None) or ()))
        )
    if kind == "BadParameter" and getattr(error, "param", None) is None:
        return f"{what}: {error.message}." if what else f"{error.message[:1].upper()}{error.message[1:]}."
    if kind == "BadParameter":
        return _("What is given for {what} is not possible.", what=what)
    if command := re.match(r"No such command '(.+?)'\.(?: Did you mean (.+)\?)?$", error.message):
        return _("There is no command {what}.", what=command[1]) + _near((command[2] or "").replace("'", ""))
    if extra := re.match(r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)$", error.message):
        return _("This is too much: {what}.", what=extra[1])
    return _("Look at every word of it.")


def _near(names: str) -> str:
    return " " + _("Did you mean {near}?", near=names.replace(" or ", ", ")) if names else ""


def _name_of(error: TyperException) -> str:
    """As it is typed: ``--root``, or the name of an argument."""
    hint = getattr(error, "param_hint", None)
    if isinstance(hint, str):
        return hint
    names = getattr(getattr(error, "param", None), "opts", None) or ()
    return max(names, key=len, default="")
