# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pack's folder with its core, what the linter says of both, and the unsigned pack that it becomes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from content.compile import compile_tree, tree_digest
from content.container import write_pack
from content.findings import Finding, Level, in_order
from content.lint import check
from content.manifest import PackHeader
from content.shape import day
from content.source import Source, load_source
from content.yamlsource import Scalar
from noodsteunpunt.foundry.notes import without_notes
from noodsteunpunt.known import PathError

_DAY = 86_400
_UNIX_EPOCH = datetime.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Folder:
    """``core`` is None when the pack pins none or it is nowhere."""

    path: Path
    source: Source
    core: Source | None
    findings: list[Finding]

    @property
    def wrong(self) -> bool:
        """Is there a *fout*? Then nothing is built."""
        return any(finding.level is Level.FOUT for finding in self.findings)

    def count(self, level: Level) -> int:
        """How many findings of a level."""
        return sum(finding.level is level for finding in self.findings)


def core_folder(folder: Path, identifier: str) -> Path | None:
    """Where the core ``identifier`` is: beside the pack's folder, else the one that came with the kit."""
    beside = folder.resolve().parent / identifier
    shipped = Path(str(files("content"))) / "packs" / identifier
    return next((path for path in (beside, shipped) if (path / "pack.yaml").is_file()), None)


def existing_folder(path: Path) -> Path:
    """``path`` if it is a folder; else raises PathError."""
    if not path.is_dir():
        raise PathError("not_a_folder" if path.exists() else "missing", path)
    return path


def read_folder(folder: Path, today: datetime.date) -> Folder:
    """Reads and checks ``folder`` as it is on ``today``. Raises PathError or OSError when it cannot be read."""
    existing_folder(folder)
    source, form = load_source(folder)
    named = source.pack.text("core", "id")
    where = core_folder(folder, named) if named else None
    core = load_source(where)[0] if where else None
    return Folder(folder, source, core, in_order([*form, *check(source, core, today)]))


def unix_time(text: str, *, after: bool = False) -> int:
    """The first second (UTC) of a day in pack.yaml; with ``after`` the first one that is no longer that day.

    Raises ValueError for what is no date.
    """
    found = day(text)
    if found is None:
        raise ValueError(text)
    return ((found - _UNIX_EPOCH).days + after) * _DAY


def header_of(source: Source, root: int) -> PackHeader:
    """For a source without a *fout*; ``root`` is the version of the key file whose keys will sign.

    A pack expires when the day that pack.yaml names is over in UTC.
    """
    pack = source.pack
    return PackHeader(
        pack_id=pack.text("id"),
        version=int(pack.text("version")),
        municipality=pack.text("municipality"),
        issued=unix_time(pack.text("issued")),
        expires=unix_time(pack.text("expires"), after=True),
        root=root,
    )


def build(folder: Folder, root: int) -> tuple[dict[str, bytes], bytes]:
    """The tree and the unsigned pack of a folder without a *fout*: the same folder gives the same bytes."""
    tree = {
        name: without_notes(name, data) if name.startswith("media.") else data
        for name, data in compile_tree(folder.source, folder.core).items()
    }
    return tree, write_pack(tree, header_of(folder.source, root))


def pinned(folder: Folder) -> str | None:
    """``pack.yaml`` with the core that is there in the place of the one that it names; None when that is the same.

    Only two values change, at the places where they stand. Raises PathError when there is no core, and CompileError
    when it has a *fout*.
    """
    if folder.core is None:
        raise PathError("missing", Path(folder.source.pack.text("core", "id") or "core"))
    text = (folder.path / "pack.yaml").read_text("utf-8-sig")
    lines = text.splitlines(keepends=True)
    wanted = {"version": folder.core.pack.text("version"), "sha256": tree_digest(compile_tree(folder.core))}
    for key, value in wanted.items():
        node = folder.source.pack.get("core", key)
        if not isinstance(node, Scalar):
            raise PathError("malformed", folder.path / "pack.yaml")
        line, at = node.mark.line - 1, node.mark.column - 1
        lines[line] = lines[line][:at] + lines[line][at:].replace(node.text, value, 1)
    changed = "".join(lines)
    return None if changed == text else changed
