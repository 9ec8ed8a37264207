# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A station's folder is copied, and both run: whole programs, one mesh, one coordination point."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from tests.support.process_kit import ENEMY, World, until, world


def copied(made: World, folder: Path) -> None:
    """Stop A, copy its folder with everything in it, start the copy as D on a radio of its own."""
    made.running["A"].close()
    shutil.copytree(made.layout["A"].folder, folder)
    settings = made.layout["A"].config.read_text("utf-8")
    own, spare = made.layout["A"].radio_port, made.daemon.ports[ENEMY]
    (folder / "station.toml").write_text(settings.replace(f":{own}", f":{spare}"), "utf-8")
    made.start("A")
    made.start("D", replace(made.layout["A"], name="D", folder=folder, radio_port=spare))


def alarms(made: World, name: str) -> set[str]:
    return {alarm["code"] for alarm in made.running[name].do("snapshot")["alarms"]}


def test_both_go_on_and_nothing_is_lost(tmp_path: Path) -> None:
    with world(tmp_path / "demo", "A", "C") as made:
        before = made.register("A")
        until(lambda: before in made.requests("C"), "what was before the copy is at C")
        copied(made, tmp_path / "copy")
        assert "replica_copied" in alarms(made, "D")
        assert "replica_copied" not in alarms(made, "A")
        written = {made.register(name, remarks=f"{name} {number}") for number in range(3) for name in ("A", "D")}
        assert len(written) == 6
        everyone = {name: made.running[name] for name in ("A", "D", "C")}
        until(lambda: all(made.requests(name) >= written | {before} for name in everyone), "all is held everywhere")
        until(lambda: len({each.do("export")["digest"] for each in everyone.values()}) == 1, "all three are level")
        for name in ("A", "D"):
            assert "Traceback" not in made.running[name].complaints()
