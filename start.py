# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Installs the kit in ``.venv`` beside this file and starts it. Needs Python 3.11 and pip, nothing else.

python3 start.py [...]        install, then ``noodsteunpunt demo [...]``
python3 start.py media        install what ``noodsteunpunt pack shrink`` needs for sound and clips
python3 start.py test [...]   install what the tests need, then all checks; ``--soak`` adds the long tests,
                              the rest goes to pytest
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
COVERAGE = ROOT / ".coverage.json"
LEAST_COVERED = 90.0
"""Percent of the lines that the whole run executes at least: with a browser it is 95.7, and a machine may have none."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def say(dutch: str, english: str) -> None:
    """One line, at once, in the language of the kit."""
    text = english if os.environ.get("NOODSTEUNPUNT_LANG", "nl").startswith("en") else dutch
    print(text, flush=True)


def run(*command: str | Path) -> None:
    """Run in the project's folder; end with its status if it fails."""
    status = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    if status:
        sys.exit(status)


def beside(*command: str | Path) -> Callable[[], None]:
    """Run while something else does; what is returned waits for it, as :func:`run` does."""
    started = subprocess.Popen([str(part) for part in command], cwd=ROOT)

    def end() -> None:
        if status := started.wait():
            sys.exit(status)

    return end


def fetch(*command: str | Path) -> None:
    """As :func:`run`, for what needs the disk and the network; says what to do if it fails."""
    status = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    if status:
        say(
            "Installeren is niet gelukt. Is er internet, en plaats op de schijf? Start daarna opnieuw.",
            "Installing failed. Is there a network, and room on the disk? Then start again.",
        )
        sys.exit(status)


def installer() -> tuple[str | Path, ...]:
    """The command that installs into ``.venv``; makes ``.venv`` where it is missing.

    Debian's Python may come without ensurepip, and its pip can install into another environment; another Python may
    come without pip, and then ensurepip brings one. Either is enough.
    """
    outside = importlib.util.find_spec("pip") is not None
    if not outside and importlib.util.find_spec("ensurepip") is None:
        sys.exit("This Python has neither pip nor ensurepip. On Debian or Ubuntu: sudo apt-get install python3-pip")
    if not PYTHON.exists():
        fetch(sys.executable, "-m", "venv", "--without-pip", VENV)
    if not outside:
        fetch(PYTHON, "-m", "ensurepip", "--default-pip")
    which = (sys.executable, "-m", "pip", "--python", PYTHON) if outside else (PYTHON, "-m", "pip")
    return (*which, "--quiet", "--disable-pip-version-check", "install")


def install(lock: str) -> None:
    """Just what the lock file holds, by hash, then the project itself. Does nothing if that was done already."""
    requirements = ROOT / "requirements" / lock
    parts = (requirements.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode())
    wanted = hashlib.sha256(b"\0".join(parts)).hexdigest()
    stamp = VENV / f"{lock}.installed"
    if stamp.exists() and stamp.read_text("ascii") == wanted:
        return
    say(
        f"De kit wordt geïnstalleerd in {VENV}. De eerste keer duurt dat een paar minuten ...",
        f"Installing the kit in {VENV}. The first time takes a few minutes ...",
    )
    pip = installer()
    # The lock file is whole, so nothing is resolved: a release of tomorrow cannot come between.
    fetch(*pip, "--require-hashes", "--no-deps", "-r", requirements)
    fetch(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    stamp.write_text(wanted, "ascii")


def browser() -> bool:
    """Is there a browser for the browser tests? Installs one through apt where that is allowed."""
    if any(shutil.which(name) for name in BROWSERS):
        return True
    apt = shutil.which("apt-get")
    sudo: list[str] = []
    if apt and os.name == "posix" and os.geteuid() != 0:
        able = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], check=False).returncode == 0
        sudo, apt = (["sudo", "-n"], apt) if able else ([], None)
    if apt is None:
        print("No Chromium here, and no right to install it: the browser tests are left out.")
        print("To run them too: sudo apt-get install chromium", flush=True)
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, apt, "update", "-qq"], check=False)
    command = [*sudo, apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    done = subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL).returncode == 0
    if done and any(shutil.which(name) for name in BROWSERS):
        return True
    print("Chromium could not be installed: the browser tests are left out.", flush=True)
    return False


def test(arguments: list[str]) -> None:
    """Format, lint, types, imports, tests. ``--soak``: the long tests too. The rest goes to pytest."""
    install("dev.txt")
    left_out = [] if "--soak" in arguments else ["not soak"]
    left_out += [] if browser() else ["not browser"]
    arguments = [argument for argument in arguments if argument != "--soak"]
    run(PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")
    run(PYTHON, "-m", "ruff", "check", "--quiet", ".")
    run(BIN / "lint-imports", "--no-cache")
    types = beside(PYTHON, "-m", "mypy")  # takes one core for a minute
    # A part of the tests covers a part of the code: what is covered counts for all of them.
    cover = [] if arguments else ["-m", "slipcover"]
    # One process more than there are cores: some of them wait, for a radio or a browser. With two it takes longer.
    several = str((os.cpu_count() or 1) + 1)
    spread = [] if arguments else ["-n", several, "--dist", "loadfile", "--no-loadscope-reorder"]
    try:
        run(PYTHON, *cover, "-m", "pytest", "-q", "-m", " and ".join(left_out), *spread, *arguments)
    finally:
        types()
    if not arguments:
        covered()


def covered() -> None:
    """Says how much of the program the tests executed, and where most is missing; ends if it is too little."""
    told = json.loads(COVERAGE.read_text("utf-8"))
    by_missing = sorted(told["files"].items(), key=lambda each: len(each[1]["missing_lines"]), reverse=True)
    for name, lines in by_missing[:10]:
        print(f"{name}: {len(lines['missing_lines'])} lines were not executed")
    share = told["summary"]["percent_covered"]
    print(f"{share:.1f} % of all lines were executed; at least {LEAST_COVERED:.0f} % must be.", flush=True)
    if share < LEAST_COVERED:
        sys.exit("Too little of the program is tested.")


def demo(arguments: list[str]) -> int:
    """Become the demonstration, so that every signal is its own; Windows cannot, and waits for it."""
    command = [str(PYTHON), "-m", "noodsteunpunt", "demo", *arguments]
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - a list that we made
    started = subprocess.Popen(command)
    while True:
        try:
            return started.wait()
        except KeyboardInterrupt:
            continue  # the demonstration got it too, and closes its three stations


def main() -> None:
    """See the module's text."""
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed.")
    if sys.argv[1:2] == ["test"]:
        test(sys.argv[2:])
        return
    install("run.txt")
    if sys.argv[1:] == ["media"]:
        install("media.txt")
        return
    sys.exit(demo(sys.argv[1:]))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
