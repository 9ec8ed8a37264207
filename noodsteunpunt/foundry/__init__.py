# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Information packs on the command line: for the officer of a municipality who makes and signs them."""
