# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A person was told *vastgelegd*: then it survives a SIGKILL at any moment. 200 of them, on the real store."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from noodsteunpunt.enrolment import Enrolment
from tests.support.station_kit import open_store, papers

KILLS = 200

CHILD = """
import sys
from pathlib import Path
from noodsteunpunt.enrolment import Enrolment
from tests.support.station_kit import open_store
from tests.support.store_kit import register
import os
folder = Path(sys.argv[1])
enrolment = Enrolment.from_bytes((folder / "papers.json").read_bytes())
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        store = open_store(folder, enrolment)
        while True:
            print(register(store), flush=True)
    print(f"pid {pid}", flush=True)
    os.waitpid(pid, 0)
    print("dead", flush=True)
"""


def test_no_acknowledged_request_is_lost(tmp_path: Path) -> None:
    enrolment = papers()[1]
    (tmp_path / "papers.json").write_bytes(enrolment.to_bytes())
    open_store(tmp_path, enrolment).close()
    rng = Random(200)
    acknowledged: list[str] = []
    # One parent imports everything once; its forked children are what is killed.
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as parent:
        assert parent.stdin is not None and parent.stdout is not None
        for _ in range(KILLS):
            parent.stdin.write("go\n")
            parent.stdin.flush()
            acknowledged += _one_life(parent, rng)
        parent.stdin.close()
    store = open_store(tmp_path, Enrolment.from_bytes((tmp_path / "papers.json").read_bytes()))
    kept = set(store.export_canonical()["air"]["request"])
    store.close()
    assert len(acknowledged) >= KILLS
    assert [subject for subject in acknowledged if subject not in kept] == []


def _one_life(parent: subprocess.Popen[str], rng: Random) -> list[str]:
    """Kill the child a random moment after its first acknowledgement; returns what it acknowledged."""
    assert parent.stdout is not None
    said: list[str] = []
    pid = None
    killed = False
    for line in parent.stdout:
        word = line.strip()
        if word == "dead":
            return said
        if word.startswith("pid "):
            pid = int(word[4:])
        else:
            said.append(word)
        if pid is not None and said and not killed:
            time.sleep(rng.random() * 0.01)
            os.kill(pid, signal.SIGKILL)
            killed = True
    raise AssertionError("the parent ended")
