# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One story for all screens: told once, copied for every test that acts in it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.screens_kit import Story, tell_story


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A morning with a partition."""
    return tell_story(tmp_path_factory.mktemp("story"))


@pytest.fixture
def story(told: Story, tmp_path: Path) -> Story:
    """An own copy of the three databases."""
    folder = tmp_path / "story"
    shutil.copytree(told.folder, folder)
    return replace(told, folder=folder)
