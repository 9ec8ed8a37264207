# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Planning a network: many points with their real engine and carrier on the simulated air, in virtual time."""
