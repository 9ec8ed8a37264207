# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a picture, a sound or a clip could not be made smaller."""

from __future__ import annotations

from pathlib import Path


class MediaUnreadable(Exception):
    """``problem``: ``no_picture``, ``too_many_pixels``, ``no_sound``, ``no_clip``, ``too_long``, ``broken``."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(problem)
        self.path = path
        self.problem = problem
