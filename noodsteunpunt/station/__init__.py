# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One station: the point's use cases, and the step that carries facts between radio, engine and store."""

from __future__ import annotations

from noodsteunpunt.station.station import Registered, Station

__all__ = ["Registered", "Station"]
