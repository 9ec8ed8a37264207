# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding the card that answers a question, whatever words and spelling a tired person uses."""
