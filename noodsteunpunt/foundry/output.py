# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the pack commands say: colours and bars on a terminal, plain lines in a file, one JSON object for a script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from content.errors import PackError
from content.findings import Finding, Level
from noodsteunpunt.foundry.folder import Folder
from noodsteunpunt.known import explain, known
from noodsteunpunt.texts import _

FOUND_WRONG = 1
"""Exit status when there is a *fout*; 2 is wrong use, others are in docs/errors.md."""

_STYLES = {Level.FOUT: "bold red", Level.WAARSCHUWING: "yellow", Level.TIP: "cyan"}


class Output:
    """With ``as_json`` everything waits in :attr:`values` and is one object on standard output at the end."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self.values: dict[str, object] = {}
        self._console = Console(soft_wrap=True, highlight=False, markup=False)

    def say(self, text: str, style: str = "", **values: object) -> None:
        """A line for a person; ``values`` for a script."""
        self.values |= values
        if not self.as_json:
            # Names of files and of offices come from elsewhere: a terminal would obey what is in them.
            shown = "".join(sign if sign.isprintable() else "?" for sign in text)
            self._console.print(shown, style=style or None)

    def finish(self) -> None:
        """The one JSON object."""
        if self.as_json:
            typer.echo(_as_text(self.values))

    @contextmanager
    def steps(self, texts: Iterable[str]) -> Iterator[Iterator[None]]:
        """A bar on the terminal: every ``next`` is a step further."""
        wanted = list(texts)
        shown = self._console.is_terminal and not self.as_json
        columns = (TextColumn("{task.description}"), BarColumn())
        with Progress(*columns, console=self._console, transient=True, disable=not shown) as progress:
            yield self._advance(progress, wanted)

    @staticmethod
    def _advance(progress: Progress, texts: list[str]) -> Iterator[None]:
        task = progress.add_task("", total=len(texts))
        for number, text in enumerate(texts):
            progress.update(task, description=text, completed=number)
            yield
        while True:
            progress.update(task, completed=len(texts))
            yield

    def findings(self, folder: Folder) -> None:
        """Every finding with its place, and how many of each level."""
        self.values["findings"] = [as_values(finding) for finding in folder.findings]
        for finding in folder.findings:
            where = f"{finding.file}:{finding.line}:{finding.column}"
            self.say(f"{where}: {finding.level} {finding.code}: {finding.sentence}", _STYLES[finding.level])
        counts = {level.value: folder.count(level) for level in Level}
        self.say(", ".join(f"{count} {level}" for level, count in counts.items()), "bold", counts=counts)


def as_values(finding: Finding) -> dict[str, object]:
    """For a script."""
    return {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "level": finding.level.value,
        "code": finding.code,
        "say": finding.sentence,
    }


def bytes_text(size: int) -> str:
    """``12.345 B``, as it is written in Dutch."""
    return f"{size:,} B".replace(",", ".")


@contextmanager
def reporting(as_json: bool) -> Iterator[Output]:
    """What a command says; a known error is an object too, when it was asked for."""
    out = Output(as_json)
    try:
        yield out
    except typer.Exit:
        out.finish()
        raise
    except Exception as error:
        row = known(error)
        if row is None or not as_json:
            raise  # the command line turns errors into sentences, in one place
        out.values |= {"error": row.code, "say": explain(error)}
        if isinstance(error, PackError):
            out.values["reason"] = error.reason.value
        out.finish()
        raise typer.Exit(row.status) from None
    out.finish()


def _as_text(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> str:
    return value.as_posix() if isinstance(value, Path) else str(value)


def stop_if_wrong(folder: Folder, out: Output) -> None:
    """Ends the command with status 1 when there is a *fout*."""
    if not folder.wrong:
        return
    out.say(_("Nothing was made: correct every fout first."), "bold red")
    raise typer.Exit(FOUND_WRONG)
