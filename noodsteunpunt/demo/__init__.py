# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration: three stations, one mesh, one demo municipality, and the check without a person."""
