# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Paper: what hangs on the wall, lies on the desk and works without a laptop, as tagged PDF."""
