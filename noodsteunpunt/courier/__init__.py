# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The roads beside the radio: bundles that a courier carries, as a file or as QR codes, and the records in them."""
