# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a courier command does at a station, the same at one that runs and at one that was opened for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from noodsteunpunt.courier.desk import Access
from noodsteunpunt.courier.export import export_bundle
from noodsteunpunt.courier.reading import import_bundle


def _export(access: Access, command: Mapping[str, Any]) -> dict[str, Any]:
    made = export_bundle(
        access,
        command["to"],
        Path(str(command["file"])),
        receipt=bool(command.get("receipt", False)),
        everything=bool(command.get("everything", False)),
        house=bool(command.get("house", True)),
    )
    return asdict(made)


def _import(access: Access, command: Mapping[str, Any]) -> dict[str, Any]:
    folder = access.call(lambda desk: desk.store.folder / "courier")
    return asdict(import_bundle(access, Path(str(command["file"])), folder))


COMMANDS: dict[str, Callable[[Access, Mapping[str, Any]], dict[str, Any]]] = {
    "courier_export": _export,
    "courier_import": _import,
}
