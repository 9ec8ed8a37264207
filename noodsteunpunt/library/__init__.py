# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Information packs at a point: whom it believes, what is installed, and how the next one gets there."""
