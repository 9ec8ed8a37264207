# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The browser of the browser tests: Debian's."""

from __future__ import annotations

import shutil


def chromium() -> str:
    """Its path; the tests that need it are left out where it is not."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    assert found is not None, "no Chromium: apt-get install chromium"
    return found
