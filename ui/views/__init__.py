# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One module per screen. A view is a function of the desk: it draws, the desk acts."""
