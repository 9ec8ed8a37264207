# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong with things that have a plug."""

from __future__ import annotations


class DeviceError(Exception):
    """Base of every error in ``devices``."""
