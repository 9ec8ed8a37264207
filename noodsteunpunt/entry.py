# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the program begins and ends: which commands there are, and what becomes of an error."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import sys

import typer
from rich.console import Console

from noodsteunpunt.known import explain, known


def commands(first: list[str]) -> typer.Typer:
    """All commands; where the first word is ``pack`` only those, which start without the rest of the kit."""
    if first != ["pack"]:
        from noodsteunpunt.cli import app

        return app
    from noodsteunpunt.foundry.cli import app as pack_app

    alone = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    alone.add_typer(pack_app, name="pack")
    return alone


def main() -> None:
    """Entry point; turns known errors into a sentence and an exit status."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    _speak_plainly()
    _stop_like_ctrl_c()
    try:
        status = commands(sys.argv[1:2])(standalone_mode=False)  # of typer.Exit; what a command returns is none
        sys.exit(status if isinstance(status, int) else 0)
    except typer.Abort:
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(0)
    except BrokenPipeError:
        # Nobody reads on (`... | head`); without this Python complains once more while it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        row = known(error)
        if row is None:
            raise
        if type(error).__name__ == "NoArgsIsHelpError":  # a group of commands alone: what can there be?
            typer.echo(str(error))
        elif "--json" in sys.argv:
            typer.echo(json.dumps({"error": row.code, "say": explain(error)}, ensure_ascii=False))
        else:
            Console(stderr=True, soft_wrap=True).print(explain(error), style="red", highlight=False, markup=False)
        sys.exit(row.status)


def _stop_like_ctrl_c() -> None:
    """A closed terminal and a service manager end the program in good order too."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP; nohup has it ignored
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def _speak_plainly() -> None:
    """A terminal that cannot show a letter gets a question mark, not the end of the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
