# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A running station with a shipped pack installed, signed with the keys of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from content.compile import compile_tree
from content.source import load_source
from noodsteunpunt.clock import SystemClock
from noodsteunpunt.library.library import Library, Offer
from noodsteunpunt.library.roots import fingerprint_of
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from tests.support.library_kit import LEAD, lasting_root, pack_file
from tests.support.screens_kit import running_station
from tests.support.search_kit import PACKS

FAR = 4_000_000_000


@contextmanager
def station_with_pack(folder: Path, name: str = "voorbeelddam") -> Iterator[Runner]:
    """The pack counts until 2096, whatever it says itself."""
    source, _form = load_source(PACKS / name)
    pinned = source.pack.text("core", "id")
    core = load_source(PACKS / pinned)[0] if pinned else None
    file = pack_file(folder, 1, compile_tree(source, core), expires=FAR)
    root = lasting_root()

    def install(station: Station) -> None:
        station.library = Library(folder / "library", station.store, SystemClock())
        station.library.sweep()
        station.install_pack(file, LEAD, Offer(root, fingerprint_of(root)))

    with running_station(folder) as runner:
        runner.call(install).result()
        yield runner
