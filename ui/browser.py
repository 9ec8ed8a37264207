# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opens the screens as an app window of a browser that is there, or in the default browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
import webbrowser
from pathlib import Path

_LINUX = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_WINDOWS = (
    Path("C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe"),
    Path("C:/Program Files/Microsoft/Edge/Application/msedge.exe"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
)


def app_browser() -> str | None:
    """A browser that can show a page as a window of its own."""
    if sys.platform == "win32":
        return next((str(path) for path in _WINDOWS if path.is_file()), None)
    return next((found for name in _LINUX if (found := shutil.which(name))), None)


def open_window(url: str) -> subprocess.Popen[bytes] | None:
    """Show ``url``; the process of the window, or None where the default browser took it or nothing could."""
    browser = app_browser()
    if browser is None:
        webbrowser.open(url)
        return None
    try:
        return subprocess.Popen(
            [browser, f"--app={url}", "--no-first-run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        webbrowser.open(url)
        return None
