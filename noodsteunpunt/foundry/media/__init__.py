# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making pictures, sound and clips small enough for a pack, as a step before the build.

What encoders make differs from version to version, so a build never calls them: their output is kept in the folder.
This package needs Pillow, and PyAV for sound and clips; nothing that builds, verifies, installs or reads a pack does.
"""
