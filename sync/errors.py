# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong in the protocol. None of these leaves :meth:`sync.engine.Engine.receive`."""

from __future__ import annotations


class SyncError(Exception):
    """Base of every error in ``sync``."""
