# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``python -m noodsteunpunt``."""

from __future__ import annotations

from noodsteunpunt.cli import main

if __name__ == "__main__":
    main()
